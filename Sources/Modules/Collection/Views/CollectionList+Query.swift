package import Domain
package import Foundation
package import GRDB
import Kernel
import Projection

extension CollectionList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let life: Collection.Life
    package let details: Collection.Details
    package let organisation: String?
    /// The account that made it.
    package let maker: String
    package let changedAt: Date

    init(_ row: GRDB.Row) throws {
      guard let life = Collection.Life(rawValue: row["life"]) else {
        throw Fault(.damagedLog, "a collection of an unknown state is listed")
      }
      id = row["id"]
      version = row["version"]
      self.life = life
      details = .init(title: row["title"], purpose: row["purpose"])
      organisation = row["organisation"]
      maker = row["maker"]
      changedAt = Date(milliseconds: row["changed_at"])
    }
  }

  /// A collection in a list, with how many of its practices a reader may see.
  package struct Listed: Equatable, Sendable {
    package let row: Row
    package let practices: Int
  }

  /// A practice of a collection, as a reader may see it.
  package struct Shown: Equatable, Sendable {
    package let practice: PracticeList.Row
    package let why: String
    /// What took its place, where the reader may see that too.
    package let successor: PracticeList.Row?
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    package let reason: String
    /// The practice that it was about.
    package let practice: String?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// Every practice in it, whoever may see which, in order.
  package static func items(of id: String, in db: Database) throws -> [Collection.Item] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT practice, why FROM collection_list_item WHERE collection = ? ORDER BY place",
      arguments: [id]
    )
    .map { .init(practice: $0["practice"], why: $0["why"]) }
  }

  /// Those of its practices that a reader may see, in order.
  package static func shown(of id: String, _ scope: PracticeList.Scope, in db: Database) throws -> [Shown] {
    let items = try items(of: id, in: db)
    let practices = try PracticeList.find(items.map(\.practice), scope, in: db)
    let successors = try PracticeList.find(practices.values.compactMap(\.supersededBy), scope, in: db)
    return items.compactMap { item in
      practices[item.practice].map { practice in
        Shown(
          practice: practice,
          why: item.why,
          successor: practice.supersededBy.flatMap { successors[$0] }
        )
      }
    }
  }

  /// Collections in some states, those that changed last first.
  package static func page(
    in lives: [Collection.Life],
    _ scope: PracticeList.Scope,
    offset: Int,
    limit: Int,
    in db: Database
  ) throws -> (listed: [Listed], total: Int) {
    let rest = "ORDER BY changed_at DESC, title, id LIMIT ? OFFSET ?"
    return try page(in: lives, scope, rest, [limit, offset], in: db)
  }

  /// - Parameter rest: What follows the condition that they are in those states.
  private static func page(
    in lives: [Collection.Life],
    _ scope: PracticeList.Scope,
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> (listed: [Listed], total: Int) {
    let states = try ColumnJSON.text(lives.map(\.rawValue))
    let condition = "WHERE life IN (SELECT value FROM json_each(?))"
    let listed = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT c.*, (
          SELECT count(*) FROM collection_list_item i WHERE i.collection = c.id
          AND i.practice IN (SELECT id FROM practice_list WHERE id = i.practice AND (\(scope.sql)))) AS practices
        FROM collection_list c \(condition) \(rest)
        """,
      arguments: StatementArguments(scope.arguments) + [states] + arguments
    )
    .map { Listed(row: try Row($0), practices: $0["practices"]) }
    let total = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM collection_list \(condition)",
      arguments: [states]
    )
    return (listed, total ?? 0)
  }

  /// Some of the collections in some states, what changed last first.
  ///
  /// - Parameter after: Milliseconds and identifier of the last that was given.
  package static func slice(
    in lives: [Collection.Life],
    _ scope: PracticeList.Scope,
    after: (changedAt: Int64, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> (listed: [Listed], total: Int) {
    let (at, id) = after ?? (.max, "")
    return try page(
      in: lives,
      scope,
      "AND (changed_at, id) < (?, ?) ORDER BY changed_at DESC, id DESC LIMIT ?",
      [at, id, limit],
      in: db
    )
  }

  /// Collections in some states that a practice is in, or is not in, by title.
  package static func collections(
    in lives: [Collection.Life],
    holding practice: String,
    _ holds: Bool = true,
    in db: Database
  ) throws -> [Row] {
    try rows(
      """
      WHERE life IN (SELECT value FROM json_each(?)) AND id \(holds ? "IN" : "NOT IN")
        (SELECT collection FROM collection_list_item WHERE practice = ?) ORDER BY title COLLATE NOCASE, id
      """,
      [try ColumnJSON.text(lives.map(\.rawValue)), practice],
      in: db
    )
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM collection_list_history WHERE collection = ? ORDER BY position",
      arguments: [id]
    )
    .map {
      Act(
        position: $0["position"],
        at: Date(milliseconds: $0["at"]),
        by: $0["by"],
        act: $0["act"],
        reason: $0["reason"],
        practice: $0["practice"]
      )
    }
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM collection_list \(rest)", arguments: arguments).map(
      Row.init
    )
  }
}
