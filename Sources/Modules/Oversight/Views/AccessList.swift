package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every line of a vault's access log, so that it can be searched: each vault has its own.
package struct AccessList: FoldedTables {
  package static let name = "access_list"
  package static let version = 2
  package static var folds: [Fold] { [Fold(AccessLine.category, of: AccessLine.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE access_list (
          position INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL,
          kind TEXT, record TEXT, reason TEXT, recipient TEXT, purpose TEXT, subject TEXT, words TEXT,
          area TEXT, break_glass TEXT, basis TEXT);
        CREATE INDEX access_list_at ON access_list (at);
        CREATE INDEX access_list_by ON access_list (by, at);
        CREATE INDEX access_list_record ON access_list (record, at);
        CREATE INDEX access_list_act ON access_list (act, at);
        CREATE INDEX access_list_purpose ON access_list (purpose, at) WHERE purpose IS NOT NULL;
        CREATE INDEX access_list_break_glass ON access_list (break_glass) WHERE break_glass IS NOT NULL;
        CREATE INDEX access_list_subject ON access_list (subject) WHERE subject IS NOT NULL;
        """
    )
  }

  private static func apply(_ line: AccessLine, _ entry: Entry, _ db: Database) throws {
    try db.fold(
      sql: "INSERT INTO access_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.occasion.at.milliseconds, entry.occasion.by, line.act.rawValue,
        line.record?.kind, line.record?.id, line.reason, line.recipient, line.purpose, line.words?.subject,
        line.words?.value, line.area, line.breakGlass, line.basis,
      ]
    )
    if line.act == .erasure, let record = line.record, record.kind == Subject.category {
      try db.fold(sql: "UPDATE access_list SET words = NULL WHERE subject = ?", arguments: [record.id])
    }
  }
}

extension AccessList {
  package struct Row: Equatable, Sendable {
    /// The place in the access log.
    package let position: Int64
    package let at: Date
    /// An account, or "anyone".
    package let by: String
    package let act: AccessLine.Act
    package let record: Reference?
    package let reason: String?
    package let recipient: String?
    package let purpose: String?
    package let words: String?
    package let area: String?
    package let breakGlass: String?
    /// The lawful basis of a disclosure, as a code.
    package let basis: String?
  }

  /// What is asked of the lines; nil asks nothing.
  package struct Query: Equatable, Sendable {
    /// The account that did it.
    package var by: String?
    package var record: Reference?
    package var act: AccessLine.Act?
    /// Any of them.
    package var acts: [AccessLine.Act]?
    package var purpose: String?
    package var breakGlass: String?
    /// Both included.
    package var from: PartialDate?
    package var until: PartialDate?
    /// The areas whose records may be seen; nil for all.
    package var areas: [String]?

    package init(areas: [String]?) { self.areas = areas }
  }

  /// Some of the lines, the latest first.
  ///
  /// - Parameter before: Milliseconds and place of the last that was given.
  package static func slice(
    _ query: Query,
    before: (at: Int64, position: Int64)? = nil,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (at, position) = before ?? (.max, .max)
    let (condition, arguments) = try sql(query)
    return try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM access_list WHERE (at, position) < (?, ?) AND \(condition)
        ORDER BY at DESC, position DESC LIMIT ?
        """,
      arguments: [at, position] + arguments + [limit]
    )
    .map(row)
  }

  /// To whom some records were given, the latest first.
  package static func disclosures(of records: [Reference], in db: Database) throws -> [Row] {
    let wanted = Set(records)
    return try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM access_list WHERE record IN (SELECT value FROM json_each(?)) AND act = ?
        ORDER BY at DESC, position DESC
        """,
      arguments: [ColumnJSON.text(records.map(\.id)), AccessLine.Act.disclosure.rawValue]
    )
    .map(row).filter { $0.record.map(wanted.contains) ?? false }
  }

  /// How many lines there are, counted up to a bound.
  package static func count(_ query: Query, upTo bound: Int, in db: Database) throws -> Int {
    let (condition, arguments) = try sql(query)
    return try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM (SELECT 1 FROM access_list WHERE \(condition) LIMIT ?)",
      arguments: arguments + [bound]
    ) ?? 0
  }

  /// Who stands in the log, those that did most first.
  package static func people(_ query: Query, limit: Int, in db: Database) throws -> [String] {
    let (condition, arguments) = try sql(query)
    return try String.fetchAll(
      db,
      sql: """
        SELECT by FROM access_list WHERE \(condition) AND by <> 'anyone'
        GROUP BY by ORDER BY count(*) DESC, by LIMIT ?
        """,
      arguments: arguments + [limit]
    )
  }

  /// Who did something with one record, how often and when last: those who did last first.
  package struct Looker: Equatable, Sendable {
    package let by: String
    package let count: Int
    package let first: Date
    package let last: Date
    /// Codes, in no order that says anything.
    package let purposes: [String]
  }

  package static func lookers(_ query: Query, in db: Database) throws -> [Looker] {
    let (condition, arguments) = try sql(query)
    return try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT by, count(*) AS count, min(at) AS first, max(at) AS last,
          group_concat(DISTINCT purpose) AS purposes
        FROM access_list WHERE \(condition) GROUP BY by ORDER BY last DESC, by
        """,
      arguments: arguments
    )
    .map { row in
      let purposes: String = row["purposes"] ?? ""
      return Looker(
        by: row["by"],
        count: row["count"],
        first: Date(milliseconds: row["first"]),
        last: Date(milliseconds: row["last"]),
        purposes: purposes.split(separator: ",").map(String.init).sorted()
      )
    }
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    guard let act = AccessLine.Act(rawValue: row["act"]) else {
      throw Fault(.damagedLog, "an unknown act is listed")
    }
    let kind: String? = row["kind"]
    return Row(
      position: row["position"],
      at: Date(milliseconds: row["at"]),
      by: row["by"],
      act: act,
      record: kind.map { Reference(kind: $0, id: row["record"] ?? "") },
      reason: row["reason"],
      recipient: row["recipient"],
      purpose: row["purpose"],
      words: row["words"],
      area: row["area"],
      breakGlass: row["break_glass"],
      basis: row["basis"]
    )
  }

  private static func sql(_ query: Query) throws -> (String, StatementArguments) {
    var parts = ["1"]
    var arguments: StatementArguments = []
    func add(_ part: String, _ values: (any DatabaseValueConvertible)?...) {
      parts.append(part)
      arguments += StatementArguments(values)
    }
    if let by = query.by { add("by = ?", by) }
    if let record = query.record { add("record = ? AND kind = ?", record.id, record.kind) }
    if let act = query.act { add("act = ?", act.rawValue) }
    if let acts = query.acts {
      add("act IN (SELECT value FROM json_each(?))", try ColumnJSON.text(acts.map(\.rawValue)))
    }
    if let purpose = query.purpose { add("purpose = ?", purpose) }
    if let glass = query.breakGlass { add("break_glass = ?", glass) }
    if let from = query.from { add("at >= ?", from.moment.milliseconds) }
    if let until = query.until { add("at < ?", until.adding(days: 1).moment.milliseconds) }
    if let areas = query.areas {
      add("area IN (SELECT value FROM json_each(?))", try ColumnJSON.text(areas))
    }
    return (parts.joined(separator: " AND "), arguments)
  }
}
