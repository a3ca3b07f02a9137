import Foundation
import GRDB
import Kernel

/// The file of a vault's keys, all of them wrapped, and the tombstones of those that are destroyed.
struct KeyFile: Sendable {
  enum Row {
    case none
    case destroyed
    case wrapped(Data)

    var isWrapped: Bool { if case .wrapped = self { true } else { false } }
    var isDestroyed: Bool { if case .destroyed = self { true } else { false } }
  }

  private let queue: DatabaseQueue

  init(_ file: URL, readOnly: Bool) throws {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      guard !readOnly else { return }
      // No write-ahead log: a destroyed key must not live on in one.
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY")
    }
    queue = try Self.translating(file.path) {
      let queue = try DatabaseQueue(path: file.path, configuration: configuration)
      if !readOnly { try queue.write(Self.make) }
      return queue
    }
  }

  /// Runs with the file to itself; nobody else in this program reads or writes it meanwhile.
  func alone<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try Self.translating("the keys") { try queue.writeWithoutTransaction(body) }
  }

  /// Runs as ``alone``, and keeps all that is changed or nothing.
  func change<Result>(_ db: Database, _ body: () throws -> Result) throws -> Result {
    var result: Result?
    try db.inTransaction(.immediate) {
      result = try body()
      return .commit
    }
    guard let result else { throw Fault(.storage, "the keys were not written") }
    return result
  }

  /// Overwrites what was freed, and gives it back.
  func compact() throws {
    try Self.translating("the keys") { try queue.vacuum() }
  }

  static func row(of subject: String, in db: Database) throws -> Row {
    let statement = try db.cachedStatement(sql: "SELECT wrapped FROM subject_key WHERE subject = ?")
    guard let row = try GRDB.Row.fetchOne(statement, arguments: [subject]) else { return .none }
    guard let wrapped = row["wrapped"] as Data? else { return .destroyed }
    return .wrapped(wrapped)
  }

  /// Every key by its subject; nil where it is destroyed.
  static func all(in db: Database) throws -> [(subject: String, key: Data?)] {
    try GRDB.Row.fetchAll(db, sql: "SELECT subject, wrapped FROM subject_key")
      .map { ($0["subject"], $0["wrapped"]) }
  }

  /// Writes a wrapped key over what is there; nil leaves a tombstone.
  static func put(_ wrapped: Data?, of subject: String, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO subject_key (subject, wrapped) VALUES (?, ?) "
        + "ON CONFLICT (subject) DO UPDATE SET wrapped = excluded.wrapped"
    )
    try statement.execute(arguments: [subject, wrapped])
  }

  private static func make(in db: Database) throws {
    try db.execute(
      sql: "CREATE TABLE IF NOT EXISTS subject_key (subject TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID"
    )
  }

  private static func translating<Result>(_ place: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw Fault(.storage, "\(place): \(error.message ?? "cannot be read or written")")
    }
  }
}
