import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Failed sign-ins, by day, and what was done to how people get in.
extension OversightPages {
  private func failed(_ context: SiteContext) async throws -> [(day: PartialDate, count: Int)] {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    var query = AccessList.Query(areas: nil)
    query.act = .signInFailed
    query.from = site.today.adding(days: -site.oversight.days)
    let asked = query
    let lines = try await site.readAccess(.directory) {
      try AccessList.slice(asked, limit: 200_000, in: $0)
    }
    let days = Dictionary(grouping: lines) { PartialDate(on: $0.at) }
    return days.map { (day: $0.key, count: $0.value.count) }.sorted { $0.day > $1.day }
  }

  private func sheet(_ days: [(day: PartialDate, count: Int)]) -> Sheet {
    Sheet(
      "Failed sign-ins",
      about: "Each row is one day on which there were any.",
      [.init("Day"), .init("Failed sign-ins", isNumber: true)],
      days.map { [.date($0.day), .integer($0.count)] }
    )
  }

  @Sendable func signIns(_ request: Request, _ context: SiteContext) async throws -> Response {
    let days = try await failed(context)
    let table = OversightTable(
      sheet: sheet(days),
      empty: "Nobody failed to sign in in the last \(site.oversight.days) days."
    )
    let waysIn = try await waysIn(context)
    let all: [(name: String, value: String)] = [("vault", "directory"), ("act", "sign-in-failed")]
    return try site.page(
      "oversight/table",
      [
        "heading": "Signing in",
        "lead":
          "Of the last \(site.oversight.days) days. The log holds nothing that was typed, since a password is often typed into the field of the name; but the account, where there is one.",
        "hasBullets": false, "bullets": [Model](),
        "moreAddress": watched(context.viewer) == nil ? "/oversight/log".withQuery(all) : false,
        "moreLabel": "Every failed sign-in, with its time",
        "backAddress": "/oversight", "backLabel": "Oversight",
        "olderAddress": false,
        "tables": [
          table.model.merging(ListFile.links("/oversight/sign-ins", total: days.count)) { $1 },
          waysIn.model,
        ],
      ],
      context
    )
  }

  func signInsFile(_ context: SiteContext) async throws -> ListFile {
    ListFile("failed-sign-ins", "Failed sign-ins", [sheet(try await failed(context))])
  }
}
