package import Domain
import Foundation
package import GRDB
package import Kernel
import Projection

extension CaseList {
  /// Which cases somebody may know of, and which of those they ask for.
  package struct Query: Equatable, Sendable {
    package enum Whose: String, CaseIterable, Sendable { case mine, area }

    package var account: String
    /// The areas in which they answer for cases; nil for all.
    package var areas: [String]?
    package var today: PartialDate
    package var whose = Whose.area
    package var area = ""
    /// Only those at one of these stages; those at any where there is none.
    package var lives: [Case.Life] = []
    package var isOpen = true
    /// Only those in which one of these is to be done, and its day has passed.
    package var late: [Due.What] = []
    /// Only open cases for which no day is set.
    package var hasNoDay = false
    /// Whether its day must have passed.
    package var isLate = true

    package init(account: String, areas: [String]?, today: PartialDate) {
      (self.account, self.areas, self.today) = (account, areas, today)
    }
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  package static func id(of reference: String, in db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT id FROM case_list WHERE reference = ?", arguments: [reference])
  }

  /// The cases of some referrals, the earliest first.
  package static func cases(of referrals: [String], in db: Database) throws -> [Row] {
    try rows(
      "WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY opened_on, id",
      [ColumnJSON.text(referrals)],
      in: db
    )
  }

  /// The referrals of some cases, by case.
  package static func subjects(of ids: Set<String>, in db: Database) throws -> [String: String] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT id, subject FROM case_list WHERE id IN (SELECT value FROM json_each(?))",
      arguments: [ColumnJSON.text(ids.sorted())]
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["subject"]) })
  }

  /// Those of some cases that somebody is kept out of.
  package static func keptOut(_ account: String, of ids: Set<String>, in db: Database) throws -> Set<String> {
    try String.fetchSet(
      db,
      sql: """
        SELECT case_id FROM case_list_near
        WHERE account = ? AND role = 'kept-out' AND case_id IN (SELECT value FROM json_each(?))
        """,
      arguments: [account, ColumnJSON.text(ids.sorted())]
    )
  }

  /// What is to be done in a case, the first due first.
  package static func dues(of id: String, in db: Database) throws -> [Due] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM case_list_due WHERE case_id = ? ORDER BY day, what, item",
      arguments: [id]
    )
    .map(due)
  }

  /// Those that are asked for, what is due first coming first.
  package static func slice(
    _ query: Query,
    after: (day: String, id: String)? = nil,
    offset: Int = 0,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (condition, arguments) = try query.condition
    let (day, id) = after ?? ("", "")
    return try rows(
      "WHERE \(condition) AND (due_day, id) > (?, ?) ORDER BY due_day, id LIMIT ? OFFSET ?",
      arguments + [day, id, limit, offset],
      in: db
    )
  }

  package static func count(_ query: Query, in db: Database) throws -> Int {
    let (condition, arguments) = try query.condition
    return try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM case_list WHERE \(condition)",
      arguments: arguments
    ) ?? 0
  }
}

extension CaseList.Query {
  private static let open = Case.Life.allCases.filter(\.isOpen).map { "'\($0.rawValue)'" }
    .joined(separator: ", ")

  /// Who may not know of a case never finds it, whatever they ask for.
  var condition: (sql: String, arguments: StatementArguments) {
    get throws {
      let known = """
        id NOT IN (SELECT case_id FROM case_list_near WHERE account = ? AND role = 'kept-out')
        """
      let mine = """
        (owner = ? OR id IN (SELECT case_id FROM case_list_near
          WHERE account = ? AND role NOT IN ('kept-out', 'asks') AND (until IS NULL OR until >= ?)))
        """
      var parts = [known]
      var arguments: StatementArguments = [account]
      let theirs: StatementArguments = [account, account, today.iso]
      switch whose {
      case .mine:
        parts.append(mine)
        arguments += theirs
      case .area:
        if let areas {
          parts.append("(area IN (SELECT value FROM json_each(?)) OR \(mine))")
          arguments += try [ColumnJSON.text(areas)] + theirs
        }
      }
      if !area.isEmpty {
        parts.append("area = ?")
        arguments += [area]
      }
      if !lives.isEmpty {
        parts.append("life IN (SELECT value FROM json_each(?))")
        arguments += try [ColumnJSON.text(lives.map(\.rawValue))]
      } else if isOpen {
        // The first for the index of open cases alone, the second for those of an area or of whoever carries them.
        parts.append("life <> 'closed' AND life IN (\(Self.open))")
      }
      if hasNoDay { parts.append("due_day = ''") }
      if !late.isEmpty {
        parts.append(
          """
          id IN (SELECT case_id FROM case_list_due
            WHERE what IN (SELECT value FROM json_each(?)) AND day < ?)
          """
        )
        arguments += try [ColumnJSON.text(late.map(\.rawValue)), isLate ? today.iso : CaseList.never]
      }
      return (parts.joined(separator: " AND "), arguments)
    }
  }
}
