/// What can be asked of one kind of record, and what then follows: pure functions, with no clock,
/// no randomness and no I/O.
package protocol Decider: SendableMetatype {
  associatedtype Command: Sendable
  associatedtype Event: DomainEvent
  associatedtype State: Sendable
  /// Why a command was declined. The words people read live with the pages.
  associatedtype Refusal: Error & Equatable & Sendable

  /// The first part of every stream's name; stored for ever.
  static var category: String { get }
  static var vault: Vault { get }
  static var initialState: State { get }

  /// What follows from a command: events, nothing (`[]`, it is so already) or a refusal.
  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event]

  /// Takes an event into account. Total: every event, on every state, erased values included.
  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion)

  /// Uniqueness that spans records: what an event claims or gives up.
  static func claims(of event: Event, on state: State) -> [ClaimChange]
}

extension Decider {
  package static func claims(of event: Event, on state: State) -> [ClaimChange] { [] }

  /// The state after some events, each with the occasion it happened on.
  package static func replay(_ past: some Sequence<(Event, Occasion)>) -> State {
    past.reduce(into: initialState) { evolve(&$0, with: $1.0, $1.1) }
  }
}
