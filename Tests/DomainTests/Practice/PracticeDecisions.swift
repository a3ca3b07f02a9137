import Kernel
import TestSupport
import Testing

@testable import Domain

struct PracticeDecisions {
  typealias Given = Story<Practice>
  let draft = Practice.Event.deposited(.init(details: .sample, organisation: "council"))
  let good = Practice.Review(recommendation: "publish", strengths: "plain", interests: "none")

  private var inReview: Given { .given(draft, .submitted) }
  private var reviewed: Given { inReview.and(.reviewed(good), by: "ron").and(.reviewed(good), by: "rhea") }
  private var compiled: Given {
    .given(.compiled(.init(details: .sample, importID: "batch", source: "s")), by: "importer")
  }

  @Test func `a practice is deposited once`() {
    Given.given().when(.deposit(.sample, organisation: "council"), then: draft)
    Given.given(draft).when(.deposit(.other, organisation: nil), refused: .alreadyDeposited)
    Given.given(draft).when(.deposit(.sample, organisation: nil), by: "eve", refused: .alreadyDeposited)
  }

  @Test func `the same deposit sent twice is one deposit`() {
    Given.given(draft).when(.deposit(.sample, organisation: "council"))
  }

  @Test func `a draft needs a title and nothing else`() {
    Given.given().when(.deposit(.init(), organisation: nil), refused: .incomplete(missing: ["title"]))
    let bare = Practice.Details(title: "Evenings")
    Given.given().when(
      .deposit(bare, organisation: nil),
      then: .deposited(.init(details: bare, organisation: nil))
    )
  }

  @Test func `an incomplete draft is not submitted, and every missing field is named`() {
    let bare = Practice.Event.deposited(.init(details: .init(title: "Evenings"), organisation: nil))
    Given.given(bare).when(
      .submit,
      refused: .incomplete(missing: [
        "problem", "aim", "audience", "setting", "strand", "objective", "method", "lead_organisation",
        "outcome",
      ])
    )
  }

  @Test func `submitting twice changes nothing`() {
    Given.given(draft).when(.submit, then: .submitted)
    inReview.when(.submit)
  }

  @Test func `what reviewers are reading stays as it is`() {
    inReview.when(.revise(.other, reason: "better"), refused: .notPossible(in: .inReview))
  }

  @Test func `a draft changes without a reason, and a published practice never`() {
    Given.given(draft).when(.revise(.other, reason: ""), then: .revised(.init(details: .other, reason: "")))
    Given.given(draft).when(.revise(.sample, reason: ""))
    let published = reviewed.and(.published(.init(reason: "")), by: "edie")
    published.when(.revise(.other, reason: ""), refused: .reasonNeeded)
    published.when(
      .revise(.other, reason: "wrong year"),
      then: .revised(.init(details: .other, reason: "wrong year"))
    )
  }

  @Test func `nobody reviews what they deposited or changed`() {
    inReview.when(.review(good), refused: .ownPractice)
    Given.given(draft).and(.revised(.init(details: .sample, reason: "")), by: "ron").and(
      .submitted,
      by: "ada"
    )
    .when(.review(good), by: "ron", refused: .ownPractice)
  }

  @Test func `a reviewer hands in one review`() {
    inReview.when(.review(good), by: "ron", then: .reviewed(good))
    let once = inReview.and(.reviewed(good), by: "ron")
    once.when(.review(good), by: "ron")
    once.when(.review(.init(recommendation: "return")), by: "ron", refused: .alreadyReviewed)
  }

  @Test func `a conflict of interest keeps a review out`() {
    var conflicted = good
    conflicted.isConflicted = true
    inReview.when(.review(conflicted), by: "ron", refused: .conflictOfInterest)
  }

  @Test func `two reviews are needed before publication`() {
    inReview.when(.publish(reason: ""), by: "edie", refused: .tooFewReviews(have: 0))
    inReview.and(.reviewed(good), by: "ron").when(
      .publish(reason: ""),
      by: "edie",
      refused: .tooFewReviews(have: 1)
    )
    reviewed.when(.publish(reason: ""), by: "edie", then: .published(.init(reason: "")))
  }

  @Test func `nobody publishes or returns their own practice`() {
    reviewed.when(.publish(reason: ""), by: "ada", refused: .ownPractice)
    inReview.when(.returnToDepositor(note: "more"), by: "ada", refused: .ownPractice)
  }

  @Test func `against a reviewer's advice it is published with a reason only`() {
    let advised = inReview.and(.reviewed(good), by: "ron")
      .and(.reviewed(.init(recommendation: "return")), by: "rhea")
    advised.when(.publish(reason: ""), by: "edie", refused: .reasonNeeded)
    advised.when(.publish(reason: "It is sound"), by: "edie", then: .published(.init(reason: "It is sound")))
  }

