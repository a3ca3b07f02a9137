package import Kernel

extension Erasure {
  package enum Event: DomainEvent {
    case asked(Asked)
    case approved(Reasoned)
    case refused(Reasoned)
    case withdrawn(Reasoned)
    case begun(Begun)
    case certified(Certified)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("erasure.asked", 1, Event.asked) { if case .asked(let body) = $0 { body } else { nil } },
      EventKind("erasure.approved", 1, Event.approved) {
        if case .approved(let body) = $0 { body } else { nil }
      },
      EventKind("erasure.refused", 1, Event.refused) {
        if case .refused(let body) = $0 { body } else { nil }
      },
      EventKind("erasure.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
      EventKind("erasure.begun", 1, Event.begun) { if case .begun(let body) = $0 { body } else { nil } },
      EventKind("erasure.certified", 1, Event.certified) {
        if case .certified(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Asked: Codable, Equatable, Sendable {
    package var subject: String
    /// The legal ground, in words; no personal data.
    package var ground: String
    /// Nil is every vault.
    package var vault: Vault?

    package init(subject: String, ground: String, vault: Vault?) {
      self.subject = subject
      self.ground = ground
      self.vault = vault
    }
  }

  package struct Reasoned: Codable, Equatable, Sendable {
    package var reason: String
  }

  package struct Begun: Codable, Equatable, Sendable {
    package var plan: ErasurePlan
  }

  package struct Certified: Codable, Equatable, Sendable {
    /// A signed note: what was destroyed where, and what was searched for afterwards.
    package var certificate: String
  }
}
