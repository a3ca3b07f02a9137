import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// What was decided of every policy setting, and what the operator started the program with.
package struct SettingList: View {
  package static let name = "setting_list"
  package static let version = 1
  package static let vault = Vault.directory
  package static var folds: [Fold] {
    [Fold(SettingRecord.self, apply), Fold(ConfigurationRecord.self, apply)]
  }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE setting_list_act (
          position INTEGER PRIMARY KEY, key TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL,
          by TEXT NOT NULL, act TEXT NOT NULL, old TEXT, value TEXT, from_day TEXT, reason TEXT NOT NULL,
          source TEXT NOT NULL);
        CREATE INDEX setting_list_act_key ON setting_list_act (key);
        CREATE TABLE setting_list_operator (
          key TEXT PRIMARY KEY, value TEXT, at INTEGER NOT NULL);
        CREATE TABLE setting_list_noticed (
          position INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, old TEXT, value TEXT,
          is_first INTEGER NOT NULL, is_gone INTEGER NOT NULL, PRIMARY KEY (position, key));
        """
    )
  }

  private static func apply(_ event: SettingRecord.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .changed(let body): try keep("changed", body, entry, db)
    case .proposed(let body): try keep("proposed", body, entry, db)
    case .agreed(let body):
      let change = SettingRecord.Changed(old: body.old, value: body.value, from: body.from)
      try keep("agreed", change, entry, db)
    case .declined(let body): try keep("declined", nil, reason: body.reason, entry, db)
    }
  }

  private static func keep(
    _ act: String,
    _ change: SettingRecord.Changed?,
    reason: String = "",
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO setting_list_act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.streamVersion, entry.occasion.at.milliseconds,
        entry.occasion.by, act, change?.old, change?.value, change?.from.iso, change?.reason ?? reason,
        change?.source ?? "",
      ]
    )
  }

  private static func apply(_ event: ConfigurationRecord.Event, _ entry: Entry, _ db: Database) throws {
    guard case .noticed(let body) = event else { return }
    for seen in body.changes { try notice(seen.key, seen.value, isGone: false, entry, db) }
    for key in body.gone {
      try notice(key, nil, isGone: true, entry, db)
      try db.fold(sql: "DELETE FROM setting_list_operator WHERE key = ?", arguments: [key])
    }
  }

  private static func notice(
    _ key: String,
    _ value: String?,
    isGone: Bool,
    _ entry: Entry,
    _ db: Database
  ) throws {
    let old = try Row.fetchOne(
      db,
      sql: "SELECT value FROM setting_list_operator WHERE key = ?",
      arguments: [key]
    )
    let at = entry.occasion.at.milliseconds
    try db.fold(
      sql: "INSERT INTO setting_list_noticed VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [entry.position, key, at, old?["value"] as String?, value, old == nil, isGone]
    )
    try db.fold(
      sql: "INSERT OR REPLACE INTO setting_list_operator VALUES (?, ?, ?)",
      arguments: [key, value, at]
    )
  }
}

extension SettingList {
  /// Something that was done to a setting.
  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let key: String
    /// How many entries the record's stream then held.
    package let version: Int
    package let at: Date
    package let by: String
    package let act: String
    package let old: String?
    package let value: String?
    package let from: PartialDate?
    package let reason: String
    package let source: String

    /// Whether from here on the value holds, on the day it names.
    package var decides: Bool { act == "changed" || act == "agreed" }

    init(_ row: Row) {
      position = row["position"]
      key = row["key"]
      version = row["version"]
      at = Date(milliseconds: row["at"])
      by = row["by"]
      act = row["act"]
      old = row["old"]
      value = row["value"]
      from = (row["from_day"] as String?).flatMap { PartialDate($0) }
      reason = row["reason"]
      source = row["source"]
    }
  }

  /// Everything that was done, or what was done to one setting; the earliest first.
  package static func acts(of key: String? = nil, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM setting_list_act WHERE ? IS NULL OR key = ? ORDER BY position",
      arguments: [key, key]
    )
    .map(Act.init)
  }

  /// The values that were decided of each setting, in order.
  package static func versions(in db: Database) throws -> [String: [SettingVersion]] {
    Dictionary(grouping: try acts(in: db).filter(\.decides), by: \.key).mapValues { acts in
      acts.compactMap { act in
        act.value.flatMap { value in act.from.map { SettingVersion(value: value, from: $0) } }
      }
    }
  }

  /// A setting of the operator's, as it was seen last.
  package struct Seen: Equatable, Sendable {
    package let key: String
    /// Nil for a secret.
    package let value: String?
    package let since: Date
  }

  package static func operatorSettings(in db: Database) throws -> [Seen] {
    try Row.fetchAll(db, sql: "SELECT * FROM setting_list_operator ORDER BY key")
      .map { Seen(key: $0["key"], value: $0["value"], since: Date(milliseconds: $0["at"])) }
  }

  package struct Noticed: Equatable, Sendable {
    package let position: Int64
    package let key: String
    package let at: Date
    package let old: String?
    package let value: String?
    package let isFirst: Bool
    package let isGone: Bool
  }

  /// What was otherwise at a start, the latest first; not what the first start found.
  package static func noticed(limit: Int, in db: Database) throws -> [Noticed] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM setting_list_noticed WHERE NOT is_first ORDER BY position DESC, key LIMIT ?",
      arguments: [limit]
    )
    .map {
      Noticed(
        position: $0["position"],
        key: $0["key"],
        at: Date(milliseconds: $0["at"]),
        old: $0["old"],
        value: $0["value"],
        isFirst: $0["is_first"],
        isGone: $0["is_gone"]
      )
    }
  }
}
