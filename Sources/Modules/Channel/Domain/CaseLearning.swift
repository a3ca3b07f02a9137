package import Kernel

/// What was learned of one case once it was closed: recommendation 7.
///
/// Its stream has the identifier of the case. What is recorded anew takes the place of what was; both stay in the log.
package enum CaseLearning: Decider {
  package static let category = "case-learning"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case record(Case.Ended, Learned)
  }

  package struct Learned: Equatable, Sendable {
    /// Codes of the factors of ``Framework/current`` that were present; none is counted.
    package var factors: [String] = []
    /// Of ``CaseLearning/changeList``.
    package var changes: [String] = []
    /// Of ``CaseLearning/helpList``.
    package var helped: [String] = []
    /// Of ``CaseLearning/mechanismList``.
    package var mechanisms: [String] = []
    /// Of ``CaseLearning/chanceList``.
    package var missed: [String] = []
    /// Of ``CaseLearning/transferList``.
    package var transfer = ""
    package var words = Words()

    package init() {}
  }

  package struct Words: Codable, Equatable, Sendable {
    package var changed = ""
    /// What helped, and how.
    package var helped = ""
    package var missed = ""
    package var transfer = ""

    package init() {}
  }

  package struct State: Equatable, Sendable {
    package var recorded: Recorded?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case incomplete(missing: [String])
    case noSuchCode(of: String)
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let (ended, learned) =
      switch command {
      case .record(let ended, let learned): (ended, learned)
      }
    let missing = learned.missing
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    let framework = Framework.current
    guard learned.factors.allSatisfy({ framework.dimension(of: $0) != nil }) else {
      throw .noSuchCode(of: framework.name)
    }
    let body = Recorded(
      caseID: ended.caseID,
      framework: framework.coded,
      factors: learned.factors,
      changes: try coded(learned.changes, of: changeList),
      helped: try coded(learned.helped, of: helpList),
      mechanisms: try coded(learned.mechanisms, of: mechanismList),
      missed: try coded(learned.missed, of: chanceList),
      transfer: try coded([learned.transfer], of: transferList)[0],
      words: Personal(learned.words, of: ended.subject)
    )
    return state.recorded == body ? [] : [.recorded(body)]
  }

  private static func coded(_ codes: [String], of list: CodeList) throws(Refusal) -> [Coded] {
    guard codes.allSatisfy({ list[$0] != nil }) else { throw .noSuchCode(of: list.name) }
    return codes.map { Coded($0, version: list.version) }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .recorded(let body): state.recorded = body
    }
  }
}

extension CaseLearning.Learned {
  /// The fields, by their form names, that it cannot be recorded without; that no factor was present is an answer.
  var missing: [String] {
    let needed: KeyValuePairs = [
      "changes": changes.isEmpty, "helped": helped.isEmpty, "mechanisms": mechanisms.isEmpty,
      "missed": missed.isEmpty, "transfer": transfer.isEmpty, "changed-words": words.changed.isEmpty,
      "helped-words": words.helped.isEmpty, "missed-words": words.missed.isEmpty,
      "transfer-words": words.transfer.isEmpty,
    ]
    return needed.filter(\.value).map(\.key)
  }
}

extension CaseLearning {
  package enum Event: DomainEvent {
    case recorded(Recorded)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("case-learning.recorded", 1, Event.recorded) {
        if case .recorded(let body) = $0 { body } else { nil }
      }
    ]
  }

  /// The whole as it now is.
  package struct Recorded: Codable, Equatable, Sendable {
    package var caseID: String
    /// That the factors are of.
    package var framework: Coded
    package var factors: [String]
    package var changes: [Coded]
    package var helped: [Coded]
    package var mechanisms: [Coded]
    package var missed: [Coded]
    package var transfer: Coded
    package var words: Personal<Words>
  }
}
