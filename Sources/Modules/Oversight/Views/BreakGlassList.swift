import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every break-glass, until when it opens its record, and its review.
package struct BreakGlassList: View {
  package static let name = "break_glass_list"
  package static let version = 2
  package static let vault = BreakGlass.vault
  package static var folds: [Fold] { [Fold(BreakGlass.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE break_glass_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, area TEXT,
          subject TEXT NOT NULL, reason TEXT, by TEXT NOT NULL, opened_at INTEGER NOT NULL,
          ends_at INTEGER NOT NULL, due TEXT NOT NULL, reviewer TEXT, reviewed_at INTEGER, outcome TEXT,
          words TEXT);
        CREATE INDEX break_glass_list_record ON break_glass_list (record, kind, by, ends_at);
        CREATE INDEX break_glass_list_due ON break_glass_list (due, id) WHERE reviewer IS NULL;
        CREATE INDEX break_glass_list_opened ON break_glass_list (opened_at, id);
        CREATE INDEX break_glass_list_subject ON break_glass_list (subject);
        CREATE TABLE break_glass_list_history (
          position INTEGER PRIMARY KEY, glass TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX break_glass_list_history_glass ON break_glass_list_history (glass);
        """
    )
  }

  private static func apply(_ event: BreakGlass.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    let at = entry.occasion.at.milliseconds
    switch event {
    case .opened(let body):
      try db.fold(
        sql: """
          INSERT INTO break_glass_list VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)
          """,
        arguments: [
          id, body.record.kind, body.record.id, body.area, body.reason.subject, body.reason.value,
          entry.occasion.by, at, at + Int64(body.minutes) * 60_000, body.due.iso,
        ]
      )
      try keep("opened", entry, db)
    case .givenBack:
      try db.fold(
        sql: "UPDATE break_glass_list SET ends_at = min(ends_at, ?) WHERE id = ?",
        arguments: [at, id]
      )
      try keep("given-back", entry, db)
    case .reviewed(let body):
      try db.fold(
        sql: """
          UPDATE break_glass_list SET reviewer = ?, reviewed_at = ?, outcome = ?, words = ? WHERE id = ?
          """,
        arguments: [entry.occasion.by, at, body.outcome, body.words.value, id]
      )
      try keep("reviewed", entry, db)
    }
    try db.fold(
      sql: "UPDATE break_glass_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  /// What was said with it stands in the list, where an erasure finds it.
  private static func keep(_ act: String, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT INTO break_glass_list_history VALUES (?, ?, ?, ?, ?, '')",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act,
      ]
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(
      sql: "UPDATE break_glass_list SET reason = NULL, words = NULL WHERE subject = ?",
      arguments: [subject]
    )
  }
}

extension BreakGlassList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries its stream held.
    package let version: Int
    package let record: Reference
    package let area: String?
    /// Nil once the person is erased.
    package let reason: String?
    /// The account that broke the glass.
    package let by: String
    package let openedAt: Date
    /// The first moment at which nothing can be seen by it any more.
    package let endsAt: Date
    /// The last day on which the review is in time.
    package let due: PartialDate
    package let review: Review?
  }

  package struct Review: Equatable, Sendable {
    package let by: String
    package let at: Date
    package let outcome: String
    package let words: String?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// What was done with it, the earliest first.
  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "break_glass_list_history", by: "glass", db)
  }

  /// The one by which an account may look at a record now.
  package static func open(
    _ record: Reference,
    by account: String,
    at moment: Date,
    in db: Database
  ) throws -> Row? {
    try rows(
      "WHERE record = ? AND kind = ? AND by = ? AND ends_at > ? ORDER BY ends_at DESC LIMIT 1",
      [record.id, record.kind, account, moment.milliseconds],
      in: db
    )
    .first
  }

  /// Those that nobody has reviewed: the longest due first, however long ago that was.
  ///
  /// - Parameter areas: Nil for all.
  package static func waiting(areas: [String]?, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE reviewer IS NULL AND (? IS NULL OR area IN (SELECT value FROM json_each(?)))
      ORDER BY due, id
      """,
      [try json(areas), try json(areas)],
      in: db
    )
  }

  /// Some of all, the latest first.
  ///
  /// - Parameter before: Milliseconds and identifier of the last that was given.
  package static func slice(
    areas: [String]?,
    before: (openedAt: Int64, id: String)? = nil,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (at, id) = before ?? (.max, "")
    return try rows(
      """
      WHERE (? IS NULL OR area IN (SELECT value FROM json_each(?))) AND (opened_at, id) < (?, ?)
      ORDER BY opened_at DESC, id DESC LIMIT ?
      """,
      [try json(areas), try json(areas), at, id, limit],
      in: db
    )
  }

  private static func json(_ areas: [String]?) throws -> String? {
    try areas.map { try ColumnJSON.text($0) }
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM break_glass_list \(rest)", arguments: arguments).map {
      row in
      guard let due = PartialDate(row["due"] as String) else {
        throw Fault(.damagedLog, "a break-glass without a day for its review is listed")
      }
      let reviewer: String? = row["reviewer"]
      return Row(
        id: row["id"],
        version: row["version"],
        record: Reference(kind: row["kind"], id: row["record"]),
        area: row["area"],
        reason: row["reason"],
        by: row["by"],
        openedAt: Date(milliseconds: row["opened_at"]),
        endsAt: Date(milliseconds: row["ends_at"]),
        due: due,
        review: reviewer.map {
          Review(
            by: $0,
            at: Date(milliseconds: row["reviewed_at"]),
            outcome: row["outcome"],
            words: row["words"]
          )
        }
      )
    }
  }
}
