import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Adoptions for programs: the same commands and the same views as the pages, as JSON.
package struct AdoptionAPI: InterfacePart {
  let pages: AdoptionPages
  private let practices: PracticePages
  var site: Site { pages.site }

  package init(site: Site) {
    pages = AdoptionPages(site: site)
    practices = PracticePages(site: site)
  }

  func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await practices.record(context, to: .read)
    let slice = try Slice(request, of: "adoptions")
    let after = try slice.after.map { (recordedAt: try $0.number(), id: $0.id) }
    let rows = try await site.read(Adoption.vault) { db in
      try AdoptionList.adoptions(of: practice.id, after: after, limit: slice.reach, in: db)
    }
    return try site.answer(Self.adoptions, rows, slice, request) {
      Cursor($0.recordedAt.milliseconds, $0.id)
    }
  }

  func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let adoption = try await pages.found(context, to: .read).adoption
    return try site.answer(Self.adoption, adoption, version: adoption.version)
  }

  func record(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await pages.practice(context)
    let values = try await site.values(of: request, Self.recording)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.record(values, of: practice, as: id, context)
    return try await shown(id, madeAt: "/api/v1/adoptions/\(id)")
  }

  func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .revise)
    let values = try await site.values(of: request, Self.revising)
    let seen = try site.seenVersion(request)
    try await pages.revise(found, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .report)
    let values = try await site.values(of: request, Self.reporting)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.report(found, values, as: id, context)
    return try await shown(found.adoption.id, .created)
  }

  func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .correct)
    let report = try pages.result(of: found, context)
    let values = try await site.values(of: request, Self.correcting)
    let seen = try site.seenVersion(request)
    try await pages.correct(found, report, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .end)
    let command = try AdoptionForm.end(await site.values(of: request, Self.ending), on: site.today)
    return try await perform(command, on: found, context)
  }

  func takeBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .takeBack)
    let values = try await site.values(of: request, Self.takingBack)
    return try await perform(
      .takeBack(reason: Reason.form.parse(values, into: "")),
      on: found,
      context
    )
  }

  private func perform(
    _ command: Adoption.Command,
    on found: AdoptionPages.Found,
    _ context: SiteContext
  ) async throws -> Response {
    try await site.perform(command, on: found.adoption.id, of: Adoption.self, by: context.viewer)
    return try await shown(found.adoption.id)
  }

  private func shown(
    _ id: String,
    _ status: HTTPResponse.Status = .ok,
    madeAt address: String? = nil
  ) async throws -> Response {
    let row = try await site.find(Adoption.vault) { try AdoptionList.find(id, in: $0) }
    return try site.answer(Self.adoption, row, version: row.version, status, madeAt: address)
  }
}
