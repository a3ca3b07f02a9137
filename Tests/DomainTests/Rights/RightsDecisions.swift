import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

struct RightsDecisions {
  typealias Given = Story<RightsRequest>
  typealias Request = RightsRequest

  static let rules = RightsRules()
  static let day = PartialDate(on: .story)
  static let referral = Reference(kind: "referral", id: "r1")
  static let found = Request.Linked(record: referral, title: "R-00000-00001")
  static let passage = Request.Passage(record: referral, field: "referrer")

  static func code(_ code: String) -> Coded { Coded(code, version: 1) }
  static func sealed(_ words: String) -> Personal<String> { Personal(words, of: "s") }

  static func received(
    kind: String = "access",
    asker: String = "person",
    name: String = "",
    words: String = "Please send me what you hold.",
    on day: PartialDate = day
  ) -> Request.Received {
    .init(
      subject: "s",
      kind: code(kind),
      law: code("uk-gdpr"),
      way: code("letter"),
      asker: code(asker),
      on: day,
      person: .init(givenName: "Pat", familyName: "Sample"),
      contact: .init(name: name, reach: "1 Example Street"),
      words: words,
      rules
    )
  }

  static let confirmed = Request.Event.identityConfirmed(
    .init(how: code("document"), on: day, due: day.adding(months: 1), words: sealed(""))
  )
  static let proposed = Request.Event.proposed(.init(outcome: code("granted"), letter: sealed("Here it is.")))
  static let approved = Request.Event.approved(.init(words: sealed("")))
  static let answered = Request.Event.answered(
    .init(how: code("letter"), on: day, reviewUntil: day.adding(months: 3))
  )
  static func answer() throws -> Request.Answered {
    guard case .answered(let body) = answered else { throw Fault(.damagedLog, "no answer") }
    return body
  }
  static let open = Given.given(.received(received()), confirmed)
  static let linked = open.and(.linked(found), by: "ada")
  static let isProposed = linked.and(proposed, by: "ada")
  static let isAnswered = isProposed.and(approved, by: "bob").and(answered, by: "ada")

  @Test func `a request comes in once, with who asks, how to reach them and what they ask`() {
    let received = Self.received()
    Given.given().when(.receive(received), then: .received(received))
    Given.given(.received(received)).when(.receive(received))
    Given.given(.received(received)).when(.receive(Self.received(words: "Else")), refused: .alreadyReceived)
    Given.given().when(
      .receive(Self.received(asker: "parent", words: "")),
      refused: .incomplete(missing: ["words", "name"])
    )
    let tomorrow = Self.day.adding(days: 1)
    Given.given().when(.receive(Self.received(on: tomorrow)), refused: .inTheFuture)
    Given.given().when(.receive(Self.received(kind: "gift")), refused: .noSuchCode(of: "rights-kind"))
  }

  @Test func `time runs from receipt, and from the proof of who asks where that was asked for`() {
    let earlier = Self.received(on: Self.day.adding(days: -20))
    let asked = Given.given(
      .received(earlier),
      .identityAsked(.init(on: Self.day.adding(days: -18), words: Self.sealed("A passport, please.")))
    )
    #expect(Given.given(.received(earlier)).state.due == Self.day.adding(days: -20).adding(months: 1))
    #expect(asked.state.due == nil)
    asked.when(
      .confirmIdentity(how: Self.code("document"), words: "", on: Self.day, Self.rules),
      then: Self.confirmed
    )
    Self.open.when(.askIdentity(on: Self.day, words: "Who?"), refused: .identityConfirmed)
  }

  @Test func `nobody gains time by saying that they know who asks`() {
    let earlier = Self.received(on: Self.day.adding(days: -20))
    let due = Self.day.adding(days: -20).adding(months: 1)
    let known = Request.Event.identityConfirmed(
      .init(how: Self.code("document"), on: Self.day, due: due, words: Self.sealed(""))
    )
    let confirm = Request.Command.confirmIdentity(
      how: Self.code("document"),
      words: "",
      on: Self.day,
      Self.rules
    )
    Given.given(.received(earlier)).when(confirm, then: known)
    // What was made longer stays longer.
    let later = due.adding(months: Self.rules.extensionMonths)
    let extended = Request.Event.extended(
      .init(ground: Self.code("complex"), due: later, toldOn: Self.day, words: Self.sealed("Four files."))
    )
    let state = Given.given(.received(earlier), extended)
    state.when(
      confirm,
      then: .identityConfirmed(
        .init(how: Self.code("document"), on: Self.day, due: later, words: Self.sealed(""))
      )
    )
  }

