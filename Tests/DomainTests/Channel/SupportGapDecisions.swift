import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// A support of which nobody records a session any more is somebody's alarm, whatever else goes on in the case.
struct SupportGapDecisions {
  typealias S = CaseSamples

  private let late = S.sessionDay.adding(days: 1)
  /// A case in which somebody was spoken to after the session's day, so that it is not silent.
  private var heard: Story<Case> {
    S.supported.and(
      .contactMade(
        .init(
          id: "c",
          with: S.code("parent"),
          on: late,
          nextContact: late.adding(days: 20),
          words: S.sealed("w")
        )
      ),
      by: "cora",
      at: late.moment
    )
  }

  private func alarm(_ number: Int = 0, on day: PartialDate) -> Case.Event {
    let item = "support-1-" + (number == 0 ? "" : "\(number)-") + S.sessionDay.iso
    return .alarmRaised(
      .init(
        id: "support-gap-\(item)",
        about: S.code("support-gap"),
        to: "cora",
        due: S.rules.day(2, after: day),
        support: "support-1"
      )
    )
  }

  private func session(on day: PartialDate, attendance: String = "attended") -> Case.Command {
    var session = S.session(attendance: attendance, next: day.adding(days: 14))
    session.on = day
    return .recordSession(id: "session-9", session, S.rules)
  }

  @Test func `other contacts do not hide that a support has no sessions`() {
    heard.when(.lookForSilence(S.rules), by: Occasion.system, at: S.sessionDay.moment)
    heard.when(.lookForSilence(S.rules), by: Occasion.system, at: late.moment, then: alarm(on: late))
    let raised = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
    raised.when(.lookForSilence(S.rules), by: Occasion.system, at: late.moment)
  }

  @Test func `a session that was held ends the gap, and one that was missed does not`() throws {
    let raised = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
    func state(after attendance: String) throws -> Case.State {
      let occasion = Occasion(by: "cora", at: late.moment)
      let events = try Case.decide(session(on: late, attendance: attendance), on: raised.state, occasion)
      return Case.replay(raised.past + events.map { ($0, occasion) })
    }
    let held = try state(after: "attended")
    #expect(held.alarms.isEmpty && held.sessionsDue["support-1"] == late.adding(days: 28))
    let missed = try state(after: "missed")
    #expect(missed.alarms.keys.contains { $0.hasPrefix("support-gap") })
    #expect(missed.sessionsDue["support-1"] == S.sessionDay)
  }

  @Test func `a session that was missed does not move the next contact away`() throws {
    let occasion = Occasion(by: "cora", at: S.today.adding(days: 2).moment)
    func next(_ days: Int, _ attendance: String) throws -> PartialDate? {
      var missed = S.session(attendance: attendance, next: S.today.adding(days: days))
      missed.on = S.today.adding(days: 1)
      let events = try Case.decide(
        .recordSession(id: "session-7", missed, S.rules),
        on: S.supported.state,
        occasion
      )
      return Case.replay(S.supported.past + events.map { ($0, occasion) }).nextContact
    }
    #expect(try next(25, "missed") == S.contactDay && next(25, "cancelled-provider") == S.contactDay)
    #expect(try next(5, "missed") == S.today.adding(days: 5))
    #expect(try next(25, "attended") == S.today.adding(days: 25))
  }

  @Test func `nothing happened in a case before it came, and consent is not withdrawn before it was given`() {
    var early = S.session()
    early.on = S.today.adding(days: -1)
    S.supported.when(.recordSession(id: "session-7", early, S.rules), refused: .beforeReferral)
    S.supported.when(
      .withdrawConsent(by: S.code("person"), on: S.today.adding(days: -1), words: "w"),
      refused: .notAhead(from: S.today)
    )
  }

  @Test func `a gap that an answer did not end becomes an alarm again after some days`() {
    let answered = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
      .and(
        .alarmAnswered(.init(id: "support-gap-support-1-\(S.sessionDay.iso)", words: S.sealed("w"))),
        by: "cora",
        at: late.moment
      )
    let again = S.rules.day(S.rules.alarmAgainWorkingDays, after: late).adding(days: 1)
    answered.when(.lookForSilence(S.rules), by: Occasion.system, at: late.adding(days: 1).moment)
    answered.when(.lookForSilence(S.rules), by: Occasion.system, at: again.moment, then: alarm(1, on: again))
  }

