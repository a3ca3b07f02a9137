package import Kernel

/// Agenda, papers, attendance, actions and minutes.
extension PanelMeeting {
  /// What somebody is to do until a day.
  package struct Action: Equatable, Sendable {
    package var caseID: String
    /// The account that is to do it.
    package var owner: String
    package var due: PartialDate
    package var what: String

    package init(caseID: String, owner: String, due: PartialDate, what: String) {
      self.caseID = caseID
      self.owner = owner
      self.due = due
      self.what = what
    }
  }

  static func decideAgenda(_ command: Command, on state: State) throws(Refusal) -> [Event] {
    try requireArranged(state)
    switch command {
    case .enter(let id, let subject):
      guard state.agenda[id] == nil else { return [] }
      guard !id.isEmpty, !subject.isEmpty else { throw .incomplete(missing: ["case"]) }
      return [.entered(Entered(caseID: id, subject: subject))]
    case .strike(let id, let reason):
      guard let subject = state.agenda[id] else { return [] }
      guard state.decisions[id] == nil else { throw .alreadyDecided }
      try require("reason", reason)
      return [.struck(Struck(caseID: id, reason: Personal(reason, of: subject)))]
    case .sharePapers: return state.arePapersShared ? [] : [.papersShared]
    case .withdrawPapers: return state.arePapersShared ? [.papersWithdrawn] : []
    default: return []
    }
  }

  static func attend(
    _ attendees: [Attendee],
    _ seats: [Panel.Seat],
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if state.attendees == attendees { return [] }
    try requireArranged(state)
    guard state.arranged.map({ $0.on <= occasion.day }) ?? false else { throw .inTheFuture }
    // Who was there when something was decided is not said otherwise afterwards.
    guard state.decisions.isEmpty else { throw .alreadyDecided }
    guard attendees.allSatisfy({ agencyList.holds($0.agency) }) else {
      throw .noSuchCode(of: agencyList.name)
    }
    guard Set(attendees.map(\.account)).count == attendees.count else { throw .alreadyRecorded }
    // Section 37: the authority chairs.
    let chairs = attendees.filter(\.isChair)
    guard chairs.count == 1, chairs[0].agency.code == "local-authority", !chairs[0].isGuest else {
      throw .notTheChair
    }
    let stranger = attendees.first { attendee in
      !attendee.isGuest
        && !seats.contains { seat in
          seat.area == state.arranged?.area && seat.account == attendee.account
            && seat.agency == attendee.agency
        }
    }
    if let stranger { throw .notOnThePanel(stranger.account) }
    return [.attendanceRecorded(AttendanceRecorded(attendees: attendees))]
  }

  static func declare(
    _ id: String,
    _ account: String,
    _ words: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    if state.conflicts[id]?.contains(account) == true { return [] }
    try requireArranged(state)
    guard let subject = state.agenda[id] else { throw .notOnTheAgenda }
    guard state.decisions[id] == nil else { throw .alreadyDecided }
    try require("words", words)
    let body = ConflictDeclared(caseID: id, account: account, words: Personal(words, of: subject))
    return [.conflictDeclared(body)]
  }

  static func agree(
    _ id: String,
    _ action: Action,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard let subject = state.agenda[action.caseID] else {
      try requireArranged(state)
      throw .notOnTheAgenda
    }
    let body = ActionAgreed(
      id: id,
      caseID: action.caseID,
      owner: action.owner,
      due: action.due,
      what: Personal(action.what, of: subject)
    )
    if let earlier = state.actions[id] {
      if earlier == body { return [] }
      throw .alreadyRecorded
    }
    try requireArranged(state)
    try require("owner", action.owner)
    try require("what", action.what)
    guard occasion.day <= action.due else { throw .notAhead }
    return [.actionAgreed(body)]
  }

  static func finish(_ id: String, _ words: String, on state: State) throws(Refusal) -> [Event] {
    guard let action = state.actions[id] else { throw .notFound }
    guard state.finished[id] == nil else { return [] }
    try require("words", words)
    return [.actionFinished(ActionFinished(id: id, words: Personal(words, of: action.what.subject)))]
  }

  static func decideMinutes(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .held else { throw .notPossible(in: state.life) }
    switch command {
    case .proposeMinutes(let remarks):
      let body = MinutesProposed(remarks: try sealed(remarks, on: state))
      if state.minutes == body { return [] }
      guard !state.areMinutesApproved else { throw .alreadyDecided }
      return [.minutesProposed(body)]
    case .approveMinutes:
      if state.areMinutesApproved { return [] }
      guard state.minutes != nil else { throw .notFound }
      guard state.minutesBy != occasion.by else { throw .approvedByWriter }
      return [.minutesApproved]
    case .returnMinutes(let reason):
      guard !state.areMinutesApproved else { throw .alreadyDecided }
      guard state.minutes != nil else { return [] }
      try require("reason", reason)
      return [.minutesReturned(MinutesReturned(reason: Personal(reason, of: state.arranged?.id ?? "")))]
    default: return []
    }
  }
  /// Each remark with the key of the case that it is about.
  private static func sealed(_ remarks: [String: String], on state: State) throws(Refusal) -> [MinuteRemark] {
    var sealed: [MinuteRemark] = []
    for (id, words) in remarks.sorted(by: { $0.key < $1.key }) where !words.isEmpty {
      guard let subject = state.agenda[id] else { throw .notOnTheAgenda }
      sealed.append(MinuteRemark(caseID: id, words: Personal(words, of: subject)))
    }
    return sealed
  }
}