  @Test func `nothing is sent before somebody agreed to it`() {
    let agreed = Self.isProposed.and(Self.approved, by: "bob")
    agreed.when(
      .answer(how: Self.code("letter"), on: Self.day.adding(days: -1), copy: nil, Self.rules),
      refused: .beforeReceipt
    )
    let earlier = Given.given(.received(Self.received(on: Self.day.adding(days: -9))), Self.confirmed)
      .and(.linked(Self.found), by: "ada").and(Self.proposed, by: "ada").and(Self.approved, by: "bob")
    earlier.when(
      .answer(how: Self.code("letter"), on: Self.day.adding(days: -1), copy: nil, Self.rules),
      refused: .beforeAgreement
    )
  }

  @Test func `it is known who asks before anything is answered`() {
    Given.given(.received(Self.received())).when(
      .propose(outcome: Self.code("nothing-held"), letter: "Nothing."),
      refused: .identityNotConfirmed
    )
  }

  @Test func `the time is longer once, with a ground and before it has passed`() {
    let longer = Self.rules.extensionMonths
    func extend(on day: PartialDate) -> Request.Command {
      .extend(ground: Self.code("complex"), words: "Four files.", toldOn: day, Self.rules)
    }
    let extended = Request.Event.extended(
      .init(
        ground: Self.code("complex"),
        due: Self.day.adding(months: 1).adding(months: longer),
        toldOn: Self.day,
        words: Self.sealed("Four files.")
      )
    )
    Self.open.when(extend(on: Self.day), then: extended)
    Self.open.and(extended, by: "ada").and(.linked(Self.found), by: "ada")
      .when(extend(on: Self.day), refused: .alreadyExtended)
    let late = Given.given(.received(Self.received(on: Self.day.adding(months: -2))))
    late.when(extend(on: Self.day), refused: .tooLateToExtend)
  }

  @Test func `what is kept back is a passage of a record that was found, with a ground`() {
    let ground = Self.code("third-party")
    func withhold(_ id: String) -> Request.Command {
      .withhold(id: id, passage: Self.passage, ground: ground, words: "A teacher.", only: [])
    }
    let withheld = Request.Event.withheld(
      .init(id: "w1", passage: Self.passage, ground: ground, words: Self.sealed("A teacher."))
    )
    Self.open.when(withhold("w1"), refused: .notLinked)
    Self.linked.when(withhold("w1"), then: withheld)
    let kept = Self.linked.and(withheld, by: "ada")
    kept.when(withhold("w2"), refused: .alreadyWithheld)
    kept.when(.unlink(Self.referral, reason: "Another person"), refused: .stillWithheld)
    kept.when(
      .propose(outcome: Self.code("granted"), letter: "All of it."),
      refused: .outcomeContradictsRecords
    )
    kept.when(
      .give(withheld: "w1", reason: "She agreed."),
      then: .given(.init(id: "w1", reason: Self.sealed("She agreed.")))
    )
    Self.linked.when(
      .propose(outcome: Self.code("nothing-held"), letter: "Nothing."),
      refused: .outcomeContradictsRecords
    )
  }

  @Test func `an answer goes out when somebody else than wrote it agrees`() {
    let send = Request.Command.answer(how: Self.code("letter"), on: Self.day, copy: nil, Self.rules)
    Self.linked.when(.propose(outcome: Self.code("granted"), letter: "Here it is."), then: Self.proposed)
    Self.isProposed.when(send, refused: .notPossible(in: .proposed))
    Self.isProposed.when(.approve(note: ""), refused: .proposedByApprover)
    Self.isProposed.when(.approve(note: ""), by: "bob", then: Self.approved)
    Self.isProposed.when(.sendBack(reason: ""), by: "bob", refused: .incomplete(missing: ["reason"]))
    Self.isProposed.and(Self.approved, by: "bob").when(send, then: Self.answered)
  }

