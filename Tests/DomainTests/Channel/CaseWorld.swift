import Foundation
import Kernel
import TestSupport

@testable import Domain

/// A case, the panel that meets about it, and the day: what sequences of commands are tried on.
struct CaseWorld {
  var day = PartialDate(on: .story)
  var past: [(event: Case.Event, on: Occasion)] = []
  var state = Case.initialState
  var meetingPast: [PanelMeeting.Event] = []
  var meeting = PanelMeeting.initialState

  /// What somebody does: nil where it was refused, or changed nothing.
  struct Step: Sendable {
    let name: String
    let act: @Sendable (CaseWorld) -> CaseWorld?
  }

  /// The world after a command on the case; nil where nothing came of it.
  func after(_ command: Case.Command, by account: String) -> CaseWorld? {
    let occasion = Occasion(by: account, at: day.moment)
    guard let events = try? Case.decide(command, on: state, occasion), !events.isEmpty else { return nil }
    return adding(events, by: account)
  }

  func adding(_ events: [Case.Event], by account: String) -> CaseWorld {
    let occasion = Occasion(by: account, at: day.moment)
    var world = self
    for event in events {
      Case.evolve(&world.state, with: event, occasion)
      world.past.append((event, occasion))
    }
    return world
  }

  func after(_ command: PanelMeeting.Command, by account: String) -> CaseWorld? {
    let occasion = Occasion(by: account, at: day.moment)
    guard let events = try? PanelMeeting.decide(command, on: meeting, occasion), !events.isEmpty else {
      return nil
    }
    return adding(events, by: account)
  }

  func adding(_ events: [PanelMeeting.Event], by account: String) -> CaseWorld {
    var world = self
    for event in events {
      PanelMeeting.evolve(&world.meeting, with: event, Occasion(by: account, at: day.moment))
    }
    world.meetingPast += events
    return world
  }
}

extension CaseWorld {
  private typealias S = CaseSamples
  private static let rules = ChannelRules()

  /// Everything that people do, by different people, good and bad.
  static let steps: [Step] = screening + panel + consent + support + sharing + closing + time

  private static func step(
    _ name: String,
    by account: String = "cora",
    _ command: @escaping @Sendable (CaseWorld) -> Case.Command?
  ) -> Step {
    Step(name: name) { world in command(world).flatMap { world.after($0, by: account) } }
  }

  private static func meet(
    _ name: String,
    by account: String = "chloe",
    _ command: @escaping @Sendable (CaseWorld) -> PanelMeeting.Command
  ) -> Step {
    Step(name: name) { world in world.after(command(world), by: account) }
  }

  private static let screening: [Step] = [
    step("open") {
      .open(.init(referral: "referral-1", area: "A", owner: "cora", received: $0.day), rules)
    },
    step("screen") { _ in S.screen },
    step("pass") { _ in .passToPanel(grounds: "g", rules) },
    step("reject") { .reject(.init(grounds: "g"), closing($0, "mistaken", months: 3), rules) },
    step("reject for ever") {
      .reject(.init(grounds: "g"), closing($0, "no-vulnerability", months: 1200), rules)
    },
    step("reject again") { .reject(again, closing($0, "no-vulnerability", months: 24), rules) },
    step("countersign") { _ in .countersign(rules) },
    step("countersign, another", by: "sue") { _ in .countersign(rules) },
    step("send back", by: "sue") { _ in .sendBack(reason: "r") },
    step("letter") { world in
      .writeLetter(id: "letter-\(world.day.iso)", kind: S.code("mistaken"), S.letter)
    },
    step("letter sent") { world in
      world.state.unsentLetters.first.map { .sendLetter($0.id, by: S.code("post"), on: world.day) }
    },
  ]

  private static let again = Case.Rejection(grounds: "g", earlier: ["case-7", "case-8"], again: "a")

