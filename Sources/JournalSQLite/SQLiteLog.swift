import Foundation
import GRDB
import Journal
package import Kernel

/// One of a journal's two logs.
package struct SQLiteLog: RecordLog {
  package let name: LogName
  let pool: DatabasePool
  /// Nil where the journal is only read.
  let committer: Committer?

  @discardableResult
  package func append(_ appends: [Append], _ occasion: Occasion) async throws -> Appended {
    guard let committer else { throw Fault(.storage, "the journal is open for reading only") }
    return try await committer.append(appends, to: name, occasion)
  }

  package func entries(of stream: StreamName) async throws -> [Entry] {
    try await read { try EntryRows(name, of: stream, in: $0).all() }
  }

  package func entries(after position: Int64, limit: Int) async throws -> [Entry] {
    let start = max(0, position)
    let last = start.addingReportingOverflow(Int64(max(0, limit)))
    return try await read { db in
      try EntryRows(name, after: start, through: last.overflow ? .max : last.partialValue, in: db).all()
    }
  }

  /// The identifiers of every stream of a category, in no order.
  package func streams(of category: String) async throws -> [String] {
    try await read { db in
      try String.fetchAll(
        db,
        sql: "SELECT id FROM \(name.rawValue)_stream WHERE category = ?",
        arguments: [category]
      )
    }
  }

  package func head() async throws -> LogHead {
    let frontier = try await read { try LogTransaction.head(name, in: $0) }
    return LogHead(size: frontier.size, root: frontier.root.data)
  }

  func read<T: Sendable>(_ query: @Sendable (Database) throws -> T) async throws -> T {
    try await Fault.translating { try await pool.read(query) }
  }
}
