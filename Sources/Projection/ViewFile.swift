import Foundation
import GRDB
import Kernel

/// One file of views, and the position that all of them have folded to.
struct ViewFile: Sendable {
  private let file: URL
  let writer: any DatabaseWriter

  /// Opens a finished file.
  ///
  /// - Throws: where it is missing, torn, or made by views of other versions.
  init(opening file: URL, _ views: [any FoldedTables.Type], _ digest: StoredClaim.Digest?) throws {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw Fault(.incomplete, "there are no views yet")
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL")
      if !db.configuration.readonly {
        // Kilobytes, and pages: what a batch of thousands of entries changes is written once, and not each time memory
        // is short; what several change alike is moved into the file once.
        try db.execute(sql: "PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 16000")
      }
      KeyedHash.register(digest, in: db)
    }
    self.file = file
    writer = try DatabasePool(path: file.path, configuration: configuration)
    try writer.read { try Self.check($0, views) }
  }

  /// Makes an empty file, to be folded into and ``finish()``ed: until then nothing makes it durable.
  init(making file: URL, _ views: [any FoldedTables.Type], _ digest: StoredClaim.Digest?) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      try db.execute(
        sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -128000"
      )
      KeyedHash.register(digest, in: db)
    }
    self.file = file
    writer = try DatabaseQueue(path: file.path, configuration: configuration)
    try writer.write { try Self.create(views, in: $0) }
  }

  func position() async throws -> Int64 { try await writer.read { try Self.position(in: $0) } }

  /// Folds entries that follow the position, and moves it, in one transaction.
  ///
  /// The position is read inside the write: between two calls somebody else may have folded some.
  func fold(_ batch: Batch, _ folds: FoldSet) async throws {
    try await writer.write { db in
      let position = try Self.position(in: db)
      for (entry, event) in zip(batch.entries, batch.events) where entry.position > position {
        do {
          try folds.apply(event, entry, to: db)
        } catch {
          throw Fault(folding: entry, error)
        }
      }
      guard let last = batch.entries.last, last.position > position else { return }
      try db.fold(sql: "UPDATE view_position SET position = ?", arguments: [last.position])
    }
  }

  /// Leaves nothing of what was deleted in search indexes, in free pages or in the write-ahead log.
  func compact() throws {
    try writer.writeWithoutTransaction { db in
      for table in try Self.searchTables(in: db) {
        try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('optimize')")
      }
    }
    try writer.vacuum()
    if writer is DatabasePool { try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
  }

  /// Makes a new file whole and durable, and closes it.
  func finish() throws {
    try compact()
    try writer.close()
    let handle = try FileHandle(forUpdating: file)
    try handle.synchronize()
    try handle.close()
  }

  /// Removes a file and what SQLite keeps beside it.
  static func remove(_ file: URL) throws {
    for suffix in ["", "-journal", "-wal", "-shm"] {
      let path = file.path + suffix
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
  }
}

extension ViewFile {
  static func position(in db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT position FROM view_position") ?? 0
  }

  private static func check(_ db: Database, _ views: [any FoldedTables.Type]) throws {
    let found = try Row.fetchAll(db, sql: "SELECT name, version FROM view_version ORDER BY name")
      .map { "\($0["name"] as String) \($0["version"] as Int)" }
    guard found == views.map({ "\($0.name) \($0.version)" }).sorted() else {
      throw Fault(.incomplete, "the views are of another version")
    }
    guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
      throw Fault(.incomplete, "the views are damaged")
    }
  }

  private static func create(_ views: [any FoldedTables.Type], in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE view_position (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
        INSERT INTO view_position VALUES (1, 0);
        CREATE TABLE view_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL);
        """
    )
    for view in views {
      try view.create(in: db)
      try db.execute(sql: "INSERT INTO view_version VALUES (?, ?)", arguments: [view.name, view.version])
    }
  }

  private static func searchTables(in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql:
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
    )
  }
}
