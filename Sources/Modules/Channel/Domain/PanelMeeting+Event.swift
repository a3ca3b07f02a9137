package import Kernel

extension PanelMeeting {
  package enum Event: DomainEvent {
    case arranged(Arranged)
    case cancelled(Cancelled)
    case entered(Entered)
    case struck(Struck)
    case papersShared
    case papersWithdrawn
    case attendanceRecorded(AttendanceRecorded)
    case conflictDeclared(ConflictDeclared)
    case decided(Decided)
    case actionAgreed(ActionAgreed)
    case actionFinished(ActionFinished)
    case held
    case minutesProposed(MinutesProposed)
    case minutesApproved
    case minutesReturned(MinutesReturned)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("panel-meeting.arranged", 1, Event.arranged) {
        if case .arranged(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.cancelled", 1, Event.cancelled) {
        if case .cancelled(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.entered", 1, Event.entered) {
        if case .entered(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.struck", 1, Event.struck) {
        if case .struck(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.papers-shared", 1, .papersShared),
      EventKind("panel-meeting.papers-withdrawn", 1, .papersWithdrawn),
      EventKind("panel-meeting.attendance-recorded", 1, Event.attendanceRecorded) {
        if case .attendanceRecorded(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.conflict-declared", 1, Event.conflictDeclared) {
        if case .conflictDeclared(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.decided", 1, Event.decided) {
        if case .decided(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.action-agreed", 1, Event.actionAgreed) {
        if case .actionAgreed(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.action-finished", 1, Event.actionFinished) {
        if case .actionFinished(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.held", 1, .held),
      EventKind("panel-meeting.minutes-proposed", 1, Event.minutesProposed) {
        if case .minutesProposed(let body) = $0 { body } else { nil }
      },
      EventKind("panel-meeting.minutes-approved", 1, .minutesApproved),
      EventKind("panel-meeting.minutes-returned", 1, Event.minutesReturned) {
        if case .minutesReturned(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Arranged: Codable, Equatable, Sendable {
    package var id: String
    /// The code of the area whose panel meets.
    package var area: String
    package var on: PartialDate
    package var place: String
    /// Who must be there for it to decide, as the rules were when it was arranged.
    package var quorum: ChannelRules.Quorum
  }

  package struct Cancelled: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }

  package struct Entered: Codable, Equatable, Sendable {
    package var caseID: String
    /// Whose key seals what is said of it.
    package var subject: String
  }

  package struct Struck: Codable, Equatable, Sendable {
    package var caseID: String
    package var reason: Personal<String>
  }

  package struct AttendanceRecorded: Codable, Equatable, Sendable {
    package var attendees: [Attendee]
  }

  package struct ConflictDeclared: Codable, Equatable, Sendable {
    package var caseID: String
    package var account: String
    package var words: Personal<String>
  }

  package struct ActionAgreed: Codable, Equatable, Sendable {
    package var id: String
    package var caseID: String
    package var owner: String
    package var due: PartialDate
    package var what: Personal<String>
  }

  package struct ActionFinished: Codable, Equatable, Sendable {
    package var id: String
    package var words: Personal<String>
  }

  package struct MinutesProposed: Codable, Equatable, Sendable {
    package var remarks: [MinuteRemark]
  }

  package struct MinuteRemark: Codable, Equatable, Sendable {
    package var caseID: String
    package var words: Personal<String>
  }

  package struct MinutesReturned: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }
}

extension PanelMeeting {
  package static let offer = "offer-support"
  package static let moreInformation = "more-information"
  package static let noSupport = "no-support"
  package static let close = "close"
  /// What a panel decides once a case is adopted, and never before.
  static let afterAdoption = ["continue", "revise", close]

  package static let resolutionList = CodeList(
    "panel-resolution",
    version: 1,
    [
      .init(offer, "Offer support", hint: "If consent is given", group: "Before support"),
      .init(moreInformation, "Ask for more information", group: "Before support"),
      .init(noSupport, "Offer no support", group: "Before support"),
      .init("continue", "Go on as planned", group: "During support"),
      .init("revise", "Change the plan", group: "During support"),
      .init(close, "Close", hint: "The vulnerability is gone or much less", group: "During support"),
    ]
  )

  /// Section 37: unanimous, else by majority, else by the chair.
  package static let ruleList = CodeList(
    "panel-rule",
    version: 1,
    [
      .init("unanimous", "Unanimous"), .init("majority", "By majority"), .init("chair", "By the chair"),
    ]
  )

  /// The partners of Schedule 7, and those that sit on panels beside them.
  package static let agencyList = CodeList(
    "panel-agency",
    version: 1,
    [
      .init("local-authority", "Local authority"), .init("police", "Police"),
      .init("health", "Health"), .init("social-care", "Social care"), .init("education", "Education"),
      .init("youth-offending", "Youth offending team"), .init("probation", "Probation"),
      .init("prisons", "Prisons and secure training centres"), .init("housing", "Housing"),
      .init("central-government", "Central government"), .init("other", "Other"),
    ]
  )
}
