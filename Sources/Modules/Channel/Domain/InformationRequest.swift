package import Kernel

/// A question to a partner about somebody in a case: what, why, on which lawful basis, until when, and what came back.
package enum InformationRequest: Decider {
  package static let category = "information-request"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case send(Question)
    /// - `declaration`: Of ``Section38/list``.
    case recordAnswer(text: String, declaration: Coded, on: PartialDate)
    case recordRefusal(ground: Coded, words: String, on: PartialDate)
    case withdraw(reason: String)
  }

  package struct Question: Equatable, Sendable {
    package var caseID: String
    /// Whose key seals it.
    package var subject: String
    package var partner: String
    /// Of ``PanelMeeting/agencyList``.
    package var agency: Coded
    package var what: String
    package var why: String
    /// Of ``Case/basisList``.
    package var basis: Coded
    package var due: PartialDate

    package init(
      caseID: String,
      subject: String,
      partner: String,
      agency: Coded,
      what: String,
      why: String,
      basis: Coded,
      due: PartialDate
    ) {
      self.caseID = caseID
      self.subject = subject
      self.partner = partner
      self.agency = agency
      self.what = what
      self.why = why
      self.basis = basis
      self.due = due
    }
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable {
      case absent, sent, answered, refused, withdrawn
    }

    package var life = Life.absent
    package var sent: Sent?
    package var last: Event?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadySent
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case noSuchCode(of: String)
    case notAhead
    case inTheFuture
    /// Section 38: it may not be held, and nothing of it was kept.
    case sensitiveInformation
  }

  package static let refusalList = CodeList(
    "information-refusal",
    version: 1,
    [
      .init("data-protection", "It would breach data protection law"),
      .init("nothing-held", "Nothing is held"), .init("not-necessary", "Not necessary for this"),
      .init("sensitive", "Section 38 keeps it out"), .init("other", "Another reason"),
    ]
  )

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if case .send(let question) = command { return try send(question, on: state, occasion) }
    guard let sent = state.sent else { throw .notPossible(in: .absent) }
    let subject = sent.words.subject
    switch command {
    case .send: return []
    case .recordAnswer(let text, let declaration, let day):
      // Refused at the door, before it can be kept as anything.
      guard Section38.admits(declaration, [text]) else { throw .sensitiveInformation }
      let body = Answered(on: day, declaration: declaration, text: Personal(text, of: subject))
      return try end(.answered(body), ["text": text], day, on: state, occasion)
    case .recordRefusal(let ground, let words, let day):
      guard refusalList.holds(ground) else { throw .noSuchCode(of: refusalList.name) }
      let body = Refused(on: day, ground: ground, words: Personal(words, of: subject))
      return try end(.refused(body), ["words": words], day, on: state, occasion)
    case .withdraw(let reason):
      let body = Withdrawn(reason: Personal(reason, of: subject))
      return try end(.withdrawn(body), ["reason": reason], occasion.day, on: state, occasion)
    }
  }

  private static func send(
    _ question: Question,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let words = Words(partner: question.partner, what: question.what, why: question.why)
    let body = Sent(
      caseID: question.caseID,
      agency: question.agency,
      basis: question.basis,
      due: question.due,
      words: Personal(words, of: question.subject)
    )
    guard state.life == .absent else {
      if state.sent == body { return [] }
      throw .alreadySent
    }
    let fields: KeyValuePairs = [
      "case": question.caseID, "subject": question.subject, "partner": question.partner,
      "what": question.what, "why": question.why,
    ]
    let missing = fields.filter(\.value.isEmpty).map(\.key)
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    guard PanelMeeting.agencyList.holds(question.agency) else {
      throw .noSuchCode(of: PanelMeeting.agencyList.name)
    }
    guard Case.basisList.holds(question.basis) else { throw .noSuchCode(of: Case.basisList.name) }
    guard occasion.day <= question.due else { throw .notAhead }
    return [.sent(body)]
  }

  private static func end(
    _ event: Event,
    _ fields: KeyValuePairs<String, String>,
    _ day: PartialDate,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if state.last == event { return [] }
    guard state.life == .sent else { throw .notPossible(in: state.life) }
    let missing = fields.filter(\.value.isEmpty).map(\.key)
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    guard day <= occasion.day else { throw .inTheFuture }
    return [event]
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    state.last = event
    switch event {
    case .sent(let body): (state.life, state.sent) = (.sent, body)
    case .answered: state.life = .answered
    case .refused: state.life = .refused
    case .withdrawn: state.life = .withdrawn
    }
  }
}
