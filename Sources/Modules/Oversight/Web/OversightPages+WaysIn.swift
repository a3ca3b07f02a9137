import Domain
import Foundation
import Kernel
import Platform
import Sheets
import Views

/// What was done to how people get in: links made for them, passwords, second factors, addresses, tokens.
extension OversightPages {
  /// Lines that the page shows; the log has them all.
  private static let mostWaysIn = 200

  func waysIn(_ context: SiteContext) async throws -> OversightTable {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    var query = AccessList.Query(areas: nil)
    query.acts = AccessLine.Act.onWaysIn
    query.from = site.today.adding(days: -site.oversight.days)
    let asked = query
    let lines = try await site.readAccess(.directory) {
      try AccessList.slice(asked, limit: Self.mostWaysIn, in: $0)
    }
    let names = try await site.names(of: lines.flatMap { [$0.by, $0.record?.id ?? ""] })
    let sheet = Sheet(
      "What was done to how people sign in",
      about: "Each row is one line of the access log; the latest \(Self.mostWaysIn) are shown.",
      [
        .init("When", width: 5), .init("Who", width: 5), .init("Did"), .init("Of whom", width: 5),
        .init("Why"),
      ],
      lines.map { line in
        [
          .text(PracticeWording.moment(line.at)), .text(who(line.by, names)),
          .text(OversightWording.actList.label(line.act.rawValue)),
          .text(line.record.map { who($0.id, names) } ?? ""), .text(OversightWording.why(line)),
        ]
      }
    )
    return OversightTable(
      sheet: sheet,
      empty: "Nothing of the kind in the last \(site.oversight.days) days."
    )
  }
}
