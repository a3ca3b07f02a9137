import Foundation
import GRDBSQLite
import JournalSQLite

/// The rows of a journal, put into its own tables through SQLite's own interface: what appending would take if all
/// else took no time.
///
/// As many appends a commit as there are writers, each an entry of a record of its own that ends with ten: the record is
/// looked up or added, its last entry is looked up, the entry goes in, and once a commit the head is written. Nothing is
/// hashed, no program waits for another, and what is written is the same each time.
final class RawRows {
  private static let writers = 64
  private static let longest = 10

  private let connection: OpaquePointer
  private let begin: OpaquePointer
  private let find: OpaquePointer
  private let add: OpaquePointer
  private let last: OpaquePointer
  private let insert: OpaquePointer
  private let head: OpaquePointer
  private let commit: OpaquePointer
  private var position: Int64 = 0
  /// Each writer is at another entry of its record.
  private var records = (0..<writers).map { (name: UUID().uuidString, version: $0 % longest) }

  init(_ file: URL) throws {
    try SQLiteJournal(file: file).close()
    var opened: OpaquePointer?
    try RawSQLite.check(sqlite3_open(file.path, &opened))
    guard let connection = opened else { throw RawSQLite.Failure(code: SQLITE_CANTOPEN) }
    self.connection = connection
    let settings = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000"
    try RawSQLite.check(sqlite3_exec(connection, settings, nil, nil, nil))
    func prepare(_ sql: String) throws -> OpaquePointer { try RawSQLite.prepare(sql, connection) }
    begin = try prepare("BEGIN IMMEDIATE")
    find = try prepare("SELECT number FROM record_stream WHERE category = 'note' AND id = ?")
    add = try prepare("INSERT INTO record_stream (number, category, id) VALUES (?, 'note', ?)")
    last = try prepare(
      "SELECT stream_version FROM record_entry WHERE stream = ? ORDER BY stream_version DESC LIMIT 1"
    )
    insert = try prepare(
      """
      INSERT INTO record_entry
        (position, category, id, stream_version, name, version, at, account, body, claims, leaf, stream)
      VALUES (?, 'note', ?, ?, 'note.written', 1, 1700000000000, 'account-0123456789', ?, x'00000000', ?, ?)
      """
    )
    head = try prepare("UPDATE record_head SET size = ?, root = ?, frontier = ?")
    commit = try prepare("COMMIT")
  }

  /// Commits groups until the time is over; answers how many entries went in.
  func insert(_ body: [UInt8], until end: ContinuousClock.Instant) throws -> Int {
    while ContinuousClock.now < end {
      try RawSQLite.step(begin)
      for place in records.indices {
        try append(to: records[place].name, records[place].version, body)
        records[place].version += 1
        if records[place].version == Self.longest { records[place] = (UUID().uuidString, 0) }
      }
      sqlite3_bind_int64(head, 1, position)
      sqlite3_bind_blob(head, 2, body, 32, nil)
      sqlite3_bind_blob(head, 3, body, Int32(32 * position.nonzeroBitCount), nil)
      try RawSQLite.step(head)
      try RawSQLite.step(commit)
    }
    return Int(position)
  }

  func close() {
    for statement in [begin, find, add, last, insert, head, commit] { sqlite3_finalize(statement) }
    sqlite3_close(connection)
  }

  private func append(to name: String, _ version: Int, _ body: [UInt8]) throws {
    position += 1
    let number = try number(of: name) ?? added(name)
    sqlite3_bind_int64(insert, 1, position)
    sqlite3_bind_text(insert, 2, name, -1, Self.copied)
    sqlite3_bind_int64(insert, 3, Int64(version + 1))
    sqlite3_bind_blob(insert, 4, body, Int32(body.count), nil)
    sqlite3_bind_blob(insert, 5, body, 32, nil)
    sqlite3_bind_int64(insert, 6, number)
    try RawSQLite.step(insert)
  }

  /// Nil where the record is new; otherwise its last entry is looked up too.
  private func number(of name: String) throws -> Int64? {
    sqlite3_bind_text(find, 1, name, -1, Self.copied)
    defer { sqlite3_reset(find) }
    guard sqlite3_step(find) == SQLITE_ROW else { return nil }
    let number = sqlite3_column_int64(find, 0)
    sqlite3_bind_int64(last, 1, number)
    guard sqlite3_step(last) == SQLITE_ROW else { throw RawSQLite.Failure(code: SQLITE_CORRUPT) }
    sqlite3_reset(last)
    return number
  }

  private func added(_ name: String) throws -> Int64 {
    sqlite3_bind_int64(add, 1, position)
    sqlite3_bind_text(add, 2, name, -1, Self.copied)
    try RawSQLite.step(add)
    return position
  }

  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
