package import GRDB

/// The list for programs: what changed last first, from where they left off.
extension PracticeList {
  /// - Parameter after: Milliseconds and identifier of the last that was given.
  package static func slice(
    _ filter: Filter,
    scope: Scope,
    after: (changedAt: Int64, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> (rows: [Row], total: Int) {
    let clause = Clause(filter, scope)
    let rest: (sql: String, arguments: StatementArguments) =
      after.map { ("AND (p.changed_at, p.id) < (?, ?)", [$0.changedAt, $0.id]) } ?? ("", [])
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT p.* FROM practice_list p \(clause.sql) \(rest.sql)
        ORDER BY p.changed_at DESC, p.id DESC LIMIT ?
        """,
      arguments: clause.arguments + rest.arguments + [limit]
    )
    return (try rows.map(Row.init), try total(clause, in: db))
  }

  static func total(_ clause: Clause, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM practice_list p \(clause.sql)",
      arguments: clause.arguments
    ) ?? 0
  }
}
