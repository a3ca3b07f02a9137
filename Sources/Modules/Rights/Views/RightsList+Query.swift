package import Domain
package import GRDB
package import Kernel
import Projection

extension RightsList {
  /// What was opened with the request's key.
  package struct Sealed: Codable, Equatable, Sendable {
    package let person: RightsRequest.Person
    package let contact: RightsRequest.Contact
    package let words: String
    /// What the person is told, once it is written.
    package var letter: String?
    package var reviewLetter: String?

    init?(_ body: RightsRequest.Received) {
      guard let person = body.person.value, let contact = body.contact.value, let words = body.words.value
      else { return nil }
      (self.person, self.contact, self.words) = (person, contact, words)
    }
  }

  /// Where a request stands: nothing that its key seals.
  package struct Row: Equatable, Sendable {
    package let id: String
    package let version: Int
    package let reference: String
    package let kind: String
    package let law: String
    package let way: String
    package let asker: String
    package let received: PartialDate
    /// Nil where it waits for a proof of who asks, or is over.
    package let due: PartialDate?
    package let life: RightsRequest.Life
    package let isConfirmed: Bool
    package let isExtended: Bool
    package let outcome: String?
    package let proposedBy: String?
    package let approvedBy: String?
    package let reviewUntil: PartialDate?
    package let answeredOn: PartialDate?
    package let isAnsweredLate: Bool
    /// Whether something was granted that nobody has done yet.
    package let owes: Bool
    /// From which day on the use of its records is restricted; nil where it is not.
    package let restrictsSince: PartialDate?
    /// Whether what went out with the answer is kept.
    package let hasCopy: Bool
    package let subject: String
  }

  package struct Withheld: Equatable, Sendable {
    package let id: String
    package let passage: RightsRequest.Passage
    package let ground: String
    package let words: String?
    /// Of the passage these words alone; empty for all of it.
    package let only: [String]
  }

  package struct Told: Equatable, Sendable {
    package let record: Reference
    package let recipient: String?
    package let on: PartialDate?
    package let words: String?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  package static func id(of reference: String, in db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT id FROM rights_list WHERE reference = ?", arguments: [reference])
  }

  package static func sealed(_ id: String, in db: Database) throws -> Sealed? {
    let text = try String.fetchOne(db, sql: "SELECT sealed FROM rights_list WHERE id = ?", arguments: [id])
    return try text.map { try ColumnJSON.value($0) }
  }

  /// Some of them, what came in last first.
  ///
  /// - Parameters:
  ///   - lives: Nil for all.
  ///   - after: The day and the identifier of the last that was given.
  package static func slice(
    _ lives: [RightsRequest.Life]? = nil,
    after: (received: String, id: String)? = nil,
    offset: Int = 0,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (received, id) = after ?? ("9999", "")
    let states = try lives.map { try ColumnJSON.text($0.map(\.rawValue)) }
    return try rows(
      """
      WHERE (? IS NULL OR life IN (SELECT value FROM json_each(?))) AND (received, id) < (?, ?)
      ORDER BY received DESC, id DESC LIMIT ? OFFSET ?
      """,
      [states, states, received, id, limit, offset],
      in: db
    )
  }

  /// Those that are not over, or of which something was granted that nobody has done yet, the earliest due first.
  package static func open(limit: Int, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE life IN ('open', 'proposed', 'approved', 'in-review') OR owes
      ORDER BY due IS NULL, due, id LIMIT ?
      """,
      [limit],
      in: db
    )
  }

  package static func count(_ lives: [RightsRequest.Life]? = nil, in db: Database) throws -> Int {
    let states = try lives.map { try ColumnJSON.text($0.map(\.rawValue)) }
    let sql = """
      SELECT count(*) FROM rights_list WHERE ? IS NULL OR life IN (SELECT value FROM json_each(?))
      """
    return try Int.fetchOne(db, sql: sql, arguments: [states, states]) ?? 0
  }

  package static func surnames(of ids: Set<String>, in db: Database) throws -> [String: String] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT id, json_extract(sealed, '$.person.familyName') AS surname FROM rights_list
        WHERE sealed IS NOT NULL AND id IN (SELECT value FROM json_each(?))
        """,
      arguments: [ColumnJSON.text(ids.sorted())]
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["surname"]) })
  }

  package static func records(of id: String, in db: Database) throws -> [RightsRequest.Linked] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM rights_list_record WHERE request = ? ORDER BY title",
      arguments: [id]
    )
    .map(linked)
  }

  package static func withheld(of id: String, in db: Database) throws -> [Withheld] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM rights_list_withheld WHERE request = ? ORDER BY rowid",
      arguments: [id]
    )
    .map {
      Withheld(
        id: $0["id"],
        passage: .init(record: Reference(kind: $0["kind"], id: $0["record"]), field: $0["field"]),
        ground: $0["ground"],
        words: $0["words"],
        only: try ($0["only_words"] as String?).map { try ColumnJSON.value($0) } ?? []
      )
    }
  }

  package static func told(of id: String, in db: Database) throws -> [Told] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM rights_list_told WHERE request = ? ORDER BY position",
      arguments: [id]
    )
    .map(told)
  }

  static func linked(_ row: GRDB.Row) -> RightsRequest.Linked {
    .init(
      record: Reference(kind: row["kind"], id: row["record"]),
      title: row["title"],
      subject: row["subject"]
    )
  }

  static func told(_ row: GRDB.Row) -> Told {
    Told(
      record: Reference(kind: row["kind"], id: row["record"]),
      recipient: row["recipient"],
      on: (row["told_on"] as String?).flatMap(PartialDate.init),
      words: row["words"]
    )
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "rights_list_history", by: "request", db)
  }

  static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM rights_list \(rest)", arguments: arguments).map(row)
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    guard let received = PartialDate(row["received"] as String),
      let life = RightsRequest.Life(rawValue: row["life"])
    else { throw Fault(.damagedLog, "a request without a day or a state is listed") }
    return Row(
      id: row["id"],
      version: row["version"],
      reference: row["reference"],
      kind: row["kind"],
      law: row["law"],
      way: row["way"],
      asker: row["asker"],
      received: received,
      due: (row["due"] as String?).flatMap(PartialDate.init),
      life: life,
      isConfirmed: row["is_confirmed"],
      isExtended: row["is_extended"],
      outcome: row["outcome"],
      proposedBy: row["proposed_by"],
      approvedBy: row["approved_by"],
      reviewUntil: (row["review_until"] as String?).flatMap(PartialDate.init),
      answeredOn: (row["answered_on"] as String?).flatMap(PartialDate.init),
      isAnsweredLate: row["answered_late"],
      owes: row["owes"],
      restrictsSince: (row["restricts_since"] as String?).flatMap(PartialDate.init),
      hasCopy: row["has_copy"],
      subject: row["subject"]
    )
  }
}
