import Domain
import Kernel
import Platform
import Views

/// How pages speak of a case.
enum CaseWording {
  /// The stages, in the order in which a case goes through them.
  static let lifeList = CodeList(
    "case-stage",
    version: 1,
    [
      .init("screening", "Screening"), .init("information-gathering", "Gathering information"),
      .init("panel", "Before the panel"), .init("consent-pending", "Waiting for consent"),
      .init("support", "Support"), .init("closed", "Closed"),
    ]
  )

  static func life(_ life: Case.Life) -> String { lifeList.label(life.rawValue) }

  /// An alarm with the day that it is about, which tells it from others of its kind.
  static func alarm(_ alarm: Case.AlarmRaised, in state: Case.State) -> String {
    let label = Case.alarmLabel(alarm.id)
    let item = String(alarm.id.dropFirst(alarm.about.code.count + 1))
    if case .sessionRecorded(let session)? = state.items[item] {
      return "\(label) on \(session.on.words)\(nature(of: session.support, in: state))"
    }
    if let support = alarm.support { return label + nature(of: support, in: state) }
    guard let day = PartialDate(String(item.suffix(10))) else { return label }
    return switch alarm.about.code {
    case "silent": "No contact by \(day.words)"
    case "later-review-due": "\(label) on \(day.words)"
    default: "\(label): it was due on \(day.words)"
    }
  }

  /// As it stands behind what is said of a support: ` (Education)`.
  static func nature(of support: String, in state: Case.State) -> String {
    state.supports.first { $0.id == support }.map { " (\(Case.natureList.label($0.nature.code)))" } ?? ""
  }

  static func exit(_ code: String) -> String {
    (Case.exitBeforeList[code] ?? Case.exitAfterList[code])?.label ?? code
  }

  /// Who owes something that is due, and what.
  static func due(_ what: CaseList.Due.What) -> (what: String, by: Owing) {
    switch what {
    case .screening: ("Screening", .owner)
    case .decision: ("Decision under section 36", .owner)
    case .signature: ("Second signature under a rejection", .supervisors)
    case .panel: ("What the panel decides", .owner)
    case .panelDue: ("A decision of the panel", .owner)
    case .contact: ("Contact", .owner)
    case .session: ("A session", .owner)
    case .closing: ("Closing", .owner)
    case .review: ("Review by the panel", .owner)
    case .override: ("Review of an override of refused consent", .supervisors)
    case .letter: ("Letter of apology", .owner)
    case .alarm: ("Alarm", .named)
    case .transfer: ("Answer to a transfer", .area)
    case .access: ("Answer to who asks for access", .owner)
    case .laterReview: ("Review after closing", .owner)
    case .retention: ("End of keeping", .supervisors)
    }
  }

  /// Whether its day is that on which it began to wait, and not one by which it is due.
  static func isOpenEnded(_ what: CaseList.Due.What) -> Bool {
    [.signature, .access].contains(what)
  }

  enum Owing { case owner, supervisors, named, area }

  /// What a part of a line is called.
  static func name(_ name: String) -> String {
    if name.hasPrefix("view-") {
      return "\(PanelMeeting.agencyList.label(String(name.dropFirst(5)))): what they think"
    }
    if name.hasPrefix("way-") { return "How and when" }
    return names[name] ?? name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
  }

  private static let names = [
    "words": "In words", "systems": "System checked", "again": "Why again", "earlier": "Rejected earlier",
    "care": "Care considered", "care-words": "About care", "told": "What the person was told",
    "onward": "Support that goes on", "under-18": "Under 18", "from": "Asked of", "by": "Withdrawn by",
    "to-area": "To the area", "from-area": "From the area", "way": "How and when",
    "next": "Next review", "begins": "From", "late": "After its day",
    "override": "Although consent was refused",
    "proposed-by": "Proposed by", "sender": "From whom", "letter-way": "How it was sent", "for": "For",
    "role": "As", "cover": "Supervises instead",
    "case": "Other case", "follows": "Takes up", "taken": "What became of it",
  ]

  /// Which entry, among all of a case.
  static func entry(_ line: CaseRecord.Line) -> String {
    "\(PracticeWording.moment(line.at)): \(act(line.act))"
  }

  /// What happened, as people say it after a name.
  static func act(_ act: String) -> String { acts[act]?.words ?? act }

  /// What a timeline can be narrowed to, in order.
  static let groups = CodeList(
    "timeline",
    version: 1,
    [
      .init("decisions", "Decisions"), .init("consent", "Consent"), .init("support", "Support"),
      .init("contact", "Contact and alarms"), .init("told", "Who was told or asked"),
      .init("assessments", "What was judged"),
      .init("sharing", "Who carries and sees it"),
    ]
  )

