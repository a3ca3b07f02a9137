package import Foundation
package import GRDB
package import Kernel

/// From when each record about a person counts towards its review: one table, folded by the module whose records
/// they are.
///
/// A view that is one folds only ``start(_:_:of:in:isChild:_:)`` and ``stop(_:of:in:)``; the rest is here.
package protocol RetentionClock: View {
  static var rules: [RetentionRule] { get }
}

extension RetentionClock {
  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE \(name) (
          kind TEXT NOT NULL, record TEXT NOT NULL, subject TEXT NOT NULL, started_at INTEGER NOT NULL,
          is_child INTEGER NOT NULL, PRIMARY KEY (subject, record));
        CREATE INDEX \(name)_due ON \(name) (kind, is_child, started_at, subject);
        CREATE INDEX \(name)_record ON \(name) (record);
        """
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.execute(sql: "DELETE FROM \(name) WHERE subject = ?", arguments: [subject])
  }

  /// Begins a clock, in the place of any that the record had for this person.
  package static func start(
    _ rule: RetentionRule,
    _ entry: Entry,
    of subject: String,
    isChild: Bool = false,
    in db: Database
  ) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO \(name) VALUES (?, ?, ?, ?, ?)",
      arguments: [rule.kind, entry.stream.id, subject, entry.occasion.at.milliseconds, isChild]
    )
  }

  /// Lets a record have no clock for this person.
  package static func stop(_ entry: Entry, of subject: String, in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM \(name) WHERE subject = ? AND record = ?",
      arguments: [subject, entry.stream.id]
    )
  }

  /// Those of one rule whose clocks began before a moment, the earliest first.
  ///
  /// - Parameter after: The last that was given.
  package static func begun(
    _ rule: RetentionRule,
    isChild: Bool,
    before moment: Date,
    after: Clocked?,
    limit: Int,
    in db: Database
  ) throws -> [Clocked] {
    try clocks(
      """
      WHERE kind = ? AND is_child = ? AND started_at < ? AND (started_at, subject, record) > (?, ?, ?)
      ORDER BY started_at, subject, record LIMIT ?
      """,
      [
        rule.kind, isChild, moment.milliseconds, after?.startedAt.milliseconds ?? .min, after?.subject ?? "",
        after?.record ?? "", limit,
      ],
      in: db
    )
  }

  package static func clocks(of subject: String, in db: Database) throws -> [Clocked] {
    try clocks("WHERE subject = ? ORDER BY started_at, record", [subject], in: db)
  }

  private static func clocks(
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Clocked] {
    try Row.fetchAll(db, sql: "SELECT * FROM \(name) \(rest)", arguments: arguments).map {
      Clocked(
        kind: $0["kind"],
        record: $0["record"],
        subject: $0["subject"],
        startedAt: Date(milliseconds: $0["started_at"]),
        isChild: $0["is_child"]
      )
    }
  }
}
