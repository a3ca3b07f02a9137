import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Who looked at one record.
extension OversightPages {
  @Sendable func lookers(_ request: Request, _ context: SiteContext) async throws -> Response {
    let reference = Reference(
      kind: try context.parameters.require("kind"),
      id: try context.parameters.require("id")
    )
    try requireToWatch(context)
    guard let record = try await site.sealedRecord(reference) else { throw NotFound() }
    let facts = OversightPolicy.Facts(area: record.area)
    try OversightPolicy.policy.require(.readLookers, context.viewer, facts, on: reference, hidden: true)
    let kind = site.sealedKind(reference.kind)?.label ?? reference.kind
    try await noteReading("access log: \(kind.lowercased()) \(record.title)", in: record.vault, context)
    var query = AccessList.Query(areas: nil)
    query.record = reference
    let asked = query
    let (lookers, rows) = try await site.readAccess(record.vault) { db in
      (
        try AccessList.lookers(asked, in: db),
        try AccessList.slice(asked, limit: Self.size + 1, in: db)
      )
    }
    let pairs = [
      (name: "vault", value: record.vault.rawValue), ("kind", reference.kind), ("record", reference.id),
    ]
    let search = Search(vault: record.vault, query: asked, pairs: pairs)
    let names = try await site.names(of: lookers.map(\.by))
    var lines = try await table(Array(rows.prefix(Self.size)), search, context)
    lines.empty = "Nobody has looked at it."
    let all = "/oversight/log".withQuery(pairs)
    return try site.page(
      "oversight/table",
      [
        "heading": "Who looked at \(kind.lowercased()) \(record.title)",
        "lead": "Everybody who looked at it or changed it, what for, and who was turned away.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": all,
        "moreLabel": "Search these lines, or take them with you",
        "backAddress": "/oversight", "backLabel": "Oversight",
        "tables": [people(lookers, names).model, lines.model],
        "olderAddress": rows.count > Self.size ? all : false,
      ],
      context
    )
  }

  private func people(_ lookers: [AccessList.Looker], _ names: [String: String]) -> OversightTable {
    OversightTable(
      sheet: Sheet(
        "By person",
        about: "Each row is one person.",
        [
          .init("Who"), .init("Lines", isNumber: true), .init("First"), .init("Last"),
          .init("What for", width: 8),
        ],
        lookers.map { looker in
          [
            .text(who(looker.by, names)), .integer(looker.count),
            .text(PracticeWording.moment(looker.first)), .text(PracticeWording.moment(looker.last)),
            .text(looker.purposes.map(Purpose.list.label).joined(separator: ", ")),
          ]
        }
      ),
      empty: "Nobody has looked at it."
    )
  }
}
