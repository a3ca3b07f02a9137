package import Domain
package import GRDB
package import Kernel
package import Projection

/// Lessons that came in by a release: which, what they say, and to which practice they belong.
package struct ReleasedList: View {
  package static let name = "released_list"
  package static let version = 1
  package static let vault = Practice.vault
  package static var folds: [Fold] { [Fold(Practice.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE released_list (
          id TEXT PRIMARY KEY, kind TEXT NOT NULL, practice TEXT NOT NULL, received_on TEXT NOT NULL,
          position INTEGER NOT NULL, author TEXT NOT NULL, approver TEXT NOT NULL, origin INTEGER NOT NULL,
          leaf TEXT NOT NULL, is_draft INTEGER NOT NULL, lesson TEXT NOT NULL);
        CREATE INDEX released_list_practice ON released_list (practice, position);
        """
    )
  }

  private static func apply(_ event: Practice.Event, _ entry: Entry, _ db: Database) throws {
    guard case .lessonReceived(let body) = event else { return }
    let release = body.release
    guard let lesson = Practice.Lesson(release.document) else {
      throw Fault(.damagedLog, "a release that is no lesson was received")
    }
    try db.fold(
      sql: "INSERT INTO released_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        release.id, release.kind.rawValue, entry.stream.id, PartialDate(on: entry.occasion.at).iso,
        entry.position, release.author, release.approver, release.origin.position, release.origin.leaf.hex,
        release.id == entry.stream.id, try ColumnJSON.text(lesson),
      ]
    )
  }
}

extension ReleasedList {
  package struct Row: Equatable, Sendable {
    /// That of the release.
    package let id: String
    package let practice: String
    package let receivedOn: PartialDate
    /// Where the giving vault recorded its approval, and the hash of that entry.
    package let origin: Int64
    package let leaf: String
    /// Whether the practice began with it.
    package let isDraft: Bool
    package let lesson: Practice.Lesson
  }

  /// Those of a practice, in the order in which they came.
  package static func all(of practice: String, in db: Database) throws -> [Row] {
    try rows("WHERE practice = ? ORDER BY position", [practice], in: db)
  }

  package static func find(_ ids: [String], in db: Database) throws -> [String: Row] {
    let rows = try rows("WHERE id IN (SELECT value FROM json_each(?))", [ColumnJSON.text(ids)], in: db)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM released_list \(rest)", arguments: arguments).map { row in
      guard let day = PartialDate(row["received_on"] as String) else {
        throw Fault(.damagedLog, "a release without a day is listed")
      }
      return Row(
        id: row["id"],
        practice: row["practice"],
        receivedOn: day,
        origin: row["origin"],
        leaf: row["leaf"],
        isDraft: row["is_draft"],
        lesson: try ColumnJSON.value(row["lesson"])
      )
    }
  }
}
