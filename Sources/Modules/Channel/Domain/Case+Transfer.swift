package import Kernel

extension Case {
  /// A transfer that was offered to another area, or that one asked for.
  package struct TransferOpened: Codable, Equatable, Sendable {
    package var id: String
    /// The code of the area that would carry it.
    package var to: String
    package var words: Personal<String>
    /// The last day on which an answer is in time.
    package var due: PartialDate?
  }

  package struct TransferAccepted: Codable, Equatable, Sendable {
    package var id: String
    package var from: String
    package var to: String
    /// The account that carries it now.
    package var owner: String
  }

  /// Declined by whoever was asked, or revoked by whoever asked.
  package struct TransferEnded: Codable, Equatable, Sendable {
    package var id: String
    package var reason: Personal<String>
  }

  package struct Assigned: Codable, Equatable, Sendable {
    package var owner: String
    package var reason: Personal<String>
  }

  static func decideTransfer(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    try requireOpen(state)
    switch command {
    case .offerTransfer(let id, let area, let words, let rules):
      let due = rules.day(rules.transferWorkingDays, after: occasion.day)
      return try open(id, area, words, due, on: state) { .transferOffered($0) }
    case .requestTransfer(let id, let area, let words, let rules):
      let due = rules.day(rules.transferWorkingDays, after: occasion.day)
      return try open(id, area, words, due, on: state) { .transferRequested($0) }
    case .acceptTransfer(let owner):
      guard let transfer = state.transfer?.body else {
        if case .transferAccepted(let last)? = state.last, last.owner == owner { return [] }
        throw .noTransfer
      }
      try require(["owner": owner])
      guard !state.keptOut.contains(owner) else { throw .keptOut }
      return [
        .transferAccepted(
          TransferAccepted(id: transfer.id, from: state.area, to: transfer.to, owner: owner)
        )
      ]
    case .declineTransfer(let reason): return try end(reason, on: state) { .transferDeclined($0) }
    case .revokeTransfer(let reason): return try end(reason, on: state) { .transferRevoked($0) }
    case .assign(let owner, let reason):
      try require(["owner": owner, "reason": reason])
      guard owner != state.owner else { return [] }
      guard !state.keptOut.contains(owner) else { throw .keptOut }
      return [.assigned(Assigned(owner: owner, reason: state.personal(reason)))]
    default: return []
    }
  }

  private static func open(
    _ id: String,
    _ area: String,
    _ words: String,
    _ due: PartialDate,
    on state: State,
    _ event: (TransferOpened) -> Event
  ) throws(Refusal) -> [Event] {
    let opened = try once(
      id,
      event(TransferOpened(id: id, to: area, words: state.personal(words), due: due)),
      on: state
    )
    guard !opened.isEmpty else { return [] }
    try require(["area": area == state.area ? "" : area, "words": words])
    guard state.transfer == nil else { throw .transferOpen }
    return opened
  }

  private static func end(
    _ reason: String,
    on state: State,
    _ event: (TransferEnded) -> Event
  ) throws(Refusal) -> [Event] {
    guard let transfer = state.transfer?.body else {
      if case .transferDeclined(let last)? = state.last, .transferDeclined(last) == event(last) { return [] }
      if case .transferRevoked(let last)? = state.last, .transferRevoked(last) == event(last) { return [] }
      throw .noTransfer
    }
    try require(["reason": reason])
    return [event(TransferEnded(id: transfer.id, reason: state.personal(reason)))]
  }
}
