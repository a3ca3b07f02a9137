import Foundation
import Kernel
import TestSupport

@testable import Domain

/// A case of somebody made up, and what happens in it.
enum CaseSamples {
  static let today = PartialDate(on: .story)
  static let rules = ChannelRules()

  static func code(_ code: String) -> Coded { Coded(code, version: 1) }

  static func sealed<Value>(_ value: Value) -> Personal<Value> { Personal(value, of: "referral-1") }

  static let opening = Case.Opening(
    referral: "referral-1",
    area: "E23000013",
    owner: "cora",
    received: today
  )

  static let opened = Case.Event.opened(
    .init(
      opening: opening,
      screeningDue: today.adding(days: 7),
      decisionDue: today.adding(days: 14)
    )
  )

  static let screen = Case.Command.screen(
    systems: [code("police-records"), code("open-source")],
    result: code("clear"),
    reasons: "He was seen at two meetings."
  )

  static let screened = Case.Event.screened(
    .init(
      systems: [code("police-records"), code("open-source")],
      result: code("clear"),
      reasons: sealed("He was seen at two meetings."),
      isLate: false
    )
  )

  static func decided(
    _ isReasonable: Bool,
    earlier: [String] = [],
    again: String = "",
    proposedBy: String? = nil,
    panelDue: PartialDate? = rules.day(20, after: today)
  ) -> Case.Decided {
    .init(
      isReasonable: isReasonable,
      words: sealed(.init(grounds: "What his teacher heard.", again: again)),
      earlier: earlier,
      proposedBy: proposedBy,
      isLate: false,
      panelDue: isReasonable ? panelDue : nil
    )
  }

  static let agreed = Case.Event.decided(decided(true))

  static func resolution(_ code: String, rule: String = "unanimous") -> PanelMeeting.Resolution {
    .init(meeting: "meeting-1", on: today, code: Self.code(code), rule: Self.code(rule))
  }

  /// An alarm of whoever carries the case, raised on a day.
  static func alarm(_ about: String, _ what: String, on day: PartialDate) -> Case.Event {
    .alarmRaised(
      .init(id: "\(about)-\(what)", about: code(about), to: "cora", due: rules.day(2, after: day))
    )
  }

  static let contactDay = today.adding(days: 14)

  static let offered = Case.Event.panelDecided(
    .init(resolution: resolution("offer-support"), nextContact: contactDay)
  )

  static let seek = Case.Command.seekConsent(
    id: "seeking-1",
    how: code("in-person"),
    from: code("person"),
    on: today,
    words: "At home."
  )

  static let sought = Case.Event.consentSought(
    .init(
      id: "seeking-1",
      how: code("in-person"),
      from: code("person"),
      on: today,
      words: sealed("At home.")
    )
  )

  static func answer(
    _ isGiven: Bool,
    by giver: String = "person",
    capacity: String = "adult"
  ) -> Case.Answer {
    .init(
      seeking: "seeking-1",
      isGiven: isGiven,
      giver: code(giver),
      capacity: code(capacity),
      on: today,
      name: "Sam Sample",
      words: "He understood what was asked."
    )
  }

  static func answered(_ isGiven: Bool) -> Case.Event {
    .consentAnswered(
      .init(
        seeking: "seeking-1",
        isGiven: isGiven,
        on: today,
        answer: sealed(
          .init(
            giver: code("person"),
            capacity: code("adult"),
            name: "Sam Sample",
            words: "He understood what was asked."
          )
        )
      )
    )
  }

  static let withdraw = Case.Command.withdrawConsent(by: code("person"), on: today, words: "Enough.")

  static let withdrawn = Case.Event.consentWithdrawn(
    .init(by: code("person"), on: today, words: sealed("Enough."))
  )

  static let supports = [
    Case.PlannedSupport(id: "support-1", nature: code("careers"), provider: "college", from: today)
  ]

  static let planning = Case.Planning(
    needs: "Work, and people of his age.",
    consent: "By the coordinator, at home, this week.",
    supports: supports,
    ways: ["support-1": "Each Tuesday, at the college."]
  )

  static let planned = Case.Event.planned(
    .init(
      id: "plan-1",
      supports: supports,
      words: sealed(
        .init(
          needs: "Work, and people of his age.",
          consent: "By the coordinator, at home, this week.",
          ways: ["support-1": "Each Tuesday, at the college."]
        )
      )
    )
  )

  /// The last day for the next session of the one support.
  static let sessionDay = today.adding(days: rules.sessionDays)

  static let adopted = Case.Event.adopted(
    .init(
      nextContact: contactDay,
      reviewDue: today.adding(months: 3),
      sessionsDue: [.init(support: "support-1", by: sessionDay)]
    )
  )

  /// A case of somebody who gets support.
  static let supported = Story<Case>.given(
    opened,
    screened,
    agreed,
    offered,
    planned,
    sought,
    answered(true),
    adopted
  )

  static func session(
    attendance: String = "attended",
    concern: String = "",
    next: PartialDate = contactDay
  ) -> Case.Session {
    .init(
      support: "support-1",
      on: today,
      attendance: code(attendance),
      done: "A letter was written.",
      concern: concern,
      nextContact: next
    )
  }

  /// - Parameter next: The last day for the next session; nil where this one was not held.
  static func held(
    attendance: String = "attended",
    concern: String = "",
    next: PartialDate? = sessionDay
  ) -> Case.SessionRecorded {
    .init(
      id: "session-1",
      support: "support-1",
      on: today,
      attendance: code(attendance),
      nextContact: contactDay,
      words: sealed(.init(done: "A letter was written.", concern: concern)),
      nextSession: next
    )
  }

  static func closing(
    _ reason: String,
    care: String? = "not-needed",
    told: String = "He was told by letter.",
    isUnder18: Bool = false,
    months: Int = 13,
    agencies: [String] = ["local-authority", "police"]
  ) -> Case.Closing {
    .init(
      reason: code(reason),
      care: care.map(code),
      careWords: "His doctor knows him.",
      views: agencies.map {
        .init(agency: code($0), words: "Nothing more is known.")
      },
      told: told,
      onward: "His college goes on.",
      isUnder18: isUnder18,
      retainUntil: today.adding(months: months)
    )
  }

  static func closed(
    _ reason: String,
    isAdopted: Bool,
    months: Int = 13,
    agencies: [String] = ["local-authority", "police"]
  ) -> Case.Closed {
    let closing = closing(reason, months: months, agencies: agencies)
    let isMistaken = reason == "mistaken" && !isAdopted
    return .init(
      reason: closing.reason,
      isAdopted: isAdopted,
      care: closing.care,
      retainUntil: closing.retainUntil,
      laterReviews: isAdopted ? [today.adding(months: 6), today.adding(months: 12)] : [],
      words: sealed(closing.words),
      letterDue: isMistaken ? rules.day(10, after: today) : nil
    )
  }

  static let letter = Case.LetterWords(
    to: "Sam Sample",
    text: "We are sorry.",
    from: "Cora Coordinator, Exampleshire"
  )

  static let letterWritten = Case.Event.letterWritten(
    .init(id: "letter-1", kind: code("mistaken"), words: sealed(letter))
  )

  static let offer = Case.Command.offerTransfer(
    id: "transfer-1",
    to: "E23000001",
    words: "He moves in May.",
    rules
  )

  static let transferDay = rules.day(5, after: today)

  static let transferOffered = Case.Event.transferOffered(
    .init(id: "transfer-1", to: "E23000001", words: sealed("He moves in May."), due: transferDay)
  )
}
