import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// What ends silence, and what does not.
struct CaseSilenceDecisions {
  typealias S = CaseSamples

  private let adopted = S.supported
  /// The first day on which it is silent.
  private let late = S.contactDay.adding(days: 1)

  /// - Parameter number: How often an alarm of the same silence was answered.
  private func alarm(_ number: Int = 0, on day: PartialDate) -> Case.Event {
    S.alarm("silent", (number == 0 ? "" : "\(number)-") + S.contactDay.iso, on: day)
  }

  private func contact(_ with: String, on day: PartialDate = S.today) -> Case.Command {
    .recordContact(
      id: "contact-1",
      .init(with: S.code(with), on: day, words: "w", nextContact: S.today.adding(days: 20)),
      S.rules
    )
  }

  private func made(_ with: String) -> Case.Event {
    .contactMade(
      .init(
        id: "contact-1",
        with: S.code(with),
        on: S.today,
        nextContact: S.today.adding(days: 20),
        words: S.sealed("w")
      )
    )
  }

  @Test func `a silent case raises one alarm for one day, and contact ends it`() {
    adopted.when(.lookForSilence(S.rules), by: Occasion.system, at: late.moment, then: alarm(on: late))
    let silent = adopted.and(alarm(on: late), by: Occasion.system)
    silent.when(.lookForSilence(S.rules), by: Occasion.system, at: late.moment)
    #expect(silent.state.alarms.count == 1)
    #expect(silent.and(made("parent"), by: "cora").state.alarms.isEmpty)
  }

  @Test func `who was not reached is as silent as before`() {
    let tried = adopted.and(alarm(on: late), by: Occasion.system).and(made(Case.notReached), by: "cora").state
    #expect(tried.alarms.count == 1 && tried.nextContact == S.contactDay)
  }

  @Test func `a silence that an answer did not end becomes an alarm again after some days`() {
    let raised = adopted.and(alarm(on: late), by: Occasion.system, at: late.moment)
    let answer = Case.Event.alarmAnswered(.init(id: "silent-\(S.contactDay.iso)", words: S.sealed("w")))
    let answered = raised.and(answer, by: "cora", at: late.moment)
    let again = S.rules.day(S.rules.alarmAgainWorkingDays, after: late)
    answered.when(.lookForSilence(S.rules), by: Occasion.system, at: again.moment)
    let day = again.adding(days: 1)
    answered.when(
      .lookForSilence(S.rules),
      by: Occasion.system,
      at: day.moment,
      then: alarm(1, on: day)
    )
    let twice = answered.and(alarm(1, on: day), by: Occasion.system, at: day.moment)
    twice.when(.lookForSilence(S.rules), by: Occasion.system, at: day.moment)
    answered.and(made("person"), by: "cora", at: late.moment)
      .when(.lookForSilence(S.rules), by: Occasion.system, at: S.today.adding(days: 20).moment)
  }

  @Test func `a letter that is owed and a transfer that nobody answers become alarms, until they are not`() {
    let mistaken = Story<Case>.given(
      S.opened,
      S.screened,
      .decided(S.decided(false)),
      .closed(S.closed("mistaken", isAdopted: false, months: 3))
    )
    let owed = S.rules.day(10, after: S.today)
    let unsent = S.alarm("letter-unsent", owed.iso, on: owed.adding(days: 1))
    mistaken.when(.lookForSilence(S.rules), by: Occasion.system, at: owed.moment)
    mistaken.when(
      .lookForSilence(S.rules),
      by: Occasion.system,
      at: owed.adding(days: 1).moment,
      then: unsent
    )
    #expect(mistaken.and(unsent, S.letterWritten, by: "ada").state.alarms.count == 1)
    #expect(mistaken.and(unsent, S.events[5], by: "ada").state.alarms.isEmpty)

    let offered = adopted.and(S.transferOffered, by: "ada")
    let day = S.transferDay.adding(days: 1)
    let unanswered = S.alarm("transfer-unanswered", S.transferDay.iso, on: day)
    offered.when(.lookForSilence(S.rules), by: Occasion.system, at: day.moment, then: unanswered)
    #expect(offered.and(unanswered, S.events[28], by: "carl").state.alarms.isEmpty)
    #expect(offered.and(unanswered, S.events[27], by: "carl").state.alarms.isEmpty)
  }

  @Test func `nobody was in contact about a referral before it was received`() {
    adopted.when(contact("person", on: S.today.adding(days: -1)), refused: .beforeReferral)
    adopted.when(contact("person"), then: made("person"))
  }

  @Test func `a case that no panel decides about becomes an alarm, until one has`() {
    let due = S.rules.day(20, after: S.today)
    let agreed = Story<Case>.given(S.opened, S.screened, S.agreed)
    #expect(agreed.state.panelDue == due)
    agreed.when(.lookForSilence(S.rules), by: Occasion.system, at: due.moment)
    let after = due.adding(days: 1)
    let alarm = S.alarm("panel-late", due.iso, on: after)
    agreed.when(.lookForSilence(S.rules), by: Occasion.system, at: after.moment, then: alarm)
    let offered = agreed.and(alarm, by: "ada").and(S.offered, by: "ada")
    #expect(offered.state.alarms.isEmpty && offered.state.panelDue == nil)
  }

  @Test func `a case with which a panel is done is closed by a day, or it is an alarm`() {
    let due = S.rules.day(10, after: S.today)
    let none = S.resolution("no-support")
    let agreed = Story<Case>.given(S.opened, S.screened, S.agreed)
    let decided = Case.Event.panelDecided(.init(resolution: none, nextContact: nil, closingDue: due))
    agreed.when(.takeResolution(none, nextContact: nil, S.rules), then: decided)
    let after = due.adding(days: 1)
    let done = agreed.and(decided, by: "ada")
    let alarm = S.alarm("closing-late", due.iso, on: after)
    done.when(.lookForSilence(S.rules), by: Occasion.system, at: after.moment, then: alarm)
    let again = done.and(alarm, by: "ada").and(S.offered, by: "ada").state
    #expect(again.alarms.isEmpty && again.closingDue == nil)
  }

  @Test func `a case on its way to another area is not rejected, nor signed for`() {
    let offered = Story<Case>.given(S.opened, S.screened, S.transferOffered)
    offered.when(.passToPanel(grounds: "g", S.rules), refused: .transferOpen)
  }

  @Test func `a panel that wants to know more says until when`() {
    let agreed = Story<Case>.given(S.opened, S.screened, S.agreed)
    let more = S.resolution("more-information")
    agreed.when(
      .takeResolution(more, nextContact: nil, S.rules),
      then: .panelDecided(
        .init(resolution: more, nextContact: nil, panelDue: S.rules.day(20, after: S.today))
      )
    )
  }
}
