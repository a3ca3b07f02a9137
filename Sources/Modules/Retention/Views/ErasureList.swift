package import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every erasure that was asked for, what became of it, and its certificate.
package struct ErasureList: View {
  package static let name = "erasure_list"
  package static let version = 1
  package static let vault = Vault.directory
  package static var folds: [Fold] { [Fold(Erasure.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE erasure_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, life TEXT NOT NULL, subject TEXT NOT NULL,
          ground TEXT NOT NULL, vault TEXT, asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL,
          certified_at INTEGER, certificate TEXT);
        CREATE INDEX erasure_list_asked ON erasure_list (asked_at, id);
        CREATE INDEX erasure_list_life ON erasure_list (life);
        CREATE INDEX erasure_list_subject ON erasure_list (subject);
        CREATE TABLE erasure_list_history (
          position INTEGER PRIMARY KEY, erasure TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX erasure_list_history_erasure ON erasure_list_history (erasure);
        """
    )
  }

  private static func apply(_ event: Erasure.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .asked(let body):
      try db.fold(
        sql: "INSERT INTO erasure_list VALUES (?, 0, 'asked', ?, ?, ?, ?, ?, NULL, NULL)",
        arguments: [
          id, body.subject, body.ground, body.vault?.rawValue, entry.occasion.by,
          entry.occasion.at.milliseconds,
        ]
      )
      try keep("asked", body.ground, .asked, entry, db)
    case .approved(let body): try keep("approved", body.reason, .approved, entry, db)
    case .refused(let body): try keep("refused", body.reason, .refused, entry, db)
    case .withdrawn(let body): try keep("withdrawn", body.reason, .withdrawn, entry, db)
    case .begun: try keep("begun", "", .begun, entry, db)
    case .certified(let body):
      try db.fold(
        sql: "UPDATE erasure_list SET certified_at = ?, certificate = ? WHERE id = ?",
        arguments: [entry.occasion.at.milliseconds, body.certificate, id]
      )
      try keep("certified", "", .certified, entry, db)
    }
  }

  private static func keep(
    _ act: String,
    _ reason: String,
    _ life: Erasure.Life,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "UPDATE erasure_list SET life = ?, version = ? WHERE id = ?",
      arguments: [life.rawValue, entry.streamVersion, entry.stream.id]
    )
    try HistoryAct.keep(act, reason, entry, in: "erasure_list_history", db)
  }
}

extension ErasureList {
  package struct Row: Equatable, Sendable {
    package let id: String
    package let version: Int
    package let life: Erasure.Life
    package let subject: String
    package let ground: String
    package let vault: Vault?
    package let askedBy: String
    package let askedAt: Date
    package let certifiedAt: Date?
    package let certificate: String?

    init(_ row: GRDB.Row) throws {
      guard let life = Erasure.Life(rawValue: row["life"]) else {
        throw Fault(.damagedLog, "an erasure of an unknown state is listed")
      }
      id = row["id"]
      version = row["version"]
      self.life = life
      subject = row["subject"]
      ground = row["ground"]
      vault = (row["vault"] as String?).flatMap(Vault.init)
      askedBy = row["asked_by"]
      askedAt = Date(milliseconds: row["asked_at"])
      certifiedAt = (row["certified_at"] as Int64?).map { Date(milliseconds: $0) }
      certificate = row["certificate"]
    }
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  package static func page(offset: Int, limit: Int, in db: Database) throws -> (rows: [Row], total: Int) {
    let rows = try rows("ORDER BY asked_at DESC, id LIMIT ? OFFSET ?", [limit, offset], in: db)
    return (rows, try Int.fetchOne(db, sql: "SELECT count(*) FROM erasure_list") ?? 0)
  }

  /// Some of them, the first asked for first.
  ///
  /// - Parameter after: Milliseconds and identifier of the last that was given.
  package static func slice(
    after: (askedAt: Int64, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (at, id) = after ?? (.min, "")
    return try rows("WHERE (asked_at, id) > (?, ?) ORDER BY asked_at, id LIMIT ?", [at, id, limit], in: db)
  }

  /// Those in some states, the first asked for first.
  package static func all(in lives: [Erasure.Life], in db: Database) throws -> [Row] {
    let states = try ColumnJSON.text(lives.map(\.rawValue))
    return try rows(
      "WHERE life IN (SELECT value FROM json_each(?)) ORDER BY asked_at, id",
      [states],
      in: db
    )
  }

  package static func all(of subject: String, in db: Database) throws -> [Row] {
    try rows("WHERE subject = ? ORDER BY asked_at, id", [subject], in: db)
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "erasure_list_history", by: "erasure", db)
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM erasure_list \(rest)", arguments: arguments)
      .map { try Row($0) }
  }
}
