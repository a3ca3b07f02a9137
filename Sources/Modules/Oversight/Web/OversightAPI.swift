import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Oversight for programs: the same commands and the same views as the pages, as JSON.
package struct OversightAPI: InterfacePart {
  let pages: OversightPages
  var site: Site { pages.site }

  package init(site: Site) { pages = OversightPages(site: site) }

  // MARK: Logs

  func lines(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readLog, context.viewer, .none)
    let sent = request.asked
    var asked = OversightPages.Asked()
    if sent.has("vault") { asked.vault = sent.text("vault") }
    (asked.person, asked.act, asked.purpose) = (sent.text("person"), sent.text("act"), sent.text("purpose"))
    (asked.kind, asked.record) = (sent.text("kind"), sent.text("record"))
    asked.from = try Self.day("from", sent)
    asked.until = try Self.day("until", sent)
    let search = try await pages.search(asked, context)
    let slice = try Slice(request, of: "lines")
    let before = try slice.after.map { cursor -> (at: Int64, position: Int64) in
      (try cursor.number(), Int64(cursor.id) ?? 0)
    }
    try await pages.noteReading(in: search.vault, context)
    let rows = try await pages.lines(search, before: before, limit: slice.reach)
    return try site.answer(Self.lines, rows, slice, request) {
      Cursor($0.at.milliseconds, String($0.position))
    }
  }

  private static func day(_ name: String, _ sent: FormValues) throws(BadQuery) -> PartialDate? {
    guard sent.has(name) else { return nil }
    guard let day = PartialDate(sent.text(name)), day.day != nil else {
      throw BadQuery([FieldError(name, "\(name) must be a day, like 2011-03-31")])
    }
    return day
  }

  // MARK: Break-glass

  func listGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    try pages.requireToWatch(context)
    let areas = pages.watched(context.viewer)
    let slice = try Slice(request, of: "break-glass")
    let before = try slice.after.map { (openedAt: try $0.number(), id: $0.id) }
    let rows = try await site.read(BreakGlass.vault) {
      try BreakGlassList.slice(areas: areas, before: before, limit: slice.reach, in: $0)
    }
    return try site.answer(Self.glasses, rows, slice, request) { Cursor($0.openedAt.milliseconds, $0.id) }
  }

  func breakGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none)
    let reference = Reference(
      kind: try context.parameters.require("kind"),
      id: try context.parameters.require("id")
    )
    let record = try await pages.record(toBreak: reference, context)
    let values = try await site.values(of: request, Self.breaking)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.breakGlass(values, record, as: id, context)
    return try await site.answer(Self.rows, made: id)
  }

  func showGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.glass(context, to: .readGlass)
    return try site.answer(Self.glass, row, version: row.version)
  }

  func giveBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.glass(context, to: .giveBack)
    _ = try await site.values(of: request, .nothing)
    try await site.perform(.giveBack, on: row.id, of: BreakGlass.self, by: context.viewer)
    return try await site.answer(Self.rows, row.id)
  }

  func reviewGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.glass(context, to: .reviewGlass)
    let values = try await site.values(of: request, Self.judging)
    let judged = try OversightPages.judging.parse(values, into: .init())
    try await site.perform(
      .review(outcome: judged.outcome, words: judged.words),
      on: row.id,
      of: BreakGlass.self,
      by: context.viewer
    )
    return try await site.answer(Self.rows, row.id)
  }

  // MARK: Unusual looking

  func listUnusual(_ request: Request, _ context: SiteContext) async throws -> Response {
    try site.answer(Self.unusual, all: try await pages.unusual(context).findings, request)
  }

  func reviewUnusual(_ request: Request, _ context: SiteContext) async throws -> Response {
    let finding = try await pages.finding(context)
    let values = try await site.values(of: request, Self.asking)
    try await pages.review(finding, values, context)
    return try site.json(Self.found.json(try await pages.finding(context)))
  }
}
