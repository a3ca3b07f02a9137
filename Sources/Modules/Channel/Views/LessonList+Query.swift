package import Domain
package import GRDB
package import Kernel
import Projection

extension LessonList {
  package struct Row: Equatable, Sendable {
    /// That of the release.
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let caseID: String
    package let life: Lesson.State.Life
    package let draftedOn: PartialDate
    /// The account that began it.
    package let by: String
    package let askedOn: PartialDate?
    package let askedBy: String?
    package let approvedOn: PartialDate?
    package let approvedBy: String?
    /// Where its approval stands in the log.
    package let position: Int64?
    /// What it became.
    package let practice: String?
    package let deliveredOn: PartialDate?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// Those of a case, the latest first.
  package static func all(of caseID: String, in db: Database) throws -> [Row] {
    try rows("WHERE case_id = ? ORDER BY drafted_on DESC, id", [caseID], in: db)
  }

  /// Those that were approved, the latest first.
  package static func approved(in db: Database, offset: Int = 0, limit: Int) throws -> [Row] {
    try rows(
      "WHERE position IS NOT NULL ORDER BY position DESC LIMIT ? OFFSET ?",
      [limit, offset],
      in: db
    )
  }

  package static func countApproved(in db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM lesson_list WHERE position IS NOT NULL") ?? 0
  }

  /// Those that were approved and of which the other vault has not said that it has them.
  package static func undelivered(in db: Database) throws -> [Row] {
    try rows("WHERE life = 'approved' ORDER BY position", [], in: db)
  }

  /// Those that wait for somebody who wrote none of it, in the cases of some areas that they are not kept out of, the
  /// oldest first.
  ///
  /// - Parameter areas: Nil for all.
  package static func waiting(
    for account: String,
    in areas: [String]?,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let place = areas == nil ? "" : "AND area IN (SELECT value FROM json_each(?))"
    return try rows(
      """
      WHERE life = 'asked'
        AND id NOT IN (SELECT lesson FROM lesson_list_author WHERE account = ?)
        AND case_id IN (SELECT id FROM case_list WHERE id NOT IN (
          SELECT case_id FROM case_list_near WHERE account = ? AND role = 'kept-out') \(place))
      ORDER BY asked_on, id LIMIT ?
      """,
      [account, account] + (areas.map { [try ColumnJSON.text($0)] } ?? []) + [limit],
      in: db
    )
  }

  /// Those that an account writes and nobody was asked to approve, in cases that it is not kept out of, the oldest first.
  package static func begun(by account: String, limit: Int, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE life = 'draft' AND id IN (SELECT lesson FROM lesson_list_author WHERE account = ?)
        AND case_id NOT IN (SELECT case_id FROM case_list_near WHERE account = ? AND role = 'kept-out')
      ORDER BY drafted_on, id LIMIT ?
      """,
      [account, account, limit],
      in: db
    )
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "lesson_list_history", by: "lesson", db)
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM lesson_list \(rest)", arguments: arguments).map { row in
      func day(_ column: String) -> PartialDate? { (row[column] as String?).flatMap { PartialDate($0) } }
      guard let life = Lesson.State.Life(rawValue: row["life"]), let drafted = day("drafted_on") else {
        throw Fault(.damagedLog, "a lesson that stands nowhere is listed")
      }
      return Row(
        id: row["id"],
        version: row["version"],
        caseID: row["case_id"],
        life: life,
        draftedOn: drafted,
        by: row["by"],
        askedOn: day("asked_on"),
        askedBy: row["asked_by"],
        approvedOn: day("approved_on"),
        approvedBy: row["approved_by"],
        position: row["position"],
        practice: row["practice"],
        deliveredOn: day("delivered_on")
      )
    }
  }
}
