import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// What was found of unusual looking, the latest word on each.
package struct UnusualLookList: View {
  package static let name = "unusual_look_list"
  package static let version = 2
  package static let vault = UnusualLook.vault
  package static var folds: [Fold] { [Fold(UnusualLook.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE unusual_look_list (
          id TEXT PRIMARY KEY, rule TEXT NOT NULL, account TEXT NOT NULL, day TEXT NOT NULL,
          looks INTEGER NOT NULL, reviewer TEXT NOT NULL, reviewed_at INTEGER NOT NULL,
          outcome TEXT NOT NULL, words TEXT, position INTEGER NOT NULL);
        CREATE INDEX unusual_look_list_account ON unusual_look_list (account);
        """
    )
  }

  private static func apply(_ event: UnusualLook.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .reviewed(let body):
      try db.fold(
        sql: "INSERT OR REPLACE INTO unusual_look_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          entry.stream.id, body.listed.rule, body.listed.account, body.listed.day.iso, body.listed.looks,
          entry.occasion.by, entry.occasion.at.milliseconds, body.outcome, body.words.value, entry.position,
        ]
      )
    }
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(sql: "UPDATE unusual_look_list SET words = NULL WHERE account = ?", arguments: [subject])
  }
}

extension UnusualLookList {
  package struct Review: Equatable, Sendable {
    /// How many looks there were when it was reviewed.
    package let looks: Int
    package let by: String
    package let at: Date
    package let outcome: String
    /// Nil once the person who looked is erased.
    package let words: String?
    /// The place in the log.
    package let position: Int64
  }

  /// Reviews, by the identifier of what was reviewed.
  package static func reviews(of ids: [String], in db: Database) throws -> [String: Review] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM unusual_look_list WHERE id IN (SELECT value FROM json_each(?))",
      arguments: [ColumnJSON.text(ids)]
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"] as String, review($0)) })
  }

  /// What was reviewed, with what came of it.
  package struct Reviewed: Equatable, Sendable {
    package let rule: String
    /// The account that looked.
    package let account: String
    package let day: PartialDate
    package let review: Review
  }

  /// Every review of looking on some days, the latest day first.
  ///
  /// - Parameters:
  ///   - from: The first day; nil for the beginning.
  ///   - until: The last day; nil for now.
  package static func all(from: PartialDate?, until: PartialDate?, in db: Database) throws -> [Reviewed] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM unusual_look_list WHERE day >= ? AND day <= ? ORDER BY day DESC, account, rule
        """,
      arguments: [from?.iso ?? "", until?.iso ?? "9999"]
    )
    .map { row in
      guard let day = PartialDate(row["day"] as String) else {
        throw Fault(.damagedLog, "a review of looking without a day is listed")
      }
      return Reviewed(rule: row["rule"], account: row["account"], day: day, review: review(row))
    }
  }

  private static func review(_ row: GRDB.Row) -> Review {
    Review(
      looks: row["looks"],
      by: row["reviewer"],
      at: Date(milliseconds: row["reviewed_at"]),
      outcome: row["outcome"],
      words: row["words"],
      position: row["position"]
    )
  }
}
