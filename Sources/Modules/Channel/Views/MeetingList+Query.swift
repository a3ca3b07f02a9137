package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension MeetingList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let reference: String
    package let area: String
    package let on: PartialDate
    package let place: String
    package let life: PanelMeeting.State.Life
    package let arePapersShared: Bool
    package let minutes: Minutes
    /// How many cases are on the agenda.
    package let cases: Int
    /// The account that proposed the minutes; nil where there are none.
    package let writer: String?
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    /// Empty where it was about no case.
    package let caseID: String
  }

  /// Something that somebody is to do until a day.
  package struct Action: Equatable, Sendable {
    package let meeting: String
    package let id: String
    package let caseID: String
    package let owner: String
    package let due: PartialDate
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  package static func find(called reference: String, in db: Database) throws -> Row? {
    try rows("WHERE reference = ?", [reference], in: db).first
  }

  /// Those that have a case on their agenda, or had it there, the latest first.
  package static func all(of caseID: String, in db: Database) throws -> [Row] {
    try rows(
      "WHERE id IN (SELECT meeting FROM meeting_list_history WHERE case_id = ?) ORDER BY on_day DESC, id",
      [caseID],
      in: db
    )
  }

  /// Those of some areas, the latest first.
  ///
  /// - Parameters:
  ///   - areas: Nil for all.
  ///   - day: The first day of them.
  package static func slice(
    areas: [String]?,
    from day: PartialDate? = nil,
    after: (on: String, id: String)? = nil,
    offset: Int = 0,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    let (on, id) = after ?? ("9999", "")
    return try rows(
      """
      WHERE (? IS NULL OR area IN (SELECT value FROM json_each(?))) AND on_day >= ? AND (on_day, id) < (?, ?)
      ORDER BY on_day DESC, id DESC LIMIT ? OFFSET ?
      """,
      [areas, areas, day?.iso ?? "", on, id, limit, offset],
      in: db
    )
  }

  /// Those of an area that are arranged and lie ahead, the next first.
  package static func coming(in area: String, from day: PartialDate, in db: Database) throws -> [Row] {
    try rows(
      "WHERE area = ? AND on_day >= ? AND life = ? ORDER BY on_day, id LIMIT 50",
      [area, day.iso, PanelMeeting.State.Life.arranged.rawValue],
      in: db
    )
  }

  /// Those of some areas that are arranged for some days, the next first.
  package static func next(
    in areas: [String],
    from day: PartialDate,
    through last: PartialDate,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    try rows(
      """
      WHERE life = 'arranged' AND \(unwritten) AND on_day >= ? AND on_day <= ?
        AND area IN (SELECT value FROM json_each(?))
      ORDER BY on_day, id LIMIT ?
      """,
      [day.iso, last.iso, ColumnJSON.text(areas), limit],
      in: db
    )
  }

  /// Those of some areas whose day has passed and that nobody wrote up, the earliest first.
  ///
  /// - Parameter areas: Nil for all.
  package static func unwritten(
    areas: [String]?,
    before day: PartialDate,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    return try rows(
      """
      WHERE \(unwritten) AND on_day < ? AND (? IS NULL OR area IN (SELECT value FROM json_each(?)))
      ORDER BY on_day, id LIMIT ?
      """,
      [day.iso, areas, areas, limit],
      in: db
    )
  }

  /// Those of some areas whose minutes wait for approval, the earliest first.
  package static func proposedMinutes(areas: [String]?, limit: Int, in db: Database) throws -> [Row] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    return try rows(
      """
      WHERE minutes = 'proposed' AND (? IS NULL OR area IN (SELECT value FROM json_each(?)))
      ORDER BY on_day, id LIMIT ?
      """,
      [areas, areas, limit],
      in: db
    )
  }

  package static func count(areas: [String]?, in db: Database) throws -> Int {
    let areas = try areas.map { try ColumnJSON.text($0) }
    return try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM meeting_list WHERE ? IS NULL OR area IN (SELECT value FROM json_each(?))
        """,
      arguments: [areas, areas]
    ) ?? 0
  }

  /// The accounts that may read the papers of a case now: the members of a panel that has it on its agenda and shares
  /// papers, for as long as the case is in its area, but those who declared that they are near to the person.
  package static func readers(of caseID: String, in db: Database) throws -> Set<String> {
    try Set(
      String.fetchAll(
        db,
        sql: """
          SELECT account FROM meeting_list_case JOIN meeting_list ON meeting_list.id = meeting
          JOIN panel_list ON panel_list.area = meeting_list.area
          JOIN case_list ON case_list.id = case_id AND case_list.area = meeting_list.area
          WHERE case_id = ? AND papers_shared AND NOT EXISTS (
            SELECT 1 FROM meeting_list_conflict AS near
            WHERE near.meeting = meeting_list.id AND near.case_id = meeting_list_case.case_id
              AND near.account = panel_list.account)
          """,
        arguments: [caseID]
      )
    )
  }

  /// What an account has promised and not finished, but for cases that it is kept out of; what is due first coming first.
  package static func actions(of account: String, limit: Int, in db: Database) throws -> [Action] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM meeting_list_action WHERE owner = ? AND NOT is_finished AND NOT EXISTS (
          SELECT 1 FROM case_list_near AS near WHERE near.case_id = meeting_list_action.case_id
            AND near.account = meeting_list_action.owner AND near.role = 'kept-out')
        ORDER BY due, id LIMIT ?
        """,
      arguments: [account, limit]
    )
    .map(action)
  }

  /// What was promised in a case and not finished, what is due first coming first.
  package static func actions(in caseID: String, in db: Database) throws -> [Action] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM meeting_list_action WHERE case_id = ? AND NOT is_finished ORDER BY due, id",
      arguments: [caseID]
    )
    .map(action)
  }

  private static func action(_ row: GRDB.Row) throws -> Action {
    guard let due = PartialDate(row["due"] as String) else {
      throw Fault(.damagedLog, "an action without a day is listed")
    }
    return Action(
      meeting: row["meeting"],
      id: row["id"],
      caseID: row["case_id"],
      owner: row["owner"],
      due: due
    )
  }

  /// The cases that were ever on a meeting's agenda and that an account is kept out of: the history names those that
  /// were taken off, too.
  package static func keptOut(_ account: String, from id: String, in db: Database) throws -> Set<String> {
    try String.fetchSet(
      db,
      sql: """
        SELECT case_id FROM case_list_near WHERE account = ? AND role = 'kept-out'
          AND case_id IN (SELECT case_id FROM meeting_list_history WHERE meeting = ?)
        """,
      arguments: [account, id]
    )
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM meeting_list_history WHERE meeting = ? ORDER BY position",
      arguments: [id]
    )
    .map {
      Act(
        position: $0["position"],
        at: Date(milliseconds: $0["at"]),
        by: $0["by"],
        act: $0["act"],
        caseID: $0["case_id"]
      )
    }
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    let count = "(SELECT count(*) FROM meeting_list_case WHERE meeting = meeting_list.id)"
    let statement = try db.cachedStatement(sql: "SELECT *, \(count) AS cases FROM meeting_list \(rest)")
    return try GRDB.Row.fetchAll(statement, arguments: arguments).map { row in
      guard let on = PartialDate(row["on_day"] as String),
        let life = PanelMeeting.State.Life(rawValue: row["life"]),
        let minutes = Minutes(rawValue: row["minutes"])
      else { throw Fault(.damagedLog, "a meeting without a day is listed") }
      return Row(
        id: row["id"],
        version: row["version"],
        reference: row["reference"],
        area: row["area"],
        on: on,
        place: row["place"],
        life: life,
        arePapersShared: row["papers_shared"],
        minutes: minutes,
        cases: row["cases"],
        writer: row["writer"]
      )
    }
  }
}
