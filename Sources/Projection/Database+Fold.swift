package import GRDB

extension Database {
  /// One statement of a fold: prepared once and kept, for a fold runs the same few for each of a million entries, and
  /// preparing them takes longer than they do.
  ///
  /// Words go into it as arguments, so that the same words of a program are the same statement.
  package func fold(sql: String, arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
