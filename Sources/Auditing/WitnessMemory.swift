import Foundation
import GRDB
import Journal
import Kernel

/// What a witness has cosigned, in a file of its own: the longest tree of each log, and what it refused.
///
/// Written through to the disk before a signature leaves: whatever ends the program, it never forgets what it
/// said.
struct WitnessMemory: Sendable {
  struct Seen: Equatable, Sendable {
    let checkpoint: Checkpoint
    let note: String
    let moment: Date
  }

  private static let applicationID: Int32 = 0x5463_6877
  private static let format: Int32 = 1
  private let queue: DatabaseQueue
  private let file: URL

  /// Opens the memory; makes it where it is said to.
  ///
  /// - Throws: `Fault(.storage)`, `Fault(.damagedLog)`, `Fault(.newerFormat)`.
  init(file: URL, making: Bool) throws {
    self.file = file
    guard making || FileManager.default.fileExists(atPath: file.path) else {
      throw Fault(
        .incomplete,
        "\(file.path) is missing: without what it cosigned before, a witness could not tell a fork. Begin another "
          + "witness, with another key and name"
      )
    }
    queue = try Self.translating(file) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      // EXTRA: the folder too is flushed when a commit takes the rollback journal away.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
      return try DatabaseQueue(path: file.path, configuration: configuration)
    }
    try write { try Self.prepare($0, making: making) }
  }

  func last(_ origin: String) throws -> Seen? {
    try write { try Self.last(origin, in: $0) }
  }

  /// The log that a place was first seen to offer.
  func origin(at place: String) throws -> String? {
    try write { try String.fetchOne($0, sql: "SELECT origin FROM place WHERE place = ?", arguments: [place]) }
  }

  /// Goes on from what was cosigned last, in one transaction that is on the disk when this returns.
  ///
  /// - Throws: `Fault(.inUse)` where another process has gone on meanwhile, `Fault(.configuration)` where the
  ///   clock stands before the last cosignature.
  func advance(from last: Seen?, to next: Seen, at place: String) throws {
    try write { db in
      let present = try Self.last(next.checkpoint.origin, in: db)
      guard present == last else {
        throw Fault(
          .inUse,
          "another process uses this witness: \(next.checkpoint.origin) has gone on meanwhile"
        )
      }
      guard next.moment >= last?.moment ?? .distantPast else {
        throw Fault(
          .configuration,
          "the clock stands before the last cosignature, of \(last?.moment.formatted(.iso8601) ?? ""): set it right"
        )
      }
      try db.execute(
        sql: "REPLACE INTO log (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          next.checkpoint.origin, next.checkpoint.size, next.checkpoint.root.data, next.note,
          Int64(next.moment.timeIntervalSince1970),
        ]
      )
      try db.execute(
        sql: "INSERT OR IGNORE INTO place (place, origin) VALUES (?, ?)",
        arguments: [place, next.checkpoint.origin]
      )
    }
  }

  /// Keeps what was refused beside what it does not agree with: signed both, so that nobody can deny it.
  func keep(refused note: String, _ reason: String, at moment: Date) throws {
    try write { db in
      try db.execute(
        sql: "INSERT INTO refused (at, reason, note) VALUES (?, ?, ?)",
        arguments: [Int64(moment.timeIntervalSince1970), reason, note]
      )
    }
  }

  private static func last(_ origin: String, in db: Database) throws -> Seen? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM log WHERE origin = ?", arguments: [origin])
    else {
      return nil
    }
    guard let root = TreeHash(row["root"] as Data) else {
      throw Fault(.damagedLog, "what the witness saw of \(origin) cannot be read")
    }
    return Seen(
      checkpoint: Checkpoint(origin: origin, size: row["size"], root: root),
      note: row["note"],
      moment: Date(timeIntervalSince1970: TimeInterval(row["at"] as Int64))
    )
  }

  private static func prepare(_ db: Database, making: Bool) throws {
    let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
    if making, id == 0 {
      try db.execute(
        sql: """
          CREATE TABLE log (
            origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
          CREATE TABLE place (place TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;
          CREATE TABLE refused (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL) STRICT;
          PRAGMA application_id = \(applicationID);
          PRAGMA user_version = \(format);
          """
      )
      return
    }
    guard id == applicationID else { throw Fault(.damagedLog, "it is no witness's memory") }
    guard try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0 <= format else {
      throw Fault(.newerFormat, "a newer program wrote the witness's memory: use that")
    }
  }

  /// In a transaction that no other process writes beside.
  private func write<T>(_ body: (Database) throws -> T) throws -> T {
    try Self.translating(file) { try queue.inTransaction(.immediate, body) }
  }

  private static func translating<T>(_ file: URL, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      let isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
      let words = error.message ?? "no message"
      throw Fault(isDamaged ? .damagedLog : .storage, "the witness's memory \(file.path): \(words)")
    }
  }
}

extension DatabaseQueue {
  fileprivate func inTransaction<T>(
    _ kind: Database.TransactionKind,
    _ body: (Database) throws -> T
  ) throws -> T {
    try writeWithoutTransaction { db in
      var result: Result<T, any Error>?
      try db.inTransaction(kind) {
        result = .success(try body(db))
        return .commit
      }
      guard let result else { throw Fault(.storage, "a transaction ended without an answer") }
      return try result.get()
    }
  }
}
