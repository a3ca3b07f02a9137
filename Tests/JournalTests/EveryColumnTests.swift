import Foundation
import GRDB
import Journal
import JournalSQLite
import Kernel
import Testing

/// Every column of every row of every table, changed one at a time.
struct EveryColumnTests {
  @Test(arguments: LogName.allCases)
  func `no column of any row can be changed unseen`(_ name: LogName) async throws {
    try await withSample(name, count: 280) { sample async throws in
      let pristine = try Data(contentsOf: sample.file)
      var changed = 0
      for change in try Self.changes(sample) {
        try sample.tamper(change)
        let report = try await sample.verify()
        #expect(!report.isWhole, "\(change)")
        try pristine.write(to: sample.file)
        changed += 1
      }
      #expect(changed == 105)
      #expect(try await sample.verify().isWhole)
    }
  }

  /// A statement for every column of some rows of the entries and of every row elsewhere.
  private static func changes(_ sample: TamperSample) throws -> [String] {
    let queue = try DatabaseQueue(path: sample.file.path)
    defer { try? queue.close() }
    return try queue.read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE ? ESCAPE '\\' ORDER BY name",
        arguments: ["\(sample.log.rawValue)\\_%"]
      )
      return try tables.flatMap { table in
        let columns = try Row.fetchAll(
          db,
          sql: "SELECT name, type FROM pragma_table_info(?)",
          arguments: [table]
        )
        let key = table.hasSuffix("claim") ? "digest" : "rowid"
        var keys = try String.fetchAll(db, sql: "SELECT quote(\(key)) FROM \(table)")
        if table.hasSuffix("entry") { keys = ["1", "2", "100", "256", "257", "280"] }
        return keys.flatMap { row in
          columns.map { column in
            let value = change(of: column["name"], type: column["type"])
            return "PRAGMA ignore_check_constraints = 1; UPDATE \(table) SET \(value) WHERE \(key) = \(row)"
          }
        }
      }
    }
  }

  private static func change(of column: String, type: String) -> String {
    switch type {
    case "INTEGER": "\(column) = \(column) + 1000"
    case "TEXT": "\(column) = \(column) || 'x'"
    default: "\(column) = CAST(\(column) || x'78' AS BLOB)"
    }
  }
}
