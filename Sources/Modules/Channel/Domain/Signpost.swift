package import Kernel

/// A service that somebody was pointed to, and whether they took it up.
package enum Signpost: Decider {
  package static let category = "signpost"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    /// - `kind`: Of ``Case/natureList``.
    case give(caseID: String, subject: String, service: String, kind: Coded, on: PartialDate, why: String)
    /// - `taken`: Of ``Signpost/takeUpList``.
    case followUp(taken: Coded, on: PartialDate, words: String)
  }

  package struct State: Equatable, Sendable {
    package var given: Given?
    package var followUp: FollowedUp?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyGiven
    case notGiven
    case incomplete(missing: [String])
    case noSuchCode
    case inTheFuture
  }

  package static let takeUpList = CodeList(
    "signpost-take-up",
    version: 1,
    [
      .init("taken", "Taken up"), .init("waiting", "On a waiting list"), .init("declined", "Not taken up"),
      .init("turned-away", "Turned away by the service"), .init("not-known", "Not known"),
    ]
  )

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .give(let id, let subject, let service, let kind, let day, let why):
      let words = Personal(Words(service: service, why: why), of: subject)
      let body = Given(caseID: id, kind: kind, on: day, words: words)
      if let given = state.given {
        if given == body { return [] }
        throw .alreadyGiven
      }
      let missing = [("case", id), ("subject", subject), ("service", service)].filter(\.1.isEmpty).map(\.0)
      guard missing.isEmpty else { throw .incomplete(missing: missing) }
      guard Case.natureList.holds(kind) else { throw .noSuchCode }
      guard day <= occasion.day else { throw .inTheFuture }
      return [.given(body)]
    case .followUp(let taken, let day, let words):
      guard let given = state.given else { throw .notGiven }
      let body = FollowedUp(taken: taken, on: day, words: Personal(words, of: given.words.subject))
      if state.followUp == body { return [] }
      guard takeUpList.holds(taken) else { throw .noSuchCode }
      guard day <= occasion.day else { throw .inTheFuture }
      return [.followedUp(body)]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .given(let body): state.given = body
    case .followedUp(let body): state.followUp = body
    }
  }
}

extension Signpost {
  package enum Event: DomainEvent {
    case given(Given)
    case followedUp(FollowedUp)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("signpost.given", 1, Event.given) {
        if case .given(let body) = $0 { body } else { nil }
      },
      EventKind("signpost.followed-up", 1, Event.followedUp) {
        if case .followedUp(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Given: Codable, Equatable, Sendable {
    package var caseID: String
    package var kind: Coded
    package var on: PartialDate
    package var words: Personal<Words>
  }

  package struct Words: Codable, Equatable, Sendable {
    package var service: String
    package var why: String
  }

  package struct FollowedUp: Codable, Equatable, Sendable {
    package var taken: Coded
    package var on: PartialDate
    package var words: Personal<String>
  }
}
