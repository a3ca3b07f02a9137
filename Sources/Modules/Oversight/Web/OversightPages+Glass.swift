import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// One break-glass: who broke it and why, what was looked at by it, and giving it back.
extension OversightPages {
  /// A break-glass, where the viewer may do this with it; that they read its reason stands in the log.
  func glass(_ context: SiteContext, to act: OversightPolicy.Act) async throws -> BreakGlassList.Row {
    let id = try context.parameters.require("id")
    let reference = Reference(kind: BreakGlass.category, id: id)
    let row = try await site.find(BreakGlass.vault) { try BreakGlassList.find(id, in: $0) }
    let facts = OversightPolicy.Facts(area: row.area, account: row.by)
    try OversightPolicy.policy.require(.readGlass, context.viewer, facts, on: reference, hidden: true)
    if act != .readGlass { try OversightPolicy.policy.require(act, context.viewer, facts, on: reference) }
    try site.requireSecondFactor(for: BreakGlass.vault, context)
    var line = AccessLine(.consultation, reference, reason: act.rawValue)
    line.area = row.area
    if row.by != context.viewer.account { line.purpose = "supervision" }
    try await site.note(line, in: BreakGlass.vault, by: context.viewer)
    return row
  }

  @Sendable func showGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .readGlass)
    let record = try await site.sealedRecord(row.record)
    var query = AccessList.Query(areas: nil)
    query.breakGlass = row.id
    let asked = query
    let looks = try await site.readAccess(BreakGlass.vault) {
      try AccessList.slice(asked, limit: 200, in: $0)
    }
    let search = Search(vault: BreakGlass.vault, query: asked, pairs: [])
    var table = try await table(looks, search, context)
    table.empty = "Nothing was looked at by it."
    let names = try await site.names(of: [row.by] + (row.review.map { [$0.by] } ?? []))
    let now = site.now()
    let isOwn = row.by == context.viewer.account
    let facts = OversightPolicy.Facts(area: row.area, account: row.by)
    let mayReview =
      row.review == nil && row.endsAt <= now
      && OversightPolicy.policy.allows(.reviewGlass, context.viewer, facts)
    let mayEnd = OversightPolicy.policy.allows(.giveBack, context.viewer, facts)
    let watches = OversightPolicy.watches(row.area, context.viewer)
    let state = Self.state(row, on: site.today, at: now)
    let address: String? = isOwn && row.endsAt > now ? record?.address : nil
    let history = try await glassHistory(of: row).reversed().map {
      $0.model(when: PracticeWording.moment($0.at), at: "/break-glass/\(row.id)")
    }
    return try site.page(
      "oversight/break-glass",
      [
        "heading": record?.title ?? "A record", "state": state.words, "colour": state.colour,
        "rows": glassRows(row, names).map { Model.row($0.0, $0.1) }, "tables": [table.model],
        "history": history, "hasEarlier": false, "openAddress": address ?? false,
        "giveBackAddress": mayEnd && row.endsAt > now ? "/break-glass/\(row.id)/give-back" : false,
        "giveBackLabel": isOwn ? "Give it back now" : "End it now",
        "reviewAddress": mayReview ? "/break-glass/\(row.id)/review" : false,
        "backAddress": watches ? "/oversight/break-glass" : "/",
        "backLabel": watches ? "Break-glass" : "Home",
      ],
      context
    )
  }

  private func glassHistory(of row: BreakGlassList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(BreakGlass.vault) { try BreakGlassList.history(of: row.id, in: $0) }
    return try await site.history(
      acts,
      what: { OversightWording.glassAct($0.act, isOpener: $0.by == row.by) },
      reason: \.reason
    )
  }

  @Sendable func glassReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await glassHistory(of: glass(context, to: .readGlass))
    return try await site.receipt(among: lines.map(\.position), in: BreakGlass.vault, context)
  }

  private func glassRows(_ row: BreakGlassList.Row, _ names: [String: String]) -> [(String, String)] {
    let review = row.review.map { review in
      [
        ("Reviewed by", who(review.by, names)), ("Reviewed on", PracticeWording.moment(review.at)),
        ("Outcome", BreakGlass.outcomeList.label(review.outcome)),
        ("In words", review.words ?? "Erased with the person's key"),
      ]
    }
    return [
      ("Who broke the glass", who(row.by, names)), ("When", PracticeWording.moment(row.openedAt)),
      ("Open until", PracticeWording.moment(row.endsAt)),
      ("Why", row.reason ?? "Erased with the person's key"), ("Review due on", row.due.words),
    ] + (review ?? [])
  }

  static func state(
    _ row: BreakGlassList.Row,
    on today: PartialDate,
    at now: Date
  ) -> (words: String, colour: String) {
    if let review = row.review {
      let isJustified = review.outcome == "justified"
      return (
        BreakGlass.outcomeList.label(review.outcome),
        isJustified ? "govuk-tag--green" : "govuk-tag--red"
      )
    }
    let isLate = row.due < today
    let age = OversightWording.age(row.due, on: today)
    return (
      row.endsAt > now ? "Open now, \(age.lowercasedFirst)" : age,
      isLate ? "govuk-tag--red" : "govuk-tag--yellow"
    )
  }

  @Sendable func giveBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .giveBack)
    _ = try await site.values(of: request, context)
    try await site.perform(.giveBack, on: row.id, of: BreakGlass.self, by: context.viewer)
    return site.redirect(to: "/break-glass/\(row.id)")
  }
}
