import Domain
package import GRDB
package import Kernel
package import Projection

/// Every practice as the list shows it, its words for searching, and who has a part in it.
package struct PracticeList: View {
  package static let name = "practice_list"
  package static let version = 4
  package static let vault = Vault.learning
  package static var folds: [Fold] { [Fold(Practice.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE practice_list (
          id TEXT PRIMARY KEY, title TEXT NOT NULL, problem TEXT NOT NULL, life TEXT NOT NULL,
          marking TEXT NOT NULL, stage TEXT NOT NULL, strand TEXT NOT NULL, country TEXT NOT NULL,
          area TEXT NOT NULL, area_code TEXT, lead_body TEXT NOT NULL, organisation TEXT,
          depositor TEXT NOT NULL, import_id TEXT, changed_at INTEGER NOT NULL, published_at INTEGER,
          note TEXT, review_due TEXT, superseded_by TEXT);
        CREATE INDEX practice_list_changed ON practice_list (life, changed_at);
        CREATE INDEX practice_list_latest ON practice_list (changed_at, id);
        CREATE INDEX practice_list_import ON practice_list (import_id);
        CREATE TABLE practice_list_code (
          practice TEXT NOT NULL, list TEXT NOT NULL, code TEXT NOT NULL,
          PRIMARY KEY (practice, list, code)) WITHOUT ROWID;
        CREATE INDEX practice_list_code_code ON practice_list_code (list, code);
        CREATE TABLE practice_list_part (
          practice TEXT NOT NULL, account TEXT NOT NULL, part TEXT NOT NULL,
          PRIMARY KEY (practice, account, part)) WITHOUT ROWID;
        CREATE TABLE practice_list_source (source TEXT PRIMARY KEY, practice TEXT NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE practice_list_words USING fts5 (
          practice UNINDEXED, title, body, tokenize = 'porter unicode61 remove_diacritics 2');
        """
    )
  }

  private static func apply(_ event: Practice.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    let at = entry.occasion.at.milliseconds
    switch event {
    case .deposited(let body):
      try insert(id, "draft", body.details, body.organisation, nil, entry.occasion, db)
      try add("contributor", entry.occasion.by, id, db)
    case .compiled(let body):
      try insert(id, "compiled", body.details, nil, body.importID, entry.occasion, db)
      try db.execute(
        sql: "INSERT OR REPLACE INTO practice_list_source VALUES (?, ?)",
        arguments: [body.source, id]
      )
    case .revised(let body):
      try describe(id, body.details, at, db)
      try add("contributor", entry.occasion.by, id, db)
    case .submitted: try move(id, "in-review", at, note: nil, db)
    case .reviewed: try add("reviewer", entry.occasion.by, id, db)
    case .returned(let body):
      try move(id, "draft", at, note: body.note, db)
      try db.execute(
        sql: "DELETE FROM practice_list_part WHERE practice = ? AND part = 'reviewer'",
        arguments: [id]
      )
    case .published, .confirmed:
      try move(id, "published", at, note: nil, db)
      try db.execute(sql: "UPDATE practice_list SET published_at = ? WHERE id = ?", arguments: [at, id])
    case .withdrawn:
      let life = try String.fetchOne(db, sql: "SELECT life FROM practice_list WHERE id = ?", arguments: [id])
      try move(id, life == "draft" ? "discarded" : "withdrawn", at, note: nil, db)
    case .importUndone:
      try move(id, "withdrawn", at, note: nil, db)
      try db.execute(sql: "DELETE FROM practice_list_source WHERE practice = ?", arguments: [id])
    case .superseded(let body):
      try db.execute(
        sql: "UPDATE practice_list SET superseded_by = ?, changed_at = ? WHERE id = ?",
        arguments: [body.by, at, id]
      )
    }
  }

  private static func insert(
    _ id: String,
    _ life: String,
    _ details: Practice.Details,
    _ organisation: String?,
    _ importID: String?,
    _ occasion: Occasion,
    _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO practice_list VALUES (?, '', '', ?, '', '', '', '', '', NULL, '', ?, ?, ?, ?, NULL, NULL, NULL, NULL)
        """,
      arguments: [id, life, organisation, occasion.by, importID, occasion.at.milliseconds]
    )
    try describe(id, details, occasion.at.milliseconds, db)
  }

  private static func describe(_ id: String, _ details: Practice.Details, _ at: Int64, _ db: Database) throws
  {
    try db.execute(
      sql: """
        UPDATE practice_list SET title = ?, problem = ?, marking = ?, stage = ?, strand = ?, country = ?, area = ?,
          area_code = ?, lead_body = ?, changed_at = ?, review_due = ? WHERE id = ?
        """,
      arguments: [
        details.title, details.problem, details.marking.rawValue, details.stage, details.strand,
        details.country,
        details.area, details.areaCode, details.leadBody, at, details.reviewDue?.iso, id,
      ]
    )
    try db.execute(sql: "DELETE FROM practice_list_code WHERE practice = ?", arguments: [id])
    let codes = details.settings.map { ("setting", $0) } + details.objectives.map { ("objective", $0) }
    for (list, code) in codes {
      try db.execute(
        sql: "INSERT OR IGNORE INTO practice_list_code VALUES (?, ?, ?)",
        arguments: [id, list, code]
      )
    }
    try db.execute(sql: "DELETE FROM practice_list_words WHERE practice = ?", arguments: [id])
    try db.execute(
      sql: "INSERT INTO practice_list_words VALUES (?, ?, ?)",
      arguments: [id, details.title, words(details)]
    )
  }

  /// What is searched: never the contacts, which are personal.
  private static func words(_ details: Practice.Details) -> String {
    let texts = [
      details.problem, details.aim, details.audience, details.method, details.outcomes, details.lessons,
      details.reach, details.harms, details.communityView, details.country, details.area, details.leadBody,
      details.costCovers, details.evaluationDesign, details.emmie.effect.finding,
      details.emmie.mechanism.finding,
      details.emmie.moderators.finding, details.emmie.implementation.finding, details.emmie.economics.finding,
    ]
    let labels =
      details.settings.map(Practice.settingList.label) + details.objectives.map(Practice.objectiveList.label)
      + [Practice.strandList.label(details.strand)]
    return (texts + details.steps + labels).joined(separator: "\n")
  }

  private static func move(_ id: String, _ life: String, _ at: Int64, note: String?, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE practice_list SET life = ?, changed_at = ?, note = ? WHERE id = ?",
      arguments: [life, at, note, id]
    )
  }

  private static func add(_ part: String, _ account: String, _ id: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO practice_list_part VALUES (?, ?, ?)",
      arguments: [id, account, part]
    )
  }
}
