package import Kernel

extension Collection {
  package enum Event: DomainEvent {
    case made(Made)
    case revised(Revised)
    case practiceAdded(Item)
    case practiceReworded(Item)
    case practiceMoved(PracticeMoved)
    case practiceTakenOut(PracticeTakenOut)
    case published(Published)
    case withdrawn(Withdrawn)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("collection.made", 1, Event.made) { if case .made(let body) = $0 { body } else { nil } },
      EventKind("collection.revised", 1, Event.revised) {
        if case .revised(let body) = $0 { body } else { nil }
      },
      EventKind("collection.practice-added", 1, Event.practiceAdded) {
        if case .practiceAdded(let body) = $0 { body } else { nil }
      },
      EventKind("collection.practice-reworded", 1, Event.practiceReworded) {
        if case .practiceReworded(let body) = $0 { body } else { nil }
      },
      EventKind("collection.practice-moved", 1, Event.practiceMoved) {
        if case .practiceMoved(let body) = $0 { body } else { nil }
      },
      EventKind("collection.practice-taken-out", 1, Event.practiceTakenOut) {
        if case .practiceTakenOut(let body) = $0 { body } else { nil }
      },
      EventKind("collection.published", 1, Event.published) {
        if case .published(let body) = $0 { body } else { nil }
      },
      EventKind("collection.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
    ]
  }

  /// What a collection is called and what it is for.
  package struct Details: Codable, Equatable, Sendable {
    package var title = ""
    /// In plain words: whom it helps, and with what.
    package var purpose = ""

    package init() {}

    package init(title: String, purpose: String) {
      self.title = title
      self.purpose = purpose
    }

    /// The fields, by their form names, that it cannot be made without.
    package var missing: [String] {
      (title.isEmpty ? ["title"] : []) + (purpose.isEmpty ? ["purpose"] : [])
    }
  }

  /// A practice, and why it is in.
  package struct Item: Codable, Equatable, Sendable {
    /// The practice's identifier.
    package var practice: String
    package var why: String

    package init(practice: String, why: String) {
      self.practice = practice
      self.why = why
    }

    /// The fields, by their form names, that it cannot be added without.
    package var missing: [String] {
      (practice.isEmpty ? ["practice"] : []) + (why.isEmpty ? ["why"] : [])
    }
  }

  package struct Made: Codable, Equatable, Sendable {
    package var details: Details
    /// That of its editor; nil for one who acts for none.
    package var organisation: String?
  }

  package struct Revised: Codable, Equatable, Sendable {
    package var details: Details
    /// Empty for a draft.
    package var reason: String
  }

  package struct PracticeMoved: Codable, Equatable, Sendable {
    package var practice: String
    /// The practice that it stands in front of; nil at the end.
    package var before: String?
  }

  package struct PracticeTakenOut: Codable, Equatable, Sendable {
    package var practice: String
    package var reason: String
  }

  package struct Published: Codable, Equatable, Sendable {
    /// Not empty where it had been withdrawn.
    package var reason: String
  }

  /// It is not shown any more; of a draft, that it was discarded.
  package struct Withdrawn: Codable, Equatable, Sendable {
    package var reason: String
  }
}
