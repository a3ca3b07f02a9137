import Foundation
import GRDB
import Kernel

/// A purpose that somebody chose for a record, in one session.
struct KeptPurpose: Equatable, Sendable {
  let code: String
  /// Sealed.
  let words: Data?
  let chosen: Date
}

extension AccessStore {
  static let purposeTable = """
    CREATE TABLE IF NOT EXISTS purpose (
      session BLOB NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, code TEXT NOT NULL, words BLOB,
      chosen INTEGER NOT NULL, PRIMARY KEY (session, kind, record)) STRICT;
    """

  func keep(_ purpose: KeptPurpose, for record: Reference, session: Data) async throws {
    try await database.write { db in
      // Nobody asks any more for what was chosen in sessions that have ended.
      try db.execute(sql: "DELETE FROM purpose WHERE session NOT IN (SELECT digest FROM session)")
      try db.execute(
        sql: "INSERT OR REPLACE INTO purpose VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          session, record.kind, record.id, purpose.code, purpose.words, purpose.chosen.milliseconds,
        ]
      )
    }
  }

  func purpose(for record: Reference, session: Data) async throws -> KeptPurpose? {
    try await database.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT code, words, chosen FROM purpose WHERE session = ? AND kind = ? AND record = ?",
        arguments: [session, record.kind, record.id]
      )
      .map {
        KeptPurpose(code: $0["code"], words: $0["words"], chosen: Date(milliseconds: $0["chosen"]))
      }
    }
  }
}
