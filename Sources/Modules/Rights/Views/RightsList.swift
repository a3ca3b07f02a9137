import Domain
package import GRDB
package import Kernel
package import Projection

/// Every request for rights: where it stands and until when, and beside it what is opened behind a purpose only.
package struct RightsList: View {
  package static let name = "rights_list"
  package static let version = 3
  package static let vault = RightsRequest.vault
  package static var folds: [Fold] { [Fold(RightsRequest.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE rights_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, kind TEXT NOT NULL,
          law TEXT NOT NULL, way TEXT NOT NULL, asker TEXT NOT NULL, received TEXT NOT NULL, due TEXT,
          life TEXT NOT NULL, is_confirmed INTEGER NOT NULL, is_extended INTEGER NOT NULL, outcome TEXT,
          proposed_by TEXT, approved_by TEXT, review_until TEXT, subject TEXT NOT NULL, sealed TEXT,
          answered_on TEXT, answered_late INTEGER NOT NULL, owes INTEGER NOT NULL, restricts_since TEXT,
          has_copy INTEGER NOT NULL);
        CREATE INDEX rights_list_due ON rights_list (due, id);
        CREATE INDEX rights_list_received ON rights_list (received, id);
        CREATE INDEX rights_list_reference ON rights_list (reference);
        CREATE INDEX rights_list_subject ON rights_list (subject);
        CREATE INDEX rights_list_answered ON rights_list (answered_on, id) WHERE answered_on IS NOT NULL;
        CREATE TABLE rights_list_record (
          request TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, title TEXT NOT NULL, subject TEXT,
          PRIMARY KEY (request, kind, record));
        CREATE INDEX rights_list_record_subject ON rights_list_record (subject);
        CREATE INDEX rights_list_record_record ON rights_list_record (record);
        CREATE TABLE rights_list_withheld (
          id TEXT PRIMARY KEY, request TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
          field TEXT NOT NULL, ground TEXT NOT NULL, words TEXT, only_words TEXT);
        CREATE INDEX rights_list_withheld_request ON rights_list_withheld (request);
        CREATE TABLE rights_list_told (
          position INTEGER PRIMARY KEY, request TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
          recipient TEXT, told_on TEXT, words TEXT);
        CREATE INDEX rights_list_told_request ON rights_list_told (request);
        CREATE TABLE rights_list_history (
          position INTEGER PRIMARY KEY, request TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT);
        CREATE INDEX rights_list_history_request ON rights_list_history (request);
        """
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    for (table, column) in [
      ("withheld", "words"), ("withheld", "only_words"), ("told", "words"), ("history", "reason"),
    ] {
      try db.fold(
        sql: """
          UPDATE rights_list_\(table) SET \(column) = NULL
          WHERE request IN (SELECT id FROM rights_list WHERE subject = ?)
          """,
        arguments: [subject]
      )
    }
    try db.fold(
      sql: """
        UPDATE rights_list_told SET recipient = NULL
        WHERE request IN (SELECT id FROM rights_list WHERE subject = ?)
        """,
      arguments: [subject]
    )
    try db.fold(
      sql: "UPDATE rights_list SET sealed = NULL, has_copy = 0 WHERE subject = ?",
      arguments: [subject]
    )
    // What is erased is not used any more: nothing is left to be restricted.
    try db.fold(
      sql: """
        UPDATE rights_list SET restricts_since = NULL
        WHERE id IN (SELECT request FROM rights_list_record WHERE subject = ?1 OR record = ?1)
          AND NOT EXISTS (
            SELECT 1 FROM rights_list_record other
            WHERE other.request = rights_list.id AND coalesce(other.subject, other.record) <> ?1)
        """,
      arguments: [subject]
    )
  }
}
