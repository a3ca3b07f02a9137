package import Kernel

extension Collection {
  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if case .make(let details, let organisation) = command {
      return try make(details, organisation, on: state)
    }
    switch state.life {
    case .draft, .published, .withdrawn: break
    case .discarded:
      if case .withdraw = command { return [] }
      throw .notPossible(in: .discarded)
    case .absent: throw .notPossible(in: .absent)
    }
    switch command {
    case .make: return []
    case .revise(let details, let reason): return try revise(details, reason, on: state)
    case .add(let item): return try add(item, on: state)
    case .reword(let item): return try reword(item, on: state)
    case .move(let practice, let before): return try move(practice, before, on: state)
    case .takeOut(let practice, let reason):
      guard state.item(practice) != nil else { return [] }
      try require(reason)
      return [.practiceTakenOut(PracticeTakenOut(practice: practice, reason: reason))]
    case .publish(let reason): return try publish(reason, on: state)
    case .withdraw(let reason):
      guard state.life != .withdrawn else { return [] }
      try require(reason)
      return [.withdrawn(Withdrawn(reason: reason))]
    }
  }

  private static func make(
    _ details: Details,
    _ organisation: String?,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent else {
      // The same form sent twice asks for what has already happened.
      if state.details == details { return [] }
      throw .alreadyMade
    }
    try require(details.missing)
    return [.made(Made(details: details, organisation: organisation))]
  }

  private static func revise(
    _ details: Details,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard details != state.details else { return [] }
    try require(details.missing)
    if state.life != .draft { try require(reason) }
    return [.revised(Revised(details: details, reason: reason))]
  }

  private static func add(_ item: Item, on state: State) throws(Refusal) -> [Event] {
    if let earlier = state.item(item.practice) {
      if earlier == item { return [] }
      throw .alreadyIn
    }
    try require(item.missing)
    guard state.items.count < mostPractices else { throw .full }
    return [.practiceAdded(item)]
  }

  private static func reword(_ item: Item, on state: State) throws(Refusal) -> [Event] {
    guard let earlier = state.item(item.practice) else { throw .notInIt }
    guard earlier != item else { return [] }
    try require(item.missing)
    return [.practiceReworded(item)]
  }

  /// By its neighbour, so that the same form sent twice moves it once.
  private static func move(_ practice: String, _ before: String?, on state: State) throws(Refusal) -> [Event]
  {
    let order = state.items.map(\.practice)
    guard order.contains(practice), before.map(order.contains) ?? true else { throw .notInIt }
    guard before != practice, moved(practice, before: before, in: order) != order else { return [] }
    return [.practiceMoved(PracticeMoved(practice: practice, before: before))]
  }

  private static func publish(_ reason: String, on state: State) throws(Refusal) -> [Event] {
    guard state.life != .published else { return [] }
    guard !state.items.isEmpty else { throw .empty }
    if state.life == .withdrawn { try require(reason) }
    return [.published(Published(reason: reason))]
  }

  private static func require(_ missing: [String]) throws(Refusal) {
    if !missing.isEmpty { throw .incomplete(missing: missing) }
  }

  private static func require(_ reason: String) throws(Refusal) {
    if reason.isEmpty { throw .reasonNeeded }
  }
}
