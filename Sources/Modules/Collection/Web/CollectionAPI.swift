import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Collections for programs: the same commands and the same views as the pages, as JSON.
package struct CollectionAPI: Sendable {
  private let pages: CollectionPages
  private var site: Site { pages.site }

  package init(site: Site) { pages = CollectionPages(site: site) }

  package func register(on routes: RouterGroup<SiteContext>) {
    let base = "api/v1/collections"
    routes.get("\(base)", use: list)
    routes.post("\(base)", use: make)
    routes.get("\(base)/{id}", use: show)
    routes.put("\(base)/{id}", use: revise)
    routes.post("\(base)/{id}/publish", use: publish)
    routes.post("\(base)/{id}/withdraw", use: withdraw)
    routes.post("\(base)/{id}/practices", use: add)
    routes.put("\(base)/{id}/practices/{practice}", use: reword)
    routes.post("\(base)/{id}/practices/{practice}/move", use: move)
    routes.post("\(base)/{id}/practices/{practice}/take-out", use: takeOut)
  }

  private static var details: [String] { CollectionForm.details.fields.map(\.name) }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let paging = Paging(request, size: 50)
    let found = try await pages.page(paging, context)
    let rows = found.listed.map { listed -> Model in
      Self.json(listed.row).merging([
        "practice_count": listed.practices, "href": "/api/v1/collections/\(listed.row.id)",
      ]) { $1 }
    }
    return try site.json(["total": found.total, "page": paging.page, "collections": rows])
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await answer(try await pages.found(context, to: .read), context)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    try CollectionPolicy.policy.require(.make, context.viewer, .none)
    let values = try await site.jsonValues(of: request, fields: Self.details + ["record"], context)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.make(values, as: id, context)
    return try await shown(id, context, .created)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .revise)
    let values = try await site.jsonValues(of: request, fields: Self.details + ["reason"], context)
    guard let seen = try site.seenVersion(request) else {
      return try Problem.preconditionRequired(request.uri.path)
    }
    try await pages.revise(row, values, expecting: seen, present: true, context)
    return try await shown(row.id, context)
  }

  @Sendable func publish(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .publish)
    let values = try await site.jsonValues(of: request, fields: ["reason"], context)
    return try await perform(CollectionPages.publish(values), on: row, context)
  }

  @Sendable func withdraw(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .withdraw)
    let values = try await site.jsonValues(of: request, fields: ["reason"], context)
    return try await perform(CollectionPages.withdraw(values), on: row, context)
  }

  @Sendable func add(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await pages.found(context, to: .add)
    let fields = CollectionForm.item.fields.map(\.name)
    _ = try await pages.add(site.jsonValues(of: request, fields: fields, context), to: row, context)
    return try await shown(row.id, context)
  }

  @Sendable func reword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .reword)
    let values = try await site.jsonValues(of: request, fields: ["why"], context)
    guard let seen = try site.seenVersion(request) else {
      return try Problem.preconditionRequired(request.uri.path)
    }
    try await pages.reword(entry, of: row, values, expecting: seen, context)
    return try await shown(row.id, context)
  }

  @Sendable func move(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .move)
    let values = try await site.jsonValues(of: request, fields: ["before"], context)
    return try await perform(CollectionPages.move(entry, values), on: row, context)
  }

  @Sendable func takeOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await pages.entry(context, to: .takeOut)
    let values = try await site.jsonValues(of: request, fields: ["reason"], context)
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
    _ status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    guard let row = try await site.read(Collection.vault, { try CollectionList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try await answer(row, context, status)
  }

  private func answer(
    _ row: CollectionList.Row,
    _ context: SiteContext,
    _ status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    var body = Self.json(row)
    body["practices"] = try await pages.shown(row, context).map { shown -> Model in
      [
        "practice": shown.practice.id, "title": shown.practice.title, "why": shown.why,
        "evidence_stage": shown.practice.stage, "href": "/api/v1/practices/\(shown.practice.id)",
        "superseded_by": shown.successor?.id ?? JSONNull.value,
      ]
    }
    var response = try site.json(body, status)
    response.headers[.eTag] = "\"\(row.version)\""
    return response
  }

  private static func json(_ row: CollectionList.Row) -> Model {
    CollectionForm.details.json(row.details).merging([
      "id": row.id, "version": row.version, "life": row.life.rawValue,
    ]) { $1 }
  }
}

extension CollectionAPI {
  /// The paths of the interface description, made of the forms themselves.
  package static var paths: Model {
    let id: Model = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    let practice: Model = ["name": "practice", "in": "path", "required": true, "schema": ["type": "string"]]
    let base = "/api/v1/collections/{id}"
    func post(_ parameters: [Model], _ summary: String, _ body: Model) -> Model {
      ["parameters": parameters, "post": OpenAPI.operation(summary, body: body)]
    }
    return [
      "/api/v1/collections": [
        "get": OpenAPI.operation("List collections", query: ["page"]),
        "post": OpenAPI.operation("Make a collection", body: CollectionForm.details.schema, status: "201"),
      ] as Model,
      base: [
        "parameters": [id], "get": OpenAPI.operation("Read a collection"),
        "put": OpenAPI.operation(
          "Change what a collection says; If-Match holds the version read",
          body: OpenAPI.change(CollectionForm.details.schema)
        ),
      ] as Model,
      "\(base)/publish": post([id], "Publish a collection", CollectionForm.publication.schema),
      "\(base)/withdraw": post([id], "Withdraw a collection, or discard a draft", Reason.form.schema),
      "\(base)/practices": post([id], "Add a practice", CollectionForm.item.schema),
      "\(base)/practices/{practice}": [
        "parameters": [id, practice],
        "put": OpenAPI.operation(
          "Say otherwise why a practice is in; If-Match holds the version read",
          body: CollectionForm.wording.schema
        ),
      ] as Model,
      "\(base)/practices/{practice}/move": post(
        [id, practice],
        "Move a practice",
        CollectionForm.place.schema
      ),
      "\(base)/practices/{practice}/take-out": post(
        [id, practice],
        "Take a practice out",
        Reason.form.schema
      ),
    ]
  }

  /// Which commands the interface offers, for the conformance suite.
  package static var offered: Set<String> { CollectionPages.offered }
}

extension CollectionPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(
      [CollectionPolicy.Act.make, .revise, .add, .reword, .move, .takeOut, .publish, .withdraw]
        .map(\.rawValue)
    )
  }
}
