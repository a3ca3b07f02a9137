import GRDB
import Kernel

/// The streams of a log, each numbered by the position of its first entry.
struct StreamTable {
  private let find: Prepared
  private let insert: Prepared
  private let last: Prepared

  init(_ log: LogName, in db: Database) throws {
    let name = log.rawValue
    find = try Prepared("SELECT number FROM \(name)_stream WHERE category = ? AND id = ?", in: db)
    insert = try Prepared("INSERT INTO \(name)_stream (number, category, id) VALUES (?, ?, ?)", in: db)
    last = try Prepared(
      "SELECT stream_version FROM \(name)_entry WHERE stream = ? ORDER BY stream_version DESC LIMIT 1",
      in: db
    )
  }

  /// Nil where the stream holds nothing yet.
  func number(of stream: StreamName) throws -> Int64? {
    find.bind(stream.category, at: 1)
    find.bind(stream.id, at: 2)
    defer { find.reset() }
    return try find.next() ? find.number(0) : nil
  }

  /// How many entries a stream holds.
  func length(of number: Int64) throws -> Int {
    last.bind(number, at: 1)
    defer { last.reset() }
    return try last.next() ? Int(last.number(0)) : 0
  }

  func add(_ stream: StreamName, at position: Int64) throws {
    insert.bind(position, at: 1)
    insert.bind(stream.category, at: 2)
    insert.bind(stream.id, at: 3)
    try insert.run()
  }
}
