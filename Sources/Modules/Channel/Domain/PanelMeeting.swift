package import Kernel

/// A meeting of an area's panel: who is there, what is said of each case, what is decided and by which rule, and the
/// minutes.
///
/// What is written of a person is sealed with the key of that person's case.
package enum PanelMeeting: Decider {
  package static let category = "panel-meeting"
  package static let vault = Vault.safeguarding

  /// What people call it by, from its identifier.
  package static func reference(of id: String) -> String { "M" + Referral.reference(of: id).dropFirst() }

  package enum Command: Equatable, Sendable {
    case arrange(id: String, area: String, on: PartialDate, place: String, ChannelRules.Quorum)
    case cancel(reason: String)
    /// Puts a case on the agenda, with the key that seals what is said of it.
    case enter(caseID: String, subject: String)
    case strike(caseID: String, reason: String)
    case sharePapers
    case withdrawPapers
    /// Whoever is no guest has a seat on the panel of the meeting's area, for that agency.
    case recordAttendance([Attendee], [Panel.Seat])
    case declareConflict(caseID: String, account: String, words: String)
    case decide(Discussion)
    case agreeAction(id: String, Action)
    case finishAction(id: String, words: String)
    /// Ends the meeting: nothing more is decided, and papers are withdrawn.
    case end
    /// The minutes are what was recorded, with a remark on a case where one is needed; text of their own would
    /// outlast the keys of those whom it names.
    case proposeMinutes(remarks: [String: String])
    case approveMinutes
    case returnMinutes(reason: String)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, arranged, held, cancelled }

    package var life = Life.absent
    package var arranged: Arranged?
    /// The subjects whose keys seal what is said, by case.
    package var agenda: [String: String] = [:]
    package var arePapersShared = false
    package var attendees: [Attendee] = []
    /// The accounts that may not take part, by case.
    package var conflicts: [String: Set<String>] = [:]
    /// Why they may not, and why cases were taken off the agenda, as it was said.
    package var declared: [ConflictDeclared] = []
    package var struck: [Struck] = []
    package var decisions: [String: Decided] = [:]
    package var actions: [String: ActionAgreed] = [:]
    package var finished: [String: ActionFinished] = [:]
    package var minutes: MinutesProposed?
    package var minutesBy = ""
    package var areMinutesApproved = false
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyArranged
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case noSuchCode(of: String)
    case inTheFuture
    case notAhead
    case notOnTheAgenda
    case alreadyDecided
    /// Who is missing: codes of agencies, and how many members.
    case noQuorum(agencies: [String], members: Int)
    /// A vote of somebody who is not there, or may not take part.
    case voteNotPossible(of: String)
    case notByThatRule(String)
    case notTheChair
    /// Somebody, by their account, who votes and has no seat on the panel for that agency.
    case notOnThePanel(String)
    case alreadyRecorded
    case notFound
    case approvedByWriter
    case undecided([String])
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .arrange(let id, let area, let day, let place, let quorum):
      let body = Arranged(id: id, area: area, on: day, place: place, quorum: quorum)
      guard state.life == .absent else {
        if state.arranged == body { return [] }
        throw .alreadyArranged
      }
      guard !area.isEmpty else { throw .incomplete(missing: ["area"]) }
      guard occasion.day <= day else { throw .notAhead }
      return [.arranged(body)]
    case .cancel(let reason):
      if state.life == .cancelled { return [] }
      try requireArranged(state)
      try require("reason", reason)
      return [.cancelled(Cancelled(reason: Personal(reason, of: state.arranged?.id ?? "")))]
    case .enter, .strike, .sharePapers, .withdrawPapers:
      return try decideAgenda(command, on: state)
    case .recordAttendance(let attendees, let seats):
      return try attend(attendees, seats, on: state, occasion)
    case .declareConflict(let id, let account, let words):
      return try declare(id, account, words, on: state)
    case .decide(let discussion): return try decide(discussion, on: state, occasion)
    case .agreeAction(let id, let action): return try agree(id, action, on: state, occasion)
    case .finishAction(let id, let words): return try finish(id, words, on: state)
    case .end:
      if state.life == .held { return [] }
      try requireArranged(state)
      guard !state.attendees.isEmpty else { throw .incomplete(missing: ["attendees"]) }
      let open = state.agenda.keys.filter { state.decisions[$0] == nil }.sorted()
      guard open.isEmpty else { throw .undecided(open) }
      return (state.arePapersShared ? [.papersWithdrawn] : []) + [.held]
    case .proposeMinutes, .approveMinutes, .returnMinutes:
      return try decideMinutes(command, on: state, occasion)
    }
  }

  static func requireArranged(_ state: State) throws(Refusal) {
    guard state.life == .arranged else { throw .notPossible(in: state.life) }
  }

  static func require(_ field: String, _ value: String) throws(Refusal) {
    guard !value.isEmpty else { throw .incomplete(missing: [field]) }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .arranged(let body): state = State(life: .arranged, arranged: body)
    case .cancelled:
      state.life = .cancelled
      state.arePapersShared = false
    case .entered(let body): state.agenda[body.caseID] = body.subject
    case .struck(let body):
      state.agenda[body.caseID] = nil
      state.struck.append(body)
    case .papersShared: state.arePapersShared = true
    case .papersWithdrawn: state.arePapersShared = false
    case .attendanceRecorded(let body): state.attendees = body.attendees
    case .conflictDeclared(let body):
      state.conflicts[body.caseID, default: []].insert(body.account)
      state.declared.append(body)
    case .decided(let body): state.decisions[body.caseID] = body
    case .actionAgreed(let body): state.actions[body.id] = body
    case .actionFinished(let body): state.finished[body.id] = body
    case .held: state.life = .held
    case .minutesProposed(let body): (state.minutes, state.minutesBy) = (body, occasion.by)
    case .minutesApproved: state.areMinutesApproved = true
    case .minutesReturned: state.minutes = nil
    }
  }
}
