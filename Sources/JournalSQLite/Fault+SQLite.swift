import GRDB
import GRDBSQLite
import Kernel

extension Fault {
  /// What a result code of SQLite means to the operator.
  static func sqlite(_ extended: Int32, _ message: String) -> Fault {
    switch extended & 0xff {
    case SQLITE_FULL: Fault(.storage, "the disk is full: nothing of this was stored (\(message))")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN:
      Fault(
        .storage,
        "the journal's file or folder cannot be opened for this: check its owner and rights (\(message))"
      )
    case SQLITE_BUSY, SQLITE_LOCKED: Fault(.inUse, "another process is writing to the journal (\(message))")
    case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_CONSTRAINT, SQLITE_SCHEMA, SQLITE_MISMATCH:
      Fault(.damagedLog, "the journal's file is damaged, or is no journal (\(message))")
    default: Fault(.storage, "the journal could not be read or written (\(extended), \(message))")
    }
  }

  /// Runs what reads or writes a journal: SQLite's own errors leave it as faults.
  static func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw Fault(error)
    }
  }

  static func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as DatabaseError {
      throw Fault(error)
    }
  }

  init(_ error: DatabaseError) {
    self = .sqlite(error.extendedResultCode.rawValue, error.message ?? "no message")
  }
}
