import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every account, its roles, and what was done to it.
package struct AccountList: View {
  package static let name = "account_list"
  package static let version = 2
  package static let vault = Vault.directory
  package static var folds: [Fold] { [Fold(Account.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE account_list (
          id TEXT PRIMARY KEY, name TEXT, email TEXT, organisation TEXT,
          is_open INTEGER NOT NULL, is_demonstration INTEGER NOT NULL, opened_at INTEGER NOT NULL,
          version INTEGER NOT NULL);
        CREATE INDEX account_list_email ON account_list (email);
        CREATE INDEX account_list_opened ON account_list (opened_at, id);
        CREATE TABLE account_list_role (
          account TEXT NOT NULL, holding TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT,
          PRIMARY KEY (account, holding));
        CREATE TABLE account_list_history (
          account TEXT NOT NULL, position INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, holding TEXT, reason TEXT NOT NULL);
        """
    )
  }

  private static func apply(_ event: Account.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .opened(let body):
      try db.execute(
        sql: "INSERT INTO account_list VALUES (?, ?, ?, ?, 1, ?, ?, 0)",
        arguments: [
          id, body.name.value, body.email.value, body.organisation, body.isDemonstration,
          entry.occasion.at.milliseconds,
        ]
      )
      try keep("opened", nil, "", entry, db)
    case .revised(let body):
      try db.execute(
        sql: "UPDATE account_list SET name = ?, email = ?, organisation = ? WHERE id = ?",
        arguments: [body.name.value, body.email.value, body.organisation, id]
      )
      try keep("revised", nil, body.reason, entry, db)
    case .roleGranted(let body):
      let holding = try ColumnJSON.text(body.holding)
      try db.execute(
        sql: "INSERT INTO account_list_role VALUES (?, ?, ?, ?)",
        arguments: [id, holding, body.holding.from.iso, body.holding.until?.iso]
      )
      try keep("role-granted", holding, body.reason, entry, db)
    case .roleEnded(let body):
      var ended = body.holding
      ended.until = body.on
      let (before, after) = (try ColumnJSON.text(body.holding), try ColumnJSON.text(ended))
      try db.execute(
        sql: "UPDATE account_list_role SET holding = ?, until_day = ? WHERE account = ? AND holding = ?",
        arguments: [after, body.on.iso, id, before]
      )
      try keep("role-ended", after, body.reason, entry, db)
    case .closed(let body):
      try db.execute(sql: "UPDATE account_list SET is_open = 0 WHERE id = ?", arguments: [id])
      try keep("closed", nil, body.reason, entry, db)
    }
    try db.execute(
      sql: "UPDATE account_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  private static func keep(
    _ act: String,
    _ holding: String?,
    _ reason: String,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO account_list_history VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.stream.id, entry.position, entry.occasion.at.milliseconds, entry.occasion.by, act, holding,
        reason,
      ]
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.execute(
      sql: "UPDATE account_list SET name = NULL, email = NULL WHERE id = ?",
      arguments: [subject]
    )
  }
}

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
    package let holdings: [Holding]
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    package let holding: Holding?
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

  package static func demonstrations(in db: Database) throws -> [Person] {
    try people("WHERE is_demonstration AND is_open ORDER BY opened_at, id", [], in: db)
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM account_list_history WHERE account = ? ORDER BY position",
      arguments: [id]
    )
    .map { row in
      let holding: String? = row["holding"]
      return Act(
        position: row["position"],
        at: Date(milliseconds: row["at"]),
        by: row["by"],
        act: row["act"],
        holding: try holding.map { try ColumnJSON.value($0) },
        reason: row["reason"]
      )
    }
  }

  private static func people(
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Person] {
    try Row.fetchAll(db, sql: "SELECT * FROM account_list \(rest)", arguments: arguments).map { row in
      let holdings = try String.fetchAll(
        db,
        sql: "SELECT holding FROM account_list_role WHERE account = ? ORDER BY from_day, holding",
        arguments: [row["id"] as String]
      )
      return Person(
        id: row["id"],
        version: row["version"],
        openedAt: Date(milliseconds: row["opened_at"]),
        name: row["name"],
        email: row["email"],
        organisation: row["organisation"],
        isOpen: row["is_open"],
        isDemonstration: row["is_demonstration"],
        holdings: try holdings.map { try ColumnJSON.value($0) }
      )
    }
  }
}
