import Foundation
package import GRDB
package import Kernel

extension HistoryAct {
  /// Keeps what an entry did to its record.
  ///
  /// - Parameter table: With the columns `position`, the record's identifier, `at`, `by`, `act` and `reason`, in this
  ///   order; a constant of the code, as in ``all(of:in:by:_:)``.
  package static func keep(
    _ act: String,
    _ reason: String?,
    _ entry: Entry,
    in table: String,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO \(table) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act, reason,
      ]
    )
  }

  /// What was done to one record, the earliest first.
  ///
  /// - Parameters:
  ///   - table: With the columns `position`, `at`, `by` and `act` and, where anything is said, `reason`. It is a
  ///     constant of the code, as the column is: both stand in the statement as they are.
  ///   - column: That holds the record's identifier.
  package static func all(
    of id: String,
    in table: String,
    by column: String,
    _ db: Database
  ) throws -> [HistoryAct] {
    try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE \(column) = ? ORDER BY position", arguments: [id])
      .map { row in
        let reason = row.hasColumn("reason") ? row["reason"] as String? : nil
        return HistoryAct(
          position: row["position"],
          at: Date(milliseconds: row["at"]),
          by: row["by"],
          act: row["act"],
          reason: reason ?? ""
        )
      }
  }
}
