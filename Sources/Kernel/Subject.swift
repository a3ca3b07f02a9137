/// A person whose values a vault seals, and the end of that.
package enum Subject {
  package static let category = "subject"

  /// A subject's key was destroyed: every value sealed with it is gone.
  package struct Erased: Codable, Equatable, Sendable {
    /// The legal ground, in words; no personal data.
    package var ground: String

    package init(ground: String) { self.ground = ground }
  }

  package enum Event: DomainEvent {
    case erased(Erased)

    package static let kinds = [
      EventKind("subject.erased", 1, Event.erased) { if case .erased(let body) = $0 { body } else { nil } }
    ]
  }
}