  private static let panel: [Step] = [
    meet("arrange") {
      .arrange(id: "meeting-1", area: "A", on: $0.day, place: "Town hall", rules.quorum)
    },
    meet("enter") { _ in .enter(caseID: "case-1", subject: "referral-1") },
    meet("attend, three") { _ in .recordAttendance(attendees, seats) },
    meet("attend, no police") { _ in .recordAttendance(attendees.filter { $0.account != "paul" }, seats) },
    meet("attend, two") { _ in .recordAttendance(Array(attendees.prefix(2)), seats) },
    meet("conflict", by: "paul") { _ in
      .declareConflict(caseID: "case-1", account: "paul", words: "His neighbour.")
    },
    meet("decide to offer") { _ in discuss("offer-support") },
    meet("decide by the chair") { _ in discuss("offer-support", rule: "chair", inFavour: ["chloe"]) },
    meet("decide for none") { _ in discuss("no-support") },
    meet("decide to close") { _ in discuss("close") },
    meet("end") { _ in .end },
    Step(name: "meet anew") { world in
      guard world.meeting.life == .held else { return nil }
      var next = world
      next.meeting = PanelMeeting.initialState
      return next.after(
        .arrange(id: "meeting-2", area: "A", on: world.day, place: "Town hall", rules.quorum),
        by: "chloe"
      )?.after(.enter(caseID: "case-1", subject: "referral-1"), by: "chloe")?
      .after(.recordAttendance(attendees, seats), by: "chloe")
    },
    step("put to panel") { .putToPanel(meeting: "meeting-1", on: $0.day) },
    step("take the panel's word") { world in
      world.meeting.resolution(on: "case-1").map {
        .takeResolution($0, nextContact: world.day.adding(days: 14), rules)
      }
    },
    step("take the panel's word, far contact") { world in
      world.meeting.resolution(on: "case-1").map {
        .takeResolution($0, nextContact: world.day.adding(days: 90), rules)
      }
    },
    step("take the panel's word, no contact") { world in
      world.meeting.resolution(on: "case-1").map { .takeResolution($0, nextContact: nil, rules) }
    },
  ]

  private static let attendees: [PanelMeeting.Attendee] = [
    .init(account: "chloe", agency: S.code("local-authority"), isChair: true),
    .init(account: "paul", agency: S.code("police")),
    .init(account: "hal", agency: S.code("health")),
  ]

  private static let seats = attendees.map {
    Panel.Seat(area: "A", account: $0.account, agency: $0.agency)
  }

  private static func discuss(
    _ resolution: String,
    rule: String = "majority",
    inFavour: [String] = ["chloe", "hal"]
  ) -> PanelMeeting.Command {
    .decide(
      .init(
        caseID: "case-1",
        views: [.init(agency: S.code("health"), words: "v")],
        resolution: S.code(resolution),
        rule: S.code(rule),
        inFavour: inFavour,
        reasons: "r"
      )
    )
  }

  private static func seeking(_ world: CaseWorld) -> String {
    let answered = world.past.count { if case .consentAnswered = $0.event { true } else { false } }
    return "seeking-\(answered)"
  }

  private static func answer(
    _ isGiven: Bool,
    _ giver: String,
    _ capacity: String
  ) -> @Sendable (CaseWorld) -> Case.Command {
    { world in
      .recordAnswer(
        .init(
          seeking: seeking(world),
          isGiven: isGiven,
          giver: S.code(giver),
          capacity: S.code(capacity),
          on: world.day,
          name: "Sam",
          words: "w"
        ),
        rules
      )
    }
  }

  private static let consent: [Step] = [
    step("seek") { world in
      .seekConsent(
        id: seeking(world),
        how: S.code("in-person"),
        from: S.code("person"),
        on: world.day,
        words: "w"
      )
    },
    step("consent", answer(true, "person", "adult")),
    step("a friend consents", answer(true, "parent", "adult")),
    step("refuse", answer(false, "person", "adult")),
    step("withdraw") { .withdrawConsent(by: S.code("person"), on: $0.day, words: "w") },
    step("override") { world in
      .override(id: "o-\(world.past.count)", ground: S.code("crime"), words: "w", rules)
    },
    step("review the override", by: "sue") { _ in
      .reviewOverride(outcome: S.code("not-justified"), words: "w")
    },
  ]

  private static func session(
    _ attendance: String,
    concern: String = "",
    in days: Int
  ) -> @Sendable (CaseWorld) -> Case.Command {
    { world in
      .recordSession(
        id: "session-\(world.past.count)",
        .init(
          support: "support-1",
          on: world.day,
          attendance: S.code(attendance),
          done: "d",
          concern: concern,
          nextContact: world.day.adding(days: days)
        ),
        rules
      )
    }
  }

