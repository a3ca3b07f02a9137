import Domain
package import GRDB
package import Kernel
package import Projection

/// Every account, its roles, and what was done to it.
package struct AccountList: View {
  package static let name = "account_list"
  package static let version = 3
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
          granted_on TEXT NOT NULL, granted_by TEXT NOT NULL, next_review TEXT,
          PRIMARY KEY (account, holding));
        CREATE TABLE account_list_text (
          account TEXT NOT NULL, text TEXT NOT NULL, version INTEGER NOT NULL, on_day TEXT NOT NULL,
          PRIMARY KEY (account, text));
        CREATE TABLE account_list_history (
          account TEXT NOT NULL, position INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, holding TEXT, detail TEXT NOT NULL, reason TEXT NOT NULL);
        """
    )
  }

  private static func apply(_ event: Account.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .opened(let body):
      try db.fold(
        sql: "INSERT INTO account_list VALUES (?, ?, ?, ?, 1, ?, ?, 0)",
        arguments: [
          id, body.name.value, body.email.value, body.organisation, body.isDemonstration,
          entry.occasion.at.milliseconds,
        ]
      )
      try keep("opened", nil, "", "", entry, db)
    case .revised(let body):
      try db.fold(
        sql: "UPDATE account_list SET name = ?, email = ?, organisation = ? WHERE id = ?",
        arguments: [body.name.value, body.email.value, body.organisation, id]
      )
      try keep("revised", nil, "", body.reason, entry, db)
    case .roleGranted(let body):
      let holding = try ColumnJSON.text(body.holding)
      try db.fold(
        sql: "INSERT INTO account_list_role VALUES (?, ?, ?, ?, ?, ?, NULL)",
        arguments: [
          id, holding, body.holding.from.iso, body.holding.until?.iso,
          PartialDate(on: entry.occasion.at).iso, entry.occasion.by,
        ]
      )
      try keep("role-granted", holding, "", body.reason, entry, db)
    case .roleReviewed(let body):
      let holding = try ColumnJSON.text(body.holding)
      try db.fold(
        sql: "UPDATE account_list_role SET next_review = ? WHERE account = ? AND holding = ?",
        arguments: [body.next.iso, id, holding]
      )
      try keep("role-reviewed", holding, body.next.iso, body.reason, entry, db)
    case .roleEnded(let body):
      var ended = body.holding
      ended.until = body.on
      let (before, after) = (try ColumnJSON.text(body.holding), try ColumnJSON.text(ended))
      try db.fold(
        sql:
          "UPDATE OR REPLACE account_list_role SET holding = ?, until_day = ? WHERE account = ? AND holding = ?",
        arguments: [after, body.on.iso, id, before]
      )
      try keep("role-ended", after, "", body.reason, entry, db)
    case .textAccepted(let body):
      let day = PartialDate(on: entry.occasion.at)
      try agree(.init(text: body.text, version: body.version, on: day), entry, db)
      try keep("text-accepted", nil, body.text, "", entry, db)
    case .trainingCompleted(let body):
      try agree(.init(text: body.text, version: body.version, on: body.on), entry, db)
      try keep("training-completed", nil, body.text, "", entry, db)
    case .closed(let body):
      try db.fold(sql: "UPDATE account_list SET is_open = 0 WHERE id = ?", arguments: [id])
      try keep("closed", nil, "", body.reason, entry, db)
    }
    try db.fold(
      sql: "UPDATE account_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  private static func agree(_ agreement: Agreement, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT OR REPLACE INTO account_list_text VALUES (?, ?, ?, ?)",
      arguments: [entry.stream.id, agreement.text, agreement.version, agreement.on.iso]
    )
  }

  /// - Parameter detail: The day of the next review, or the code of a text.
  private static func keep(
    _ act: String,
    _ holding: String?,
    _ detail: String,
    _ reason: String,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO account_list_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.stream.id, entry.position, entry.occasion.at.milliseconds, entry.occasion.by, act, holding,
        detail, reason,
      ]
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(
      sql: "UPDATE account_list SET name = NULL, email = NULL WHERE id = ?",
      arguments: [subject]
    )
  }
}
