import Domain
package import GRDB
package import Kernel
package import Projection

/// Lessons of closed cases on their way out: of which case, by whom, and what became of them; nothing that a key seals.
package struct LessonList: View {
  package static let name = "lesson_list"
  package static let version = 1
  package static let vault = Lesson.vault
  package static var folds: [Fold] { [Fold(Lesson.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE lesson_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, case_id TEXT NOT NULL, life TEXT NOT NULL,
          drafted_on TEXT NOT NULL, by TEXT NOT NULL, asked_on TEXT, asked_by TEXT, approved_on TEXT,
          approved_by TEXT, position INTEGER, practice TEXT, delivered_on TEXT);
        CREATE INDEX lesson_list_case ON lesson_list (case_id, drafted_on);
        CREATE INDEX lesson_list_life ON lesson_list (life, asked_on);
        CREATE TABLE lesson_list_author (
          lesson TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (lesson, account));
        CREATE TABLE lesson_list_history (
          position INTEGER PRIMARY KEY, lesson TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL);
        CREATE INDEX lesson_list_history_lesson ON lesson_list_history (lesson);
        """
    )
  }

  private static func apply(_ event: Lesson.Event, _ entry: Entry, _ db: Database) throws {
    let (id, by) = (entry.stream.id, entry.occasion.by)
    let day = PartialDate(on: entry.occasion.at).iso
    switch event {
    case .drafted(let body):
      try db.fold(
        sql: """
          INSERT INTO lesson_list (id, version, case_id, life, drafted_on, by) VALUES (?, 0, ?, 'draft', ?, ?)
          ON CONFLICT (id) DO UPDATE SET life = 'draft'
          """,
        arguments: [id, body.caseID, day, by]
      )
      try write(entry, db)
      try keep("drafted", entry, db)
    case .justified:
      try write(entry, db)
      try keep("justified", entry, db)
    case .asked:
      try write(entry, db)
      try move(.asked, "asked_on = ?, asked_by = ?", [day, by], entry, db)
    case .approved:
      let arguments: StatementArguments = [day, by, entry.position]
      try move(.approved, "approved_on = ?, approved_by = ?, position = ?", arguments, entry, db)
    case .refused:
      try move(.draft, "asked_on = NULL, asked_by = NULL", [], as: "refused", entry, db)
    case .withdrawn: try move(.withdrawn, "asked_on = NULL", [], entry, db)
    case .delivered(let body):
      try move(.delivered, "practice = ?, delivered_on = ?", [body.practice, day], entry, db)
    }
    try db.fold(
      sql: "UPDATE lesson_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, id]
    )
  }

  private static func move(
    _ life: Lesson.State.Life,
    _ columns: String,
    _ arguments: StatementArguments,
    as act: String? = nil,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "UPDATE lesson_list SET \(columns), life = ? WHERE id = ?",
      arguments: arguments + [life.rawValue, entry.stream.id]
    )
    try keep(act ?? life.rawValue, entry, db)
  }

  private static func write(_ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT OR IGNORE INTO lesson_list_author VALUES (?, ?)",
      arguments: [entry.stream.id, entry.occasion.by]
    )
  }

  private static func keep(_ act: String, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT INTO lesson_list_history VALUES (?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act,
      ]
    )
  }
}