  @Test func `everybody who had received a record is told, or it is said why not`() {
    func tell(_ recipient: String, on day: PartialDate?, _ words: String) -> Request.Command {
      .tell(Self.referral, recipient: recipient, on: day, words: words)
    }
    let told = Request.Told(
      record: Self.referral,
      recipient: Self.sealed("Exampleshire Council"),
      on: Self.day,
      words: Self.sealed("")
    )
    Self.isProposed.when(tell("X", on: Self.day, ""), refused: .notPossible(in: .proposed))
    Self.isAnswered.when(tell("X", on: nil, ""), refused: .incomplete(missing: ["words"]))
    Self.isAnswered.when(tell("Exampleshire Council", on: Self.day, ""), then: .told(told))
    Self.isAnswered.and(.told(told), by: "ada")
      .when(tell("Exampleshire Council", on: nil, "Closed"), refused: .alreadyTold)
  }

  @Test func `who is not content is looked at again by somebody who decided nothing of it`() {
    let asked = Request.Event.reviewAsked(
      .init(on: Self.day, due: Self.day.adding(months: 3), words: Self.sealed("Something is missing."))
    )
    let review = Request.Command.review(outcome: Self.code("upheld"), letter: "It was all.", on: Self.day)
    Self.isAnswered.when(
      .askReview(words: "Something is missing.", on: Self.day, Self.rules),
      then: asked
    )
    let again = Self.isAnswered.and(asked, by: "ada")
    again.when(review, by: "ada", refused: .decidedByReviewer)
    again.when(review, by: "bob", refused: .decidedByReviewer)
    again.when(
      review,
      by: "cleo",
      then: .reviewed(.init(outcome: Self.code("upheld"), on: Self.day, letter: Self.sealed("It was all.")))
    )
    let late = Date.story.addingTimeInterval(200 * 86_400)
    Self.isAnswered.when(
      .askReview(words: "Late", on: PartialDate(on: late), Self.rules),
      at: late,
      refused: .tooLateForReview
    )
  }

  @Test func `what was granted is owed until it is carried out, and of a bundle nothing is`() {
    let done = Request.Event.carriedOut(.init(on: Self.day, words: Self.sealed("Spelt as he spells it.")))
    let carry = Request.Command.carryOut(words: "Spelt as he spells it.", on: Self.day)
    Self.isAnswered.when(carry, refused: .nothingOwed)
    let corrected = Given.given(.received(Self.received(kind: "rectification")), Self.confirmed)
      .and(.linked(Self.found), by: "ada").and(Self.proposed, by: "ada").and(Self.approved, by: "bob")
      .and(Self.answered, by: "ada")
    corrected.when(.carryOut(words: "", on: Self.day), refused: .incomplete(missing: ["words"]))
    corrected.when(carry, then: done)
    let after = corrected.and(done, by: "ada")
    after.when(carry)
    after.when(.carryOut(words: "Again.", on: Self.day), refused: .nothingOwed)
  }

  @Test func `Part 3 knows no objection, and a request says so`() {
    let objection = Request.Received(
      subject: "s",
      kind: Self.code("objection"),
      law: Self.code("dpa-part-3"),
      way: Self.code("letter"),
      asker: Self.code("person"),
      on: Self.day,
      person: .init(givenName: "Pat", familyName: "Sample"),
      contact: .init(name: "", reach: "1 Example Street"),
      words: "Stop it.",
      Self.rules
    )
    Given.given().when(.receive(objection), refused: .lawKnowsNoObjection)
  }

