import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Everything that happened in each case, line by line: codes, days and accounts as they are, and what was said of
/// the person beside them, until their key is destroyed.
package struct CaseRecord: View {
  package static let name = "case_record"
  package static let version = 3
  package static let vault = Case.vault
  package static var folds: [Fold] {
    [
      Fold(Case.self) { event, entry, db in try keep(event.said, entry, of: entry.stream.id, in: db) },
      Fold(Signpost.self) { event, entry, db in try keep(event.said, entry, given: event.caseID, in: db) },
      Fold(InformationRequest.self) { event, entry, db in
        let caseID: String? = if case .sent(let body) = event { body.caseID } else { nil }
        try keep(event.said, entry, given: caseID, in: db)
      },
      Fold(Assessment.self) { event, entry, db in
        guard let said = event.said else { return }
        let caseID: String? = if case .started(let body) = event { body.caseID } else { nil }
        try keep(said, entry, given: caseID, in: db)
      },
    ]
  }

  private static func keep(_ said: Said, _ entry: Entry, given caseID: String?, in db: Database) throws {
    guard let id = try self.caseID(given: caseID, entry, in: db) else { return }
    try keep(said, entry, of: id, in: db)
  }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE case_record (
          position INTEGER PRIMARY KEY, case_id TEXT NOT NULL, stream TEXT NOT NULL, at INTEGER NOT NULL,
          by TEXT NOT NULL, act TEXT NOT NULL, item TEXT NOT NULL, subject TEXT NOT NULL,
          parts TEXT NOT NULL, sealed TEXT);
        CREATE INDEX case_record_case ON case_record (case_id, position);
        CREATE INDEX case_record_stream ON case_record (stream);
        CREATE INDEX case_record_subject ON case_record (subject);
        """
    )
  }

  package static func erase(subject: String, in db: Database) throws {
    try db.fold(sql: "UPDATE case_record SET sealed = NULL WHERE subject = ?", arguments: [subject])
  }

  /// The case that a stream beside it belongs to: the first of its events names it.
  static func caseID(given: String?, _ entry: Entry, in db: Database) throws -> String? {
    if let given { return given }
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT case_id FROM case_record WHERE stream = ? LIMIT 1"),
      arguments: [entry.stream.description]
    )
  }

  static func keep(_ said: Said, _ entry: Entry, of caseID: String, in db: Database) throws {
    try db.fold(
      sql: "INSERT INTO case_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, caseID, entry.stream.description, entry.occasion.at.milliseconds, entry.occasion.by,
        entry.name, said.item, said.subject, ColumnJSON.text(said.parts),
        said.sealed.map { try ColumnJSON.text($0) },
      ]
    )
  }
}

extension CaseRecord {
  /// One thing that a line says.
  package struct Part: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
      case words, day, account, area
      /// Of a list, which is named.
      case code
      /// The identifier of a case, a referral, a provider or a plan's support.
      case record
      case truth
    }

    /// Kebab-case; pages have words for it.
    package let name: String
    package let kind: Kind
    package let value: String
    /// Of the list that a code is of.
    package var list: String?

    init(_ name: String, _ kind: Kind, _ value: String, of list: String? = nil) {
      (self.name, self.kind, self.value, self.list) = (name, kind, value, list)
    }
  }

  /// What a line says: what stands open, and what its key seals.
  package struct Said: Equatable, Sendable {
    /// What the line made, where that has an identifier of its own.
    var item = ""
    var subject = ""
    var parts: [Part] = []
    /// Nil where nothing is sealed, or it cannot be opened any more.
    var sealed: [Part]?
  }

  /// What is to be read beside another line, which its part `entry` names by its place.
  package static let remark = "case.remarked"

  package struct Line: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    /// What happened, as it is stored: `case.opened`.
    package let act: String
    package let item: String
    /// The identifier of the stream that it stands in: the case's own, or one beside it.
    package let stream: String
    package let parts: [Part]
    package let sealed: [Part]
    /// Whether something was sealed, and cannot be opened any more.
    package let isErased: Bool
  }

  /// What happened in a case, the earliest first.
  ///
  /// - Parameter acts: Only these; nil for all.
  package static func lines(of id: String, acts: Set<String>? = nil, in db: Database) throws -> [Line] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM case_record
        WHERE case_id = ? AND (? IS NULL OR act IN (SELECT value FROM json_each(?))) ORDER BY position
        """,
      arguments: [id, json(acts), json(acts)]
    )
    .map(line)
  }

  private static func json(_ acts: Set<String>?) throws -> String? {
    try acts.map { try ColumnJSON.text($0.sorted()) }
  }

  private static func line(_ row: GRDB.Row) throws -> Line {
    let (subject, sealed): (String, String?) = (row["subject"], row["sealed"])
    return Line(
      position: row["position"],
      at: Date(milliseconds: row["at"]),
      by: row["by"],
      act: row["act"],
      item: row["item"],
      stream: String((row["stream"] as String).split(separator: "-").last ?? ""),
      parts: try ColumnJSON.value(row["parts"]),
      sealed: try sealed.map { try ColumnJSON.value($0) } ?? [],
      isErased: !subject.isEmpty && sealed == nil
    )
  }
}

extension CaseRecord.Line {
  /// What it says under a name, open or sealed; empty where it does not.
  package func value(_ name: String) -> String {
    (parts + sealed).first { $0.name == name }?.value ?? ""
  }
}
