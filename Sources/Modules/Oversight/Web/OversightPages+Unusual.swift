import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Unusual looking: listed by rules, reviewed by a person.
extension OversightPages {
  func registerUnusual(on routes: RouterGroup<SiteContext>) {
    routes.get("oversight/unusual", use: unusualPage)
    site.offer("oversight/unusual", on: routes) { _, context in try await unusualFile(context) }
    routes.get("oversight/unusual/{id}/review", use: unusualReviewPage)
    routes.post("oversight/unusual/{id}/review", use: reviewUnusual)
    routes.get("oversight/unusual/{id}/receipts/{position}", use: unusualReceipt)
  }

  /// What was found, and whether all lines of the time were read.
  struct Unusual: Sendable {
    let findings: [UnusualLooking.Finding]
    let isWhole: Bool
  }

  /// Lines of one vault that are read at most.
  private static let most = 200_000

  /// What the rules list of the days that are looked back on, where the viewer watches.
  func unusual(_ context: SiteContext) async throws -> Unusual {
    try OversightPolicy.policy.require(.readUnusual, context.viewer, .none)
    try site.requireSecondFactor(for: UnusualLook.vault, context)
    return try await unusual(context.viewer)
  }

  /// The same, for whom the policy and the gate let on.
  func unusual(_ viewer: Viewer) async throws -> Unusual {
    var looks: [UnusualLooking.Look] = []
    var isWhole = true
    for vault in Vault.allCases where vault.isSealed {
      for act in [AccessLine.Act.consultation, .disclosure] {
        let found = try await rows(act, in: vault, viewer)
        if found.count >= Self.most { isWhole = false }
        looks += found.compactMap { row in
          guard let record = row.record, site.sealedKind(record.kind) != nil else { return nil }
          return .init(at: row.at, by: row.by, record: record, area: row.area)
        }
      }
    }
    let rules = try await looking(looks)
    var findings = rules.findings(looks)
    let ids = findings.map(\.id)
    let reviews = try await site.read(UnusualLook.vault) { try UnusualLookList.reviews(of: ids, in: $0) }
    for index in findings.indices { findings[index].review = reviews[findings[index].id] }
    return Unusual(findings: findings, isWhole: isWhole)
  }

  private func rows(
    _ act: AccessLine.Act,
    in vault: Vault,
    _ viewer: Viewer
  ) async throws -> [AccessList.Row] {
    var query = AccessList.Query(areas: watched(viewer))
    query.act = act
    query.from = site.today.adding(days: -site.oversight.days)
    let asked = query
    return try await site.readAccess(vault) { try AccessList.slice(asked, limit: Self.most, in: $0) }
  }

