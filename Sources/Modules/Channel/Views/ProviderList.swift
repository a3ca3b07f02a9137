import Domain
package import GRDB
package import Kernel
package import Projection

/// Every intervention provider: for which support until when, for how many cases at once, and near to whom.
package struct ProviderList: View {
  package static let name = "provider_list"
  package static let version = 2
  package static let vault = Provider.vault
  package static var folds: [Fold] { [Fold(Provider.self, apply), Fold(Case.self, engage)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE provider_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, name TEXT, account TEXT,
          capacity INTEGER NOT NULL, natures TEXT NOT NULL, until TEXT, is_withdrawn INTEGER NOT NULL);
        CREATE INDEX provider_list_reference ON provider_list (reference);
        CREATE INDEX provider_list_name ON provider_list (is_withdrawn, name COLLATE NOCASE, id);
        CREATE TABLE provider_list_conflict (
          provider TEXT NOT NULL, case_id TEXT NOT NULL, words TEXT, PRIMARY KEY (provider, case_id));
        CREATE TABLE provider_list_case (
          provider TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (case_id, provider));
        CREATE INDEX provider_list_case_provider ON provider_list_case (provider);
        CREATE TABLE provider_list_history (
          position INTEGER PRIMARY KEY, provider TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT);
        CREATE INDEX provider_list_history_provider ON provider_list_history (provider);
        """
    )
  }

  private static func apply(_ event: Provider.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .listed(let body):
      try db.fold(
        sql: "INSERT INTO provider_list VALUES (?, 0, ?, ?, ?, ?, '[]', NULL, 0)",
        arguments: [id, Provider.reference(of: id), body.name.value, body.account, body.capacity]
      )
      try keep("listed", nil, entry, db)
    case .approved(let body):
      try db.fold(
        sql: "UPDATE provider_list SET natures = ?, until = ? WHERE id = ?",
        arguments: [try ColumnJSON.text(body.natures), body.until.iso, id]
      )
      try keep("approved", body.words.value, entry, db)
    case .capacitySet(let body):
      try db.fold(
        sql: "UPDATE provider_list SET capacity = ? WHERE id = ?",
        arguments: [body.capacity, id]
      )
      try keep("capacity-set", nil, entry, db)
    case .conflictDeclared(let body):
      try db.fold(
        sql: "INSERT OR REPLACE INTO provider_list_conflict VALUES (?, ?, ?)",
        arguments: [id, body.caseID, body.words.value]
      )
      try keep("conflict-declared", nil, entry, db)
    case .withdrawn(let body):
      try db.fold(sql: "UPDATE provider_list SET is_withdrawn = 1 WHERE id = ?", arguments: [id])
      try keep("withdrawn", body.reason.value, entry, db)
    }
    try db.fold(
      sql: "UPDATE provider_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  /// Which plans name them, by their reference: until another plan takes its place, or the case is closed.
  private static func engage(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .planned(let body):
      try db.fold(sql: "DELETE FROM provider_list_case WHERE case_id = ?", arguments: [id])
      for provider in Set(body.supports.map(\.provider)).sorted() {
        try db.fold(sql: "INSERT INTO provider_list_case VALUES (?, ?)", arguments: [provider, id])
      }
    case .closed: try db.fold(sql: "DELETE FROM provider_list_case WHERE case_id = ?", arguments: [id])
    default: return
    }
  }

  private static func keep(_ act: String, _ reason: String?, _ entry: Entry, _ db: Database) throws {
    try HistoryAct.keep(act, reason, entry, in: "provider_list_history", db)
  }

  package static func erase(subject: String, in db: Database) throws {
    for sql in [
      "UPDATE provider_list SET name = NULL WHERE id = ?",
      "UPDATE provider_list_conflict SET words = NULL WHERE provider = ?",
      "UPDATE provider_list_history SET reason = NULL WHERE provider = ?",
    ] {
      try db.fold(sql: sql, arguments: [subject])
    }
  }
}
