import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// What was decided about keeping what is held of people, by the subject.
package struct RetentionList: View {
  package static let name = "retention_list"
  package static let version = 1
  package static let vault = Vault.directory
  package static var folds: [Fold] { [Fold(Retention.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE retention_list (subject TEXT PRIMARY KEY, kept_until TEXT, is_held INTEGER NOT NULL);
        CREATE TABLE retention_list_history (
          position INTEGER PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, until TEXT, reason TEXT NOT NULL);
        CREATE INDEX retention_list_history_subject ON retention_list_history (subject);
        """
    )
  }

  private static func apply(_ event: Retention.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    try db.fold(sql: "INSERT OR IGNORE INTO retention_list VALUES (?, NULL, 0)", arguments: [id])
    switch event {
    case .kept(let body):
      try db.fold(
        sql: "UPDATE retention_list SET kept_until = ? WHERE subject = ?",
        arguments: [body.until.iso, id]
      )
      try keep("kept", body.until, body.reason, entry, db)
    case .held(let body):
      try db.fold(sql: "UPDATE retention_list SET is_held = 1 WHERE subject = ?", arguments: [id])
      try keep("held", nil, body.reason, entry, db)
    case .released(let body):
      try db.fold(sql: "UPDATE retention_list SET is_held = 0 WHERE subject = ?", arguments: [id])
      try keep("released", nil, body.reason, entry, db)
    }
  }

  private static func keep(
    _ act: String,
    _ until: PartialDate?,
    _ reason: String,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO retention_list_history VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act, until?.iso,
        reason,
      ]
    )
  }
}

extension RetentionList {
  package struct Decision: Equatable, Sendable {
    package let keptUntil: PartialDate?
    package let isHeld: Bool
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    package let until: PartialDate?
    package let reason: String
  }

  /// What was decided, by subject; of others nothing was.
  package static func decisions(_ subjects: [String], in db: Database) throws -> [String: Decision] {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT * FROM retention_list WHERE subject IN (SELECT value FROM json_each(?))",
      arguments: [ColumnJSON.text(subjects)]
    )
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        let until: String? = $0["kept_until"]
        return ($0["subject"], Decision(keptUntil: until.flatMap { PartialDate($0) }, isHeld: $0["is_held"]))
      }
    )
  }

  package static func held(in db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT subject FROM retention_list WHERE is_held ORDER BY subject")
  }

  package static func history(of subject: String, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM retention_list_history WHERE subject = ? ORDER BY position",
      arguments: [subject]
    )
    .map(act)
  }

  /// Everything that was decided, the earliest first.
  package static func acts(in db: Database) throws -> [(subject: String, act: Act)] {
    try Row.fetchAll(db, sql: "SELECT * FROM retention_list_history ORDER BY position")
      .map { (subject: $0["subject"], act: act($0)) }
  }

  private static func act(_ row: Row) -> Act {
    Act(
      position: row["position"],
      at: Date(milliseconds: row["at"]),
      by: row["by"],
      act: row["act"],
      until: (row["until"] as String?).flatMap { PartialDate($0) },
      reason: row["reason"]
    )
  }
}
