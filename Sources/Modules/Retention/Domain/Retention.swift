package import Kernel

/// What was decided about keeping what is held of one person; the record's identifier is the subject.
package enum Retention: Decider {
  package static let category = "retention"
  package static let vault = Vault.directory

  package enum Command: Equatable, Sendable {
    /// Keeps it until a day, on which it is looked at again.
    case keep(until: PartialDate, reason: String)
    /// Nothing of it is erased while the hold lasts, whatever the rules say.
    case hold(reason: String)
    case release(reason: String)
  }

  package struct State: Equatable, Sendable {
    package var keptUntil: PartialDate?
    package var isHeld = false
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case reasonNeeded
    case untilPast
    /// Longer than anything is kept without being looked at.
    case tooLong
    case alreadyHeld
    case notHeld
  }

  /// Nothing is kept longer than this without being looked at again.
  package static let longestMonths = 120

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let today = PartialDate(on: occasion.at)
    switch command {
    case .keep(let until, let reason):
      guard until > today else { throw .untilPast }
      guard until <= today.adding(months: longestMonths) else { throw .tooLong }
      try require(reason)
      return [.kept(Kept(until: until, reason: reason))]
    case .hold(let reason):
      guard !state.isHeld else { throw .alreadyHeld }
      try require(reason)
      return [.held(Reasoned(reason: reason))]
    case .release(let reason):
      guard state.isHeld else { throw .notHeld }
      try require(reason)
      return [.released(Reasoned(reason: reason))]
    }
  }

  private static func require(_ reason: String) throws(Refusal) {
    if reason.isEmpty { throw .reasonNeeded }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .kept(let body): state.keptUntil = body.until
    case .held: state.isHeld = true
    case .released: state.isHeld = false
    }
  }

  package enum Event: DomainEvent {
    case kept(Kept)
    case held(Reasoned)
    case released(Reasoned)

    /// The wire contract: names and shapes here are for ever.
    package static let kinds: [EventKind<Event>] = [
      EventKind("retention.kept", 1, Event.kept) { if case .kept(let body) = $0 { body } else { nil } },
      EventKind("retention.held", 1, Event.held) { if case .held(let body) = $0 { body } else { nil } },
      EventKind("retention.released", 1, Event.released) {
        if case .released(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Kept: Codable, Equatable, Sendable {
    package var until: PartialDate
    package var reason: String
  }

  package struct Reasoned: Codable, Equatable, Sendable {
    package var reason: String
  }
}
