package import Foundation
import GRDB
import Kernel

/// A search that somebody keeps to come back to: theirs alone, and forgotten with their account.
package struct SavedSearch: Equatable, Sendable {
  package let id: String
  package let account: String
  /// What its owner calls it.
  package let name: String
  /// What stands in the address behind the list's path.
  package let query: String
  package let made: Date
  /// When its owner last looked at what it finds.
  package let seen: Date

  /// How many one account can keep.
  package static let most = 50

  package init(id: String, account: String, name: String, query: String, made: Date, seen: Date) {
    self.id = id
    self.account = account
    self.name = name
    self.query = query
    self.made = made
    self.seen = seen
  }
}

extension SavedSearch {
  fileprivate init(_ row: Row) {
    self.init(
      id: row["id"],
      account: row["account"],
      name: row["name"],
      query: row["query"],
      made: Date(milliseconds: row["made"]),
      seen: Date(milliseconds: row["seen"])
    )
  }
}

extension AccessStore {
  static let savedSearchTable = """
    CREATE TABLE IF NOT EXISTS saved_search (
      id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
      made INTEGER NOT NULL, seen INTEGER NOT NULL, UNIQUE (account, query)) STRICT;
    """

  /// Keeps a search, once however often it is asked.
  ///
  /// - Returns: What is kept: the one of before, where it was asked before; nil where its owner keeps as many as
  ///   they can.
  package func keep(_ search: SavedSearch) async throws -> SavedSearch? {
    try await database.write { db in
      let count = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM saved_search WHERE account = ? AND query <> ?",
        arguments: [search.account, search.query]
      )
      guard (count ?? 0) < SavedSearch.most else { return nil }
      try db.execute(
        sql: "INSERT OR IGNORE INTO saved_search VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          search.id, search.account, search.name, search.query, search.made.milliseconds,
          search.seen.milliseconds,
        ]
      )
      return try Row.fetchOne(
        db,
        sql: "SELECT * FROM saved_search WHERE account = ? AND query = ?",
        arguments: [search.account, search.query]
      )
      .map(SavedSearch.init)
    }
  }

  /// Somebody's searches, by name.
  package func savedSearches(of account: String) async throws -> [SavedSearch] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM saved_search WHERE account = ? ORDER BY lower(name), id",
        arguments: [account]
      )
      .map(SavedSearch.init)
    }
  }

  package func rename(_ id: String, of account: String, to name: String) async throws {
    try await database.write {
      try $0.execute(
        sql: "UPDATE saved_search SET name = ? WHERE id = ? AND account = ?",
        arguments: [name, id, account]
      )
    }
  }

  package func touchSearch(_ id: String, of account: String, at now: Date) async throws {
    try await database.write {
      try $0.execute(
        sql: "UPDATE saved_search SET seen = ? WHERE id = ? AND account = ?",
        arguments: [now.milliseconds, id, account]
      )
    }
  }

  package func drop(_ id: String, of account: String) async throws {
    try await database.write {
      try $0.execute(
        sql: "DELETE FROM saved_search WHERE id = ? AND account = ?",
        arguments: [id, account]
      )
    }
  }
}
