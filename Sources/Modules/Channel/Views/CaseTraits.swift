package import Analysis
import Domain
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
  package static func trait(_ code: String, area name: String) -> Identifying.Known.Trait? {
    let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let (kind, value) = (parts[0], parts[1])
    switch kind {
    case "area": return .init(code, "area: \(name)", told: [name])
    case "sector":
      return .init(
        code,
        "sector: \(Referral.sectorList.label(value).lowercased())",
        told: sectors[value] ?? []
      )
    case "concern" where ["other", "unspecified"].contains(value): return nil
    case "concern":
      let label = Referral.concernVersions.lazy.compactMap { $0[value]?.label }.last ?? value
      return .init(code, "concern: \(label.lowercased())", told: [label] + (concerns[value] ?? []))
    case "age":
      let isChild = value == "child"
      return .init(code, isChild ? "under 18" : "18 or over", told: isChild ? children : adults)
    default: return nil
    }
  }

  /// Settings of practices tell a sector too.
  private static let sectors: [String: [String]] = [
    "education": [
      "setting:school", "setting:college", "school", "college", "university", "teacher", "teachers", "pupil",
      "pupils", "student", "students", "lecturer",
    ],
    "police": ["police", "officer", "officers", "constable"],
    "local-authority": ["council", "local authority", "social services", "social worker"],
    "health": [
      "setting:health", "hospital", "doctor", "nurse", "clinic", "psychiatrist", "mental health", "GP",
    ],
    "prisons-probation": [
      "setting:prison", "setting:probation", "prison", "prisoner", "probation", "licence",
    ],
    "community": ["setting:faith", "setting:community", "mosque", "church", "imam", "community"],
    "friends-family": [
      "setting:family", "mother", "father", "parents", "parent", "family", "friend", "friends",
    ],
  ]

  private static let concerns: [String: [String]] = [
    "islamist": ["islamist", "jihad", "jihadi", "al-Qaida", "muslim", "mosque", "islam"],
    "extreme-right-wing": ["far right", "right wing", "right-wing", "neo-nazi", "nationalist", "racist"],
    "right-wing": ["far right", "right wing", "right-wing", "neo-nazi", "nationalist", "racist"],
    "incel": ["incel", "misogyny"],
    "school-massacre": ["massacre", "school shooting"],
  ]

  private static let children = [
    "child", "children", "teenager", "teenagers", "teens", "pupil", "pupils", "schoolboy", "schoolgirl",
    "boy",
    "girl", "minor", "under 18", "youth", "young person", "young people",
  ]

  private static let adults = ["adult", "man", "woman", "husband", "wife", "employer", "married"]
}
