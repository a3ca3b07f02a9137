package import Foundation
package import Kernel

/// What the operator started the program with: its settings as they were seen at each start that found them
/// otherwise than before.
package enum ConfigurationRecord: Decider {
  package static let category = "configuration"
  package static let vault = Vault.directory
  /// The one record there is.
  package static let id = "operator"

  /// A setting as it was seen.
  package struct Seen: Codable, Equatable, Sendable {
    package var key: String
    /// Nil for a secret, and for a setting that there is no more.
    package var value: String?
    /// Tells one secret from another, by a key of the vault; nil for what is no secret.
    package var digest: Data?

    package init(key: String, value: String?, digest: Data? = nil) {
      self.key = key
      self.value = value
      self.digest = digest
    }
  }

  package enum Command: Equatable, Sendable {
    /// All of them, as they are now.
    case notice([Seen])
  }

  /// By key.
  package typealias State = [String: Seen]

  package enum Refusal: Error, Equatable, Sendable {}

  package enum Event: DomainEvent {
    case noticed(Noticed)

    /// The wire contract: names and shapes here are for ever.
    package static let kinds: [EventKind<Event>] = [
      EventKind("configuration.noticed", 1, Event.noticed) {
        if case .noticed(let body) = $0 { body } else { nil }
      }
    ]
  }

  package struct Noticed: Codable, Equatable, Sendable {
    /// Those that are new or otherwise.
    package var changes: [Seen]
    /// The keys of those that there are no more.
    package var gone: [String]
  }

  package static let initialState: State = [:]

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .notice(let seen):
      let changes = seen.filter { state[$0.key] != $0 }
      let gone = Set(state.keys).subtracting(seen.map(\.key)).sorted()
      return changes.isEmpty && gone.isEmpty ? [] : [.noticed(Noticed(changes: changes, gone: gone))]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .noticed(let body):
      for seen in body.changes { state[seen.key] = seen }
      for key in body.gone { state[key] = nil }
    }
  }
}
