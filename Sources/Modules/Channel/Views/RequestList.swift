package import Domain
package import GRDB
package import Kernel
package import Projection

/// Questions to partners: of which case, to which agency, on which basis, until when; nothing that a key seals.
package struct RequestList: View {
  package static let name = "request_list"
  package static let version = 1
  package static let vault = InformationRequest.vault
  package static var folds: [Fold] { [Fold(InformationRequest.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE request_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, case_id TEXT NOT NULL, agency TEXT NOT NULL,
          basis TEXT NOT NULL, due TEXT NOT NULL, life TEXT NOT NULL, sent_on TEXT NOT NULL, by TEXT NOT NULL,
          ended_on TEXT);
        CREATE INDEX request_list_case ON request_list (case_id, sent_on);
        CREATE INDEX request_list_due ON request_list (due, id) WHERE life = 'sent';
        CREATE TABLE request_list_history (
          position INTEGER PRIMARY KEY, request TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL);
        CREATE INDEX request_list_history_request ON request_list_history (request);
        """
    )
  }

  private static func apply(_ event: InformationRequest.Event, _ entry: Entry, _ db: Database) throws {
    let day = PartialDate(on: entry.occasion.at)
    switch event {
    case .sent(let body):
      try db.fold(
        sql: "INSERT INTO request_list VALUES (?, 0, ?, ?, ?, ?, 'sent', ?, ?, NULL)",
        arguments: [
          entry.stream.id, body.caseID, body.agency.code, body.basis.code, body.due.iso, day.iso,
          entry.occasion.by,
        ]
      )
      try keep(.sent, entry, db)
    case .answered(let body): try end(.answered, on: body.on, entry, db)
    case .refused(let body): try end(.refused, on: body.on, entry, db)
    case .withdrawn: try end(.withdrawn, on: day, entry, db)
    }
    try db.fold(
      sql: "UPDATE request_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, entry.stream.id]
    )
  }

  private static func end(
    _ life: InformationRequest.State.Life,
    on day: PartialDate,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "UPDATE request_list SET life = ?, ended_on = ? WHERE id = ?",
      arguments: [life.rawValue, day.iso, entry.stream.id]
    )
    try keep(life, entry, db)
  }

  private static func keep(
    _ life: InformationRequest.State.Life,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO request_list_history VALUES (?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, life.rawValue,
      ]
    )
  }
}

extension RequestList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let caseID: String
    package let agency: String
    package let basis: String
    package let due: PartialDate
    package let life: InformationRequest.State.Life
    package let sentOn: PartialDate
    /// The account that sent it.
    package let by: String
    /// The day of the answer, the refusal or the withdrawal.
    package let endedOn: PartialDate?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// Those of a case, the latest first.
  package static func all(of caseID: String, in db: Database) throws -> [Row] {
    try rows("WHERE case_id = ? ORDER BY sent_on DESC, id", [caseID], in: db)
  }

  /// Those that nobody answered, of the cases that somebody may know of, what is due first coming first.
  ///
  /// - Parameter late: Only those that the account asked, and whose day has passed.
  package static func waiting(
    _ query: CaseList.Query,
    late: Bool = false,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (condition, arguments) = try query.condition
    let own: StatementArguments = late ? [query.account, query.today.iso] : []
    return try rows(
      """
      WHERE life = 'sent' \(late ? "AND by = ? AND due < ?" : "")
        AND case_id IN (SELECT id FROM case_list WHERE \(condition))
      ORDER BY due, id LIMIT ?
      """,
      own + arguments + [limit],
      in: db
    )
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "request_list_history", by: "request", db)
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM request_list \(rest)", arguments: arguments).map { row in
      guard let life = InformationRequest.State.Life(rawValue: row["life"]),
        let due = PartialDate(row["due"] as String), let sent = PartialDate(row["sent_on"] as String)
      else { throw Fault(.damagedLog, "a question to a partner without a day is listed") }
      let ended: String? = row["ended_on"]
      return Row(
        id: row["id"],
        version: row["version"],
        caseID: row["case_id"],
        agency: row["agency"],
        basis: row["basis"],
        due: due,
        life: life,
        sentOn: sent,
        by: row["by"],
        endedOn: ended.flatMap { PartialDate($0) }
      )
    }
  }
}
