import GRDB
package import Kernel

extension SQLiteLog {
  /// The entries in whose bodies a text stands, in order: every body is looked at.
  package func entries(holding text: String) async throws -> [Entry] {
    try await read { db in
      let rows = try GRDB.Row.fetchAll(
        db,
        sql:
          "SELECT position FROM \(name.rawValue)_entry WHERE instr(body, CAST(? AS BLOB)) ORDER BY position",
        arguments: [text]
      )
      return try rows.flatMap { row in
        let position: Int64 = row["position"]
        return try EntryRows(name, after: position - 1, through: position, in: db).all()
      }
    }
  }
}
