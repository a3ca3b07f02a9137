package import Foundation
package import Kernel

/// One thing that was done to a record, as whoever asks may know it.
package struct HistoryLine: Sendable {
  package let at: Date
  /// In its vault's log.
  package let position: Int64
  /// A name, or what stands in its place.
  package let who: String
  /// A code.
  package let act: String
  /// The same, as people say it after a name.
  package let what: String
  /// Empty where none was given, or the reader could not have read it.
  package let reason: String

  package init(at: Date, position: Int64, who: String, act: String, what: String, reason: String) {
    self.at = at
    self.position = position
    self.who = who
    self.act = act
    self.what = what
    self.reason = reason
  }

  /// - Parameters:
  ///   - when: When it was, in words.
  ///   - address: The record's page.
  package func model(when: String, at address: String) -> Model {
    [
      "when": when, "who": who, "what": what, "why": reason.isEmpty ? false : reason,
      "changeAddress": false, "receiptAddress": Site.receiptAddress(address, position),
    ]
  }

  /// A history, for programs.
  package static let list = APIList(
    "history",
    of: Shape<HistoryLine>(
      "Act",
      [
        .value("at", "When, in Coordinated Universal Time") { $0.at.ISO8601Format() },
        .value("who", "A name, or what stands in its place where you may not know it") { $0.who },
        .value("act", "What was done") { $0.act },
        .value("what", "The same, as people say it after a name") { $0.what },
        .value("reason", "Why; empty where that was not said, or was closed to you then") { $0.reason },
      ]
    )
  )
}

/// Something that was done to a record, as a view keeps it.
package protocol KeptAct {
  /// The place in the log.
  var position: Int64 { get }
  var at: Date { get }
  /// An account.
  var by: String { get }
  /// A code.
  var act: String { get }
}

extension HistoryAct: KeptAct {}

extension Site {
  /// What was done, for somebody who may know of all of it, and who did it.
  ///
  /// - Parameters:
  ///   - what: An act, as people say it after a name.
  ///   - reason: Empty where none was given.
  package func history<Act: KeptAct>(
    _ acts: [Act],
    what: (Act) -> String,
    reason: (Act) -> String
  ) async throws -> [HistoryLine] {
    let names = try await names(of: acts.map(\.by))
    return acts.map { act in
      HistoryLine(
        at: act.at,
        position: act.position,
        who: names.name(of: act.by),
        act: act.act,
        what: what(act),
        reason: reason(act)
      )
    }
  }
}
