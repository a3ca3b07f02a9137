import Foundation
import GRDB
import Kernel

/// One file of views, and the position that all of them have folded to.
struct ViewFile: Sendable {
  let pool: DatabasePool

  init(_ file: URL, _ views: [any View.Type], forRebuild: Bool = false) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      // A file being built is thrown away if it is not finished.
      try db.execute(sql: "PRAGMA synchronous = \(forRebuild ? "OFF" : "NORMAL")")
    }
    pool = try DatabasePool(path: file.path, configuration: configuration)
    if try !isReady(for: views) { throw Fault(.incomplete, "the views are of another version") }
  }

  /// True once the tables are these views' of these versions; makes them in an empty file.
  private func isReady(for views: [any View.Type]) throws -> Bool {
    try pool.write { db in
      guard try db.tableExists("view_position") else {
        try Self.create(views, in: db)
        return true
      }
      let found = try Row.fetchAll(db, sql: "SELECT name, version FROM view_version ORDER BY name")
        .map { "\($0["name"] as String) \($0["version"] as Int)" }
      return found == views.map { "\($0.name) \($0.version)" }.sorted()
    }
  }

  private static func create(_ views: [any View.Type], in db: Database) throws {
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

  static func position(in db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT position FROM view_position") ?? 0
  }

  /// Folds entries that follow the position, and moves it, in one transaction.
  ///
  /// The position is read inside the write: between two calls somebody else may have folded some.
  func fold(_ entries: [Entry], _ events: [(any DomainEvent)?], _ folds: FoldSet) throws {
    try pool.write { db in
      let position = try Self.position(in: db)
      for (entry, event) in zip(entries, events) where entry.position > position {
        try folds.apply(event, entry, to: db)
      }
      guard let last = entries.last, last.position > position else { return }
      try db.execute(sql: "UPDATE view_position SET position = ?", arguments: [last.position])
    }
  }

  /// Leaves nothing of what was deleted in free pages or in the write-ahead log.
  func compact() throws {
    try pool.vacuum()
    try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
  }

  /// Removes a file and what SQLite keeps beside it.
  static func remove(_ file: URL) throws {
    for suffix in ["", "-wal", "-shm"] {
      let path = file.path + suffix
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
  }
}
