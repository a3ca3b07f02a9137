package import GRDB
import Kernel

/// How many practices there are of each kind: what the overview draws.
extension PracticeList {
  /// What practices are counted by.
  package enum Group: String, CaseIterable, Sendable { case setting, strand, objective }

  /// Practices by group code and evidence stage; one of several settings counts in each.
  package static func counts(
    by group: Group,
    _ scope: Scope,
    in db: Database
  ) throws -> [String: [String: Int]] {
    let (code, join) = source(group, "p")
    return try pairs(
      "SELECT \(code), p.stage, count(*) FROM practice_list p \(join) WHERE \(scope.sql) GROUP BY 1, 2",
      scope,
      in: db
    )
  }

  /// Practices by strand, then setting, then evidence stage; one of several settings counts in each.
  package static func countsByStrand(
    _ scope: Scope,
    in db: Database
  ) throws -> [String: [String: [String: Int]]] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT p.strand, c.code, p.stage, count(*) FROM practice_list p
        JOIN practice_list_code c ON c.practice = p.id AND c.list = 'setting' WHERE \(scope.sql) GROUP BY 1, 2, 3
        """,
      arguments: StatementArguments(scope.arguments)
    )
    .reduce(into: [:]) { counts, row in
      counts[row[0], default: [:]][row[1], default: [:]][row[2], default: 0] = row[3]
    }
  }

  /// The practices of each objective, by its code; one of several objectives stands under each.
  package static func idsByObjective(_ scope: Scope, in db: Database) throws -> [String: Set<String>] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT c.code, p.id FROM practice_list p
        JOIN practice_list_code c ON c.practice = p.id AND c.list = 'objective' WHERE \(scope.sql)
        """,
      arguments: StatementArguments(scope.arguments)
    )
    .reduce(into: [:]) { ids, row in ids[row[0], default: []].insert(row[1]) }
  }

  /// Practices by setting and objective: where there is nothing, nobody has described anything yet.
  package static func gaps(_ scope: Scope, in db: Database) throws -> [String: [String: Int]] {
    try pairs(
      """
      SELECT s.code, o.code, count(*) FROM practice_list p
      JOIN practice_list_code s ON s.practice = p.id AND s.list = 'setting'
      JOIN practice_list_code o ON o.practice = p.id AND o.list = 'objective'
      WHERE \(scope.sql) GROUP BY 1, 2
      """,
      scope,
      in: db
    )
  }

  private static func source(_ group: Group, _ table: String) -> (code: String, join: String) {
    switch group {
    case .strand: ("\(table).strand", "")
    case .setting, .objective:
      (
        "c.code",
        "JOIN practice_list_code c ON c.practice = \(table).id AND c.list = '\(group.rawValue)'"
      )
    }
  }

  private static func pairs(_ sql: String, _ scope: Scope, in db: Database) throws -> [String: [String: Int]]
  {
    try GRDB.Row.fetchAll(db, sql: sql, arguments: StatementArguments(scope.arguments))
      .reduce(into: [:]) { counts, row in
        counts[row[0], default: [:]][row[1], default: 0] = row[2]
      }
  }
}
