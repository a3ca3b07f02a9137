import Domain
import Foundation
package import GRDB
package import Kernel
import Projection

extension CaseList {
  /// Something that waits in a case, and which.
  package struct Waiting: Equatable, Sendable {
    package let caseID: String
    package let due: Due
  }

  /// Cases in which something became late that is no alarm yet, or an alarm was answered by nobody in its time.
  package static func toLookAt(on day: PartialDate, limit: Int, in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT case_id FROM case_list_due
        WHERE (NOT is_alarmed AND what IN (\(Due.What.alarming.filter { $0 != .laterReview }.sql)) AND day < ?)
          OR (NOT is_alarmed AND what = 'later-review' AND day <= ?)
          OR (what = 'alarm' AND who IS NOT NULL AND day < ?)
        ORDER BY case_id LIMIT ?
        """,
      arguments: [day.iso, day.iso, day.iso, limit]
    )
  }

  /// What waits for whoever carries cases: what is late and no alarm yet, who asks to be let in, letters, and alarms,
  /// also those that have gone to the supervisors.
  package static func waiting(
    for account: String,
    on day: PartialDate,
    limit: Int,
    in db: Database
  ) throws -> [Waiting] {
    let always = [(Due.What.letter, "1"), (.access, "is_alarmed = 0"), (.alarm, "is_alarmed = 0")]
    let late = Due.What.alarming.filter { ![.override, .letter].contains($0) }
      .map { ($0, "is_alarmed = 0 AND day < :today") }
    // The first of each kind, by the index of owners, kinds and days: who carries thousands waits no longer.
    let parts = (always + late).map { what, condition in
      """
      SELECT * FROM (
        SELECT * FROM case_list_due WHERE owner = :owner AND what = '\(what.rawValue)' AND \(condition)
        ORDER BY day LIMIT :limit)
      """
    }
    return try waiting(
      "\(parts.joined(separator: "\nUNION ALL ")) ORDER BY day, case_id, what LIMIT :limit",
      ["owner": account, "today": day.iso, "limit": limit],
      in: db
    )
  }

  /// What waits for those who supervise some areas: second signatures, reviews of overrides, alarms that nobody
  /// answered, and records that were kept long enough.
  ///
  /// - Parameter areas: Nil for all.
  package static func waitingForSupervisors(
    of areas: [String]?,
    on day: PartialDate,
    limit: Int,
    in db: Database
  ) throws -> [Waiting] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    return try waiting(
      """
      SELECT * FROM (\(first("d.what = 'signature'")))
      UNION ALL SELECT * FROM (\(first("d.what = 'override'")))
      UNION ALL SELECT * FROM (\(first("d.what = 'alarm' AND d.who IS NULL")))
      UNION ALL SELECT * FROM (\(first("d.what = 'retention' AND d.day <= :today")))
      ORDER BY day, case_id, what LIMIT :limit
      """,
      ["areas": areas, "today": day.iso, "limit": limit],
      in: db
    )
  }

  /// The first that are due of one kind, found by the index of kinds and days.
  private static func first(_ condition: String) -> String {
    """
    SELECT d.* FROM case_list_due d JOIN case_list c ON c.id = d.case_id
    WHERE \(condition) AND (:areas IS NULL OR c.area IN (SELECT value FROM json_each(:areas)))
    ORDER BY d.day, d.case_id LIMIT :limit
    """
  }

  /// Transfers that wait for an answer of some areas.
  ///
  /// - Parameter areas: Nil for all.
  package static func transfers(askedOf areas: [String]?, limit: Int, in db: Database) throws -> [Waiting] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    return try waiting(
      """
      SELECT d.* FROM case_list_due d JOIN case_list c ON c.id = d.case_id
      WHERE d.what = 'transfer'
        AND (? IS NULL OR CASE d.item WHEN 'offered' THEN d.who ELSE c.area END
          IN (SELECT value FROM json_each(?)))
      ORDER BY d.day, d.case_id LIMIT ?
      """,
      [areas, areas, limit],
      in: db
    )
  }

  /// What became lately of cases that some areas carried before: taken over, or ended.
  ///
  /// - Parameter areas: Nil for all.
  package static func lately(
    leftBy areas: [String]?,
    since day: PartialDate,
    limit: Int,
    in db: Database
  ) throws -> [(row: Row, leftOn: PartialDate)] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    let left = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT f.case_id, max(f.left_on) AS left_on FROM case_list_former f
        JOIN case_list c ON c.id = f.case_id
        WHERE (:areas IS NULL OR f.area IN (SELECT value FROM json_each(:areas)))
          AND NOT (:areas IS NULL OR c.area IN (SELECT value FROM json_each(:areas)))
          AND (f.left_on >= :day OR c.closed_on >= :day)
        GROUP BY f.case_id ORDER BY left_on DESC, f.case_id LIMIT :limit
        """,
      arguments: ["areas": areas, "day": day.iso, "limit": limit]
    )
    return try left.compactMap { found in
      guard let row = try find(found["case_id"], in: db), let day = PartialDate(found["left_on"] as String)
      else { return nil }
      return (row, day)
    }
  }

  private static func waiting(
    _ sql: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Waiting] {
    try GRDB.Row.fetchAll(db, sql: sql, arguments: arguments).map {
      Waiting(caseID: $0["case_id"], due: try due($0))
    }
  }
}
