import Foundation
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
          until TEXT, is_child INTEGER NOT NULL, PRIMARY KEY (subject, record));
        CREATE INDEX \(name)_due ON \(name) (kind, is_child, started_at, subject) WHERE until IS NULL;
        CREATE INDEX \(name)_until ON \(name) (kind, is_child, until, subject) WHERE until IS NOT NULL;
        CREATE INDEX \(name)_record ON \(name) (record);
        """
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(sql: "DELETE FROM \(name) WHERE subject = ?", arguments: [subject])
  }

  /// Begins a clock, in the place of any that the record had for this person.
  ///
  /// - Parameter until: The day that counts, where somebody settled one: the rule's time then does not.
  package static func start(
    _ rule: RetentionRule,
    _ entry: Entry,
    of subject: String,
    isChild: Bool = false,
    until: PartialDate? = nil,
    in db: Database
  ) throws {
    try db.fold(
      sql: "INSERT OR REPLACE INTO \(name) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        rule.kind, entry.stream.id, subject, entry.occasion.at.milliseconds, until?.iso, isChild,
      ]
    )
  }

  /// Settles another day until which a record is kept that has one.
  package static func move(_ entry: Entry, to until: PartialDate, in db: Database) throws {
    try db.fold(
      sql: "UPDATE \(name) SET until = ? WHERE record = ? AND until IS NOT NULL",
      arguments: [until.iso, entry.stream.id]
    )
  }

  /// Lets a record have no clock for this person.
  package static func stop(_ entry: Entry, of subject: String, in db: Database) throws {
    try db.fold(
      sql: "DELETE FROM \(name) WHERE subject = ? AND record = ?",
      arguments: [subject, entry.stream.id]
    )
  }

  /// Those of one rule, the earliest first: whose clocks began before a day, or of which somebody settled that they are
  /// kept until one before it.
  ///
  /// - Parameter after: The last that was given.
  package static func clocks(
    by rule: RetentionRule,
    isChild: Bool,
    isDated: Bool,
    before day: PartialDate,
    after: Clocked?,
    limit: Int,
    in db: Database
  ) throws -> [Clocked] {
    typealias Bound = any DatabaseValueConvertible
    let (column, before, last): (String, Bound, Bound) =
      isDated
      ? ("until", day.iso, after?.until?.iso ?? "")
      : ("started_at", day.moment.milliseconds, after?.startedAt.milliseconds ?? .min)
    return try clocks(
      """
      WHERE until IS \(isDated ? "NOT NULL" : "NULL") AND kind = ? AND is_child = ? AND \(column) < ?
        AND (\(column), subject, record) > (?, ?, ?)
      ORDER BY \(column), subject, record LIMIT ?
      """,
      [rule.kind, isChild, before, last, after?.subject ?? "", after?.record ?? "", limit],
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
        until: ($0["until"] as String?).flatMap { PartialDate($0) },
        isChild: $0["is_child"]
      )
    }
  }
}
