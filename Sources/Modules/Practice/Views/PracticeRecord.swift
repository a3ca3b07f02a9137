import Domain
package import GRDB
package import Kernel
package import Projection

/// One practice as its page shows it: its details, reviews and history.
package struct PracticeRecord: View {
  package static let name = "practice_record"
  package static let version = 7
  package static let vault = Vault.learning
  package static var folds: [Fold] { [Fold(Practice.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE practice_record (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, life TEXT NOT NULL, organisation TEXT,
          depositor TEXT NOT NULL, import_id TEXT, details TEXT NOT NULL, superseded_by TEXT, embargo TEXT,
          published_on TEXT, is_lesson INTEGER NOT NULL);
        CREATE TABLE practice_record_contact (
          practice TEXT NOT NULL, place INTEGER NOT NULL, subject TEXT NOT NULL, contact TEXT,
          PRIMARY KEY (practice, place));
        CREATE INDEX practice_record_contact_subject ON practice_record_contact (subject);
        CREATE TABLE practice_record_subject (
          practice TEXT NOT NULL, subject TEXT NOT NULL, is_erased INTEGER NOT NULL,
          PRIMARY KEY (practice, subject));
        CREATE INDEX practice_record_subject_subject ON practice_record_subject (subject);
        CREATE TABLE practice_record_review (
          practice TEXT NOT NULL, reviewer TEXT NOT NULL, at INTEGER NOT NULL, review TEXT NOT NULL,
          PRIMARY KEY (practice, reviewer));
        CREATE TABLE practice_record_contributor (
          practice TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (practice, account));
        CREATE TABLE practice_record_history (
          position INTEGER PRIMARY KEY, practice TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT NOT NULL, before TEXT, after TEXT, changed_contacts INTEGER NOT NULL,
          embargo TEXT);
        CREATE INDEX practice_record_history_practice ON practice_record_history (practice);
        """
    )
  }

  private static func apply(_ event: Practice.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .deposited(let body):
      try insert(entry, .draft, body.organisation, nil, db)
      try describe(id, body.details, db)
      try contribute(entry, db)
      try keep("deposited", "", entry, db)
    case .compiled(let body):
      try insert(entry, .compiled, nil, body.importID, db)
      try describe(id, body.details, db)
      try publish(entry, until: nil, db)
      try keep("compiled", "", entry, db)
    case .revised(let body):
      let before = try String.fetchOne(
        db,
        sql: "SELECT details FROM practice_record WHERE id = ?",
        arguments: [id]
      )
      let contacts = try self.contacts(of: id, db)
      try describe(id, body.details, db)
      try contribute(entry, db)
      let after = try json(body.details)
      let changed = try self.contacts(of: id, db) != contacts
      try keep("revised", body.reason, before: before, after: after, changedContacts: changed, entry, db)
    case .submitted:
      try move(id, .inReview, db)
      try keep("submitted", "", entry, db)
    case .reviewed(let review):
      try db.fold(
        sql: "INSERT OR REPLACE INTO practice_record_review VALUES (?, ?, ?, ?)",
        arguments: [id, entry.occasion.by, entry.occasion.at.milliseconds, ColumnJSON.text(review)]
      )
      try keep("reviewed", "", entry, db)
    case .returned(let body):
      try move(id, .draft, db)
      try db.fold(sql: "DELETE FROM practice_record_review WHERE practice = ?", arguments: [id])
      try keep("returned", body.note, entry, db)
    case .published(let body):
      try move(id, .published, db)
      try publish(entry, until: body.embargo, db)
      try keep("published", body.reason, embargo: body.embargo, entry, db)
    case .embargoChanged(let body):
      try publish(entry, until: body.until, db)
      try keep("embargo-changed", body.reason, embargo: body.until, entry, db)
    case .withdrawn(let body):
      guard let row = try find(id, in: db) else { break }
      try move(id, row.life.afterWithdrawal(under: row.embargo, on: PartialDate(on: entry.occasion.at)), db)
      try keep(row.life == .draft ? "discarded" : "withdrawn", body.reason, entry, db)
    case .confirmed(let body):
      try move(id, .published, db)
      try keep("confirmed", body.note, entry, db)
    case .importUndone(let body):
      try move(id, .withdrawn, db)
      try keep("import-undone", body.reason, entry, db)
    case .superseded(let body):
      try db.fold(
        sql: "UPDATE practice_record SET superseded_by = ? WHERE id = ?",
        arguments: [body.by, id]
      )
      try keep("superseded", body.reason, entry, db)
    case .lessonReceived(let body):
      if body.release.id == id {
        try db.fold(sql: "UPDATE practice_record SET is_lesson = TRUE WHERE id = ?", arguments: [id])
      }
      try keep("lesson-received", "", entry, db)
    }
    try db.fold(
      sql: "UPDATE practice_record SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  private static func insert(
    _ entry: Entry,
    _ life: Practice.Life,
    _ organisation: String?,
    _ importID: String?,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO practice_record VALUES (?, 0, ?, ?, ?, ?, '', NULL, NULL, NULL, FALSE)",
      arguments: [entry.stream.id, life.rawValue, organisation, entry.occasion.by, importID]
    )
  }

  /// It is, or will be, public from a day on: that of its embargo, or that of the entry.
  private static func publish(_ entry: Entry, until embargo: PartialDate?, _ db: Database) throws {
    try db.fold(
      sql: "UPDATE practice_record SET embargo = ?, published_on = ? WHERE id = ?",
      arguments: [embargo?.iso, (embargo ?? PartialDate(on: entry.occasion.at)).iso, entry.stream.id]
    )
  }

  private static func describe(_ id: String, _ details: Practice.Details, _ db: Database) throws {
    try db.fold(
      sql: "UPDATE practice_record SET details = ? WHERE id = ?",
      arguments: [json(details), id]
    )
    try db.fold(sql: "DELETE FROM practice_record_contact WHERE practice = ?", arguments: [id])
    for (place, contact) in details.contacts.enumerated() {
      try db.fold(
        sql: "INSERT INTO practice_record_contact VALUES (?, ?, ?, ?)",
        arguments: [id, place, contact.subject, contact.value.map { try ColumnJSON.text($0) }]
      )
      try db.fold(
        sql: "INSERT OR IGNORE INTO practice_record_subject VALUES (?, ?, ?)",
        arguments: [id, contact.subject, contact.value == nil]
      )
    }
  }

  private static func contacts(of id: String, _ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql:
        "SELECT subject || coalesce(contact, '') FROM practice_record_contact WHERE practice = ? ORDER BY place",
      arguments: [id]
    )
  }

  /// Without the contacts, which lie in rows of their own so that each can be erased.
  private static func json(_ details: Practice.Details) throws -> String {
    var details = details
    details.contacts = []
    return try ColumnJSON.text(details)
  }

  private static func contribute(_ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT OR IGNORE INTO practice_record_contributor VALUES (?, ?)",
      arguments: [entry.stream.id, entry.occasion.by]
    )
  }

  private static func move(_ id: String, _ life: Practice.Life, _ db: Database) throws {
    try db.fold(sql: "UPDATE practice_record SET life = ? WHERE id = ?", arguments: [life.rawValue, id])
  }

  private static func keep(
    _ act: String,
    _ reason: String,
    before: String? = nil,
    after: String? = nil,
    changedContacts: Bool = false,
    embargo: PartialDate? = nil,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO practice_record_history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act, reason,
        before, after, changedContacts, embargo?.iso,
      ]
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(
      sql: "UPDATE practice_record_contact SET contact = NULL WHERE subject = ?",
      arguments: [subject]
    )
    try db.fold(
      sql: "UPDATE practice_record_subject SET is_erased = 1 WHERE subject = ?",
      arguments: [subject]
    )
  }
}
