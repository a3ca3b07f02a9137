package import Foundation
import GRDB
import Kernel

/// Passwords, sessions, one-time links and failed attempts: plain tables, kept out of the log.
///
/// Secrets are stored as digests. Without this file nobody can sign in until somebody gets a new one-time link.
package struct AccessStore: Sendable {
  let database: DatabaseQueue

  package init(file: URL) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL"
      )
    }
    do {
      database = try DatabaseQueue(path: file.path, configuration: configuration)
      try database.write { db in
        try db.execute(
          sql: Self.tables + Self.savedSearchTable + Self.factorTables + Self.purposeTable + Self.linkedTable
            + Self.calendarTable
        )
        try Self.completeSessions(in: db)
      }
    } catch let error as DatabaseError {
      throw Fault(.storage, "\(file.path): \(error.message ?? "cannot be opened")")
    }
  }

  private static let tables = """
    CREATE TABLE IF NOT EXISTS password (account TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS link (
      digest BLOB PRIMARY KEY, purpose TEXT NOT NULL, account TEXT, expires INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS session (
      digest BLOB PRIMARY KEY, account TEXT NOT NULL, form TEXT NOT NULL,
      started INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS session_account ON session (account);
    CREATE TABLE IF NOT EXISTS token (
      digest BLOB PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, reach TEXT NOT NULL,
      made INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER) STRICT;
    CREATE INDEX IF NOT EXISTS token_account ON token (account);
    CREATE TABLE IF NOT EXISTS attempt (
      name BLOB PRIMARY KEY, count INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
    """

  // MARK: Passwords

  package func setPassword(_ hash: String, of account: String) async throws {
    try await database.write { db in
      try db.execute(
        sql: "INSERT INTO password VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET hash = excluded.hash",
        arguments: [account, hash]
      )
    }
  }

  package func password(of account: String) async throws -> String? {
    try await database.read {
      try String.fetchOne($0, sql: "SELECT hash FROM password WHERE account = ?", arguments: [account])
    }
  }

  /// Takes away every way in, and what was kept for them: searches and the second factor too.
  package func forget(_ account: String) async throws {
    try await delete(account, from: Self.waysIn + ["saved_search", "factor", "recovery"])
  }

  /// Takes away what somebody signed in with before; what they keep stays, and so does the second factor.
  func endWaysIn(_ account: String) async throws { try await delete(account, from: Self.waysIn) }

  private static let waysIn = ["password", "link", "session", "token", "half", "linked", "calendar"]

  func delete(_ account: String, from tables: [String]) async throws {
    try await database.write { db in
      for table in tables {
        try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [account])
      }
    }
  }

  // MARK: One-time links

  package func add(_ link: OneTimeLink, digest: Data) async throws {
    try await database.write { db in
      // A new link takes the place of an older one for the same purpose.
      try db.execute(
        sql: "DELETE FROM link WHERE purpose = ? AND account IS ?",
        arguments: [link.purpose.rawValue, link.account]
      )
      try db.execute(
        sql: "INSERT INTO link VALUES (?, ?, ?, ?)",
        arguments: [digest, link.purpose.rawValue, link.account, link.expires.milliseconds]
      )
    }
  }

  /// The link, if it can still be used; looking does not use it up.
  package func link(_ digest: Data, at now: Date) async throws -> OneTimeLink? {
    try await database.read { try Self.link(digest, at: now, in: $0) }
  }

  /// Uses the link up: of two who come at once, one gets it.
  package func take(_ digest: Data, at now: Date) async throws -> OneTimeLink? {
    try await database.write { db in
      guard let link = try Self.link(digest, at: now, in: db) else { return nil }
      try db.execute(sql: "DELETE FROM link WHERE digest = ?", arguments: [digest])
      return link
    }
  }

  private static func link(_ digest: Data, at now: Date, in db: Database) throws -> OneTimeLink? {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT purpose, account, expires FROM link WHERE digest = ? AND expires > ?",
      arguments: [digest, now.milliseconds]
    )
    guard let row, let purpose = OneTimeLink.Purpose(rawValue: row["purpose"]) else { return nil }
    return OneTimeLink(purpose, account: row["account"], expires: Date(milliseconds: row["expires"]))
  }
}

/// A link that signs somebody in once.
package struct OneTimeLink: Equatable, Sendable {
  package enum Purpose: String, Sendable {
    /// Nobody has an account yet.
    case firstAdministrator = "first-administrator"
    case choosePassword = "choose-password"
    /// Signs in and asks for nothing: demonstration accounts only.
    case demonstration
  }

  package let purpose: Purpose
  package let account: String?
  package let expires: Date

  package init(_ purpose: Purpose, account: String?, expires: Date) {
    self.purpose = purpose
    self.account = account
    self.expires = expires
  }
}

extension AccessStore {
  // MARK: Attempts

  /// Counts an attempt of a name that is about to be made.
  ///
  /// Counted before it is looked at: of many at once no more are let through than of as many in a row.
  ///
  /// - Returns: Until when the name is locked; nil where the attempt may be made.
  func countAttempt(of name: Data, at now: Date, most: Int, lockout: TimeInterval) async throws -> Date? {
    try await database.write { db in
      let row = try Row.fetchOne(db, sql: "SELECT count, last FROM attempt WHERE name = ?", arguments: [name])
      var count: Int = row?["count"] ?? 0
      // Where the clock was turned back a lock lasts from now, and not until the clock is there again.
      var last = min(Date(milliseconds: row?["last"] ?? 0), now)
      if last.addingTimeInterval(lockout) < now { count = 0 }
      let isLocked = count >= most
      if !isLocked { (count, last) = (count + 1, now) }
      try db.execute(
        sql: "INSERT INTO attempt VALUES (?, ?, ?) "
          + "ON CONFLICT (name) DO UPDATE SET count = excluded.count, last = excluded.last",
        arguments: [name, count, last.milliseconds]
      )
      return isLocked ? last.addingTimeInterval(lockout) : nil
    }
  }

  func clearAttempts(of name: Data) async throws {
    try await database.write { try $0.execute(sql: "DELETE FROM attempt WHERE name = ?", arguments: [name]) }
  }
}
