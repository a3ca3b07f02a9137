import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

struct BreakGlassDecisions {
  typealias Given = Story<BreakGlass>

  static func opened(reason: String = "He is at the station now.") -> BreakGlass.Opened {
    .init(
      record: Reference(kind: "referral", id: "referral-1"),
      area: "E23000013",
      reason: Personal(reason, of: "referral-1"),
      minutes: 120,
      due: PartialDate(on: .story).adding(days: 1)
    )
  }

  private let after = Date.story.addingTimeInterval(7200)
  private let reviewed = BreakGlass.Event.reviewed(
    .init(outcome: "justified", words: Personal("There was no time.", of: "referral-1"))
  )
  private let review = BreakGlass.Command.review(outcome: "justified", words: "There was no time.")

  @Test func `the glass is broken with a reason, once however often the form is sent`() {
    let open = BreakGlass.Command.open(Self.opened())
    Given.given().when(.open(Self.opened(reason: "")), refused: .reasonNeeded)
    Given.given().when(open, then: .opened(Self.opened()))
    Given.given(.opened(Self.opened()), by: "oona").when(open, by: "oona")
    Given.given(.opened(Self.opened()), by: "oona").when(open, by: "mina", refused: .alreadyOpened)
  }

  @Test func `who broke it gives it back, and nobody else`() {
    let open = Given.given(.opened(Self.opened()), by: "oona")
    open.when(.giveBack, by: "oona", then: .givenBack)
    open.when(.giveBack, by: "sue", then: .givenBack)
    open.and(.givenBack, by: "oona").when(.giveBack, by: "oona")
    open.when(.giveBack, by: "oona", at: after)
    Given.given().when(.giveBack, refused: .notOpened)
  }

  @Test func `nobody reviews what they opened, at any time`() {
    let open = Given.given(.opened(Self.opened()), by: "oona")
    open.when(review, by: "oona", refused: .openedByReviewer)
    open.when(review, by: "oona", at: after, refused: .openedByReviewer)
  }

  @Test func `a review waits until nothing can be looked at any more`() {
    let open = Given.given(.opened(Self.opened()), by: "oona")
    open.when(review, by: "sue", refused: .stillOpen(until: after))
    open.when(review, by: "sue", at: after, then: reviewed)
    open.and(.givenBack, by: "oona").when(review, by: "sue", then: reviewed)
  }

  @Test func `a review says justified or not, and why`() {
    let open = Given.given(.opened(Self.opened()), by: "oona")
    open.when(.review(outcome: "maybe", words: "w"), by: "sue", at: after, refused: .noSuchOutcome)
    open.when(.review(outcome: "justified", words: ""), by: "sue", at: after, refused: .wordsNeeded)
    Given.given().when(review, by: "sue", refused: .notOpened)
  }

  @Test func `one review stands`() {
    let done = Given.given(.opened(Self.opened()), by: "oona").and(reviewed, by: "sue")
    done.when(review, by: "sue", at: after)
    done.when(.review(outcome: "not-justified", words: "w"), by: "dee", at: after, refused: .alreadyReviewed)
  }

  @Test func `no time that passes closes it: it waits for its review for ever`() {
    let years = Date.story.addingTimeInterval(10 * 365 * 86_400)
    Given.given(.opened(Self.opened()), by: "oona").when(review, by: "sue", at: years, then: reviewed)
  }

  @Test func `once the person is erased, it can still be reviewed`() {
    var erased = Self.opened()
    erased.reason = Personal(nil, of: "referral-1")
    Given.given(.opened(erased), by: "oona").when(review, by: "sue", at: after, then: reviewed)
  }
}

struct UnusualLookDecisions {
  typealias Given = Story<UnusualLook>
  private let listed = UnusualLook.Listed(
    rule: "hours",
    account: "cora",
    day: PartialDate(on: .story),
    looks: 3
  )

  private func reviewed(_ looks: Int = 3) -> UnusualLook.Event {
    var seen = listed
    seen.looks = looks
    return .reviewed(.init(listed: seen, outcome: "in-order", words: Personal("On call.", of: "cora")))
  }

  @Test func `somebody else than who looked reviews it, with words`() {
    let review = UnusualLook.Command.review(listed, outcome: "in-order", words: "On call.")
    Given.given().when(review, by: "sue", then: reviewed())
    Given.given().when(review, by: "cora", refused: .ownLooks)
    Given.given().when(.review(listed, outcome: "in-order", words: ""), by: "sue", refused: .wordsNeeded)
    Given.given().when(.review(listed, outcome: "bad", words: "w"), by: "sue", refused: .noSuchOutcome)
    Given.given(reviewed(), by: "sue").when(review, by: "sue")
  }

  @Test func `more looks on the same day can be reviewed again`() {
    var more = listed
    more.looks = 5
    Given.given(reviewed(), by: "sue")
      .when(.review(more, outcome: "in-order", words: "On call."), by: "sue", then: reviewed(5))
  }
}
