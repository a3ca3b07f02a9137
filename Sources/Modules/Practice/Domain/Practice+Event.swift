package import Kernel

extension Practice {
  package enum Event: DomainEvent {
    case deposited(Deposited)
    case compiled(Compiled)
    case revised(Revised)
    case submitted
    case reviewed(Review)
    case returned(Returned)
    case published(Published)
    case withdrawn(Withdrawn)
    case confirmed(Confirmed)
    case importUndone(ImportUndone)
    case superseded(Superseded)
    case embargoChanged(EmbargoChanged)
    case lessonReceived(LessonReceived)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("practice.deposited", 1, Event.deposited) {
        if case .deposited(let body) = $0 { body } else { nil }
      },
      EventKind("practice.compiled", 1, Event.compiled) {
        if case .compiled(let body) = $0 { body } else { nil }
      },
      EventKind("practice.revised", 1, Event.revised) {
        if case .revised(let body) = $0 { body } else { nil }
      },
      EventKind("practice.submitted", 1, .submitted),
      EventKind("practice.reviewed", 1, Event.reviewed) {
        if case .reviewed(let body) = $0 { body } else { nil }
      },
      EventKind("practice.returned", 1, Event.returned) {
        if case .returned(let body) = $0 { body } else { nil }
      },
      EventKind("practice.published", 1, Event.published) {
        if case .published(let body) = $0, body.embargo == nil { body } else { nil }
      },
      // A version of its own, so that a program that knows no embargo stops instead of publishing early.
      EventKind("practice.published", 2, Event.published) {
        if case .published(let body) = $0, body.embargo != nil { body } else { nil }
      },
      EventKind("practice.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
      EventKind("practice.confirmed", 1, Event.confirmed) {
        if case .confirmed(let body) = $0 { body } else { nil }
      },
      EventKind("practice.import-undone", 1, Event.importUndone) {
        if case .importUndone(let body) = $0 { body } else { nil }
      },
      EventKind("practice.superseded", 1, Event.superseded) {
        if case .superseded(let body) = $0 { body } else { nil }
      },
      EventKind("practice.embargo-changed", 1, Event.embargoChanged) {
        if case .embargoChanged(let body) = $0 { body } else { nil }
      },
      EventKind("practice.lesson-received", 1, Event.lessonReceived) {
        if case .lessonReceived(let body) = $0 { body } else { nil }
      },
    ]
  }

  /// A draft was begun by whoever the entry names, for their organisation.
  package struct Deposited: Codable, Equatable, Sendable {
    package var details: Details
    package var organisation: String?
  }

  /// A record compiled from a public source was taken in.
  package struct Compiled: Codable, Equatable, Sendable {
    package var details: Details
    package var importID: String
    /// See ``Practice/source(address:title:)``.
    package var source: String
  }

  /// The whole details as they now are.
  package struct Revised: Codable, Equatable, Sendable {
    package var details: Details
    /// May be empty while it is a draft.
    package var reason: String
  }

  /// Given back to its depositor: earlier reviews no longer count.
  package struct Returned: Codable, Equatable, Sendable {
    package var note: String
  }

  package struct Published: Codable, Equatable, Sendable {
    /// Not empty where a reviewer advised against it.
    package var reason: String
    /// The day from which it is public, where that is not at once.
    package var embargo: PartialDate?
  }

  /// Another day from which it is public; nil where the embargo was lifted.
  package struct EmbargoChanged: Codable, Equatable, Sendable {
    package var until: PartialDate?
    package var reason: String
  }

  package struct Withdrawn: Codable, Equatable, Sendable {
    package var reason: String
  }

  /// A reviewer checked a compiled record against its source.
  package struct Confirmed: Codable, Equatable, Sendable {
    package var note: String
  }

  package struct ImportUndone: Codable, Equatable, Sendable {
    package var importID: String
    package var reason: String
  }

  /// Another practice took its place.
  package struct Superseded: Codable, Equatable, Sendable {
    /// The other practice's identifier.
    package var by: String
    package var reason: String
  }

  /// What one reviewer thinks, written without seeing the other's.
  package struct Review: Codable, Equatable, Sendable {
    /// A code of ``Practice/recommendationList``.
    package var recommendation = ""
    package var strengths = ""
    package var concerns = ""
    package var evidence = ""
    /// Declared interests, or that there are none.
    package var interests = ""
    /// The reviewer's own judgement that somebody else should review it: never stored as true.
    package var isConflicted = false

    package static let publish = "publish"

    package init(
      recommendation: String = "",
      strengths: String = "",
      concerns: String = "",
      evidence: String = "",
      interests: String = "",
      isConflicted: Bool = false
    ) {
      self.recommendation = recommendation
      self.strengths = strengths
      self.concerns = concerns
      self.evidence = evidence
      self.interests = interests
      self.isConflicted = isConflicted
    }
  }
}
