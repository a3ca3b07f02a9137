package import Kernel

extension Adoption {
  package enum Event: DomainEvent {
    case recorded(Recorded)
    case revised(Revised)
    case resultReported(ResultReported)
    case resultCorrected(ResultCorrected)
    case ended(Ended)
    case takenBack(TakenBack)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("adoption.recorded", 1, Event.recorded) {
        if case .recorded(let body) = $0 { body } else { nil }
      },
      EventKind("adoption.revised", 1, Event.revised) {
        if case .revised(let body) = $0 { body } else { nil }
      },
      EventKind("adoption.result-reported", 1, Event.resultReported) {
        if case .resultReported(let body) = $0 { body } else { nil }
      },
      EventKind("adoption.result-corrected", 1, Event.resultCorrected) {
        if case .resultCorrected(let body) = $0 { body } else { nil }
      },
      EventKind("adoption.ended", 1, Event.ended) { if case .ended(let body) = $0 { body } else { nil } },
      EventKind("adoption.taken-back", 1, Event.takenBack) {
        if case .takenBack(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Recorded: Codable, Equatable, Sendable {
    package var details: Details
  }

  package struct Revised: Codable, Equatable, Sendable {
    package var details: Details
    package var reason: String
  }

  package struct ResultReported: Codable, Equatable, Sendable {
    package var id: String
    package var result: Result
  }

  /// The result as it should have been reported.
  package struct ResultCorrected: Codable, Equatable, Sendable {
    package var id: String
    package var result: Result
    package var reason: String
  }

  /// It is not done there any more.
  package struct Ended: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var reason: String
  }

  /// It was recorded by mistake: it counts nowhere.
  package struct TakenBack: Codable, Equatable, Sendable {
    package var reason: String
  }
}
