import Domain
package import GRDB
package import Kernel
package import Projection

/// Every adoption with its results and what was done to it.
package struct AdoptionList: View {
  package static let name = "adoption_list"
  package static let version = 1
  package static let vault = Adoption.vault
  package static var folds: [Fold] { [Fold(Adoption.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE adoption_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, practice TEXT NOT NULL, organisation TEXT,
          area_code TEXT, life TEXT NOT NULL, kind TEXT NOT NULL, details TEXT NOT NULL, by TEXT NOT NULL,
          recorded_at INTEGER NOT NULL, ended_on TEXT, results INTEGER NOT NULL);
        CREATE INDEX adoption_list_practice ON adoption_list (practice, life);
        CREATE INDEX adoption_list_organisation ON adoption_list (organisation, life);
        CREATE TABLE adoption_list_result (
          adoption TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
          verdict TEXT NOT NULL, comparison TEXT NOT NULL, result TEXT NOT NULL, is_corrected INTEGER NOT NULL,
          PRIMARY KEY (adoption, id)) WITHOUT ROWID;
        CREATE TABLE adoption_list_history (
          position INTEGER PRIMARY KEY, adoption TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX adoption_list_history_adoption ON adoption_list_history (adoption);
        """
    )
  }

  private static func apply(_ event: Adoption.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .recorded(let body):
      try insert(body.details, entry, db)
      try keep("recorded", "", entry, db)
    case .revised(let body):
      try describe(id, body.details, db)
      try keep("revised", body.reason, entry, db)
    case .resultReported(let body):
      try store(body.result, body.id, entry, isCorrected: false, db)
      try db.fold(sql: "UPDATE adoption_list SET results = results + 1 WHERE id = ?", arguments: [id])
      try keep("result-reported", "", entry, db)
    case .resultCorrected(let body):
      try store(body.result, body.id, entry, isCorrected: true, db)
      try keep("result-corrected", body.reason, entry, db)
    case .ended(let body):
      try db.fold(
        sql: "UPDATE adoption_list SET life = 'ended', ended_on = ? WHERE id = ?",
        arguments: [body.on.iso, id]
      )
      try keep("ended", body.reason, entry, db)
    case .takenBack(let body):
      try db.fold(sql: "UPDATE adoption_list SET life = 'taken-back' WHERE id = ?", arguments: [id])
      try keep("taken-back", body.reason, entry, db)
    }
    try db.fold(
      sql: "UPDATE adoption_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  private static func insert(_ details: Adoption.Details, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT INTO adoption_list VALUES (?, 0, '', NULL, NULL, 'running', '', '', ?, ?, NULL, 0)",
      arguments: [entry.stream.id, entry.occasion.by, entry.occasion.at.milliseconds]
    )
    try describe(entry.stream.id, details, db)
  }

  private static func describe(_ id: String, _ details: Adoption.Details, _ db: Database) throws {
    try db.fold(
      sql: """
        UPDATE adoption_list SET practice = ?, organisation = ?, area_code = ?, kind = ?, details = ? WHERE id = ?
        """,
      arguments: [
        details.practice, details.organisation, details.areaCode, details.kind, ColumnJSON.text(details), id,
      ]
    )
  }

  /// A corrected result keeps its place and its day.
  private static func store(
    _ result: Adoption.Result,
    _ id: String,
    _ entry: Entry,
    isCorrected: Bool,
    _ db: Database
  ) throws {
    try db.fold(
      sql: """
        INSERT INTO adoption_list_result VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (adoption, id) DO UPDATE SET verdict = excluded.verdict, comparison = excluded.comparison,
          result = excluded.result, is_corrected = excluded.is_corrected
        """,
      arguments: [
        entry.stream.id, id, entry.position, entry.occasion.at.milliseconds, result.verdict,
        result.comparison,
        ColumnJSON.text(result), isCorrected,
      ]
    )
  }

  private static func keep(_ act: String, _ reason: String, _ entry: Entry, _ db: Database) throws {
    try HistoryAct.keep(act, reason, entry, in: "adoption_list_history", db)
  }
}
