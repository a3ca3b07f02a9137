package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension PracticeRecord {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let life: Practice.Life
    package let organisation: String?
    package let depositor: String
    package let importID: String?
    package let details: Practice.Details
    package let contributors: [String]
    package let reviews: [Review]
    /// The practice that took its place.
    package let supersededBy: String?
    /// The day from which it is public, where that was not at once.
    package let embargo: PartialDate?
    /// The day on which it came, or comes, into the library.
    package let publishedOn: PartialDate?
    /// It began as a lesson of a closed case.
    package let isLesson: Bool
    /// The subjects of contacts that it named once and does not now, whose keys are not destroyed.
    package let formerContacts: [String]

    package var reviewers: [String] { reviews.map(\.reviewer) }

    /// The organisation that described it, or the account of who acts for none; nil where it was compiled.
    package var home: String? { importID == nil ? organisation ?? depositor : nil }

    package func isEmbargoed(on day: PartialDate) -> Bool {
      life == .published && Practice.isEmbargoed(until: embargo, on: day)
    }

    /// Whether it stands in the library for everybody who may read its marking.
    package func isInLibrary(on day: PartialDate) -> Bool {
      (life == .published || life == .compiled) && !isEmbargoed(on: day)
    }
  }

  package struct Review: Equatable, Sendable {
    package let reviewer: String
    package let at: Date
    package let review: Practice.Review
  }

  /// Something that was done to a practice.
  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let act: String
    package let reason: String
    /// The details before and after, without contacts, where they changed.
    package let change: (before: Practice.Details, after: Practice.Details)?
    package let changedContacts: Bool
    /// The day of the embargo that it set.
    package let embargo: PartialDate?

    package static func == (left: Act, right: Act) -> Bool {
      left.position == right.position && left.at == right.at && left.by == right.by && left.act == right.act
        && left.reason == right.reason
    }
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    guard
      let row = try GRDB.Row.fetchOne(db, sql: "SELECT * FROM practice_record WHERE id = ?", arguments: [id]),
      let life = Practice.Life(rawValue: row["life"])
    else { return nil }
    var details: Practice.Details = try ColumnJSON.value(row["details"])
    details.contacts = try contacts(of: id, in: db)
    return Row(
      id: id,
      version: row["version"],
      life: life,
      organisation: row["organisation"],
      depositor: row["depositor"],
      importID: row["import_id"],
      details: details,
      contributors: try String.fetchAll(
        db,
        sql: "SELECT account FROM practice_record_contributor WHERE practice = ? ORDER BY account",
        arguments: [id]
      ),
      reviews: try reviews(of: id, in: db),
      supersededBy: row["superseded_by"],
      embargo: date(row["embargo"]),
      publishedOn: date(row["published_on"]),
      isLesson: row["is_lesson"],
      formerContacts: try String.fetchAll(
        db,
        sql: """
          SELECT subject FROM practice_record_subject WHERE practice = ? AND NOT is_erased AND subject NOT IN
            (SELECT subject FROM practice_record_contact WHERE practice = ?) ORDER BY subject
          """,
        arguments: [id, id]
      )
    )
  }

  /// The details of several, without contacts.
  package static func details(of ids: [String], in db: Database) throws -> [String: Practice.Details] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT id, details FROM practice_record WHERE id IN (SELECT value FROM json_each(?))",
      arguments: [ColumnJSON.text(ids)]
    )
    return try rows.reduce(into: [:]) { $0[$1["id"]] = try ColumnJSON.value($1["details"]) }
  }

  package static func history(of id: String, in db: Database) throws -> [Act] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM practice_record_history WHERE practice = ? ORDER BY position",
      arguments: [id]
    )
    .map { row in
      var change: (Practice.Details, Practice.Details)?
      if let before: String = row["before"], let after: String = row["after"] {
        change = (try ColumnJSON.value(before), try ColumnJSON.value(after))
      }
      return Act(
        position: row["position"],
        at: Date(milliseconds: row["at"]),
        by: row["by"],
        act: row["act"],
        reason: row["reason"],
        change: change,
        changedContacts: row["changed_contacts"],
        embargo: date(row["embargo"])
      )
    }
  }

  private static func date(_ text: String?) -> PartialDate? { text.flatMap { PartialDate($0) } }

  private static func contacts(of id: String, in db: Database) throws -> [Personal<Practice.Contact>] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT subject, contact FROM practice_record_contact WHERE practice = ? ORDER BY place",
      arguments: [id]
    )
    .map { row in
      let contact: String? = row["contact"]
      return Personal(try contact.map { try ColumnJSON.value($0) }, of: row["subject"])
    }
  }

  private static func reviews(of id: String, in db: Database) throws -> [Review] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM practice_record_review WHERE practice = ? ORDER BY at, reviewer",
      arguments: [id]
    )
    .map { row in
      Review(
        reviewer: row["reviewer"],
        at: Date(milliseconds: row["at"]),
        review: try ColumnJSON.value(row["review"])
      )
    }
  }
}
