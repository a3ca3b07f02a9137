package import Domain
package import GRDB
package import Kernel
import Projection

/// What waits for whom.
extension PracticeList {
  /// Somebody's drafts, those that were given back first.
  ///
  /// - Parameter lessons: Only what came from closed cases.
  package static func drafts(of account: String, lessons: Bool, in db: Database) throws -> [Row] {
    try rows(
      "depositor = ? AND life = 'draft' AND is_lesson >= ? ORDER BY note IS NULL, changed_at DESC",
      [account, lessons],
      in: db
    )
  }

  /// In review, where somebody neither contributed nor handed in a review yet, the oldest first.
  package static func toReview(by account: String, _ scope: Scope, in db: Database) throws -> [Row] {
    try rows(
      """
      life = 'in-review' AND (\(scope.sql)) AND id NOT IN
        (SELECT practice FROM practice_list_part WHERE account = ?) ORDER BY changed_at
      """,
      StatementArguments(scope.arguments) + [account],
      in: db
    )
  }

  /// Reviewed by enough people and not yet decided on.
  package static func toDecide(by account: String, _ scope: Scope, in db: Database) throws -> [Row] {
    try rows(
      """
      life = 'in-review' AND (\(scope.sql)) AND id NOT IN
        (SELECT practice FROM practice_list_part WHERE account = ? AND part = 'contributor')
      AND (SELECT count(*) FROM practice_list_part WHERE practice = id AND part = 'reviewer') >= ?
      ORDER BY changed_at
      """,
      StatementArguments(scope.arguments) + [account, Practice.reviewsNeeded],
      in: db
    )
  }

  /// Published, and not looked at again by the day that was set: the longest overdue first.
  package static func due(before day: PartialDate, _ scope: Scope, in db: Database) throws -> [Row] {
    try rows(
      "life = 'published' AND review_due < ? AND superseded_by IS NULL AND (\(scope.sql)) ORDER BY review_due, title LIMIT 10",
      [day.iso] + StatementArguments(scope.arguments),
      in: db
    )
  }

  package static func newest(_ scope: Scope, offset: Int = 0, limit: Int, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM practice_list INDEXED BY practice_list_latest
        WHERE \(scope.sql) ORDER BY changed_at DESC, id DESC LIMIT ? OFFSET ?
        """,
      arguments: StatementArguments(scope.arguments) + [limit, offset]
    )
    .map(Row.init)
  }

  package static func countByStage(_ scope: Scope, in db: Database) throws -> [String: Int] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT stage, count(*) FROM practice_list p WHERE \(scope.sql) GROUP BY 1",
      arguments: StatementArguments(scope.arguments)
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  package static func count(inLife life: Practice.Life, _ scope: Scope, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM practice_list WHERE life = ? AND (\(scope.sql))",
      arguments: [life.rawValue] + StatementArguments(scope.arguments)
    ) ?? 0
  }

  /// The records of an import, for undoing it.
  package static func ids(ofImport id: String, in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: "SELECT id FROM practice_list WHERE import_id = ? ORDER BY id",
      arguments: [id]
    )
  }

  /// The sources that were compiled already; see `Practice.source(address:title:)`.
  package static func sources(in db: Database) throws -> Set<String> {
    try Set(String.fetchAll(db, sql: "SELECT source FROM practice_list_source"))
  }

  /// Every record, for an export, in the order of their titles.
  package static func ids(_ scope: Scope, in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: "SELECT id FROM practice_list WHERE \(scope.sql) ORDER BY title COLLATE NOCASE, id",
      arguments: StatementArguments(scope.arguments)
    )
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("id = ?", [id], in: db).first
  }

  /// Those of some practices that a scope holds, by their identifiers.
  package static func find(_ ids: [String], _ scope: Scope, in db: Database) throws -> [String: Row] {
    let found = try rows(ids, scope, in: db)
    return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM practice_list WHERE \(rest)", arguments: arguments).map(
      Row.init
    )
  }
}
