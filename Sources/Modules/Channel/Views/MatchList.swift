package import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// What people said of two referrals: that they are of one person, or are not.
package struct MatchList: View {
  package static let name = "match_list"
  package static let version = 1
  package static let vault = Match.vault
  package static var folds: [Fold] { [Fold(Match.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE match_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
          life TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT);
        CREATE INDEX match_list_one ON match_list (one);
        CREATE INDEX match_list_other ON match_list (other);
        CREATE TABLE match_list_history (
          position INTEGER PRIMARY KEY, pair TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT);
        CREATE INDEX match_list_history_pair ON match_list_history (pair);
        """
    )
  }

  private static func apply(_ event: Match.Event, _ entry: Entry, _ db: Database) throws {
    let (life, act, body): (Match.State.Life, String, Match.Said) =
      switch event {
      case .confirmed(let body): (.confirmed, "confirmed", body)
      case .rejected(let body): (.rejected, "rejected", body)
      case .undone(let body): (.open, "undone", body)
      }
    let (at, by, reason) = (entry.occasion.at.milliseconds, entry.occasion.by, body.reason.value)
    try db.fold(
      sql: "INSERT OR REPLACE INTO match_list VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.stream.id, entry.streamVersion, body.pair.one, body.pair.other, life.rawValue, at, by, reason,
      ]
    )
    try HistoryAct.keep(act, reason, entry, in: "match_list_history", db)
  }

  package static func erase(subject: String, in db: Database) throws {
    for statement in [
      "UPDATE match_list SET reason = NULL WHERE one = :subject OR other = :subject",
      """
      UPDATE match_list_history SET reason = NULL
      WHERE pair IN (SELECT id FROM match_list WHERE one = :subject OR other = :subject)
      """,
    ] { try db.fold(sql: statement, arguments: ["subject": subject]) }
  }
}

extension MatchList {
  /// What was last said of a pair.
  package struct Row: Equatable, Sendable {
    package let id: String
    package let version: Int
    package let one: String
    package let other: String
    package let life: Match.State.Life
    package let at: Date
    /// The account that said it.
    package let by: String
    /// Nil once either person is erased.
    package let reason: String?

    /// The one of the two that is not this.
    package func beside(_ id: String) -> String { one == id ? other : one }
  }

  package static func find(_ pair: Match.Pair, in db: Database) throws -> Row? {
    try said(as: pair.id, in: db)
  }

  /// What was last said of the pair whose stream has an identifier.
  package static func said(as id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// What was said of a referral and others.
  package static func said(of id: String, in db: Database) throws -> [Row] {
    try rows("WHERE one = :id OR other = :id ORDER BY at, id", ["id": id], in: db)
  }

  /// The links by which referrals are of one person, however many lie between them; each once.
  package static func links(from id: String, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE life = 'confirmed' AND one IN (
        WITH RECURSIVE linked (id) AS (
          SELECT :id
          UNION
          SELECT CASE WHEN one = linked.id THEN other ELSE one END FROM linked
          JOIN match_list ON (one = linked.id OR other = linked.id) AND life = 'confirmed')
        SELECT id FROM linked)
      ORDER BY at, id
      """,
      ["id": id],
      in: db
    )
  }

  package static func history(of pair: Match.Pair, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: pair.id, in: "match_list_history", by: "pair", db)
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM match_list \(rest)", arguments: arguments).map { row in
      guard let life = Match.State.Life(rawValue: row["life"]) else {
        throw Fault(.damagedLog, "a match is in no life")
      }
      return Row(
        id: row["id"],
        version: row["version"],
        one: row["one"],
        other: row["other"],
        life: life,
        at: Date(milliseconds: row["at"]),
        by: row["by"],
        reason: row["reason"]
      )
    }
  }
}
