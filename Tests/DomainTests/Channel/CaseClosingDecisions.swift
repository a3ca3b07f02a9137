import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// How a case ends, and what comes after.
struct CaseClosingDecisions {
  typealias Given = Story<Case>
  typealias S = CaseSamples

  private let adopted = S.supported

  @Test func `support ends with the panel's word, what each agency thinks and a day of keeping`() {
    adopted.when(.close(S.closing("no-further-concern"), S.rules), refused: .panelNeeded)
    let agreed = adopted.and(
      .panelDecided(.init(resolution: S.resolution("close"), nextContact: nil)),
      by: "ada"
    )
    var closing = S.closing("no-further-concern")
    closing.views = []
    agreed.when(
      .close(closing, S.rules),
      refused: .incomplete(missing: ["view-local-authority", "view-police"])
    )
    closing.views = [.init(agency: S.code("police"), words: "Agreed.")]
    agreed.when(.close(closing, S.rules), refused: .incomplete(missing: ["view-local-authority"]))
    // No reason that nobody names, past the panel.
    adopted.when(.close(S.closing("other"), S.rules), refused: .panelNeeded)
    agreed.when(.close(S.closing("other"), S.rules), then: .closed(S.closed("other", isAdopted: true)))
    agreed.when(
      .close(S.closing("no-further-concern", months: 12), S.rules),
      refused: .notAhead(from: S.today.adding(months: 12).adding(days: 1))
    )
    agreed.when(
      .close(S.closing("no-vulnerability"), S.rules),
      refused: .noSuchCode(of: "exit-after-adoption")
    )
    let closed = Case.Event.closed(S.closed("no-further-concern", isAdopted: true))
    agreed.when(.close(S.closing("no-further-concern"), S.rules), then: closed)
    #expect(
      agreed.and(closed, by: "ada").state.laterReviews == [
        S.today.adding(months: 6), S.today.adding(months: 12),
      ]
    )
  }

  @Test func `closing creates the reviews at six and twelve months, each an alarm when it is due`() {
    let closed = adopted.and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    let six = S.today.adding(months: 6)
    closed.when(
      .lookForSilence(S.rules),
      by: Occasion.system,
      at: six.moment,
      then: S.alarm("later-review-due", six.iso, on: six)
    )
    let review = Case.Command.holdLaterReview(
      due: six,
      finding: S.code("no-concern"),
      words: "He works.",
      S.rules
    )
    closed.when(review, at: six.adding(days: -1).moment, refused: .notYet(from: six))
    closed.when(review, at: six.moment, then: S.events[37])
    closed.and(S.events[37], by: "ada").when(review, at: six.moment)
    closed.when(
      .holdLaterReview(due: six.adding(days: 1), finding: S.code("no-concern"), words: "w", S.rules),
      refused: .notFound
    )
  }

  @Test func `a concern after closing is an alarm until it is answered or the case is taken up again`() {
    let closed = adopted.and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    let six = S.today.adding(months: 6)
    let held = Case.Event.laterReviewHeld(
      .init(due: six, finding: S.code("concern"), words: S.sealed("He is out of work."))
    )
    let alarm = S.alarm("review-concern", six.iso, on: six)
    let found = Case.Command.holdLaterReview(
      due: six,
      finding: S.code("concern"),
      words: "He is out of work.",
      S.rules
    )
    closed.when(found, at: six.moment, then: held, alarm)
    let concerned = closed.and(held, by: "ada").and(alarm, by: "ada")
    #expect(concerned.state.alarms.count == 1)
    #expect(concerned.and(.followed(.init(by: "case-9")), by: "ada").state.alarms.isEmpty)
  }

  @Test func `a session that was missed is answered after the case was closed, too`() {
    let missed = S.alarm("session-missed", "session-1", on: S.today)
    let silent = S.alarm("silent", S.today.iso, on: S.today)
    let closed = adopted.and(missed, by: "ada").and(silent, by: "ada")
      .and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    #expect(Set(closed.state.alarms.keys) == ["session-missed-session-1"])
  }

  @Test func `a case that is taken up again is linked both ways, once`() {
    let closed = adopted.and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    adopted.when(.follow(by: "case-9"), refused: .notPossible(in: .support))
    closed.when(.follow(by: "case-9"), then: .followed(.init(by: "case-9")))
    closed.and(.followed(.init(by: "case-9")), by: "ada").when(
      .follow(by: "case-10"),
      refused: .alreadyRecorded
    )
  }

  @Test func `an entry is put right beside it, once, in a closed case too`() {
    let closed = adopted.and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    let remarked = Case.Remarked(id: "remark-1", entry: "7", words: S.sealed("It was his brother."))
    for given in [adopted, closed] {
      given.when(.remark(id: "remark-1", on: "7", words: "It was his brother."), then: .remarked(remarked))
      given.when(.remark(id: "remark-1", on: "7", words: ""), refused: .incomplete(missing: ["words"]))
    }
    let twice = adopted.and(.remarked(remarked), by: "ada")
    twice.when(.remark(id: "remark-1", on: "7", words: "It was his brother."))
    twice.when(.remark(id: "remark-1", on: "8", words: "Others."), refused: .alreadyRecorded)
    Given.given().when(.remark(id: "r", on: "1", words: "w"), refused: .notPossible(in: .absent))
  }

  @Test func `keeping a case longer is bounded from the day on which it was closed`() {
    let closed = adopted.and(.closed(S.closed("other", isAdopted: true)), by: "ada")
    let later = S.today.adding(months: 12).moment
    closed.when(
      .keepUntil(S.today.adding(months: 80), reason: "r", S.rules),
      at: later,
      refused: .keptTooLong(by: S.today.adding(months: 72))
    )
    closed.when(
      .keepUntil(S.today.adding(months: 14), reason: "A complaint is open.", S.rules),
      then: S.events[38]
    )
  }
}
