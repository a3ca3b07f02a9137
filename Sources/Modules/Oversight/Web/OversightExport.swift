import Domain
import Foundation
import Kernel
import Platform
import Sheets
import Views

/// The tables of oversight that somebody may see, of some days: columns are called as programs call them.
struct OversightExport: Sendable {
  /// Lines of all logs together that one file holds.
  static let most = 100_000

  let pages: OversightPages
  let viewer: Viewer
  let period: OversightPages.Period
  var most = Self.most

  var site: Site { pages.site }
  var areas: [String]? { pages.watched(viewer) }

  /// Reads everything, after it is written who takes it.
  ///
  /// - Throws: ``Invalid`` where there are more lines than one file holds: nothing is left out in silence.
  func archive() async throws -> TableArchive {
    var logs: [(vault: Vault, rows: [AccessList.Row])] = []
    var left = most
    for vault in pages.vaults(viewer) {
      let rows = try await lines(of: vault, limit: left + 1)
      left -= rows.count
      guard left >= 0 else {
        throw Invalid([
          FieldError(
            "from",
            "The logs of this time have more than \(most.grouped) lines, which is what one file holds. Choose a shorter time"
          )
        ])
      }
      logs.append((vault, rows))
    }
    let glasses = try await glasses()
    try await note(glasses, logs.map(\.vault))
    var tables: [Sheet] = []
    for (vault, rows) in logs { tables.append(try await table(of: rows, in: vault)) }
    tables.append(try await table(of: glasses))
    tables += try await unusualLooking()
    tables += try await roles()
    tables.append(try await releases())
    tables += try await decided()
    return TableArchive(
      "oversight",
      "Oversight, \(period.words)",
      notes: [
        areas.map { "Of these areas alone: \($0.joined(separator: ", "))." } ?? "Of everywhere.",
        "This file names people. Delete it when you no longer need it.",
      ],
      tables
    )
  }

  private func lines(of vault: Vault, limit: Int) async throws -> [AccessList.Row] {
    var query = AccessList.Query(areas: areas)
    query.from = period.from
    query.until = period.until
    let asked = query
    return try await site.readAccess(vault) { try AccessList.slice(asked, limit: limit, in: $0) }
  }

  private func glasses() async throws -> [BreakGlassList.Row] {
    let areas = areas
    return try await site.read(BreakGlass.vault) {
      try BreakGlassList.slice(areas: areas, limit: Self.most, in: $0)
    }
    .filter { period.includes(PartialDate(on: $0.openedAt)) }
  }

  /// Writes into each log that it is taken along, and for each break-glass that its reason is.
  private func note(_ glasses: [BreakGlassList.Row], _ vaults: [Vault]) async throws {
    let act = "export of oversight"
    for vault in vaults where vault != BreakGlass.vault {
      try await site.note(AccessLine(.consultation, reason: act), in: vault, by: viewer)
    }
    let lines = glasses.map { row in
      var line = AccessLine(.consultation, Reference(kind: BreakGlass.category, id: row.id), reason: act)
      line.area = row.area
      line.purpose = "audit"
      return line
    }
    try await site.note([AccessLine(.consultation, reason: act)] + lines, in: BreakGlass.vault, by: viewer)
  }
}
