package import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// The assessments of each case: when, by which framework and where they stand; nothing that a key seals.
package struct AssessmentList: View {
  package static let name = "assessment_list"
  package static let version = 1
  package static let vault = Assessment.vault
  package static var folds: [Fold] { [Fold(Assessment.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE assessment_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, case_id TEXT NOT NULL, framework TEXT NOT NULL,
          framework_version INTEGER NOT NULL, previous TEXT, life TEXT NOT NULL, started_at INTEGER NOT NULL,
          by TEXT NOT NULL, ended_at INTEGER);
        CREATE INDEX assessment_list_case ON assessment_list (case_id, started_at);
        CREATE TABLE assessment_list_history (
          position INTEGER PRIMARY KEY, assessment TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, part TEXT NOT NULL);
        CREATE INDEX assessment_list_history_assessment ON assessment_list_history (assessment);
        """
    )
  }

  private static func apply(_ event: Assessment.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .started(let body):
      try db.fold(
        sql: "INSERT INTO assessment_list VALUES (?, 0, ?, ?, ?, ?, 'started', ?, ?, NULL)",
        arguments: [
          entry.stream.id, body.caseID, body.framework.code, body.framework.version, body.previous,
          entry.occasion.at.milliseconds, entry.occasion.by,
        ]
      )
      try keep("started", "", entry, db)
    case .judged(let body): try keep("judged", body.factor, entry, db)
    case .narrated(let body): try keep("narrated", body.dimension, entry, db)
    case .completed: try end(.completed, entry, db)
    case .abandoned: try end(.abandoned, entry, db)
    }
    try db.fold(
      sql: "UPDATE assessment_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, entry.stream.id]
    )
  }

  private static func end(_ life: Assessment.State.Life, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "UPDATE assessment_list SET life = ?, ended_at = ? WHERE id = ?",
      arguments: [life.rawValue, entry.occasion.at.milliseconds, entry.stream.id]
    )
    try keep(life.rawValue, "", entry, db)
  }

  private static func keep(_ act: String, _ part: String, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT INTO assessment_list_history VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act, part,
      ]
    )
  }
}

extension AssessmentList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let caseID: String
    package let framework: Coded
    /// The last that was completed before it.
    package let previous: String?
    package let life: Assessment.State.Life
    package let startedAt: Date
    /// The account that started it.
    package let by: String
    package let endedAt: Date?
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    /// The code of a factor or of a dimension.
    package let part: String
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// Those of a case, the latest first.
  package static func all(of caseID: String, in db: Database) throws -> [Row] {
    try rows("WHERE case_id = ? ORDER BY started_at DESC, id", [caseID], in: db)
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM assessment_list_history WHERE assessment = ? ORDER BY position",
      arguments: [id]
    )
    .map {
      Act(
        position: $0["position"],
        at: Date(milliseconds: $0["at"]),
        by: $0["by"],
        act: $0["act"],
        part: $0["part"]
      )
    }
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM assessment_list \(rest)", arguments: arguments).map { row in
      guard let life = Assessment.State.Life(rawValue: row["life"]) else {
        throw Fault(.damagedLog, "an assessment that stands nowhere is listed")
      }
      let ended: Int64? = row["ended_at"]
      return Row(
        id: row["id"],
        version: row["version"],
        caseID: row["case_id"],
        framework: Coded(row["framework"], version: row["framework_version"]),
        previous: row["previous"],
        life: life,
        startedAt: Date(milliseconds: row["started_at"]),
        by: row["by"],
        endedAt: ended.map { Date(milliseconds: $0) }
      )
    }
  }
}