  private static let support: [Step] = [
    step("plan") { world in
      .plan(
        id: "plan-\(world.past.count)",
        .init(
          needs: "n",
          consent: "c",
          supports: [.init(id: "support-1", nature: S.code("careers"), provider: "p", from: world.day)],
          ways: ["support-1": "w"]
        ),
        [],
        rules
      )
    },
    step("plan another support") { world in
      .plan(
        id: "plan-\(world.past.count)",
        .init(
          needs: "n",
          consent: "c",
          supports: ["support-1", "support-2"].map {
            .init(id: $0, nature: S.code("careers"), provider: "p", from: world.day.adding(days: 3))
          },
          ways: ["support-1": "w", "support-2": "w"]
        ),
        [],
        rules
      )
    },
    step("adopt") { .adopt(nextContact: $0.day.adding(days: 7), rules) },
    step("adopt in silence") { .adopt(nextContact: $0.day.adding(days: 90), rules) },
    step("session", by: "pia", session("attended", concern: "c", in: 14)),
    step("missed session", by: "pia", session("missed", in: 28)),
    step("session, no contact", by: "pia", session("attended", in: 365)),
    step("contact") { world in
      .recordContact(
        id: "contact-\(world.past.count)",
        .init(with: S.code("person"), on: world.day, words: "w", nextContact: world.day.adding(days: 28)),
        rules
      )
    },
    step("move the contact") { .moveContact(to: $0.day.adding(days: 20), reason: "r", rules) },
    step("review") { world in
      .review(
        id: "review-\(world.past.count)",
        .init(on: world.day, findings: "f", changes: "", next: world.day.adding(months: 3)),
        rules
      )
    },
    step("look for silence", by: Occasion.system) { _ in .lookForSilence(rules) },
    step("answer an alarm") { world in
      world.state.alarms.keys.min().map { .answerAlarm(id: $0, words: "w") }
    },
  ]

  private static let sharing: [Step] = [
    step("offer to B") { .offerTransfer(id: "transfer-\($0.past.count)", to: "B", words: "w", rules) },
    step("B accepts", by: "carl") { _ in .acceptTransfer(owner: "carl") },
    step("B declines", by: "carl") { _ in .declineTransfer(reason: "r") },
    step("offer to nowhere") { .offerTransfer(id: "transfer-\($0.past.count)", to: "", words: "w", rules) },
    step("assign to carl") { _ in .assign(owner: "carl", reason: "r") },
    step("keep sue out") { _ in .keepOut("sue", cover: nil, reason: "r") },
    step("keep sue out, sam covers") { _ in .keepOut("sue", cover: "sam", reason: "r") },
    step("keep sam out") { _ in .keepOut("sam", cover: nil, reason: "r") },
    step("keep sam out, stan covers") { _ in .keepOut("sam", cover: "stan", reason: "r") },
    step("end sam's sharing") { _ in .endSharing(with: "sam", reason: "r") },
    step("end stan's sharing") { _ in .endSharing(with: "stan", reason: "r") },
    step("stan becomes a worker") { _ in
      .share(with: "stan", as: S.code("worker"), until: nil, reason: "r")
    },
    step("stan covers for a day") { world in
      .share(with: "stan", as: S.code("cover"), until: world.day, reason: "r")
    },
  ]

  private static func closing(_ world: CaseWorld, _ reason: String, months: Int) -> Case.Closing {
    .init(
      reason: S.code(reason),
      care: S.code("not-needed"),
      careWords: "",
      views: ["local-authority", "police"].map { .init(agency: S.code($0), words: "v") },
      told: "t",
      onward: "o",
      isUnder18: false,
      retainUntil: world.day.adding(months: months)
    )
  }

  private static let closing: [Step] = [
    step("close") { .close(closing($0, "no-further-concern", months: 60), rules) },
    step("close as moved abroad") { .close(closing($0, "moved-abroad", months: 60), rules) },
    step("close as moved") { .close(closing($0, "moved-area", months: 24), rules) },
    step("close as refused") { .close(closing($0, "consent-refused", months: 24), rules) },
    step("close, kept no day") { .close(closing($0, "other", months: 0), rules) },
    step("later review") { world in
      world.state.laterReviews.min().map {
        .holdLaterReview(due: $0, finding: S.code("no-concern"), words: "w", rules)
      }
    },
    step("keep until yesterday") { .keepUntil($0.day.adding(days: -1), reason: "r", rules) },
    step("keep longer") { .keepUntil($0.day.adding(months: 30), reason: "r", rules) },
    step("follow") { _ in .follow(by: "case-2") },
    step("put an entry right") { _ in .remark(id: "remark", on: "1", words: "w") },
  ]

  private static let time: [Step] = [1, 30].map { days in
    Step(name: "\(days) days later") { world in
      var later = world
      later.day = world.day.adding(days: days)
      return later
    }
  }
}
