package import Kernel

extension Assessment {
  package enum Event: DomainEvent {
    case started(Started)
    case judged(Judged)
    case narrated(Narrated)
    case completed(Completed)
    case abandoned(Abandoned)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("assessment.started", 1, Event.started) {
        if case .started(let body) = $0 { body } else { nil }
      },
      EventKind("assessment.judged", 1, Event.judged) {
        if case .judged(let body) = $0 { body } else { nil }
      },
      EventKind("assessment.narrated", 1, Event.narrated) {
        if case .narrated(let body) = $0 { body } else { nil }
      },
      EventKind("assessment.completed", 1, Event.completed) {
        if case .completed(let body) = $0 { body } else { nil }
      },
      EventKind("assessment.abandoned", 1, Event.abandoned) {
        if case .abandoned(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Started: Codable, Equatable, Sendable {
    package var caseID: String
    /// Whose key seals it.
    package var subject: String
    /// Of ``Framework/all``: what is judged is read by the framework of its day.
    package var framework: Coded
    package var previous: String?
  }

  package struct Judged: Codable, Equatable, Sendable {
    package var factor: String
    package var judgement: Personal<Judgement>
  }

  package struct Narrated: Codable, Equatable, Sendable {
    package var dimension: String
    package var words: Personal<String>
  }

  package struct Completed: Codable, Equatable, Sendable {
    package var words: Personal<Conclusion>
  }

  package struct Abandoned: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }
}

extension Assessment {
  /// What two assessments say of one factor.
  package struct Change: Equatable, Sendable {
    package let dimension: Framework.Dimension
    package let factor: CodeList.Code
    /// Nil where that assessment says nothing of it, or it is erased.
    package let before: Judgement?
    package let now: Judgement?

    package var isChange: Bool { before?.presence != now?.presence }
  }

  /// Two assessments beside each other, every factor of the later one's framework in its order.
  package static func changes(from before: State, to now: State) -> [Change] {
    guard let framework = now.framework else { return [] }
    return framework.dimensions.flatMap { dimension in
      dimension.factors.map { factor in
        Change(
          dimension: dimension,
          factor: factor,
          before: before.judgements[factor.code]?.judgement.value,
          now: now.judgements[factor.code]?.judgement.value
        )
      }
    }
  }
}
