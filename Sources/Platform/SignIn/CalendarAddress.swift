package import Foundation
import GRDB
import Kernel

/// The address of somebody's calendar, for programs that cannot sign in: whoever knows it reads what stands in it.
///
/// The secret in it is shown once; its digest is kept. Each account has one at most.
extension AccessStore {
  static let calendarTable = """
    CREATE TABLE IF NOT EXISTS calendar (
      account TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, made INTEGER NOT NULL) STRICT;
    """

  /// Gives an account a new address, and ends the one that it had.
  package func setCalendar(_ digest: Data, of account: String, at now: Date) async throws {
    try await database.write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO calendar VALUES (?, ?, ?)",
        arguments: [account, digest, now.milliseconds]
      )
    }
  }

  package func calendarOwner(_ digest: Data) async throws -> String? {
    try await database.read {
      try String.fetchOne($0, sql: "SELECT account FROM calendar WHERE digest = ?", arguments: [digest])
    }
  }

  /// When the account's address was made; nil where it has none.
  package func calendarMade(of account: String) async throws -> Date? {
    try await database.read {
      try Int64.fetchOne($0, sql: "SELECT made FROM calendar WHERE account = ?", arguments: [account])
        .map { Date(milliseconds: $0) }
    }
  }

  package func endCalendar(of account: String) async throws {
    try await database.write {
      try $0.execute(sql: "DELETE FROM calendar WHERE account = ?", arguments: [account])
    }
  }
}
