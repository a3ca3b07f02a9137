package import Domain
import Foundation
package import GRDB
package import Kernel
import Projection

extension CaseList {
  /// Something that is to be done by a day.
  package struct Due: Equatable, Sendable {
    /// Raw values stand in the view and in addresses.
    package enum What: String, CaseIterable, Sendable {
      case screening, decision, signature, contact, review, override, letter, alarm, transfer, access
      case laterReview = "later-review"
      case retention
    }

    package let what: What
    /// Which of several: the day of a later review, an alarm, somebody who asks.
    package let item: String
    package let day: PartialDate
    /// An account, or the area that is asked; nil for whoever carries the case.
    package let who: String?
  }

  /// What a list shows of a case: nothing that its key seals.
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let reference: String
    /// The referral, whose key seals it.
    package let subject: String
    package let area: String
    package let owner: String
    package let life: Case.Life
    /// The day on which it came to where it stands.
    package let since: PartialDate
    package let received: PartialDate
    package let openedOn: PartialDate
    package let isAdopted: Bool
    package let follows: String?
    package let followedBy: String?
    /// Whether there were no reasonable grounds.
    package let isRejected: Bool
    package let closedOn: PartialDate?
    package let reason: Coded?
    package let retainUntil: PartialDate?
    /// What is due first.
    package let due: (what: Due.What, day: PartialDate)?

    package static func == (left: Row, right: Row) -> Bool {
      (left.id, left.version) == (right.id, right.version)
    }
  }

  /// Which cases somebody may know of, and which of those they ask for.
  package struct Query: Equatable, Sendable {
    package enum Whose: String, CaseIterable, Sendable { case mine, area }

    package var account: String
    /// The areas in which they answer for cases; nil for all.
    package var areas: [String]?
    package var today: PartialDate
    package var whose = Whose.area
    package var area = ""
    package var life: Case.Life?
    package var isOpen = true
    /// Only those in which one of these is to be done, and its day has passed.
    package var late: [Due.What] = []
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

  static func due(_ row: GRDB.Row) throws -> Due {
    guard let what = Due.What(rawValue: row["what"]), let day = PartialDate(row["day"] as String) else {
      throw Fault(.damagedLog, "something is due that there is not")
    }
    return Due(what: what, item: row["item"], day: day, who: row["who"])
  }

  static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM case_list \(rest)", arguments: arguments).map(row)
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    func day(_ column: String) -> PartialDate? { (row[column] as String?).flatMap { PartialDate($0) } }
    guard let life = Case.Life(rawValue: row["life"]), let since = day("since"),
      let received = day("received"), let opened = day("opened_on")
    else { throw Fault(.damagedLog, "a case without a day is listed") }
    let reason: String? = row["reason"]
    let what = Due.What(rawValue: row["due_what"])
    return Row(
      id: row["id"],
      version: row["version"],
      reference: row["reference"],
      subject: row["subject"],
      area: row["area"],
      owner: row["owner"],
      life: life,
      since: since,
      received: received,
      openedOn: opened,
      isAdopted: row["is_adopted"],
      follows: row["follows"],
      followedBy: row["followed_by"],
      isRejected: row["is_rejected"],
      closedOn: day("closed_on"),
      reason: reason.map { Coded($0, version: row["reason_version"]) },
      retainUntil: day("retain_until"),
      due: what.flatMap { what in day("due_day").map { (what, $0) } }
    )
  }
}

extension CaseList.Query {
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
      if let life {
        parts.append("life = ?")
        arguments += [life.rawValue]
      } else if isOpen {
        parts.append("life <> 'closed'")
      }
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
