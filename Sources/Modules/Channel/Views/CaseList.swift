import Domain
import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every case as lists know it: where it stands, what is due and who is near to it, and nothing that a key seals.
package struct CaseList: View {
  package static let name = "case_list"
  package static let version = 8
  package static let vault = Case.vault
  package static var folds: [Fold] { [Fold(Case.self, apply), Fold(PanelMeeting.self, apply)] }

  /// The last of all days: of a closed case in which nothing is due.
  ///
  /// An open one has none, and comes before all.
  package static let never = "9999-12-31"

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE case_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, subject TEXT NOT NULL,
          area TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since TEXT NOT NULL,
          received TEXT NOT NULL, opened_on TEXT NOT NULL, is_adopted INTEGER NOT NULL,
          follows TEXT, followed_by TEXT, is_rejected INTEGER NOT NULL, closed_on TEXT, reason TEXT,
          reason_version INTEGER, retain_until TEXT, due_day TEXT NOT NULL, due_what TEXT NOT NULL);
        CREATE INDEX case_list_area ON case_list (area, life, due_day, id);
        CREATE INDEX case_list_owner ON case_list (owner, life, due_day, id);
        CREATE INDEX case_list_due_day ON case_list (due_day, id);
        CREATE INDEX case_list_open ON case_list (due_day, id, life) WHERE life <> 'closed';
        CREATE INDEX case_list_reference ON case_list (reference);
        CREATE INDEX case_list_subject ON case_list (subject);
        CREATE TABLE case_list_due (
          case_id TEXT NOT NULL, what TEXT NOT NULL, item TEXT NOT NULL, day TEXT NOT NULL, who TEXT,
          is_alarmed INTEGER NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (case_id, what, item));
        CREATE INDEX case_list_due_owner ON case_list_due (owner, what, is_alarmed, day);
        CREATE INDEX case_list_due_what ON case_list_due (what, day, case_id);
        CREATE TABLE case_list_stage (
          case_id TEXT NOT NULL, number INTEGER NOT NULL, life TEXT NOT NULL, area TEXT NOT NULL,
          entered TEXT NOT NULL, left_on TEXT, PRIMARY KEY (case_id, number));
        CREATE INDEX case_list_stage_area ON case_list_stage (area, left_on, life, entered);
        CREATE TABLE case_list_meeting (id TEXT PRIMARY KEY, day TEXT NOT NULL);
        CREATE TABLE case_list_near (
          case_id TEXT NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL, until TEXT,
          PRIMARY KEY (case_id, account));
        CREATE INDEX case_list_near_account ON case_list_near (account, role);
        CREATE TABLE case_list_former (
          case_id TEXT NOT NULL, area TEXT NOT NULL, left_on TEXT NOT NULL, PRIMARY KEY (case_id, area));
        CREATE INDEX case_list_former_area ON case_list_former (area, left_on);
        """
    )
  }

  /// Of whom nothing is known any more nothing can be written, and nothing is due.
  package static func erase(subject: String, in db: Database) throws {
    let ids = try String.fetchAll(db, sql: "SELECT id FROM case_list WHERE subject = ?", arguments: [subject])
    for id in ids {
      try db.fold(sql: "DELETE FROM case_list_due WHERE case_id = ?", arguments: [id])
      try rank(id, in: db)
    }
  }

  /// What stands in the column `role` for somebody who is kept out, or has asked to be let in.
  static let keptOut = "kept-out"
  static let asks = "asks"

  private static func apply(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    let one = CaseRow(entry.stream.id, entry, db)
    switch event {
    case .opened, .screened, .rejectionProposed, .rejectionReturned, .decided, .putToPanel, .panelDecided,
      .letterSent:
      try one.fold(screening: event)
    case .consentAnswered, .consentWithdrawn, .overrideGranted, .overrideReviewed, .planned,
      .adopted, .sessionRecorded, .reviewed, .contactMade, .contactMoved:
      try one.fold(support: event)
    case .alarmRaised, .alarmEscalated, .alarmAnswered: try one.fold(alarm: event)
    case .transferOffered, .transferRequested, .transferAccepted, .transferDeclined, .transferRevoked,
      .assigned, .shared, .sharingEnded, .keptOut, .accessAsked, .accessRefused:
      try one.fold(sharing: event)
    case .closed, .laterReviewHeld, .retentionChanged, .followed: try one.fold(closing: event)
    case .letterWritten, .consentSought, .disclosed, .goalSet, .progressNoted, .remarked: break
    }
    try one.finish()
  }
}

/// One case while an event of it is folded.
struct CaseRow {
  let id: String
  let entry: Entry
  let db: Database
  var day: PartialDate { PartialDate(on: entry.occasion.at) }

  init(_ id: String, _ entry: Entry, _ db: Database) { (self.id, self.entry, self.db) = (id, entry, db) }

  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.fold(sql: sql, arguments: arguments)
  }

  func set(_ columns: KeyValuePairs<String, (any DatabaseValueConvertible)?>) throws {
    let names = columns.map { "\($0.key) = ?" }.joined(separator: ", ")
    try run("UPDATE case_list SET \(names) WHERE id = ?", StatementArguments(columns.map(\.value) + [id]))
  }

  /// Something is to be done by a day.
  ///
  /// - Parameters:
  ///   - who: The account that is to do it; nil for whoever the case or its area belongs to.
  ///   - isAlarmed: Whether its passing is no alarm any more, or is none at all.
  func owe(
    _ what: CaseList.Due.What,
    by day: PartialDate,
    item: String = "",
    who: String? = nil,
    isAlarmed: Bool = false
  ) throws {
    try run(
      "INSERT OR REPLACE INTO case_list_due SELECT id, ?, ?, ?, ?, ?, owner FROM case_list WHERE id = ?",
      [what.rawValue, item, day.iso, who, isAlarmed, id]
    )
  }

  func settle(_ what: CaseList.Due.What...) throws {
    for each in what {
      try run("DELETE FROM case_list_due WHERE case_id = ? AND what = ?", [id, each.rawValue])
    }
  }

  func settle(_ what: CaseList.Due.What, item: String) throws {
    try run(
      "DELETE FROM case_list_due WHERE case_id = ? AND what = ? AND item = ?",
      [id, what.rawValue, item]
    )
  }

  func life() throws -> Case.Life? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT life FROM case_list WHERE id = ?"), arguments: [id])
      .flatMap(Case.Life.init)
  }

  /// The case enters a stage, unless it is in it.
  func enter(_ life: Case.Life) throws {
    guard try self.life() != life else { return }
    try set(["life": life.rawValue, "since": day.iso])
    try stage(life)
  }

  func stage(_ life: Case.Life) throws {
    try run("UPDATE case_list_stage SET left_on = ? WHERE case_id = ? AND left_on IS NULL", [day.iso, id])
    try run(
      """
      INSERT INTO case_list_stage
      SELECT id, (SELECT count(*) FROM case_list_stage WHERE case_id = id), ?, area, ?, NULL
      FROM case_list WHERE id = ?
      """,
      [life.rawValue, day.iso, id]
    )
  }

  func finish() throws {
    try set(["version": entry.streamVersion])
    try rank()
  }

  func rank() throws { try CaseList.rank(id, in: db) }
}

extension CaseList {
  /// Keeps of what is due in a case what is due first; where that is the same still, no index is written.
  fileprivate static func rank(_ id: String, in db: Database) throws {
    try db.fold(
      sql: """
        WITH due AS (SELECT day, what FROM case_list_due WHERE case_id = ?1 ORDER BY day, what, item LIMIT 1),
          first AS (
            SELECT
              coalesce((SELECT day FROM due), CASE life WHEN 'closed' THEN ?2 ELSE '' END) AS day,
              coalesce((SELECT what FROM due), '') AS what
            FROM case_list WHERE id = ?1)
        UPDATE case_list SET due_day = first.day, due_what = first.what FROM first
        WHERE id = ?1 AND (due_day <> first.day OR due_what <> first.what)
        """,
      arguments: [id, CaseList.never]
    )
  }
}
