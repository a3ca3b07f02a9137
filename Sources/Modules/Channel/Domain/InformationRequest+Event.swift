package import Kernel

extension InformationRequest {
  package enum Event: DomainEvent {
    case sent(Sent)
    case answered(Answered)
    case refused(Refused)
    case withdrawn(Withdrawn)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("information-request.sent", 1, Event.sent) {
        if case .sent(let body) = $0 { body } else { nil }
      },
      EventKind("information-request.answered", 1, Event.answered) {
        if case .answered(let body) = $0 { body } else { nil }
      },
      EventKind("information-request.refused", 1, Event.refused) {
        if case .refused(let body) = $0 { body } else { nil }
      },
      EventKind("information-request.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Sent: Codable, Equatable, Sendable {
    package var caseID: String
    package var agency: Coded
    package var basis: Coded
    package var due: PartialDate
    package var words: Personal<Words>
  }

  package struct Words: Codable, Equatable, Sendable {
    package var partner: String
    package var what: String
    package var why: String
  }

  package struct Answered: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var declaration: Coded
    package var text: Personal<String>
  }

  package struct Refused: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var ground: Coded
    package var words: Personal<String>
  }

  package struct Withdrawn: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }
}
