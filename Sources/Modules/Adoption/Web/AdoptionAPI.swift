import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Adoptions for programs: the same commands and the same views as the pages, as JSON.
package struct AdoptionAPI: Sendable {
  private let pages: AdoptionPages
  private let practices: PracticePages
  private var site: Site { pages.site }

  package init(site: Site) {
    pages = AdoptionPages(site: site)
    practices = PracticePages(site: site)
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("api/v1/practices/{id}/adoptions", use: list)
    routes.post("api/v1/practices/{id}/adoptions", use: record)
    routes.get("api/v1/adoptions/{id}", use: show)
    routes.put("api/v1/adoptions/{id}", use: revise)
    routes.post("api/v1/adoptions/{id}/results", use: report)
    routes.put("api/v1/adoptions/{id}/results/{result}", use: correct)
    routes.post("api/v1/adoptions/{id}/end", use: end)
    routes.post("api/v1/adoptions/{id}/take-back", use: takeBack)
  }

  private static var details: [String] { AdoptionForm.details.fields.map(\.name) }
  private static var results: [String] { AdoptionForm.result.fields.map(\.name) }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await practices.record(context, to: .read)
    let rows = try await site.read(Adoption.vault) { try AdoptionList.adoptions(of: practice.id, in: $0) }
    return try site.json(["adoptions": rows.map(Self.json)])
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try answer(try await pages.found(context, to: .read).adoption)
  }

  @Sendable func record(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await pages.practice(context)
    let values = try await site.jsonValues(of: request, fields: Self.details + ["record"], context)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.record(values, of: practice, as: id, context)
    return try await shown(id, .created)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .revise)
    let values = try await site.jsonValues(of: request, fields: Self.details + ["reason"], context)
    guard let seen = try site.seenVersion(request) else {
      return try Problem.preconditionRequired(request.uri.path)
    }
    try await pages.revise(found, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  @Sendable func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .report)
    let values = try await site.jsonValues(of: request, fields: Self.results + ["record"], context)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.report(found, values, as: id, context)
    return try await shown(found.adoption.id, .created)
  }

  @Sendable func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .correct)
    let values = try await site.jsonValues(of: request, fields: Self.results + ["reason"], context)
    let report = try pages.result(of: found, context)
    guard let seen = try site.seenVersion(request) else {
      return try Problem.preconditionRequired(request.uri.path)
    }
    try await pages.correct(found, report, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  @Sendable func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .end)
    let command = try AdoptionPages.end(
      await site.jsonValues(of: request, fields: AdoptionForm.ending.fields.map(\.name), context)
    )
    return try await perform(command, on: found, context)
  }

  @Sendable func takeBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .takeBack)
    let values = try await site.jsonValues(of: request, fields: ["reason"], context)
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

  private func shown(_ id: String, _ status: HTTPResponse.Status = .ok) async throws -> Response {
    guard let row = try await site.read(Adoption.vault, { try AdoptionList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try answer(row, status)
  }

  private func answer(_ row: AdoptionList.Row, _ status: HTTPResponse.Status = .ok) throws -> Response {
    var response = try site.json(Self.json(row), status)
    response.headers[.eTag] = "\"\(row.version)\""
    return response
  }

  private static func json(_ row: AdoptionList.Row) -> Model {
    var body = AdoptionForm.details.json(row.details)
    body["id"] = row.id
    body["version"] = row.version
    body["life"] = row.life.rawValue
    body["practice"] = row.details.practice
    body["practice_version"] = row.details.practiceVersion
    body["organisation"] = row.details.organisation ?? JSONNull.value
    body["ended_on"] = row.endedOn?.iso ?? JSONNull.value
    body["results"] = row.results.map { report -> Model in
      AdoptionForm.result.json(report.result).merging([
        "id": report.id, "is_corrected": report.isCorrected, "reported_on": PartialDate(on: report.at).iso,
      ]) { $1 }
    }
    return body
  }
}

extension AdoptionAPI {
  /// The paths of the interface description, made of the forms themselves.
  package static var paths: Model {
    let id: Model = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    let result: Model = ["name": "result", "in": "path", "required": true, "schema": ["type": "string"]]
    let base = "/api/v1/adoptions/{id}"
    let details = AdoptionForm.details.schema
    let reported = AdoptionForm.result.schema
    return [
      "/api/v1/practices/{id}/adoptions": [
        "parameters": [id], "get": OpenAPI.operation("List where else a practice is done"),
        "post": OpenAPI.operation("Record that it is done here too", body: details, status: "201"),
      ] as Model,
      base: [
        "parameters": [id], "get": OpenAPI.operation("Read an adoption"),
        "put": OpenAPI.operation(
          "Change an adoption; If-Match holds the version read",
          body: OpenAPI.change(details)
        ),
      ] as Model,
      "\(base)/results": [
        "parameters": [id], "post": OpenAPI.operation("Report a result", body: reported, status: "201"),
      ] as Model,
      "\(base)/results/{result}": [
        "parameters": [id, result],
        "put": OpenAPI.operation(
          "Correct a result; If-Match holds the version read",
          body: OpenAPI.change(reported)
        ),
      ] as Model,
      "\(base)/end": [
        "parameters": [id],
        "post": OpenAPI.operation("Record that it is not done any more", body: AdoptionForm.ending.schema),
      ] as Model,
      "\(base)/take-back": [
        "parameters": [id],
        "post": OpenAPI.operation("Take back what was recorded by mistake", body: Reason.form.schema),
      ] as Model,
    ]
  }

  /// Which commands the interface offers, for the conformance suite.
  package static var offered: Set<String> {
    Set([AdoptionPolicy.Act.record, .revise, .report, .correct, .end, .takeBack].map(\.rawValue))
  }
}

extension AdoptionPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([AdoptionPolicy.Act.record, .revise, .report, .correct, .end, .takeBack].map(\.rawValue))
  }
}