  /// The rules, with what they ask about those who looked and about what they looked at.
  private func looking(_ looks: [UnusualLooking.Look]) async throws -> UnusualLooking {
    let accounts = Set(looks.map(\.by))
    let people = try await site.read(.directory) { db in
      try accounts.compactMap { try AccountList.find($0, in: db) }
    }
    var surnames: [Reference: String] = [:]
    for (kind, records) in Dictionary(grouping: Set(looks.map(\.record)), by: \.kind) {
      let found = try await site.sealedKind(kind)?.surnames(site, Set(records.map(\.id))) ?? [:]
      for (id, name) in found { surnames[Reference(kind: kind, id: id)] = name }
    }
    return UnusualLooking(
      rules: site.oversight,
      holdings: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.holdings) }),
      names: Dictionary(
        uniqueKeysWithValues: people.compactMap { person in person.name.map { (person.id, $0) } }
      ),
      surnames: surnames
    )
  }

  // MARK: The list

  private static let columns: [Sheet.Column] = [
    .init("Who", width: 5), .init("Day"), .init("Rule", width: 6), .init("Looks", isNumber: true),
    .init("Records", width: 8), .init("State", width: 5), .init("In words", width: 8),
  ]

  /// - Parameter hasReceipts: Whether each review has its receipt beside it; a file to take along has none.
  private func table(
    _ name: String,
    _ findings: [UnusualLooking.Finding],
    _ context: SiteContext,
    empty: String,
    hasReceipts: Bool = false
  ) async throws -> OversightTable {
    let names = try await site.names(of: findings.map(\.account) + findings.compactMap { $0.review?.by })
    let titles = try await titles(of: findings.reduce(into: []) { $0.formUnion($1.records) })
    let cells = findings.map { finding -> [Sheet.Cell] in
      let records = finding.records.map { titles[$0] ?? "a record" }.sorted()
      let more = records.count > 5 ? " and \(records.count - 5) more" : ""
      return [
        .text(who(finding.account, names)), .date(finding.day),
        .text(UnusualLook.ruleList.label(finding.rule)), .integer(finding.looks.count),
        .text(records.prefix(5).joined(separator: ", ") + more), .text(Self.state(finding)),
        .text(finding.review.map { $0.words ?? "Erased with the person's key" } ?? ""),
      ] + (hasReceipts ? [.text("Receipt")] : [])
    }
    let addresses = findings.map { finding -> [String?] in
      let facts = OversightPolicy.Facts(areas: finding.areas, account: finding.account)
      let mayReview = OversightPolicy.policy.allows(.reviewUnusual, context.viewer, facts)
      let log: [(name: String, value: String)] = [
        ("vault", Vault.safeguarding.rawValue), ("person", finding.account), ("from", finding.day.iso),
        ("until", finding.day.iso),
      ]
      let review = mayReview && !finding.isReviewed ? "/oversight/unusual/\(finding.id)/review" : nil
      let receipt = finding.review.map { "/oversight/unusual/\(finding.id)/receipts/\($0.position)" }
      return [nil, "/oversight/log".withQuery(log), nil, nil, nil, review, nil]
        + (hasReceipts ? [receipt] : [])
    }
    return OversightTable(
      sheet: Sheet(
        name,
        about: "Each row is one person on one day by one rule.",
        Self.columns + (hasReceipts ? [.init("Proof", width: 4)] : []),
        cells
      ),
      addresses: addresses,
      empty: empty
    )
  }

  private static func state(_ finding: UnusualLooking.Finding) -> String {
    guard let review = finding.review else { return "To be reviewed" }
    let outcome = UnusualLook.outcomeList.label(review.outcome)
    return finding.isReviewed ? outcome : "\(outcome); \(finding.looks.count - review.looks) more since"
  }

  @Sendable func unusualPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await unusual(context)
    let rules = site.oversight
    let waiting = found.findings.filter { !$0.isReviewed }
    let done = found.findings.filter(\.isReviewed)
    let first = try await table("To be reviewed", waiting, context, empty: "Nothing unusual was looked at.")
    let second = try await table(
      "Reviewed",
      done,
      context,
      empty: "Nothing has been reviewed yet.",
      hasReceipts: true
    )
    let bullets = UnusualLook.ruleList.codes.map { OversightWording.rule($0.code, rules) }
    let cut = found.isWhole ? [] : ["There are more lines than are read here: the earliest are left out."]
    return try site.page(
      "oversight/table",
      [
        "heading": "Unusual looking",
        "lead":
          "Looks of the last \(rules.days) days that a rule lists, for a person to ask about. Most have a good reason. The rules are:",
        "hasBullets": true, "bullets": (bullets + cut).map { ["bullet": $0] as Model }, "moreAddress": false,
        "backAddress": "/oversight", "backLabel": "Oversight", "olderAddress": false,
        "tables": [
          first.model.merging(
            ListFile.links("/oversight/unusual", what: "all of them", total: found.findings.count)
          ) { $1 },
          second.model.merging(["hasDownloads": false]) { $1 },
        ],
      ],
      context
    )
  }

  private func unusualFile(_ context: SiteContext) async throws -> ListFile {
    let found = try await unusual(context)
    try site.requireRecentProof(context)
    let line = AccessLine(.consultation, reason: "download of the list of unusual looking")
    try await site.note(line, in: UnusualLook.vault, by: context.viewer)
    let table = try await table("Unusual looking", found.findings, context, empty: "")
    let rules = UnusualLook.ruleList.codes.map {
      (label: "Rule", words: OversightWording.rule($0.code, site.oversight))
    }
    return ListFile(
      "unusual-looking",
      "Unusual looking",
      [table.sheet],
      notes: rules + [("Care", "This file names people. Delete it when you no longer need it.")]
    )
  }
}
