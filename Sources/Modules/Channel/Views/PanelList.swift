import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Who sits on the panel of each area, and who did.
package struct PanelList: View {
  package static let name = "panel_list"
  package static let version = 1
  package static let vault = Panel.vault
  package static var folds: [Fold] { [Fold(Panel.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE panel_list (
          area TEXT NOT NULL, account TEXT NOT NULL, agency TEXT NOT NULL, agency_version INTEGER NOT NULL,
          is_chair INTEGER NOT NULL, PRIMARY KEY (area, account));
        CREATE INDEX panel_list_account ON panel_list (account);
        CREATE TABLE panel_list_history (
          position INTEGER PRIMARY KEY, area TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL,
          by TEXT NOT NULL, act TEXT NOT NULL, agency TEXT NOT NULL, reason TEXT);
        CREATE INDEX panel_list_history_area ON panel_list_history (area);
        CREATE TABLE panel_list_version (area TEXT PRIMARY KEY, version INTEGER NOT NULL);
        """
    )
  }

  private static func apply(_ event: Panel.Event, _ entry: Entry, _ db: Database) throws {
    let area = entry.stream.id
    switch event {
    case .memberNamed(let body):
      try db.fold(
        sql: "INSERT OR REPLACE INTO panel_list VALUES (?, ?, ?, ?, ?)",
        arguments: [area, body.account, body.agency.code, body.agency.version, body.isChair]
      )
      try keep("member-named", body.account, body.agency.code, nil, entry, db)
    case .memberReleased(let body):
      try db.fold(
        sql: "DELETE FROM panel_list WHERE area = ? AND account = ?",
        arguments: [area, body.account]
      )
      try keep("member-released", body.account, "", body.reason.value, entry, db)
    }
    try db.fold(
      sql: "INSERT OR REPLACE INTO panel_list_version VALUES (?, ?)",
      arguments: [area, entry.streamVersion]
    )
  }

  private static func keep(
    _ act: String,
    _ account: String,
    _ agency: String,
    _ reason: String?,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO panel_list_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, account, entry.occasion.at.milliseconds, entry.occasion.by, act,
        agency, reason,
      ]
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(
      sql: "UPDATE panel_list_history SET reason = NULL WHERE account = ?",
      arguments: [subject]
    )
  }
}

extension PanelList {
  package struct Member: Equatable, Sendable {
    package let area: String
    package let account: String
    package let agency: Coded
    package let isChair: Bool
  }

  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    /// The account that it was about.
    package let account: String
    package let agency: String
    package let reason: String
  }

  /// Who sits on a panel, whoever chairs first.
  package static func members(of area: String, in db: Database) throws -> [Member] {
    try members("WHERE area = ?", [area], in: db)
  }

  /// The members of every panel, by area.
  package static func all(in db: Database) throws -> [String: [Member]] {
    Dictionary(grouping: try members("", [], in: db), by: \.area)
  }

  /// The areas on whose panels an account sits.
  package static func areas(of account: String, in db: Database) throws -> [String] {
    try members("WHERE account = ?", [account], in: db).map(\.area)
  }

  /// How many entries the panel's stream held.
  package static func version(of area: String, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: "SELECT version FROM panel_list_version WHERE area = ?",
      arguments: [area]
    ) ?? 0
  }

  package static func history(of area: String, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM panel_list_history WHERE area = ? ORDER BY position",
      arguments: [area]
    )
    .map {
      let reason: String? = $0["reason"]
      return Act(
        position: $0["position"],
        at: Date(milliseconds: $0["at"]),
        by: $0["by"],
        act: $0["act"],
        account: $0["account"],
        agency: $0["agency"],
        reason: reason ?? ""
      )
    }
  }

  private static func members(
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Member] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM panel_list \(rest) ORDER BY area, is_chair DESC, agency, account",
      arguments: arguments
    )
    .map {
      Member(
        area: $0["area"],
        account: $0["account"],
        agency: Coded($0["agency"], version: $0["agency_version"]),
        isChair: $0["is_chair"]
      )
    }
  }
}
