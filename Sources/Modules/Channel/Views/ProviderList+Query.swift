import Domain
package import GRDB
package import Kernel
import Projection

extension ProviderList {
  package struct Row: Equatable, Identifiable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let reference: String
    /// Nil once the provider is erased.
    package let name: String?
    /// The account that they sign in with, where they have one.
    package let account: String?
    /// For how many cases at once.
    package let capacity: Int
    package let natures: [Coded]
    /// The last day of the approval; nil before there was one.
    package let until: PartialDate?
    package let isWithdrawn: Bool
    /// In how many open cases a plan names them.
    package let engaged: Int

    package func isApproved(on day: PartialDate) -> Bool {
      !isWithdrawn && (until.map { day <= $0 } ?? false)
    }
  }

  package struct Conflict: Equatable, Sendable {
    package let caseID: String
    /// Nil once the provider is erased.
    package let words: String?
  }

  package static func find(_ id: String, in db: Database) throws -> Row? {
    try rows("WHERE id = ?", [id], in: db).first
  }

  package static func find(called reference: String, in db: Database) throws -> Row? {
    try rows("WHERE reference = ?", [reference], in: db).first
  }

  /// All of them, those that were withdrawn last: a register of some hundreds.
  package static func all(in db: Database) throws -> [Row] {
    try rows("ORDER BY is_withdrawn, name COLLATE NOCASE, id", [], in: db)
  }

  package static func conflicts(of id: String, in db: Database) throws -> [Conflict] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT * FROM provider_list_conflict WHERE provider = ? ORDER BY case_id",
      arguments: [id]
    )
    .map { Conflict(caseID: $0["case_id"], words: $0["words"]) }
  }

  package static func history(of id: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: id, in: "provider_list_history", by: "provider", db)
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    let engaged =
      "(SELECT count(*) FROM provider_list_case WHERE provider = provider_list.reference)"
    return try GRDB.Row.fetchAll(
      db,
      sql: "SELECT *, \(engaged) AS engaged FROM provider_list \(rest)",
      arguments: arguments
    )
    .map { row in
      let until: String? = row["until"]
      return Row(
        id: row["id"],
        version: row["version"],
        reference: row["reference"],
        name: row["name"],
        account: row["account"],
        capacity: row["capacity"],
        natures: try ColumnJSON.value(row["natures"]),
        until: until.flatMap { PartialDate($0) },
        isWithdrawn: row["is_withdrawn"],
        engaged: row["engaged"]
      )
    }
  }
}
