import GRDB
import Projection

extension ViewRunner {
  /// Every row of every table as text, in order.
  func dump() async throws -> String {
    try await read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      )
      return try tables.map { table in
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map(\.description).sorted()
        return "\(table)\n" + rows.joined(separator: "\n")
      }
      .joined(separator: "\n\n")
    }
  }
}
