import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Collections for programs: the same commands and the same views as the pages, as JSON.
package struct CollectionAPI: InterfacePart {
  let pages: CollectionPages
  let practices: PracticePages
  var site: Site { pages.site }

  package init(site: Site) {
    pages = CollectionPages(site: site)
    practices = PracticePages(site: site)
  }

  func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let slice = try Slice(request, of: "collections")
    let after = try slice.after.map { (changedAt: try $0.number(), id: $0.id) }
    let lives = CollectionPolicy.listed(for: context.viewer)
    let scope = pages.scope(context)
    let found = try await site.read(Collection.vault) {
      try CollectionList.slice(in: lives, scope, after: after, limit: slice.reach, in: $0)
    }
    return try site.answer(Self.collections, found.listed, slice, total: found.total, request) {
      Cursor($0.row.changedAt.milliseconds, $0.row.id)
    }
  }

  func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await answer(try await pages.found(context, to: .read), context)
  }

  func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    try CollectionPolicy.policy.require(.make, context.viewer, .none)
    let values = try await site.values(of: request, Self.making)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.make(values, as: id, context)
    return try await shown(id, context, madeAt: "/api/v1/collections/\(id)")
  }

  func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .revise)
    let values = try await site.values(of: request, Self.revising)
    let seen = try site.seenVersion(request)
    try await pages.revise(row, values, expecting: seen, present: true, context)
    return try await shown(row.id, context)
  }

  func publish(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .publish)
    let values = try await site.values(of: request, Self.publishing)
    return try await perform(CollectionPages.publish(values), on: row, context)
  }

  func withdraw(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .withdraw)
    let values = try await site.values(of: request, Self.withdrawing)
    return try await perform(CollectionPages.withdraw(values), on: row, context)
  }

  func add(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .add)
    _ = try await pages.add(site.values(of: request, Self.adding), to: row, context)
    return try await shown(row.id, context)
  }

  func reword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .reword)
    let values = try await site.values(of: request, Self.rewording)
    let seen = try site.seenVersion(request)
    try await pages.reword(entry, of: row, values, expecting: seen, context)
    return try await shown(row.id, context)
  }

  func move(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .move)
    let values = try await site.values(of: request, Self.moving)
    return try await perform(CollectionPages.move(entry, values), on: row, context)
  }

  func takeOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .takeOut)
    let values = try await site.values(of: request, Self.takingOut)
    return try await perform(CollectionPages.takeOut(entry, values), on: row, context)
  }

  private func perform(
    _ command: Collection.Command,
    on row: CollectionList.Row,
    _ context: SiteContext
  ) async throws -> Response {
    try await site.perform(command, on: row.id, of: Collection.self, by: context.viewer)
    return try await shown(row.id, context)
  }

  private func shown(
    _ id: String,
    _ context: SiteContext,
    madeAt address: String? = nil
  ) async throws -> Response {
    let row = try await site.find(Collection.vault) { try CollectionList.find(id, in: $0) }
    return try await answer(row, context, madeAt: address)
  }

  private func answer(
    _ row: CollectionList.Row,
    _ context: SiteContext,
    madeAt address: String? = nil
  ) async throws -> Response {
    let whole = Whole(row: row, practices: try await pages.shown(row, context))
    return try site.answer(Self.collection, whole, version: row.version, madeAt: address)
  }
}
