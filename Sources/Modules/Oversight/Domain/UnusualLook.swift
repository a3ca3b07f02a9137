package import Kernel

/// What somebody found who was asked to look at unusual looking: of one person, by one rule, on one day.
///
/// Nothing is added up: each stands by itself, with the rule that listed it.
package enum UnusualLook: Decider {
  package static let category = "unusual-look"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case review(Listed, outcome: String, words: String)
  }

  /// What was listed, as the reviewer saw it.
  package struct Listed: Codable, Equatable, Sendable {
    /// A code of ``UnusualLook/ruleList``.
    package var rule: String
    /// The account that looked.
    package var account: String
    package var day: PartialDate
    /// How many looks the list named.
    package var looks: Int

    package init(rule: String, account: String, day: PartialDate, looks: Int) {
      self.rule = rule
      self.account = account
      self.day = day
      self.looks = looks
    }
  }

  package typealias State = Reviewed?

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    /// Nobody reviews their own looking.
    case ownLooks
    case noSuchOutcome
    case wordsNeeded
  }

  package static let initialState: State = nil

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .review(let listed, let outcome, let words):
      guard listed.account != occasion.by else { throw .ownLooks }
      let reviewed = Reviewed(
        listed: listed,
        outcome: outcome,
        words: Personal(words, of: listed.account)
      )
      guard reviewed != state else { return [] }
      guard outcomeList[outcome] != nil else { throw .noSuchOutcome }
      guard !words.isEmpty else { throw .wordsNeeded }
      return [.reviewed(reviewed)]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .reviewed(let body): state = body
    }
  }

  package enum Event: DomainEvent {
    case reviewed(Reviewed)

    /// The wire contract: names and shapes here are for ever.
    package static let kinds: [EventKind<Event>] = [
      EventKind("unusual-look.reviewed", 1, Event.reviewed) {
        if case .reviewed(let body) = $0 { body } else { nil }
      }
    ]
  }

  package struct Reviewed: Codable, Equatable, Sendable {
    package var listed: Listed
    /// A code of ``UnusualLook/outcomeList``.
    package var outcome: String
    /// What was asked and found, sealed with the key of who looked.
    package var words: Personal<String>
  }

  /// By what looking is listed, in the words of who reads it.
  package static let ruleList = CodeList(
    "unusual-look-rule",
    version: 1,
    [
      .init("volume", "Many records in a day"),
      .init("hours", "Outside working hours"),
      .init("surname", "A person of the same surname"),
      .init("area", "An area in which they hold no role"),
    ]
  )

  package static let outcomeList = CodeList(
    "unusual-look-outcome",
    version: 1,
    [
      .init("in-order", "In order", hint: "There was a reason that the job explains"),
      .init("taken-further", "Taken further", hint: "Say by whom"),
    ]
  )
}
