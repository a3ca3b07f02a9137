package import Kernel

extension SettingRecord {
  package enum Event: DomainEvent {
    case changed(Changed)
    case proposed(Changed)
    case agreed(Agreed)
    case declined(Declined)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("setting.changed", 1, Event.changed) {
        if case .changed(let body) = $0 { body } else { nil }
      },
      EventKind("setting.proposed", 1, Event.proposed) {
        if case .proposed(let body) = $0 { body } else { nil }
      },
      EventKind("setting.agreed", 1, Event.agreed) { if case .agreed(let body) = $0 { body } else { nil } },
      EventKind("setting.declined", 1, Event.declined) {
        if case .declined(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Changed: Codable, Equatable, Sendable {
    /// What it would be on that day otherwise.
    package var old: String
    package var value: String
    package var from: PartialDate
    package var reason: String
    /// Empty where it rests on no law or guidance.
    package var source: String

    package init(old: String, value: String, from: PartialDate, reason: String = "", source: String = "") {
      self.old = old
      self.value = value
      self.from = from
      self.reason = reason
      self.source = source
    }
  }

  /// Somebody else agreed with what was proposed.
  package struct Agreed: Codable, Equatable, Sendable {
    package var old: String
    package var value: String
    package var from: PartialDate
  }

  package struct Declined: Codable, Equatable, Sendable {
    package var reason: String
  }
}
