import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension AccountList {
  package struct Person: Equatable, Sendable {
    package let id: String
    /// How many entries the account's stream held.
    package let version: Int
    package let openedAt: Date
    /// Nil once the person is erased.
    package let name: String?
    package let email: String?
    package let organisation: String?
    package let isOpen: Bool
    package let isDemonstration: Bool
    /// The roles as they were granted, reviewed and ended, the earliest first.
    package let grants: [Grant]
    /// The last of each text.
    package let agreements: [Agreement]

    package var holdings: [Holding] { grants.map(\.holding) }
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    package let holding: Holding?
    /// The day of the next review, or the code of a text; empty for other acts.
    package let detail: String
    package let reason: String
  }

  package static func find(_ id: String, in db: Database) throws -> Person? {
    try people("WHERE id = ?", [id], in: db).first
  }

  package static func account(of email: String, in db: Database) throws -> String? {
    try String.fetchOne(
      db,
      sql: "SELECT id FROM account_list WHERE email = ? AND is_open",
      arguments: [email.lowercased()]
    )
  }

  package static func names(_ ids: Set<String>, in db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql:
        "SELECT id, name FROM account_list WHERE id IN (SELECT value FROM json_each(?)) AND name IS NOT NULL",
      arguments: [ColumnJSON.text(Array(ids))]
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["name"]) })
  }

  package static func page(offset: Int, limit: Int, in db: Database) throws -> (people: [Person], total: Int)
  {
    let people = try people(
      "ORDER BY is_open DESC, name COLLATE NOCASE, id LIMIT ? OFFSET ?",
      [limit, offset],
      in: db
    )
    return (people, try count(in: db))
  }

  /// Some of them, the first opened first: an order in which nothing personal stands.
  ///
  /// - Parameter after: Milliseconds and identifier of the last that was given.
  package static func slice(
    after: (openedAt: Int64, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> [Person] {
    let (at, id) = after ?? (.min, "")
    return try people(
      "WHERE (opened_at, id) > (?, ?) ORDER BY opened_at, id LIMIT ?",
      [at, id, limit],
      in: db
    )
  }

  package static func count(in db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM account_list") ?? 0
  }

  /// How many are neither made up nor opened by somebody who is, and so on: whoever tries the program may open some.
  package static func countOfPeople(in db: Database) throws -> Int {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT a.id, a.is_demonstration, h.by FROM account_list a
        JOIN account_list_history h ON h.account = a.id AND h.act = 'opened' ORDER BY h.position
        """
    )
    let madeUp = rows.reduce(into: Set<String>()) { madeUp, row in
      if row["is_demonstration"] || madeUp.contains(row["by"]) { madeUp.insert(row["id"]) }
    }
    return rows.count - madeUp.count
  }

  package static func demonstrations(in db: Database) throws -> [Person] {
    try people("WHERE is_demonstration AND is_open ORDER BY opened_at, id", [], in: db)
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM account_list_history WHERE account = ? ORDER BY position",
      arguments: [id]
    )
    .map(act)
  }

  /// What was decided on roles, whoever held them, the latest first.
  ///
  /// - Parameter position: The place in the log of the last that was given.
  package static func roleDecisions(
    before position: Int64 = .max,
    limit: Int,
    in db: Database
  ) throws -> [(account: String, act: Act)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM account_list_history
        WHERE position < ? AND act IN ('role-granted', 'role-reviewed', 'role-ended')
        ORDER BY position DESC LIMIT ?
        """,
      arguments: [position, limit]
    )
    .map { (account: $0["account"], act: try act($0)) }
  }

  private static func act(_ row: Row) throws -> Act {
    let holding: String? = row["holding"]
    return Act(
      position: row["position"],
      at: Date(milliseconds: row["at"]),
      by: row["by"],
      act: row["act"],
      holding: try holding.map { try ColumnJSON.value($0) },
      detail: row["detail"],
      reason: row["reason"]
    )
  }

  static func people(
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Person] {
    try Row.fetchAll(db, sql: "SELECT * FROM account_list \(rest)", arguments: arguments).map { row in
      let id: String = row["id"]
      return Person(
        id: id,
        version: row["version"],
        openedAt: Date(milliseconds: row["opened_at"]),
        name: row["name"],
        email: row["email"],
        organisation: row["organisation"],
        isOpen: row["is_open"],
        isDemonstration: row["is_demonstration"],
        grants: try grants(of: id, in: db),
        agreements: try agreements(of: id, in: db)
      )
    }
  }

  private static func grants(of account: String, in db: Database) throws -> [Grant] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM account_list_role WHERE account = ? ORDER BY from_day, holding",
      arguments: [account]
    )
    .compactMap { row in
      let next: String? = row["next_review"]
      return try PartialDate(row["granted_on"] as String).map { day in
        Grant(
          try ColumnJSON.value(row["holding"]),
          on: day,
          by: row["granted_by"],
          nextReview: next.flatMap { PartialDate($0) }
        )
      }
    }
  }

  private static func agreements(of account: String, in db: Database) throws -> [Agreement] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM account_list_text WHERE account = ? ORDER BY text",
      arguments: [account]
    )
    .compactMap { row in
      PartialDate(row["on_day"] as String).map {
        Agreement(text: row["text"], version: row["version"], on: $0)
      }
    }
  }

  /// Everybody with an open account to whom one of some roles was ever granted, by name.
  package static func holding(_ roles: [Role], in db: Database) throws -> [Person] {
    try people(
      """
      WHERE is_open AND id IN (
        SELECT account FROM account_list_role
        WHERE json_extract(holding, '$.role') IN (SELECT value FROM json_each(?)))
      ORDER BY name COLLATE NOCASE, id
      """,
      [try ColumnJSON.text(roles)],
      in: db
    )
  }

  /// Whose roles somebody may have to review: open accounts with a role that has not ended and of which a review
  /// may be due by a day, by name.
  ///
  /// - Parameter granted: The day by which a role was granted, or began, that was never reviewed.
  package static func toReview(
    reviewed day: PartialDate,
    granted: PartialDate,
    today: PartialDate,
    in db: Database
  ) throws -> [Person] {
    try people(
      """
      WHERE is_open AND id IN (
        SELECT account FROM account_list_role
        WHERE (until_day IS NULL OR until_day >= ?)
          AND (next_review <= ? OR next_review IS NULL AND max(from_day, granted_on) <= ?))
      ORDER BY name COLLATE NOCASE, id
      """,
      [today.iso, day.iso, granted.iso],
      in: db
    )
  }
}

extension AccountList.Person {
  /// How each role stands on a day, in the order of ``grants``.
  package func standings(under terms: RoleTerms, on day: PartialDate) -> [Standing] {
    grants.map { terms.standing(of: $0, agreements, on: day) }
  }

  /// The person as whoever asks, with the roles that are active on a day.
  package func viewer(under terms: RoleTerms, on day: PartialDate) -> Viewer {
    let active = standings(under: terms, on: day).filter(\.isActive)
    return Viewer(account: id, organisation: organisation, holdings: active.map(\.holding))
  }
}
