package import Foundation
package import Kernel

/// Looking at a sealed record from outside its circle, in need: opened with a reason for a bounded time, and
/// reviewed by somebody else.
package enum BreakGlass: Decider {
  package static let category = "break-glass"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case open(Opened)
    /// It is not needed any longer.
    case giveBack
    /// Whether it was justified: a code of ``BreakGlass/outcomeList``, and why.
    case review(outcome: String, words: String)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, open, reviewed }

    package var life = Life.absent
    package var opened: Opened?
    /// The account that broke the glass.
    package var opener = ""
    /// The first moment at which nothing can be seen by it any more.
    package var end = Date.distantPast
    package var review: Reviewed?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyOpened
    case notOpened
    case reasonNeeded
    case wordsNeeded
    case noSuchOutcome
    /// Nobody reviews what they opened.
    case openedByReviewer
    /// What may still be looked at cannot be judged.
    case stillOpen(until: Date)
    case alreadyReviewed
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .open(let opened):
      guard state.life == .absent else {
        // The same form sent twice asks for what has already happened.
        if state.opened == opened, state.opener == occasion.by { return [] }
        throw .alreadyOpened
      }
      guard opened.reason.value?.isEmpty == false else { throw .reasonNeeded }
      return [.opened(opened)]
    case .giveBack:
      guard state.life != .absent else { throw .notOpened }
      return state.end <= occasion.at ? [] : [.givenBack]
    case .review(let outcome, let words): return try review(outcome, words, on: state, occasion)
    }
  }

  private static func review(
    _ outcome: String,
    _ words: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard let opened = state.opened else { throw .notOpened }
    guard state.opener != occasion.by else { throw .openedByReviewer }
    let reviewed = Reviewed(outcome: outcome, words: Personal(words, of: opened.reason.subject))
    if let earlier = state.review {
      if earlier == reviewed { return [] }
      throw .alreadyReviewed
    }
    guard state.end <= occasion.at else { throw .stillOpen(until: state.end) }
    guard outcomeList[outcome] != nil else { throw .noSuchOutcome }
    guard !words.isEmpty else { throw .wordsNeeded }
    return [.reviewed(reviewed)]
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .opened(let body):
      state = State(
        life: .open,
        opened: body,
        opener: occasion.by,
        end: occasion.at.addingTimeInterval(TimeInterval(body.minutes * 60))
      )
    case .givenBack: state.end = min(state.end, occasion.at)
    case .reviewed(let body):
      state.life = .reviewed
      state.review = body
    }
  }

  package static let outcomeList = CodeList(
    "break-glass-outcome",
    version: 1,
    [
      .init("justified", "Justified", hint: "There was a need, and no more was looked at than it took"),
      .init("not-justified", "Not justified", hint: "Say what is done about it"),
    ]
  )
}

extension BreakGlass {
  package enum Event: DomainEvent {
    case opened(Opened)
    case givenBack
    case reviewed(Reviewed)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("break-glass.opened", 1, Event.opened) {
        if case .opened(let body) = $0 { body } else { nil }
      },
      EventKind("break-glass.given-back", 1, .givenBack),
      EventKind("break-glass.reviewed", 1, Event.reviewed) {
        if case .reviewed(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Opened: Codable, Equatable, Sendable {
    package var record: Reference
    /// The area of the record: its supervisors review.
    package var area: String?
    /// Why it was needed, sealed with the key of whom the record is about.
    package var reason: Personal<String>
    /// How long the record can be looked at.
    package var minutes: Int
    /// The last day on which the review is in time.
    package var due: PartialDate

    package init(
      record: Reference,
      area: String?,
      reason: Personal<String>,
      minutes: Int,
      due: PartialDate
    ) {
      self.record = record
      self.area = area
      self.reason = reason
      self.minutes = minutes
      self.due = due
    }
  }

  package struct Reviewed: Codable, Equatable, Sendable {
    package var outcome: String
    package var words: Personal<String>
  }
}
