import Assembly
import GRDB
import Kernel
import Platform
import Projection

extension TestSite {
  /// What every view of a vault holds, as folded live and as folded anew.
  func dumps(of vault: Vault) async throws -> (live: String, anew: String) {
    let runner = try installation.site.service(vault).views
    let live = try await runner.dump()
    _ = try await installation.rebuild(nil)
    return (live, try await runner.dump())
  }
}

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
