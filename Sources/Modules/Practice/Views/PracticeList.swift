import Domain
package import GRDB
package import Kernel
package import Projection

/// Every practice as the list shows it, and who has a part in it.
package struct PracticeList: View {
  package static let name = "practice_list"
  package static let version = 9
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
          note TEXT, review_due TEXT, superseded_by TEXT, embargo TEXT NOT NULL DEFAULT '', cost TEXT NOT NULL,
          costed TEXT NOT NULL, evaluated TEXT NOT NULL, is_lesson INTEGER NOT NULL);
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
      try db.fold(
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
      try db.fold(
        sql: "DELETE FROM practice_list_part WHERE practice = ? AND part = 'reviewer'",
        arguments: [id]
      )
    case .published(let body):
      try publish(id, until: body.embargo, at, db)
      try move(id, "published", at, note: nil, db)
    case .confirmed:
      try publish(id, until: nil, at, db)
      try move(id, "published", at, note: nil, db)
    case .embargoChanged(let body):
      try publish(id, until: body.until, at, db)
      try move(id, "published", at, note: nil, db)
    case .withdrawn:
      guard let row = try find(id, in: db) else { break }
      let life = row.life.afterWithdrawal(under: row.embargo, on: PartialDate(on: entry.occasion.at))
      try move(id, life.rawValue, at, note: nil, db)
    case .importUndone:
      try move(id, "withdrawn", at, note: nil, db)
      try db.fold(sql: "DELETE FROM practice_list_source WHERE practice = ?", arguments: [id])
    case .superseded(let body):
      try db.fold(
        sql: "UPDATE practice_list SET superseded_by = ?, changed_at = \(Self.changed) WHERE id = ?",
        arguments: [body.by, at, id]
      )
    case .lessonReceived(let body):
      guard body.release.id == id else { break }
      try db.fold(sql: "UPDATE practice_list SET is_lesson = TRUE WHERE id = ?", arguments: [id])
    }
  }

  /// When it changed for its readers: what is under embargo, on the day on which that ends.
  private static let changed = "max(?, coalesce(published_at, 0))"

  private static func publish(
    _ id: String,
    until embargo: PartialDate?,
    _ at: Int64,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "UPDATE practice_list SET published_at = ?, embargo = ? WHERE id = ?",
      arguments: [embargo?.moment.milliseconds ?? at, embargo?.iso ?? "", id]
    )
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
    try db.fold(
      sql: """
        INSERT INTO practice_list VALUES (?, '', '', ?, '', '', '', '', '', NULL, '', ?, ?, ?, ?, NULL, NULL, NULL, NULL,
          '', '', '', '', FALSE)
        """,
      arguments: [id, life, organisation, occasion.by, importID, occasion.at.milliseconds]
    )
    try describe(id, details, occasion.at.milliseconds, db)
  }

  private static func describe(_ id: String, _ details: Practice.Details, _ at: Int64, _ db: Database) throws
  {
    try db.fold(
      sql: """
        UPDATE practice_list SET title = ?, problem = ?, marking = ?, stage = ?, strand = ?, country = ?, area = ?,
          area_code = ?, lead_body = ?, changed_at = \(Self.changed), review_due = ?, cost = ?, costed = ?, evaluated = ?
        WHERE id = ?
        """,
      arguments: [
        details.title, details.problem, details.marking.rawValue, details.stage, details.strand,
        details.country,
        details.area, details.areaCode, details.leadBody, at, details.reviewDue?.iso,
        details.cost.map { CostBand(pounds: $0).code } ?? "", details.cost == nil ? "no" : "yes",
        details.isEvaluated ? "yes" : "no", id,
      ]
    )
    try db.fold(sql: "DELETE FROM practice_list_code WHERE practice = ?", arguments: [id])
    let codes =
      details.settings.map { ("setting", $0) } + details.objectives.map { ("objective", $0) }
      + details.audiences.map { ("audience", $0) }
    for (list, code) in codes {
      try db.fold(
        sql: "INSERT OR IGNORE INTO practice_list_code VALUES (?, ?, ?)",
        arguments: [id, list, code]
      )
    }
  }

  private static func move(_ id: String, _ life: String, _ at: Int64, note: String?, _ db: Database) throws {
    try db.fold(
      sql: "UPDATE practice_list SET life = ?, changed_at = \(Self.changed), note = ? WHERE id = ?",
      arguments: [life, at, note, id]
    )
  }

  private static func add(_ part: String, _ account: String, _ id: String, _ db: Database) throws {
    try db.fold(
      sql: "INSERT OR IGNORE INTO practice_list_part VALUES (?, ?, ?)",
      arguments: [id, account, part]
    )
  }
}
