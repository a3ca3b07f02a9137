package import Kernel

/// What a person says of two referrals: that they are of the same person, or that they are not.
///
/// Nothing is merged, and what was said can be taken back.
package enum Match: Decider {
  package static let category = "match"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case confirm(Pair, reason: String)
    case reject(Pair, reason: String)
    case undo(reason: String)
  }

  /// Two referrals, in the order of their identifiers, so that a pair has one stream.
  package struct Pair: Codable, Equatable, Sendable {
    package let one: String
    package let other: String

    /// Nil for a referral and itself.
    package init?(_ left: String, _ right: String) {
      guard left != right, !left.isEmpty, !right.isEmpty else { return nil }
      one = min(left, right)
      other = max(left, right)
    }

    /// The identifier of its stream.
    package var id: String { "\(one)-\(other)" }
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case open, confirmed, rejected }

    package var life = Life.open
    package var pair: Pair?
    package var last: Event?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case reasonNeeded
    /// Something else was said of it: that is taken back first.
    case alreadySaid(State.Life)
    case nothingToUndo
    case otherPair
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .confirm(let pair, let reason):
      return try say(.confirmed(Said(pair, reason)), .confirmed, pair, reason, on: state)
    case .reject(let pair, let reason):
      return try say(.rejected(Said(pair, reason)), .rejected, pair, reason, on: state)
    case .undo(let reason):
      guard state.life != .open, let pair = state.pair else {
        if case .undone? = state.last { return [] }
        throw .nothingToUndo
      }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.undone(Said(pair, reason))]
    }
  }

  private static func say(
    _ event: Event,
    _ life: State.Life,
    _ pair: Pair,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.pair == nil || state.pair == pair else { throw .otherPair }
    guard state.life == .open else {
      if state.life == life { return [] }
      throw .alreadySaid(state.life)
    }
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [event]
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    state.last = event
    switch event {
    case .confirmed(let body): (state.life, state.pair) = (.confirmed, body.pair)
    case .rejected(let body): (state.life, state.pair) = (.rejected, body.pair)
    case .undone: state.life = .open
    }
  }
}

extension Match {
  package enum Event: DomainEvent {
    case confirmed(Said)
    case rejected(Said)
    case undone(Said)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("match.confirmed", 1, Event.confirmed) {
        if case .confirmed(let body) = $0 { body } else { nil }
      },
      EventKind("match.rejected", 1, Event.rejected) {
        if case .rejected(let body) = $0 { body } else { nil }
      },
      EventKind("match.undone", 1, Event.undone) {
        if case .undone(let body) = $0 { body } else { nil }
      },
    ]
  }

  /// What was said of a pair, and why: sealed with the keys of both, so that the erasure of either takes it along.
  package struct Said: Codable, Equatable, Sendable {
    package var pair: Pair
    package var reason: Joint<String>

    init(_ pair: Pair, _ reason: String) {
      self.pair = pair
      self.reason = Joint(reason, of: pair.one, and: pair.other)
    }
  }
}
