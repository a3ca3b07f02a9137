package import Domain
import Foundation
package import GRDB
package import Kernel
import Projection

extension CaseList {
  /// How long cases of an area were at a stage.
  package struct Flow: Equatable, Sendable {
    package let life: Case.Life
    /// Days, of those that left it within the time that is looked at; the shortest first.
    package let days: [Int]
    /// How many are at it now.
    package let now: Int
  }

  /// What somebody carries.
  package struct Load: Equatable, Sendable {
    package let owner: String
    /// How many cases they carry that are not closed, and of those how many are in support.
    package let open: Int
    package let inSupport: Int
    /// In how many of them something is late, and in how many the next contact is.
    package let late: Int
    package let silent: Int
    /// How many alarms nobody has answered.
    package let alarms: Int
  }

  /// How long cases of an area were at each stage, of those that left it from a day on.
  package static func flow(of area: String, since day: PartialDate, in db: Database) throws -> [Flow] {
    let left = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT life, CAST(julianday(left_on) - julianday(entered) AS INTEGER) AS days, count(*) AS cases
        FROM case_list_stage WHERE area = ? AND left_on >= ? GROUP BY 1, 2 ORDER BY days
        """,
      arguments: [area, day.iso]
    )
    let days = Dictionary(grouping: left) { $0["life"] as String }
    let counts = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT life, count(*) AS number FROM case_list
        WHERE area = ? AND life IN (SELECT value FROM json_each(?)) GROUP BY life
        """,
      arguments: [area, ColumnJSON.text(Case.Life.allCases.filter(\.isOpen).map(\.rawValue))]
    )
    let now = Dictionary(uniqueKeysWithValues: counts.map { ($0["life"] as String, $0["number"] as Int) })
    return Case.Life.allCases.filter(\.isOpen).map { life in
      Flow(
        life: life,
        days: days[life.rawValue]?.flatMap { Array(repeating: $0["days"], count: $0["cases"]) } ?? [],
        now: now[life.rawValue] ?? 0
      )
    }
  }

  /// What each carries of the open cases of an area.
  package static func loads(of area: String, on day: PartialDate, in db: Database) throws -> [Load] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT owner, count(*) AS open, sum(life = 'support') AS in_support,
          sum(EXISTS (SELECT 1 FROM case_list_due d WHERE d.case_id = c.id AND d.day < :today
            AND d.what IN (\(CaseList.Due.What.late.sql)))) AS late,
          sum(EXISTS (SELECT 1 FROM case_list_due d WHERE d.case_id = c.id AND d.day < :today
            AND d.what = 'contact')) AS silent,
          sum((SELECT count(*) FROM case_list_due d WHERE d.case_id = c.id AND d.what = 'alarm')) AS alarms
        FROM case_list c WHERE area = :area AND life <> 'closed' GROUP BY owner ORDER BY owner
        """,
      arguments: ["today": day.iso, "area": area]
    )
    .map {
      Load(
        owner: $0["owner"],
        open: $0["open"],
        inSupport: $0["in_support"],
        late: $0["late"],
        silent: $0["silent"],
        alarms: $0["alarms"]
      )
    }
  }
}

extension CaseList.Flow {
  /// Days that a share of them did not take longer than; nil where none left.
  ///
  /// - Parameter share: From 0 to 1; a half gives the median.
  package func days(_ share: Double) -> Double? {
    guard let last = days.indices.last else { return nil }
    let place = share * Double(last)
    let lower = Int(place)
    let upper = min(lower + 1, last)
    return Double(days[lower]) + (place - Double(lower)) * Double(days[upper] - days[lower])
  }
}