  @Test func `what is returned begins a new round of reviews`() {
    inReview.when(.returnToDepositor(note: ""), by: "edie", refused: .reasonNeeded)
    let back = reviewed.and(.returned(.init(note: "Say what it cost")), by: "edie")
    #expect(back.state.life == .draft && back.state.reviews.isEmpty)
    back.and(.submitted, by: "ada").when(.publish(reason: ""), by: "edie", refused: .tooFewReviews(have: 0))
  }

  @Test func `another practice takes the place of one in the library, with a reason`() {
    let published = inReview.and(.published(.init(reason: "")), by: "edie")
    for story in [published, compiled] {
      story.when(.supersede(by: "other", reason: ""), by: "edie", refused: .reasonNeeded)
      let after = Practice.Event.superseded(.init(by: "other", reason: "better"))
      story.when(.supersede(by: "other", reason: "better"), by: "edie", then: after)
      story.and(after, by: "edie").when(.supersede(by: "other", reason: "again"), by: "edie")
    }
    Given.given(draft).when(.supersede(by: "other", reason: "r"), refused: .notPossible(in: .draft))
  }

  @Test func `a draft that is taken back is discarded, and stays so`() {
    Given.given(draft).when(.withdraw(reason: "mistake"), then: .withdrawn(.init(reason: "mistake")))
    let gone = Given.given(draft, .withdrawn(.init(reason: "mistake")))
    #expect(gone.state.life == .discarded)
    gone.when(.withdraw(reason: "mistake"))
    gone.when(.submit, refused: .notPossible(in: .discarded))
    gone.when(.revise(.other, reason: "r"), refused: .notPossible(in: .discarded))
  }

  @Test func `what is withdrawn stays withdrawn`() {
    let published = reviewed.and(.published(.init(reason: "")), by: "edie")
    published.when(.withdraw(reason: ""), refused: .reasonNeeded)
    published.when(.withdraw(reason: "harm"), by: "edie", then: .withdrawn(.init(reason: "harm")))
    let gone = published.and(.withdrawn(.init(reason: "harm")), by: "edie")
    gone.when(.withdraw(reason: "harm"))
    gone.when(.publish(reason: ""), by: "edie", refused: .notPossible(in: .withdrawn))
    gone.when(.revise(.other, reason: "r"), refused: .notPossible(in: .withdrawn))
  }

  @Test func `a compiled record is confirmed by somebody who did not import or change it`() {
    compiled.when(.confirm(note: "read the report"), by: "importer", refused: .importedByYou)
    compiled.when(.confirm(note: ""), by: "ron", refused: .reasonNeeded)
    compiled.when(.confirm(note: "read it"), by: "ron", then: .confirmed(.init(note: "read it")))
    compiled.and(.revised(.init(details: .other, reason: "typo")), by: "ron")
      .when(.confirm(note: "read it"), by: "ron", refused: .ownPractice)
    compiled.and(.confirmed(.init(note: "n")), by: "ron").when(.confirm(note: "n"), by: "ron")
  }

  @Test func `an import is undone for records that nobody worked on`() {
    let undone = Practice.Event.importUndone(.init(importID: "batch", reason: "wrong file"))
    compiled.when(.undoImport(importID: "batch", reason: "wrong file"), by: "importer", then: undone)
    compiled.when(.undoImport(importID: "other", reason: "r"), refused: .otherImport)
    compiled.when(.undoImport(importID: "batch", reason: ""), refused: .reasonNeeded)
    compiled.and(.confirmed(.init(note: "n")), by: "ron")
      .when(.undoImport(importID: "batch", reason: "r"), refused: .notPossible(in: .published))
    compiled.and(undone, by: "importer").when(.undoImport(importID: "batch", reason: "r"))
  }

  @Test func `a source is claimed by its address and title, however they are written`() {
    let one = Practice.source(address: "https://Example.org/a/", title: "Evenings")
    #expect(one == Practice.source(address: "https://example.org/a", title: "EVENINGS"))
    #expect(one != Practice.source(address: "https://example.org/a", title: "Mornings"))
    let claims = Practice.claims(
      of: .compiled(.init(details: .sample, importID: "b", source: one)),
      on: Practice.initialState
    )
    #expect(claims == [.take(scope: Practice.sourceScope, value: one)])
    let undone = Practice.Event.importUndone(.init(importID: "b", reason: "r"))
    #expect(Practice.claims(of: undone, on: compiled.state) == [.release(scope: Practice.sourceScope)])
  }
}

extension Practice.Details {
  static var sample: Self {
    var details = Practice.Details(title: "Kitchen-table evenings")
    details.problem = "Families had nobody to ask."
    details.aim = "Families know whom to ask."
    details.audience = "Parents"
    details.settings = ["family"]
    details.strand = "all"
    details.objectives = ["3"]
    details.method = "Six evenings."
    details.leadBody = "Exampleshire Council"
    details.outcomes = "Eleven of fourteen families came."
    return details
  }

  static var other: Self {
    var details = sample
    details.harms = "One family felt singled out."
    return details
  }
}
