package import Kernel

extension Case {
  package struct Contact: Equatable, Sendable {
    package var with: Coded
    package var on: PartialDate
    package var words: String
    package var nextContact: PartialDate

    package init(with: Coded, on: PartialDate, words: String, nextContact: PartialDate) {
      self.with = with
      self.on = on
      self.words = words
      self.nextContact = nextContact
    }
  }

  package struct ContactMade: Codable, Equatable, Sendable {
    package var id: String
    package var with: Coded
    package var on: PartialDate
    package var nextContact: PartialDate
    package var words: Personal<String>
  }

  package struct ContactMoved: Codable, Equatable, Sendable {
    package var to: PartialDate
    package var reason: Personal<String>
  }

  package struct AlarmRaised: Codable, Equatable, Sendable {
    package var id: String
    /// Of ``Case/alarmList``.
    package var about: Coded
    /// The account that is to answer.
    package var to: String
    /// The last day on which an answer is in time; then it goes to the supervisors.
    package var due: PartialDate
    /// The support of the plan that has had no session.
    package var support: String?
  }

  package struct AlarmEscalated: Codable, Equatable, Sendable {
    package var id: String
  }

  package struct AlarmAnswered: Codable, Equatable, Sendable {
    package var id: String
    package var words: Personal<String>
  }

  static func decideContact(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .recordContact(let id, let contact, let rules):
      return try record(id, contact, rules, on: state, occasion)
    case .moveContact(let day, let reason, let rules):
      guard state.isCarried else { throw .notPossible(in: state.life) }
      try require(["reason": reason])
      try requireContact(day, rules, occasion)
      guard day != state.nextContact else { return [] }
      return [.contactMoved(ContactMoved(to: day, reason: state.personal(reason)))]
    case .lookForSilence(let rules): return look(rules, on: state, occasion)
    case .answerAlarm(let id, let words):
      let event = Event.alarmAnswered(AlarmAnswered(id: id, words: state.personal(words)))
      guard state.alarms[id] != nil else {
        if state.last == event { return [] }
        throw .notFound
      }
      try require(["words": words])
      return [event]
    default: return []
    }
  }

  private static func record(
    _ id: String,
    _ contact: Contact,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let body = ContactMade(
      id: id,
      with: contact.with,
      on: contact.on,
      nextContact: contact.nextContact,
      words: state.personal(contact.words)
    )
    let once = try once(id, .contactMade(body), on: state)
    guard !once.isEmpty else { return [] }
    guard state.isCarried else { throw .notPossible(in: state.life) }
    try require(contact.with, of: contactList)
    try require(["words": contact.words])
    try requirePast(contact.on, occasion)
    try requireSinceReferral(contact.on, on: state)
    try requireContact(contact.nextContact, rules, occasion)
    return once
  }

  /// Everything that is late today, once for each day that it was due on; and again some days after an answer that did
  /// not end it.
  private static func look(_ rules: ChannelRules, on state: State, _ occasion: Occasion) -> [Event] {
    let raised = late(state, on: occasion.day).compactMap { late -> Event? in
      let answered = state.answered[late.key]
      let item = late.item(times: answered?.times)
      guard state.items["\(late.about)-\(item)"] == nil else { return nil }
      let again = answered.map { rules.day(rules.alarmAgainWorkingDays, after: $0.on) }
      if let again, occasion.day <= again { return nil }
      return alarm(late.about, item, of: late.support, rules, on: state, occasion)
    }
    let escalated = state.alarms.values.filter { !$0.isEscalated && $0.body.due < occasion.day }
      .map(\.body.id).sorted().map { Event.alarmEscalated(AlarmEscalated(id: $0)) }
    return raised + escalated
  }

  private static func late(_ state: State, on day: PartialDate) -> [Late] {
    var due: [(String, PartialDate?)] = []
    if state.life.isOpen {
      due.append(("screening-late", state.screened == nil ? state.opened?.screeningDue : nil))
      due.append(("decision-late", state.decided == nil ? state.opened?.decisionDue : nil))
      due.append(("panel-late", state.panelDue))
      due.append(("closing-late", state.closingDue))
      due.append(("transfer-unanswered", state.transfer?.body.due))
      due.append(("override-unreviewed", state.override.flatMap { $0.isReviewed ? nil : $0.body.reviewDue }))
    }
    if state.isLetterDue { due.append(("letter-unsent", state.closed?.letterDue)) }
    if state.isCarried {
      due.append(("silent", state.nextContact))
      due.append(("review-late", state.nextReview))
    }
    let late = due.compactMap { about, due in due.flatMap { $0 < day ? Late(about: about, due: $0) : nil } }
    let gaps = state.sessionsDue.filter { $0.value < day }.sorted { $0.key < $1.key }
      .map { Late(about: "support-gap", due: $0.value, support: $0.key) }
    let reviews = state.laterReviews.filter { $0 <= day }.map { Late(about: "later-review-due", due: $0) }
    return late + gaps + reviews
  }

  static func alarm(
    _ about: String,
    _ what: String,
    of support: String? = nil,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) -> Event {
    let body = AlarmRaised(
      id: "\(about)-\(what)",
      about: Coded(about, version: alarmList.version),
      to: state.owner,
      due: rules.day(rules.alarmWorkingDays, after: occasion.day),
      support: support
    )
    return .alarmRaised(body)
  }
}

/// Something whose day has passed.
private struct Late {
  /// A code of ``Case/alarmList``.
  var about: String
  var due: PartialDate
  var support: String?

  /// What answers to alarms about it are counted under.
  var key: String { Case.lateKey(about, due: due.iso, of: support) }

  /// Which alarm about it: it ends with the day, after how often one of it was answered.
  func item(times: Int?) -> String {
    [support, times.map(String.init), due.iso].compactMap(\.self).joined(separator: "-")
  }
}

extension Case {
  static func lateKey(_ about: String, due: some StringProtocol, of support: String?) -> String {
    "\(about)-\(support.map { "\($0)-" } ?? "")\(due)"
  }
}
