import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// Every break-glass, and what waits for a review.
extension OversightPages {
  /// Those that wait for a review, of the areas that somebody watches over.
  func glassWaiting(_ viewer: Viewer) async throws -> [BreakGlassList.Row] {
    let areas = watched(viewer)
    return try await site.read(BreakGlass.vault) { try BreakGlassList.waiting(areas: areas, in: $0) }
  }

  private static let glassColumns: [Sheet.Column] = [
    .init("Record"), .init("Who", width: 5), .init("When", width: 5), .init("State", width: 5),
    .init("Area", width: 5),
  ]

  func glassTable(
    _ name: String,
    _ rows: [BreakGlassList.Row],
    empty: String
  ) async throws -> OversightTable {
    let names = try await site.names(of: rows.map(\.by))
    let titles = try await titles(of: Set(rows.map(\.record)))
    let areas = try await site.areaNames()
    let states = rows.map { Self.state($0, on: site.today, at: site.now()) }
    return OversightTable(
      sheet: Sheet(
        name,
        about: "Each row is one break-glass.",
        Self.glassColumns,
        zip(rows, states).map { row, state in
          [
            .text(titles[row.record] ?? "A record"), .text(who(row.by, names)),
            .text(PracticeWording.moment(row.openedAt)), .text(state.words),
            .text(row.area.map { areas[$0] ?? $0 } ?? ""),
          ]
        }
      ),
      addresses: rows.map { ["/break-glass/\($0.id)", nil, nil, nil, nil] },
      tags: (3, states.map(\.colour)),
      empty: empty
    )
  }

  @Sendable func glasses(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToWatch(context)
    let areas = watched(context.viewer)
    let (waiting, all) = try await site.read(BreakGlass.vault) { db in
      (
        try BreakGlassList.waiting(areas: areas, in: db),
        try BreakGlassList.slice(areas: areas, limit: 200, in: db).filter { $0.review != nil }
      )
    }
    let days = site.options.workingDays
    let unknown = days.knownUntil.map { $0 < site.today } ?? true
    let first = try await glassTable("To be reviewed", waiting, empty: "Nothing waits for a review.")
    let second = try await glassTable("Reviewed", all, empty: "Nothing has been reviewed yet.")
    return try site.page(
      "oversight/table",
      [
        "heading": "Break-glass",
        "lead":
          "Records that somebody outside their circle opened. Each is reviewed by somebody else by the next working day, and stays here until it is.",
        "hasBullets": unknown,
        "bullets": [
          ["bullet": "No bank holidays are known for this year: only weekends are left out."] as Model
        ],
        "moreAddress": false, "backAddress": "/oversight", "backLabel": "Oversight", "olderAddress": false,
        "tables": [
          first.model.merging(
            ListFile.links("/oversight/break-glass", what: "all of them", total: waiting.count + all.count)
          ) { $1 },
          second.model.merging(["hasDownloads": false]) { $1 },
        ],
      ],
      context
    )
  }

  func glassFile(_ context: SiteContext) async throws -> ListFile {
    try requireToWatch(context)
    try site.requireRecentProof(context)
    let areas = watched(context.viewer)
    let rows = try await site.read(BreakGlass.vault) {
      try BreakGlassList.slice(areas: areas, limit: ListFile.limit, in: $0)
    }
    let line = AccessLine(.consultation, reason: "download of the list of break-glass")
    try await site.note(line, in: BreakGlass.vault, by: context.viewer)
    return ListFile(
      "break-glass",
      "Break-glass",
      [try await glassTable("Break-glass", rows, empty: "").sheet]
    )
  }

  // MARK: What waits

  /// What waits at home: for a supervisor every review of their area, for a data protection officer those that are
  /// late.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    let viewer = context.viewer
    guard viewer.account != nil else { return [] }
    let isSupervisor = viewer.holdsAnywhere(.supervisor)
    guard isSupervisor || viewer.holdsAnywhere(.dataProtectionOfficer) else { return [] }
    let today = site.today
    let rows = try await glassWaiting(viewer).filter { row in
      let facts = OversightPolicy.Facts(area: row.area, account: row.by)
      return OversightPolicy.policy.allows(.reviewGlass, viewer, facts) && (isSupervisor || row.due < today)
    }
    let names = try await site.names(of: rows.map(\.by))
    let titles = try await titles(of: Set(rows.map(\.record)))
    let items = rows.map { row in
      Waiting.Item(
        "/break-glass/\(row.id)",
        "\(who(row.by, names)) broke the glass: \(titles[row.record] ?? "a record")",
        Self.state(row, on: today, at: site.now()).words
      )
    }
    return [Waiting("Break-glass to review", items)]
  }
}
