import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// The pages of collections: the list, one of them, and its forms.
package struct CollectionPages: Sendable {
  let site: Site
  let practices: PracticePages

  package init(site: Site) {
    self.site = site
    practices = PracticePages(site: site)
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("collections", use: index)
    routes.get("collections/new", use: newCollection)
    routes.post("collections", use: make)
    routes.get("collections/{id}", use: show)
    routes.get("collections/{id}/receipts/{position}", use: receipt)
    routes.get("collections/{id}/edit", use: edit)
    routes.post("collections/{id}/edit", use: revise)
    routes.get("collections/{id}/add", use: addPage)
    routes.post("collections/{id}/add", use: add)
    routes.get("collections/{id}/publish", use: publishPage)
    routes.post("collections/{id}/publish", use: publish)
    routes.get("collections/{id}/withdraw", use: withdrawPage)
    routes.post("collections/{id}/withdraw", use: withdraw)
    routes.get("collections/{id}/practices/{practice}/edit", use: wordingPage)
    routes.post("collections/{id}/practices/{practice}/edit", use: reword)
    routes.post("collections/{id}/practices/{practice}/move", use: move)
    routes.get("collections/{id}/practices/{practice}/take-out", use: takeOutPage)
    routes.post("collections/{id}/practices/{practice}/take-out", use: takeOut)
    routes.get("practices/{id}/collections/new", use: choosePage)
    routes.post("practices/{id}/collections", use: choose)
  }

  func scope(_ context: SiteContext) -> PracticeList.Scope {
    PracticeList.Scope(of: context.viewer, on: site.today)
  }

  func allows(
    _ act: CollectionPolicy.Act,
    _ row: CollectionList.Row,
    _ context: SiteContext
  ) -> Bool {
    CollectionPolicy.policy.allows(act, context.viewer, .init(row))
  }

  // MARK: The list

  func page(
    _ paging: Paging,
    _ context: SiteContext
  ) async throws -> (listed: [CollectionList.Listed], total: Int) {
    let lives = CollectionPolicy.listed(for: context.viewer)
    let scope = scope(context)
    return try await site.read(Collection.vault) {
      try CollectionList.page(in: lives, scope, offset: paging.offset, limit: paging.size, in: $0)
    }
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let paging = Paging(request)
    let found = try await page(paging, context)
    return try site.page(
      "collection/index",
      [
        "isEmpty": found.listed.isEmpty,
        "canMake": CollectionPolicy.policy.allows(.make, context.viewer, .none),
        "collections": found.listed.map { listed -> Model in
          [
            "title": listed.row.details.title, "address": "/collections/\(listed.row.id)",
            "purpose": listed.row.details.purpose, "tags": CollectionWording.tags(listed.row.life),
            "count": CollectionWording.count(listed.practices),
          ]
        },
        "paging": paging.model(total: found.total, at: "/collections", []),
      ],
      context
    )
  }

  // MARK: One collection

  /// The collection, where the viewer may do this with it; what they may not read does not exist for them.
  func found(_ context: SiteContext, to act: CollectionPolicy.Act) async throws -> CollectionList.Row {
    let id = try context.parameters.require("id")
    let row = try await site.find(Collection.vault) { try CollectionList.find(id, in: $0) }
    let facts = CollectionPolicy.Facts(row)
    let reference = Reference(kind: Collection.category, id: id)
    try CollectionPolicy.policy.require(.read, context.viewer, facts, on: reference, hidden: true)
    if act != .read { try CollectionPolicy.policy.require(act, context.viewer, facts, on: reference) }
    return row
  }

  /// Its practices as the viewer may see them; nothing of what is not shown any more.
  func shown(_ row: CollectionList.Row, _ context: SiteContext) async throws -> [CollectionList.Shown] {
    guard row.life == .published || allows(.add, row, context) || row.life == .draft else { return [] }
    let scope = scope(context)
    return try await site.read(Collection.vault) { try CollectionList.shown(of: row.id, scope, in: $0) }
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .read)
    let practices = try await shown(row, context)
    let lines = try await history(of: row, context)
    let model = CollectionShowModel(row, practices, lines, on: site.today, context).model
    return try site.page("collection/show", model, context)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read), context)
    return try await site.receipt(among: lines.map(\.position), in: Collection.vault, context)
  }

  // MARK: On a practice's page

  private static func isThere(_ practice: PracticeRecord.Row) -> Bool {
    practice.life == .published || practice.life == .compiled
  }

  /// The collections that a practice in the library is in, and that whoever asks may read.
  func collections(
    holding practice: PracticeRecord.Row,
    _ context: SiteContext
  ) async throws -> [CollectionList.Row] {
    guard Self.isThere(practice) else { return [] }
    let lives = CollectionPolicy.listed(for: context.viewer)
    return try await site.read(Collection.vault) {
      try CollectionList.collections(in: lives, holding: practice.id, in: $0)
    }
  }

  /// The same for its page, and where an editor adds it to one.
  func summary(of practice: PracticeRecord.Row, _ context: SiteContext) async throws -> Model {
    let rows = try await collections(holding: practice, context)
    let canAdd = Self.isThere(practice) && CollectionPolicy.policy.allows(.make, context.viewer, .none)
    return [
      "showsCollections": !rows.isEmpty || canAdd, "hasCollections": !rows.isEmpty,
      "collections": rows.map { row -> Model in
        [
          "title": row.details.title, "address": "/collections/\(row.id)",
          "tags": CollectionWording.tags(row.life),
        ]
      },
      "collectAddress": canAdd ? "/practices/\(practice.id)/collections/new" : false,
    ]
  }
}
