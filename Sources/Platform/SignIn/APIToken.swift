package import Foundation
import GRDB
package import Kernel

/// A token that a person made for a program of theirs: it acts as they do, until it runs out or is ended.
///
/// The token itself is shown once; its digest is kept.
package struct APIToken: Equatable, Sendable {
  package enum Reach: String, CaseIterable, Sendable {
    /// Asks, and changes nothing.
    case read
    /// Does what its owner may do.
    case write

    package static let list = CodeList(
      "token-reach",
      version: 1,
      [
        .init("read", "It only reads"),
        .init("write", "It reads and changes", hint: "Whatever your roles let you do"),
      ]
    )
  }

  package let digest: Data
  package let account: String
  /// What its owner calls it.
  package let name: String
  package let reach: Reach
  package let made: Date
  package let expires: Date
  package let used: Date?

  /// Names it in an address: enough of the digest, and nothing of the token.
  package var id: String { digest.prefix(16).hex }
}

extension AccessStore {
  package func add(_ token: APIToken) async throws {
    try await database.write { db in
      try db.execute(
        sql: "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, NULL)",
        arguments: [
          token.digest, token.account, token.name, token.reach.rawValue, token.made.milliseconds,
          token.expires.milliseconds,
        ]
      )
    }
  }

  /// The token, where it has not run out.
  package func token(_ digest: Data, at now: Date) async throws -> APIToken? {
    try await database.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT * FROM token WHERE digest = ? AND expires > ?",
        arguments: [digest, now.milliseconds]
      )
      .flatMap(Self.token)
    }
  }

  /// Somebody's tokens, those that ran out among them, the newest first.
  package func tokens(of account: String) async throws -> [APIToken] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM token WHERE account = ? ORDER BY made DESC",
        arguments: [account]
      )
      .compactMap(Self.token)
    }
  }

  package func touchToken(_ digest: Data, at now: Date) async throws {
    try await database.write {
      try $0.execute(
        sql: "UPDATE token SET used = ? WHERE digest = ?",
        arguments: [now.milliseconds, digest]
      )
    }
  }

  package func endToken(_ digest: Data) async throws {
    try await database.write {
      try $0.execute(sql: "DELETE FROM token WHERE digest = ?", arguments: [digest])
    }
  }

  package func endTokens(of account: String) async throws {
    try await database.write {
      try $0.execute(sql: "DELETE FROM token WHERE account = ?", arguments: [account])
    }
  }

  private static func token(_ row: Row) -> APIToken? {
    guard let reach = APIToken.Reach(rawValue: row["reach"]) else { return nil }
    let used: Int64? = row["used"]
    return APIToken(
      digest: row["digest"],
      account: row["account"],
      name: row["name"],
      reach: reach,
      made: Date(milliseconds: row["made"]),
      expires: Date(milliseconds: row["expires"]),
      used: used.map { Date(milliseconds: $0) }
    )
  }
}

/// A token that nobody made, or that has ended or run out; 401.
package struct BadToken: Error, Equatable, Sendable {}

/// A token that only reads was sent with a change; 403.
package struct ReadOnlyToken: Error, Equatable, Sendable {}
