package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection
package import Search

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
    /// The day from which it is public, where that was not at once.
    package let embargo: PartialDate?

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
      embargo = PartialDate(row["embargo"])
    }
  }

  /// What the list is asked for; nil and empty ask for all.
  package struct Filter: Equatable, Sendable {
    package var words: String?
    /// By facet, the code that is chosen.
    package var facets: [String: String] = [:]
    package var life: String?
    /// Only what somebody should have looked at again before this day.
    package var dueBefore: PartialDate?

    package init() {}

    fileprivate func without(_ facet: String) -> Self {
      var filter = self
      filter.facets[facet] = nil
      return filter
    }
  }

  /// What the list is counted by: facets of one code, which are columns, and those of several.
  static let columns = ["stage", "strand", "country", "cost", "costed", "evaluated"]
  static let lists = ["setting", "objective", "audience"]

  /// Which records a viewer may see listed; Tests/WebTests holds it to the policy of each record.
  package struct Scope: Equatable, Sendable {
    package let condition: Condition
    package let sql: String
    package let arguments: [String]

    package init(_ condition: Condition) {
      self.condition = condition
      (sql, arguments) = condition.sql(PracticeList.fields)
    }

    /// What is published or compiled, under embargo or not.
    package static let published = Scope(.isListed)

    /// What stands in the library on a day: published or compiled, and under no embargo any more.
    package static func library(on day: PartialDate) -> Scope {
      Scope(.isListed && .any([.has("embargo", ""), .upTo("embargo", day.iso)]))
    }

    /// What both allow.
    package func and(_ other: Scope) -> Scope { Scope(condition && other.condition) }
  }

  /// The columns that a scope may ask about, which are fields of the search index too.
  static let fields: Set<String> = [
    "life", "marking", "organisation", "area_code", "depositor", "review_due", "embargo",
  ]

  package struct Found: Sendable {
    package let rows: [Row]
    package let total: Int
    /// How many there would be for each code of each filter, the other filters as they are.
    package let counts: [String: [String: Int]]
  }

  /// The rows of identifiers, in their order; those that the scope leaves out are left out.
  package static func rows(_ ids: [String], _ scope: Scope, in db: Database) throws -> [Row] {
    // Each is looked up by its identifier: the planner knows of no scope how much it holds, and would go through all.
    let sql = """
      SELECT p.* FROM json_each(?) asked CROSS JOIN practice_list p ON p.id = asked.value
      WHERE \(scope.sql) ORDER BY asked.key
      """
    return try GRDB.Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [try ColumnJSON.text(ids)] + StatementArguments(scope.arguments)
    )
    .map(Row.init)
  }

  package static func page(
    _ filter: Filter,
    scope: Scope,
    offset: Int,
    limit: Int,
    in db: Database
  ) throws -> Found {
    let clause = Clause(filter, scope)
    let order = "CASE life WHEN 'draft' THEN 0 ELSE 1 END, changed_at DESC, title"
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: "SELECT p.* FROM practice_list p \(clause.sql) ORDER BY \(order), p.id LIMIT ? OFFSET ?",
      arguments: clause.arguments + StatementArguments([limit, offset])
    )
    return Found(
      rows: try rows.map(Row.init),
      total: try total(clause, in: db),
      counts: try counts(filter, scope, in: db)
    )
  }

  private static func counts(
    _ filter: Filter,
    _ scope: Scope,
    in db: Database
  ) throws -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    for column in columns {
      let clause = Clause(filter.without(column), scope)
      counts[column] = try grouped(
        "SELECT p.\(column), count(*) FROM practice_list p \(clause.sql) GROUP BY 1",
        clause.arguments,
        in: db
      )
    }
    for list in lists {
      let clause = Clause(filter.without(list), scope)
      counts[list] = try grouped(
        """
        SELECT c.code, count(*) FROM practice_list p
        JOIN practice_list_code c ON c.practice = p.id AND c.list = '\(list)' \(clause.sql) GROUP BY 1
        """,
        clause.arguments,
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

  struct Clause {
    var sql: String
    var arguments: StatementArguments

    init(_ filter: Filter, _ scope: Scope) {
      var parts = ["(\(scope.sql))"]
      arguments = StatementArguments(scope.arguments)
      // As they are written, each anywhere: only what is asked while the search index is made anew.
      for word in (filter.words ?? "").split(whereSeparator: { !$0.isLetter && !$0.isNumber }).prefix(10) {
        parts.append(
          "(p.title LIKE ? OR p.id IN (SELECT id FROM practice_record WHERE details LIKE ?))"
        )
        arguments += ["%\(word)%", "%\(word)%"]
      }
      // Words without a letter or digit in them are in no record.
      if let words = filter.words, !words.contains(where: { $0.isLetter || $0.isNumber }) {
        parts.append("0")
      }
      if let life = filter.life {
        parts.append("p.life = ?")
        arguments += [life]
      }
      if let day = filter.dueBefore {
        parts.append("p.review_due < ? AND p.life = 'published'")
        arguments += [day.iso]
      }
      for column in PracticeList.columns {
        guard let code = filter.facets[column] else { continue }
        parts.append("p.\(column) = ?")
        arguments += [code]
      }
      for list in PracticeList.lists {
        guard let code = filter.facets[list] else { continue }
        parts.append("p.id IN (SELECT practice FROM practice_list_code WHERE list = '\(list)' AND code = ?)")
        arguments += [code]
      }
      sql = "WHERE \(parts.joined(separator: " AND "))"
    }
  }
}

extension Condition {
  /// What stands in the library, whoever may see it.
  package static let isListed = Condition.any([.has("life", "published"), .has("life", "compiled")])
}
