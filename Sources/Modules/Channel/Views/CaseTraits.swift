package import Analysis
package import Domain
package import GRDB
import Kernel

/// What cases have in common with one another, for what is rare among them.
package enum CaseTraits {
  /// How many of the cases that are held have which traits: whether a child, the concern, the sector, the area; as
  /// codes.
  package static func counts(in db: Database) throws -> [Set<String>: Int] {
    try Dictionary(
      rows("GROUP BY 1, 2, 3, 4", [], in: db).map { (traits($0), $0["cases"]) },
      uniquingKeysWith: +
    )
  }

  /// Those of one case; none where it is not there.
  package static func traits(of id: String, in db: Database) throws -> Set<String> {
    try rows("WHERE case_list.id = ? GROUP BY 1, 2, 3, 4", [id], in: db).first.map(traits) ?? []
  }

  private static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT case_list.area AS area, sector, concern, coalesce(is_child, 0) AS is_child, count(*) AS cases
        FROM case_list JOIN referral_list ON referral_list.id = case_list.subject
        LEFT JOIN referral_clock ON referral_clock.record = case_list.subject
          AND referral_clock.subject = case_list.subject
        \(rest)
        """,
      arguments: arguments
    )
  }

  private static func traits(_ row: Row) -> Set<String> {
    [
      "area:\(row["area"] as String)", "sector:\(row["sector"] as String)",
      "concern:\(row["concern"] as String)", row["is_child"] ? "age:child" : "age:adult",
    ]
  }

  /// A trait of a case, with the words that tell it.
  package static func trait(
    _ code: String,
    area name: String,
    _ telling: TellingWords
  ) -> Identifying.Known.Trait? {
    let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let (kind, value) = (parts[0], parts[1])
    let told = telling.told(by: code)
    switch kind {
    case "area": return .init(code, "area: \(name)", told: [name])
    case "sector":
      return .init(code, "sector: \(Referral.sectorList.label(value).lowercased())", told: told)
    case "concern" where ["other", "unspecified"].contains(value): return nil
    case "concern":
      let label = Referral.concernVersions.lazy.compactMap { $0[value]?.label }.last ?? value
      return .init(code, "concern: \(label.lowercased())", told: [label] + told)
    case "age": return .init(code, value == "child" ? "under 18" : "18 or over", told: told)
    default: return nil
    }
  }
}
