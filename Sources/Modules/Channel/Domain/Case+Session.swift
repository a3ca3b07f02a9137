package import Kernel

/// Sessions of what the plan says, and by when the next is due.
extension Case {
  /// The last day on which a session of a support is in time.
  package struct SessionDue: Codable, Equatable, Sendable {
    /// The identifier of a support in the plan.
    package var support: String
    package var by: PartialDate
  }

  /// A session that was to be held.
  package struct Session: Equatable, Sendable {
    package var support: String
    package var on: PartialDate
    package var attendance: Coded
    package var done: String
    /// Empty where there is none.
    package var concern: String
    package var nextContact: PartialDate

    package init(
      support: String,
      on: PartialDate,
      attendance: Coded,
      done: String,
      concern: String,
      nextContact: PartialDate
    ) {
      self.support = support
      self.on = on
      self.attendance = attendance
      self.done = done
      self.concern = concern
      self.nextContact = nextContact
    }
  }

  package struct SessionRecorded: Codable, Equatable, Sendable {
    package var id: String
    package var support: String
    package var on: PartialDate
    package var attendance: Coded
    package var nextContact: PartialDate
    package var words: Personal<SessionWords>
    /// The last day on which the next session of the same support is in time; nil where this one was not held.
    package var nextSession: PartialDate?
  }

  package struct SessionWords: Codable, Equatable, Sendable {
    package var done: String
    package var concern: String
  }

  /// From when a support is due to begin, or from today, a session is due within the interval.
  ///
  /// - Parameter known: The days of supports that are being given: a new plan moves none of them back.
  static func sessionsDue(
    of supports: [PlannedSupport],
    keeping known: [String: PartialDate] = [:],
    _ rules: ChannelRules,
    _ occasion: Occasion
  ) -> [SessionDue] {
    supports.map { support in
      let fresh = max(occasion.day, support.from).adding(days: rules.sessionDays)
      return SessionDue(support: support.id, by: min(known[support.id] ?? fresh, fresh))
    }
  }

  /// The last day for the session after one that was held; an older one that is written down late moves nothing back.
  private static func nextSession(
    after session: Session,
    _ rules: ChannelRules,
    on state: State
  ) -> PartialDate? {
    guard heldCodes.contains(session.attendance.code) else { return nil }
    let next = session.on.adding(days: rules.sessionDays)
    return state.sessionsDue[session.support].map { max($0, next) } ?? next
  }

  static func record(
    _ id: String,
    _ session: Session,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let body = SessionRecorded(
      id: id,
      support: session.support,
      on: session.on,
      attendance: session.attendance,
      nextContact: session.nextContact,
      words: state.personal(SessionWords(done: session.done, concern: session.concern)),
      nextSession: nextSession(after: session, rules, on: state)
    )
    let once = try once(id, .sessionRecorded(body), on: state)
    guard !once.isEmpty else { return [] }
    guard state.isAdopted else { throw .notPossible(in: state.life) }
    guard state.hasConsent else { throw .consentNeeded }
    guard state.plan?.supports.contains(where: { $0.id == session.support }) == true else {
      throw .notFound
    }
    try require(session.attendance, of: attendanceList)
    try require(["done": session.done])
    try requirePast(session.on, occasion)
    try requireSinceReferral(session.on, on: state)
    try requireContact(session.nextContact, rules, occasion)
    return once + (body.nextSession != nil ? [] : [alarm("session-missed", id, rules, on: state, occasion)])
      + (session.concern.isEmpty ? [] : [alarm("session-concern", id, rules, on: state, occasion)])
  }
}