  @Test func `what somebody objected to is restricted from the answer on, until somebody ends that`() throws {
    let answer = Request.Command.answer(how: Self.code("letter"), on: Self.day, copy: nil, Self.rules)
    let approved = Given.given(.received(Self.received(kind: "objection")), Self.confirmed)
      .and(.linked(Self.found), by: "ada").and(Self.proposed, by: "ada").and(Self.approved, by: "bob")
    var body = try Self.answer()
    body.restricts = true
    approved.when(answer, then: .answered(body))
    let restricting = approved.and(.answered(body), by: "ada")
    #expect(restricting.state.isRestricting && restricting.state.isOwed)
    let end = Request.Command.endRestriction(words: "They agreed.", on: Self.day)
    let ended = Request.Event.restrictionEnded(.init(on: Self.day, words: Self.sealed("They agreed.")))
    Self.isAnswered.when(end, refused: .notRestricted)
    restricting.when(.endRestriction(words: "", on: Self.day), refused: .incomplete(missing: ["words"]))
    restricting.when(end, then: ended)
    let after = restricting.and(ended, by: "ada")
    #expect(!after.state.isRestricting)
    after.when(end)
  }

  @Test func `what went out is kept as it was, and the same form sent twice makes no second answer`() throws {
    func answer(_ copy: String) -> Request.Command {
      .answer(how: Self.code("letter"), on: Self.day, copy: copy, Self.rules)
    }
    var body = try Self.answer()
    body.copy = Self.sealed("{}")
    let approved = Self.linked.and(Self.proposed, by: "ada").and(Self.approved, by: "bob")
    approved.when(answer("{}"), then: .answered(body))
    let sent = approved.and(.answered(body), by: "ada")
    sent.when(answer("{\"looks\":2}"))
    #expect(sent.state.copy?.value == "{}")
  }

  @Test func `some words of a part are kept back, and the rest of it is given`() {
    let command = Request.Command.withhold(
      id: "w1",
      passage: Self.passage,
      ground: Self.code("third-party"),
      words: "A teacher.",
      only: ["Tia Teacher"]
    )
    Self.linked.when(
      command,
      then: .withheld(
        .init(
          id: "w1",
          passage: Self.passage,
          ground: Self.code("third-party"),
          words: Self.sealed("A teacher."),
          only: Personal(["Tia Teacher"], of: "s")
        )
      )
    )
  }

  @Test func `it is withdrawn while it is open, and not after the answer`() {
    let withdrawn = Request.Event.withdrawn(.init(on: Self.day, words: Self.sealed("")))
    Self.isProposed.when(.withdraw(words: "", on: Self.day), then: withdrawn)
    Self.isAnswered.when(.withdraw(words: "", on: Self.day), refused: .notPossible(in: .answered))
    Given.given(.received(Self.received())).when(
      .withdraw(words: "", on: Self.day.adding(days: -1)),
      refused: .beforeReceipt
    )
  }

  @Test func `every event reads and writes as it was first stored`() throws {
    let words = Self.sealed("words")
    try Golden.hold(
      [
        .received(Self.received(asker: "parent", name: "Mo Sample")),
        .identityAsked(.init(on: Self.day, words: words)), Self.confirmed,
        .extended(.init(ground: Self.code("complex"), due: Self.day, toldOn: Self.day, words: words)),
        .linked(Self.found), .unlinked(.init(record: Self.referral, reason: words)),
        .withheld(.init(id: "w1", passage: Self.passage, ground: Self.code("third-party"), words: words)),
        .given(.init(id: "w1", reason: words)), Self.proposed, Self.approved,
        .sentBack(.init(words: words)), Self.answered,
        .answered(
          .init(how: Self.code("letter"), on: Self.day, reviewUntil: Self.day, copy: words, restricts: true)
        ),
        .told(.init(record: Self.referral, recipient: words, on: nil, words: words)),
        .carriedOut(.init(on: Self.day, words: words)),
        .reviewAsked(.init(on: Self.day, due: Self.day, words: words)),
        .reviewed(.init(outcome: Self.code("upheld"), on: Self.day, letter: words)),
        .withdrawn(.init(on: Self.day, words: words)),
        .restrictionEnded(.init(on: Self.day, words: words)),
      ] as [Request.Event]
    )
    try Golden.holdWhole(
      [
        .linked(.init(record: Self.referral, title: "R-00000-00001", subject: "s")),
        .withheld(
          .init(
            id: "w1",
            passage: Self.passage,
            ground: Self.code("third-party"),
            words: words,
            only: Personal(["Tia"], of: "s")
          )
        ),
        .answered(.init(how: Self.code("letter"), on: Self.day, reviewUntil: Self.day, copy: words)),
      ] as [Request.Event]
    )
  }
}
