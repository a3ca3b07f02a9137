package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension PracticeList {
  package struct Row: Equatable, Sendable {
    package let id: String
    package let title: String
    package let problem: String
    package let life: Practice.Life
    package let marking: Marking
    package let stage: String
    package let strand: String
    package let country: String
    package let area: String
    package let leadBody: String
    package let changedAt: Date
    /// What a returned draft's reviewer wrote.
    package let note: String?
    /// The day by which somebody should look at it again.
    package let reviewDue: PartialDate?
    /// The practice that took its place.
    package let supersededBy: String?

    init(_ row: GRDB.Row) throws {
      guard let life = Practice.Life(rawValue: row["life"]), let marking = Marking(rawValue: row["marking"])
      else {
        throw Fault(.damagedLog, "a practice of an unknown state is listed")
      }
      id = row["id"]
      title = row["title"]
      problem = row["problem"]
      self.life = life
      self.marking = marking
      stage = row["stage"]
      strand = row["strand"]
      country = row["country"]
      area = row["area"]
      leadBody = row["lead_body"]
      changedAt = Date(milliseconds: row["changed_at"])
      note = row["note"]
      let due: String? = row["review_due"]
      reviewDue = due.flatMap { PartialDate($0) }
      supersededBy = row["superseded_by"]
    }
  }

  /// What the list is asked for; nil and empty ask for all.
  package struct Filter: Equatable, Sendable {
    package var words: String?
    package var strand: String?
    package var setting: String?
    package var objective: String?
    package var stage: String?
    package var country: String?
    package var life: String?
    /// Only what somebody should have looked at again before this day.
    package var dueBefore: PartialDate?

    package init(
      words: String? = nil,
      strand: String? = nil,
      setting: String? = nil,
      objective: String? = nil,
      stage: String? = nil,
      country: String? = nil,
      life: String? = nil,
      dueBefore: PartialDate? = nil
    ) {
      self.words = words
      self.strand = strand
      self.setting = setting
      self.objective = objective
      self.stage = stage
      self.country = country
      self.life = life
      self.dueBefore = dueBefore
    }
  }

  /// Which records a viewer may see listed; Tests/WebTests holds it to the policy of each record.
  package struct Scope: Equatable, Sendable {
    package var sql: String
    package var arguments: [String]

    package init(_ sql: String, _ arguments: [String] = []) {
      self.sql = sql
      self.arguments = arguments
    }

    /// What is published or compiled, and carries no marking.
    package static let open = Scope("life IN ('published', 'compiled') AND marking = 'none'")
  }

  package struct Found: Sendable {
    package let rows: [Row]
    package let total: Int
    /// How many there would be for each code of each filter, the other filters as they are.
    package let counts: [String: [String: Int]]
  }

  package static func page(
    _ filter: Filter,
    scope: Scope,
    offset: Int,
    limit: Int,
    in db: Database
  ) throws -> Found {
    let condition = Condition(filter, scope)
    let order =
      filter.words == nil
      ? "CASE life WHEN 'draft' THEN 0 ELSE 1 END, changed_at DESC, title" : condition.rank
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT p.* FROM practice_list p \(condition.sql) ORDER BY \(order), p.id LIMIT ? OFFSET ?",
      arguments: condition.arguments + StatementArguments([limit, offset])
    )
    return Found(
      rows: try rows.map(Row.init),
      total: try total(condition, in: db),
      counts: try counts(filter, scope, in: db)
    )
  }

  private static func counts(
    _ filter: Filter,
    _ scope: Scope,
    in db: Database
  ) throws -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    for (name, column) in [("stage", "p.stage"), ("strand", "p.strand"), ("country", "p.country")] {
      let condition = Condition(filter.without(name), scope)
      counts[name] = try grouped(
        "SELECT \(column), count(*) FROM practice_list p \(condition.sql) GROUP BY 1",
        condition.arguments,
        in: db
      )
    }
    for name in ["setting", "objective"] {
      let condition = Condition(filter.without(name), scope)
      counts[name] = try grouped(
        """
        SELECT c.code, count(*) FROM practice_list p
        JOIN practice_list_code c ON c.practice = p.id AND c.list = '\(name)' \(condition.sql) GROUP BY 1
        """,
        condition.arguments,
        in: db
      )
    }
    return counts
  }

  private static func grouped(
    _ sql: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [String: Int] {
    let rows = try GRDB.Row.fetchAll(db, sql: sql, arguments: arguments)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  struct Condition {
    var sql: String
    var arguments: StatementArguments
    var rank = "bm25(practice_list_words, 0, 8, 1)"

    init(_ filter: Filter, _ scope: Scope) {
      var parts = ["(\(scope.sql))"]
      arguments = StatementArguments(scope.arguments)
      var join = ""
      if let pattern = filter.words.flatMap(FTS5Pattern.init(matchingAllPrefixesIn:)) {
        join = "JOIN practice_list_words w ON w.practice = p.id"
        parts.append("practice_list_words MATCH ?")
        arguments += [pattern.rawPattern]
      } else {
        rank = "changed_at DESC"
        // Words without a letter or digit in them are in no record.
        if filter.words != nil { parts.append("0") }
      }
      for (column, value) in [
        ("stage", filter.stage), ("strand", filter.strand), ("country", filter.country),
        ("life", filter.life),
      ] {
        guard let value else { continue }
        parts.append("p.\(column) = ?")
        arguments += [value]
      }
      if let day = filter.dueBefore {
        parts.append("p.review_due < ? AND p.life = 'published'")
        arguments += [day.iso]
      }
      for (list, code) in [("setting", filter.setting), ("objective", filter.objective)] {
        guard let code else { continue }
        parts.append("p.id IN (SELECT practice FROM practice_list_code WHERE list = '\(list)' AND code = ?)")
        arguments += [code]
      }
      sql = "\(join) WHERE \(parts.joined(separator: " AND "))"
    }
  }
}

extension PracticeList.Filter {
  fileprivate func without(_ name: String) -> Self {
    var filter = self
    switch name {
    case "stage": filter.stage = nil
    case "strand": filter.strand = nil
    case "country": filter.country = nil
    case "setting": filter.setting = nil
    case "objective": filter.objective = nil
    default: break
    }
    return filter
  }
}
