package import Kernel

extension Case {
  /// Somebody joins those who need to know.
  package struct Shared: Codable, Equatable, Sendable {
    package var account: String
    /// Of ``Case/circleList``.
    package var role: Coded
    /// The last day; nil for as long as the case is open.
    package var until: PartialDate?
    package var reason: Personal<String>
  }

  package struct SharingEnded: Codable, Equatable, Sendable {
    package var account: String
    package var reason: Personal<String>
  }

  package struct KeptOut: Codable, Equatable, Sendable {
    package var account: String
    /// The account that supervises instead.
    package var cover: String?
    package var reason: Personal<String>
  }

  package struct AccessAsked: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }

  package struct AccessRefused: Codable, Equatable, Sendable {
    package var account: String
    package var reason: Personal<String>
  }

  static func decideSharing(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life != .absent else { throw .notPossible(in: .absent) }
    switch command {
    case .share(let account, let role, let until, let reason):
      return try share(account, role, until, reason, on: state, occasion)
    case .endSharing(let account, let reason):
      guard state.circle[account] != nil else { return [] }
      try require(["reason": reason])
      let isLastCover = state.covers == [account]
      guard state.keptOut.isEmpty || !isLastCover else { throw .coverNeeded }
      return [.sharingEnded(SharingEnded(account: account, reason: state.personal(reason)))]
    case .keepOut(let account, let cover, let reason):
      return try keepOut(account, cover, reason, on: state)
    case .askForAccess(let reason):
      guard !state.askers.contains(occasion.by) else { return [] }
      guard !state.keptOut.contains(occasion.by) else { throw .keptOut }
      try require(["reason": reason])
      return [.accessAsked(AccessAsked(reason: state.personal(reason)))]
    case .refuseAccess(let account, let reason):
      let event = Event.accessRefused(
        AccessRefused(account: account, reason: state.personal(reason))
      )
      guard state.askers.contains(account) else {
        if state.last == event { return [] }
        throw .notFound
      }
      try require(["reason": reason])
      return [event]
    default: return []
    }
  }

  private static func share(
    _ account: String,
    _ role: Coded,
    _ until: PartialDate?,
    _ reason: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    try require(role, of: circleList)
    try require(["account": account, "reason": reason])
    guard !state.keptOut.contains(account) else { throw .keptOut }
    if state.circle[account] == Member(role: role, until: until) { return [] }
    if role.code == "guest" || until != nil {
      guard let until, occasion.day <= until else { throw .notAhead(from: occasion.day) }
    }
    // A cover who becomes something else, or for a time, leaves nobody to supervise.
    let staysCover = role.code == "cover" && until == nil
    if !state.keptOut.isEmpty, state.covers == [account], !staysCover { throw .coverNeeded }
    let body = Shared(account: account, role: role, until: until, reason: state.personal(reason))
    return [.shared(body)]
  }

  private static func keepOut(
    _ account: String,
    _ cover: String?,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard !state.keptOut.contains(account) else { return [] }
    try require(["account": account, "reason": reason])
    guard account != state.owner else { throw .ownerStays }
    if let cover, state.keptOut.contains(cover) { throw .keptOut }
    var covers = state.covers
    if let cover { covers.insert(cover) }
    covers.remove(account)
    guard !covers.isEmpty else { throw .coverNeeded }
    return [.keptOut(KeptOut(account: account, cover: cover, reason: state.personal(reason)))]
  }
}