  static func acts(of group: String) -> Set<String> {
    Set(acts.filter { $0.value.group == group }.map(\.key))
  }

  private static let acts: [String: (words: String, group: String)] = [
    "case.opened": ("opened the case", "decisions"),
    "case.screened": ("screened the referral", "decisions"),
    "case.rejection-proposed": ("proposed to reject it, which needs a second signature", "decisions"),
    "case.rejection-returned": ("sent the proposed rejection back", "decisions"),
    "case.decided": ("decided under section 36", "decisions"),
    "case.letter-written": ("wrote a letter", "told"),
    "case.letter-sent": ("recorded that a letter was sent", "told"),
    "case.put-to-panel": ("put it to the panel", "decisions"),
    "case.panel-decided": ("recorded what the panel decided", "decisions"),
    "case.consent-sought": ("sought consent", "consent"),
    "case.consent-answered": ("recorded the answer about consent", "consent"),
    "case.consent-withdrawn": ("recorded that consent was withdrawn", "consent"),
    "case.override-granted": ("let partners be told although consent was refused", "consent"),
    "case.override-reviewed": ("reviewed that partners may be told", "consent"),
    "case.disclosed": ("told somebody outside the case", "told"),
    "case.planned": ("wrote the plan", "support"),
    "case.adopted": ("began support", "support"),
    "case.session-recorded": ("recorded a session", "support"),
    "case.goal-set": ("set a goal", "support"),
    "case.progress-noted": ("noted progress", "support"),
    "case.reviewed": ("recorded the panel's review", "support"),
    "case.contact-made": ("recorded a contact", "contact"),
    "case.contact-moved": ("moved the next contact", "contact"),
    "case.alarm-raised": ("raised an alarm", "contact"),
    "case.alarm-escalated": ("told the supervisors of an alarm that nobody answered", "contact"),
    "case.alarm-answered": ("answered an alarm", "contact"),
    "case.transfer-offered": ("offered it to another area", "sharing"),
    "case.transfer-requested": ("asked for it to be handed over", "sharing"),
    "case.transfer-accepted": ("took it over", "sharing"),
    "case.transfer-declined": ("declined the transfer", "sharing"),
    "case.transfer-revoked": ("took the transfer back", "sharing"),
    "case.assigned": ("gave it to somebody to carry", "sharing"),
    "case.shared": ("shared it", "sharing"),
    "case.sharing-ended": ("ended sharing it", "sharing"),
    "case.kept-out": ("kept somebody out of it", "sharing"),
    "case.access-asked": ("asked to be let in", "sharing"),
    "case.access-refused": ("refused to let somebody in", "sharing"),
    "case.closed": ("closed it", "decisions"),
    "case.later-review-held": ("recorded a review after closing", "decisions"),
    "case.retention-changed": ("changed how long it is kept", "decisions"),
    "case.followed": ("noted that another case takes it up", "decisions"),
    "case.remarked": ("put an entry right", "decisions"),
    "information-request.sent": ("asked a partner", "told"),
    "information-request.answered": ("recorded what a partner answered", "told"),
    "information-request.refused": ("recorded that a partner refused to answer", "told"),
    "information-request.withdrawn": ("took a question to a partner back", "told"),
    "assessment.started": ("began an assessment", "assessments"),
    "assessment.completed": ("concluded an assessment", "assessments"),
    "assessment.abandoned": ("ended an assessment without a conclusion", "assessments"),
    "signpost.given": ("pointed to a service", "support"),
    "signpost.followed-up": ("followed up whether it was taken up", "support"),
  ]

  /// Every list that a part's code may be of, by its name.
  private static let lists = Dictionary(
    (Case.lists + [
      PanelMeeting.resolutionList, PanelMeeting.ruleList, PanelMeeting.agencyList, Signpost.takeUpList,
      InformationRequest.refusalList,
    ])
    .map { ($0.name, $0) }
  ) { first, _ in first }

  /// A part as people read it.
  ///
  /// - Parameters:
  ///   - people: Names, by account.
  ///   - areas: Names, by code.
  ///   - records: What people call other records, by identifier.
  static func words(
    _ part: CaseRecord.Part,
    people: [String: String],
    areas: [String: String],
    records: [String: String]
  ) -> String {
    switch part.kind {
    case .words: part.value
    case .truth: "Yes"
    case .day: PartialDate(part.value)?.words ?? part.value
    case .account: people.name(of: part.value)
    case .area: areas[part.value] ?? part.value
    case .code: part.list.flatMap { lists[$0] }?.label(part.value) ?? part.value
    case .record: records[part.value] ?? part.value
    }
  }
}