  @Test func `an older session that is written down late moves nothing back`() throws {
    let occasion = Occasion(by: "cora", at: S.today.adding(days: 10).moment)
    let first = try Case.decide(session(on: S.today.adding(days: 10)), on: S.supported.state, occasion)
    let past = S.supported.past + first.map { ($0, occasion) }
    var older = S.session(next: S.today.adding(days: 20))
    older.on = S.today.adding(days: 2)
    let second = try Case.decide(
      .recordSession(id: "session-8", older, S.rules),
      on: Case.replay(past),
      occasion
    )
    #expect(
      Case.replay(past + second.map { ($0, occasion) }).sessionsDue["support-1"] == S.today.adding(days: 38)
    )
  }

  @Test func `an older session that is written down late ends no alarm`() throws {
    let raised = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
    var older = S.session(next: late.adding(days: 14))
    older.on = S.today
    let occasion = Occasion(by: "cora", at: late.moment)
    let events = try Case.decide(.recordSession(id: "session-8", older, S.rules), on: raised.state, occasion)
    let state = Case.replay(raised.past + events.map { ($0, occasion) })
    #expect(state.alarms.count == 1 && state.sessionsDue["support-1"] == S.sessionDay)
  }

  @Test func `the same session sent twice is one, also after another was recorded meanwhile`() throws {
    let occasion = Occasion(by: "cora", at: S.today.adding(days: 10).moment)
    let first = session(on: S.today.adding(days: 2))
    var past = S.supported.past
    for command in [
      first, .recordSession(id: "session-8", S.session(next: S.today.adding(days: 20)), S.rules),
    ] {
      past += try Case.decide(command, on: Case.replay(past), occasion).map { ($0, occasion) }
    }
    let later = Occasion(by: "cora", at: S.today.adding(days: 11).moment)
    #expect(try Case.decide(first, on: Case.replay(past), later).isEmpty)
  }

  @Test func `no support is planned that begins in a year's time or later`() {
    let far = Case.PlannedSupport(
      id: "support-9",
      nature: S.code("careers"),
      provider: "college",
      from: S.today.adding(months: 13)
    )
    let planning = Case.Planning(needs: "n", consent: "c", supports: [far], ways: ["support-9": "w"])
    S.supported.when(
      .plan(id: "plan-9", planning, [], S.rules),
      refused: .supportTooLate(by: S.today.adding(months: 12))
    )
  }

  @Test func `a new plan keeps the day of what goes on, ends what does not, and gives what is new a day`()
    throws
  {
    let raised = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
    func planned(_ ids: [String]) throws -> Case.State {
      let supports = ids.map {
        Case.PlannedSupport(
          id: $0,
          nature: S.code("careers"),
          provider: "college",
          from: late.adding(days: 7)
        )
      }
      let planning = Case.Planning(
        needs: "n",
        consent: "c",
        supports: supports,
        ways: Dictionary(ids.map { ($0, "w") }) { first, _ in first }
      )
      let occasion = Occasion(by: "cora", at: late.moment)
      let events = try Case.decide(
        .plan(id: "plan-9", planning, [], S.rules),
        on: raised.state,
        occasion
      )
      return Case.replay(raised.past + events.map { ($0, occasion) })
    }
    let both = try planned(["support-1", "support-2"])
    #expect(both.sessionsDue == ["support-1": S.sessionDay, "support-2": late.adding(days: 35)])
    #expect(both.alarms.count == 1)
    let other = try planned(["support-2"])
    #expect(other.sessionsDue == ["support-2": late.adding(days: 35)] && other.alarms.isEmpty)
  }

  @Test func `without consent no session is due, and with it again one is from then on`() throws {
    let stopped = heard.and(alarm(on: late), by: Occasion.system, at: late.moment)
      .and(S.withdrawn, by: "cora", at: late.moment)
    #expect(stopped.state.sessionsDue.isEmpty && stopped.state.alarms.isEmpty)
    let sought = stopped.and(
      .consentSought(
        .init(
          id: "seeking-2",
          how: S.code("in-person"),
          from: S.code("person"),
          on: late,
          words: S.sealed("w")
        )
      ),
      by: "cora",
      at: late.moment
    )
    var answer = S.answer(true)
    (answer.seeking, answer.on) = ("seeking-2", late)
    let occasion = Occasion(by: "cora", at: late.moment)
    let events = try Case.decide(.recordAnswer(answer, S.rules), on: sought.state, occasion)
    let state = Case.replay(sought.past + events.map { ($0, occasion) })
    #expect(state.sessionsDue == ["support-1": late.adding(days: 28)])
  }
}
