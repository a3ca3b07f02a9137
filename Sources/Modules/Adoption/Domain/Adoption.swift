package import Kernel

/// The adoption of a practice: an organisation does what others described, as it is or changed, and says
/// how it went there.
package enum Adoption: Decider {
  package static let category = "adoption"
  package static let vault = Vault.learning

  package enum Command: Equatable, Sendable {
    case record(Details)
    case revise(Details, reason: String)
    /// How it went. The identifier is the form's: sent twice, it is one result.
    case report(Result, id: String)
    case correct(Result, id: String, reason: String)
    /// It is not done there any more.
    case end(on: PartialDate, reason: String)
    /// It was recorded by mistake.
    case takeBack(reason: String)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable {
      case absent, running, ended
      case takenBack = "taken-back"
    }

    package var life = Life.absent
    package var details = Details()
    package var results: [String: Result] = [:]
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyRecorded
    case alreadyReported
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case noSuchResult
    case reasonNeeded
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .record(let details):
      guard state.life == .absent else {
        // The same form sent twice asks for what has already happened.
        if state.details == details { return [] }
        throw .alreadyRecorded
      }
      try require(details.missing)
      return [.recorded(Recorded(details: details))]
    case .revise(let details, let reason):
      guard state.life == .running || state.life == .ended else { throw .notPossible(in: state.life) }
      guard details != state.details else { return [] }
      try require(details.missing)
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.revised(Revised(details: details, reason: reason))]
    case .report(let result, let id): return try report(result, id, on: state)
    case .correct(let result, let id, let reason): return try correct(result, id, reason, on: state)
    case .end(let day, let reason):
      if state.life == .ended { return [] }
      guard state.life == .running else { throw .notPossible(in: state.life) }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.ended(Ended(on: day, reason: reason))]
    case .takeBack(let reason):
      if state.life == .takenBack { return [] }
      guard state.life != .absent else { throw .notPossible(in: state.life) }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.takenBack(TakenBack(reason: reason))]
    }
  }

  /// What ended can still be reported on: results often come after.
  private static func report(_ result: Result, _ id: String, on state: State) throws(Refusal) -> [Event] {
    guard state.life == .running || state.life == .ended else { throw .notPossible(in: state.life) }
    if let earlier = state.results[id] {
      if earlier == result { return [] }
      throw .alreadyReported
    }
    try require(result.missing)
    return [.resultReported(ResultReported(id: id, result: result))]
  }

  private static func correct(
    _ result: Result,
    _ id: String,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.life == .running || state.life == .ended else { throw .notPossible(in: state.life) }
    guard let earlier = state.results[id] else { throw .noSuchResult }
    guard earlier != result else { return [] }
    try require(result.missing)
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [.resultCorrected(ResultCorrected(id: id, result: result, reason: reason))]
  }

  private static func require(_ missing: [String]) throws(Refusal) {
    if !missing.isEmpty { throw .incomplete(missing: missing) }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .recorded(let body): state = State(life: .running, details: body.details)
    case .revised(let body): state.details = body.details
    case .resultReported(let body): state.results[body.id] = body.result
    case .resultCorrected(let body): state.results[body.id] = body.result
    case .ended: state.life = .ended
    case .takenBack: state.life = .takenBack
    }
  }
}
