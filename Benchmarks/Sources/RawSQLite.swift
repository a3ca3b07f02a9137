import Foundation
import GRDBSQLite

/// Bare inserts through SQLite's own interface: what the disk and SQLite alone can do.
///
/// The same page size, write-ahead log, full synchronisation, checkpoint interval and cache as the
/// journal's, and bodies of the same length; no index, no tree, no conflict to look for.
struct RawSQLite {
  struct Failure: Error {
    let code: Int32
  }

  private let connection: OpaquePointer
  private let begin: OpaquePointer
  private let insert: OpaquePointer
  private let commit: OpaquePointer

  init(_ file: URL) throws {
    var opened: OpaquePointer?
    try Self.check(sqlite3_open(file.path, &opened))
    guard let connection = opened else { throw Failure(code: SQLITE_CANTOPEN) }
    self.connection = connection
    try Self.check(
      sqlite3_exec(
        connection,
        """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -16000;
        CREATE TABLE entry (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
        """,
        nil,
        nil,
        nil
      )
    )
    begin = try Self.prepare("BEGIN IMMEDIATE", connection)
    insert = try Self.prepare("INSERT INTO entry (body) VALUES (?)", connection)
    commit = try Self.prepare("COMMIT", connection)
  }

  /// Commits batches until the time is over; answers how many rows it inserted.
  func insert(batchesOf size: Int, _ body: [UInt8], until end: ContinuousClock.Instant) throws -> Int {
    var count = 0
    while ContinuousClock.now < end {
      try insert(body, times: size)
      count += size
    }
    return count
  }

  /// Commits one batch.
  func insert(_ body: [UInt8], times size: Int = 1) throws {
    try Self.step(begin)
    for _ in 0..<size {
      sqlite3_bind_blob(insert, 1, body, Int32(body.count), nil)
      try Self.step(insert)
    }
    try Self.step(commit)
  }

  func close() {
    for statement in [begin, insert, commit] { sqlite3_finalize(statement) }
    sqlite3_close(connection)
  }

  static func step(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE else { throw Failure(code: code) }
    sqlite3_reset(statement)
  }

  static func prepare(_ sql: String, _ connection: OpaquePointer) throws -> OpaquePointer {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
    guard let statement else { throw Failure(code: SQLITE_ERROR) }
    return statement
  }

  static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw Failure(code: code) }
  }
}
