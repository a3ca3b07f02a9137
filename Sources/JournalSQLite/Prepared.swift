import Foundation
import GRDB
import GRDBSQLite
import Journal
import Kernel

/// A prepared statement of a connection, used through SQLite's own interface.
///
/// The journal's hot paths go around GRDB's rows and arguments, which cost more than SQLite does.
/// Valid only while the connection's block runs.
struct Prepared {
  private let pointer: OpaquePointer

  /// The statement, compiled once for each connection.
  init(_ sql: String, in db: Database) throws {
    pointer = try db.cachedStatement(sql: sql).sqliteStatement
    reset()
  }

  func reset() {
    sqlite3_reset(pointer)
  }

  /// Runs a statement that answers no rows.
  func run() throws {
    defer { reset() }
    guard sqlite3_step(pointer) == SQLITE_DONE else { throw failure }
  }

  /// Steps to the next row; false, and reset, after the last.
  func next() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      reset()
      return false
    default:
      let failure = failure
      reset()
      throw failure
    }
  }

  private var failure: Fault {
    let connection = sqlite3_db_handle(pointer)
    return .sqlite(sqlite3_extended_errcode(connection), String(cString: sqlite3_errmsg(connection)))
  }
}

extension Prepared {
  func bind(_ number: Int64, at place: Int32) { sqlite3_bind_int64(pointer, place, number) }

  func bind(_ text: String, at place: Int32) {
    var text = text
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(pointer, place, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }

  func bind(_ bytes: UnsafeRawBufferPointer, at place: Int32) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_zeroblob(pointer, place, 0)
      return
    }
    sqlite3_bind_blob64(pointer, place, start, UInt64(bytes.count), Self.copied)
  }

  func bind(_ hash: TreeHash, at place: Int32) { hash.withBytes { bind($0, at: place) } }

  func bind(_ data: Data, at place: Int32) { data.withUnsafeBytes { bind($0, at: place) } }

  /// Tells SQLite to copy what is bound: the pointer ends with the call.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

extension Prepared {
  func number(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  /// The bytes of a text or blob, valid until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(pointer, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func data(_ column: Int32) -> Data { Data(bytes(column)) }

  func hash(_ column: Int32) throws -> TreeHash {
    guard let hash = TreeHash(bytes(column)) else { throw Fault(.damagedLog, "a hash is not 32 bytes long") }
    return hash
  }
}
