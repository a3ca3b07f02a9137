package import Domain
package import Foundation
package import GRDB
package import Kernel
import Projection

extension AdoptionList {
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let life: Adoption.State.Life
    package let details: Adoption.Details
    /// The account that recorded it.
    package let by: String
    package let recordedAt: Date
    package let endedOn: PartialDate?
    package let results: [Report]

    /// The organisation that does it, or the account of who acts for none.
    fileprivate var adopter: String { details.organisation ?? by }
  }

  /// A result as it was reported, or as it was corrected since.
  package struct Report: Equatable, Sendable {
    package let id: String
    package let at: Date
    package let isCorrected: Bool
    package let result: Adoption.Result
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  /// Those of a practice that were not taken back, the earliest first.
  package static func adoptions(of practice: String, in db: Database) throws -> [Row] {
    try rows("WHERE practice = ? AND life <> 'taken-back' ORDER BY recorded_at, id", [practice], in: db)
  }

  /// Some of those of a practice that were not taken back, the earliest first.
  ///
  /// - Parameter after: Milliseconds and identifier of the last that was given.
  package static func adoptions(
    of practice: String,
    after: (recordedAt: Int64, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> [Row] {
    let (at, id) = after ?? (.min, "")
    return try rows(
      """
      WHERE practice = ? AND life <> 'taken-back' AND (recorded_at, id) > (?, ?)
      ORDER BY recorded_at, id LIMIT ?
      """,
      [practice, at, id, limit],
      in: db
    )
  }

  /// What an organisation does, or an account recorded for none, and has not reported on: the oldest first.
  package static func silent(
    organisation: String?,
    account: String,
    in db: Database
  ) throws -> [Row] {
    try rows(
      "WHERE life = 'running' AND results = 0 AND (organisation = ? OR by = ?) ORDER BY recorded_at, id",
      [organisation, account],
      in: db
    )
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "adoption_list_history", by: "adoption", db)
  }

  /// When those of some practices were recorded that were not taken back, the earliest first.
  package static func recorded(
    ofPractices practices: Set<String>,
    in db: Database
  ) throws -> [(practice: String, at: Date)] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT practice, recorded_at FROM adoption_list
        WHERE life <> 'taken-back' AND practice IN (SELECT value FROM json_each(?)) ORDER BY recorded_at
        """,
      arguments: [ColumnJSON.text(practices.sorted())]
    )
    .map { ($0["practice"], Date(milliseconds: $0["recorded_at"])) }
  }

  /// How many others did a practice and how it went there: counts, and nothing made of them.
  ///
  /// An organisation counts once, as its latest adoption has it, and so does who acts for none; all their results
  /// count, so that a new adoption hides no result of an earlier one.
  package struct Sum: Equatable, Sendable {
    /// Whether those who described the practice are among those who do it: that is not elsewhere.
    package var isDoneAtHome = false
    package var asPublished = 0
    package var adapted = 0
    package var ended = 0
    /// Without any result.
    package var silent = 0
    /// Results by verdict.
    package var verdicts: [String: Int] = [:]
    /// Results that compare with the time before or better.
    package var compared = 0

    package var adoptions: Int { asPublished + adapted }
    package var results: Int { verdicts.values.reduce(0, +) }

    /// - Parameters:
    ///   - rows: Those of one practice, the earliest first.
    ///   - home: The organisation that described it, or the account of who acts for none.
    package init(_ rows: [Row], home: String?) {
      let elsewhere = rows.filter { $0.adopter != home }
      isDoneAtHome = elsewhere.count < rows.count
      for adoptions in Dictionary(grouping: elsewhere, by: \.adopter).values {
        add(adoptions)
      }
    }

    private mutating func add(_ adoptions: [Row]) {
      if adoptions.last?.details.kind == Adoption.adapted { adapted += 1 } else { asPublished += 1 }
      if adoptions.last?.life == .ended { ended += 1 }
      let results = adoptions.flatMap(\.results).map(\.result)
      if results.isEmpty { silent += 1 }
      for result in results {
        verdicts[result.verdict, default: 0] += 1
        if result.comparison != "none" { compared += 1 }
      }
    }
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM adoption_list \(rest)", arguments: arguments).map { row in
      guard let life = Adoption.State.Life(rawValue: row["life"]) else {
        throw Fault(.damagedLog, "an adoption of an unknown state is listed")
      }
      let ended: String? = row["ended_on"]
      return Row(
        id: row["id"],
        version: row["version"],
        life: life,
        details: try ColumnJSON.value(row["details"]),
        by: row["by"],
        recordedAt: Date(milliseconds: row["recorded_at"]),
        endedOn: ended.flatMap { PartialDate($0) },
        results: try reports(of: row["id"], in: db)
      )
    }
  }

  private static func reports(of id: String, in db: Database) throws -> [Report] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM adoption_list_result WHERE adoption = ? ORDER BY position",
      arguments: [id]
    )
    .map { row in
      Report(
        id: row["id"],
        at: Date(milliseconds: row["at"]),
        isCorrected: row["is_corrected"],
        result: try ColumnJSON.value(row["result"])
      )
    }
  }
}
