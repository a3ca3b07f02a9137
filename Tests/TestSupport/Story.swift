package import Foundation
package import Kernel
package import Testing

/// Given what happened, when someone asks, then this follows, or is refused.
///
/// Everyone is a plain name here (`"ada"`), and every occasion the same moment.
package struct Story<D: Decider> where D.Event: Equatable {
  package let past: [(D.Event, Occasion)]

  package static func given(_ events: D.Event..., by user: String = "ada") -> Self {
    Self(past: events.map { ($0, Occasion(by: user, at: .story)) })
  }

  /// What happened next, by somebody else.
  package func and(_ events: D.Event..., by user: String, at moment: Date = .story) -> Self {
    Self(past: past + events.map { ($0, Occasion(by: user, at: moment)) })
  }

  package var state: D.State { D.replay(past) }

  package func when(
    _ command: D.Command,
    by user: String = "ada",
    at moment: Date = .story,
    then expected: D.Event...,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: Never.self, sourceLocation: location) {
      let decided = try D.decide(command, on: state, Occasion(by: user, at: moment))
      #expect(decided == expected, sourceLocation: location)
    }
  }

  package func when(
    _ command: D.Command,
    by user: String = "ada",
    at moment: Date = .story,
    refused refusal: D.Refusal,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: refusal, sourceLocation: location) {
      try D.decide(command, on: state, Occasion(by: user, at: moment))
    }
  }
}

extension Date {
  /// The moment at which every story is told: 1 September 2009, 09:00 UTC.
  package static var story: Date { Date(milliseconds: 1_251_795_600_000) }
}
