package import Foundation
import GRDB
import Kernel

/// A vault's journal in one SQLite file: its record log and its access log, each with its own tree.
///
/// One process writes; others may read beside it.
package final class SQLiteJournal: Sendable {
  package let file: URL
  package let record: SQLiteLog
  package let access: SQLiteLog
  let pool: DatabasePool
  private var isReadOnly: Bool { record.committer == nil }

  /// Opens a journal; makes it where there is none, unless it is only to be read or must exist.
  ///
  /// For reading, a journal also opens where its contents do not fit: so that ``SQLiteLog/verify``
  /// can say where.
  ///
  /// - Throws: `Fault(.storage)` where the file or folder cannot be read or written,
  ///   `Fault(.damagedLog)` where it is torn or no journal, `Fault(.newerFormat)`.
  package init(file: URL, readOnly: Bool = false, mustExist: Bool = false) throws {
    self.file = file
    if !FileManager.default.fileExists(atPath: file.path) {
      guard !readOnly, !mustExist else { throw Fault(.storage, "there is no journal at \(file.path)") }
      try JournalFile.make(file)
    }
    try JournalFile.checkHeader(file)
    pool = try JournalFile.open(file, readOnly: readOnly)
    let committer = readOnly ? nil : Committer(pool)
    record = SQLiteLog(name: .record, pool: pool, committer: committer)
    access = SQLiteLog(name: .access, pool: pool, committer: committer)
    if !readOnly { try JournalFile.checkContents(pool) }
  }

  package func log(_ name: LogName) -> SQLiteLog {
    switch name {
    case .record: record
    case .access: access
    }
  }

  /// Waits for what is being written and closes the file; nothing can be appended or read after.
  ///
  /// The file then holds everything by itself, without the write-ahead log beside it.
  package func close() throws {
    try Fault.translating {
      if !isReadOnly { try pool.writeWithoutTransaction(emptyWriteAheadLog) }
      try pool.close()
    }
  }

  private func emptyWriteAheadLog(_ db: Database) throws {
    do {
      _ = try db.checkpoint(.truncate)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // Another process is reading: the write-ahead log stays, and whoever opens next finishes this.
    }
  }

  /// Copies the journal, as it is at one moment, into a new file beside which the server goes on.
  ///
  /// - Throws: `Fault(.storage)` where something is there already or the copy cannot be written.
  package func backup(to copy: URL) async throws {
    guard !FileManager.default.fileExists(atPath: copy.path) else {
      throw Fault(.storage, "\(copy.path) is there already")
    }
    let part = copy.appendingPathExtension("part")
    try JournalFile.remove(part)
    // On GRDB's queue: a copy takes as long as the disk does.
    try await Fault.translating {
      try await pool.read { source in
        let target = try DatabaseQueue(path: part.path)
        try target.writeWithoutTransaction { try source.backup(to: $0) }
        try target.close()
      }
    }
    try JournalFile.move(part, to: copy)
  }
}
