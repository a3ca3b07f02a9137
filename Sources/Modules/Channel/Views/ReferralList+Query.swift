package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension ReferralList {
  /// What was opened with the referral's key.
  package struct Sealed: Codable, Equatable, Sendable {
    package var person: Referral.Person
    package let grounds: String
    /// What is to be read beside the grounds; empty where nothing is.
    package var remark = ""
    package let awareness: Referral.Awareness
    package let referrer: Referral.Referrer

    /// Nil where any of it cannot be opened any more: they are erased together.
    init?(_ body: Referral.Made) {
      guard let person = body.person.value, let grounds = body.grounds.value,
        let awareness = body.awareness.value, let referrer = body.referrer.value
      else { return nil }
      (self.person, self.grounds, self.awareness, self.referrer) = (person, grounds, awareness, referrer)
    }
  }

  /// What a list shows of a referral: nothing that its key seals.
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let reference: String
    package let area: String
    package let sector: Coded
    package let concern: Coded
    package let received: PartialDate
    package let recordedAt: Date
    /// The account that recorded it.
    package let by: String
    package let subject: String
    /// Whether nobody has opened a case of it.
    package let waits: Bool
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// The identifier of the one that people call by a reference.
  package static func id(of reference: String, in db: Database) throws -> String? {
    try String.fetchOne(
      db,
      sql: "SELECT id FROM referral_list WHERE reference = ?",
      arguments: [reference]
    )
  }

  /// What is sealed of one; nil once it is erased.
  package static func sealed(_ id: String, in db: Database) throws -> Sealed? {
    let statement = try db.cachedStatement(sql: "SELECT sealed FROM referral_list WHERE id = ?")
    let text = try String.fetchOne(statement, arguments: [id])
    return try text.map { try ColumnJSON.value($0) }
  }

  /// Those of some areas, the latest first.
  ///
  /// - Parameters:
  ///   - areas: Nil for all.
  ///   - waiting: Only those of which nobody has opened a case.
  ///   - after: The day and the identifier of the last that was given.
  package static func slice(
    areas: [String]?,
    waiting: Bool = false,
    after: (received: String, id: String)? = nil,
    offset: Int = 0,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (received, id) = after ?? ("9999", "")
    return try rows(
      """
      WHERE \(waiting ? "waits AND" : "") (? IS NULL OR area IN (SELECT value FROM json_each(?)))
        AND (received, id) < (?, ?)
      ORDER BY received DESC, id DESC LIMIT ? OFFSET ?
      """,
      [try json(areas), try json(areas), received, id, limit, offset],
      in: db
    )
  }

  /// Those of which nobody has opened a case, the earliest first.
  package static func waiting(areas: [String]?, limit: Int, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE waits AND (? IS NULL OR area IN (SELECT value FROM json_each(?))) ORDER BY received, id LIMIT ?
      """,
      [json(areas), json(areas), limit],
      in: db
    )
  }

  package static func countWaiting(areas: [String]?, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM referral_list
        WHERE waits AND (? IS NULL OR area IN (SELECT value FROM json_each(?)))
        """,
      arguments: [json(areas), json(areas)]
    ) ?? 0
  }

  package static func count(areas: [String]?, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT sum(referrals) FROM referral_list_tally
        WHERE ? IS NULL OR area IN (SELECT value FROM json_each(?))
        """,
      arguments: [json(areas), json(areas)]
    ) ?? 0
  }

  /// Surnames, by referral, to be compared in memory and kept nowhere.
  package static func surnames(of ids: Set<String>, in db: Database) throws -> [String: String] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT id, family_name FROM referral_list
        WHERE family_name IS NOT NULL AND id IN (SELECT value FROM json_each(?))
        """,
      arguments: [ColumnJSON.text(ids.sorted())]
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["family_name"]) })
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "referral_list_history", by: "referral", db)
  }

  private static func json(_ areas: [String]?) throws -> String? {
    try areas.map { try ColumnJSON.text($0) }
  }

  static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    let statement = try db.cachedStatement(sql: "SELECT * FROM referral_list \(rest)")
    return try GRDB.Row.fetchAll(statement, arguments: arguments).map(row)
  }

  static func row(_ row: GRDB.Row) throws -> Row {
    guard let received = PartialDate(row["received"] as String) else {
      throw Fault(.damagedLog, "a referral without a day is listed")
    }
    return Row(
      id: row["id"],
      version: row["version"],
      reference: row["reference"],
      area: row["area"],
      sector: Coded(row["sector"], version: row["sector_version"]),
      concern: Coded(row["concern"], version: row["concern_version"]),
      received: received,
      recordedAt: Date(milliseconds: row["recorded_at"]),
      by: row["by"],
      subject: row["subject"],
      waits: row["waits"]
    )
  }
}

extension ReferralList {
  /// Whether a referral is recorded already, word for word.
  package static func holds(_ made: Referral.Made, in db: Database) throws -> Bool {
    guard let sealed = Sealed(made) else { return false }
    return try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT * FROM referral_list
        WHERE area = ? AND received = ? AND sector = ? AND concern = ? AND sealed = ?)
        """,
      arguments: [
        made.area, made.received.iso, made.sector.code, made.concern.code, ColumnJSON.text(sealed),
      ]
    ) ?? false
  }
}
