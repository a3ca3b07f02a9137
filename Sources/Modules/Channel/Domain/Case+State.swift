package import Kernel

extension Case {
  /// What deciding needs to know of a case.
  package struct State: Equatable, Sendable {
    package var life = Life.absent
    /// Whose key seals what is written: the identifier of the referral.
    package var subject = ""
    package var opened: Opened?
    /// The code of the area that carries it: all of its supervisors see it, but those who are kept out.
    package var area = ""
    /// The account that carries it.
    package var owner = ""
    package var screened: Screened?
    package var proposal: Proposal?
    package var decided: Decided?
    /// The last day on which a panel's decision is in time; nil where none is awaited.
    package var panelDue: PartialDate?
    /// The last day on which closing is in time; nil where no panel has said that nothing more is to be done.
    package var closingDue: PartialDate?
    /// The panel's last.
    package var resolution: PanelMeeting.Resolution?
    package var isOffered = false
    package var answer: ConsentAnswered?
    /// Whether consent was given and not withdrawn.
    package var hasConsent = false
    package var override: Override?
    package var plan: Planned?
    package var isAdopted = false
    package var nextContact: PartialDate?
    package var nextReview: PartialDate?
    /// The last day on which a session of each support that is being given is in time.
    package var sessionsDue: [String: PartialDate] = [:]
    /// Those that nobody has answered.
    package var alarms: [String: Alarm] = [:]
    /// Of what was late, by what and the day that it was due on: how often an alarm was answered, and when last.
    package var answered: [String: Answered] = [:]
    package var transfer: Transfer?
    /// The areas that carried it before: each keeps a stub.
    package var originators: [String] = []
    package var circle: [String: Member] = [:]
    package var keptOut: Set<String> = []
    package var askers: Set<String> = []
    package var closed: Closed?
    package var closedOn: PartialDate?
    /// Days of reviews that are still to be held.
    package var laterReviews: [PartialDate] = []
    package var isLetterDue = false
    /// On which day each letter was written.
    package var writtenOn: [String: PartialDate] = [:]
    package var followedBy: String?
    /// What was recorded under an identifier of its own.
    package var items: [String: Event] = [:]
    /// The panel that it was put to last.
    package var putToPanel: PutToPanel?
    package var last: Event?
  }

  package struct Proposal: Equatable, Sendable {
    package var body: RejectionProposed
    package var by: String
  }

  package struct Override: Equatable, Sendable {
    package var body: OverrideGranted
    package var by: String
    package var isReviewed = false
  }

  package struct Alarm: Equatable, Sendable {
    package var body: AlarmRaised
    package var isEscalated = false
  }

  package struct Answered: Equatable, Sendable {
    package var times = 0
    package var on: PartialDate
  }

  package struct Transfer: Equatable, Sendable {
    package var body: TransferOpened
    package var isRequest: Bool
    package var by: String
  }

  package struct Member: Equatable, Sendable {
    package var role: Coded
    package var until: PartialDate?
  }
}

extension Case.State {
  /// Whether silence would be a failure: support was offered, or is being given.
  package var isCarried: Bool { life == .consentPending || life == .support }

  /// Those of all plans that there were: sessions were held of them.
  package var supports: [Case.PlannedSupport] {
    items.values.flatMap { event in
      if case .planned(let body) = event { body.supports } else { [] as [Case.PlannedSupport] }
    }
  }

  /// Whether some supervisor sees it: those of its area do, and where one of them is kept out, another covers.
  package var isSupervised: Bool { !area.isEmpty && (keptOut.isEmpty || !covers.isEmpty) }

  /// Whoever supervises in place of somebody who is kept out, without an end.
  package var covers: Set<String> {
    Set(circle.filter { $0.value.role.code == "cover" && $0.value.until == nil }.keys).subtracting(keptOut)
  }

  /// Whether somebody belongs to those who need to know, on a day.
  ///
  /// - Parameter supervises: Whether they hold the role of supervisor, or coordinator, in the area.
  package func isVisible(to account: String, supervises: Bool, on day: PartialDate) -> Bool {
    if keptOut.contains(account) { return false }
    if supervises || account == owner { return true }
    guard let member = circle[account] else { return false }
    return member.until.map { day <= $0 } ?? true
  }

  func personal<Value>(_ value: Value) -> Personal<Value> { Personal(value, of: subject) }
}

extension Case {
  /// What people call a case by: nothing about the person can be read from it.
  ///
  /// The first case of a referral has its identifier, and so the same digits as its referral.
  package static func reference(of id: String) -> String { "C" + Referral.reference(of: id).dropFirst() }
}
