import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// The depository for programs: the same commands and the same views as the pages, as JSON.
package struct PracticeAPI: Sendable {
  let pages: PracticePages
  private var site: Site { pages.site }

  package init(site: Site) { pages = PracticePages(site: site) }

  package func register(on routes: RouterGroup<SiteContext>) {
    let base = "api/v1/practices"
    routes.get("\(base)", use: list)
    routes.post("\(base)", use: deposit)
    routes.get("\(base)/{id}", use: show)
    routes.put("\(base)/{id}", use: revise)
    routes.post("\(base)/{id}/supersede", use: supersede)
    routes.post("\(base)/{id}/{act}", use: act)
  }

  private static var fields: [String] { PracticeForm.form.fields.map(\.name) }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let today = site.today
    let query = PracticeQuery(request.asked, on: today)
    let paging = Paging(request, size: 50)
    let scope = PracticeList.Scope(of: context.viewer, on: today)
    let found = try await pages.find(query, scope, offset: paging.offset, limit: paging.size)
    let rows = found.rows.map { row -> Model in
      let embargo = row.embargo.flatMap { $0 > today ? $0.iso : nil }
      return [
        "id": row.id, "title": row.title, "problem": row.problem, "life": row.life.rawValue,
        "marking": row.marking.rawValue, "evidence_stage": row.stage, "strand": row.strand,
        "country": row.country, "lead_organisation": row.leadBody,
        "embargoed_until": embargo ?? JSONNull.value, "href": "/api/v1/practices/\(row.id)",
      ]
    }
    return try site.json(["total": found.total, "page": paging.page, "practices": rows])
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try answer(try await pages.record(context, to: .read), context)
  }

  @Sendable func deposit(_ request: Request, _ context: SiteContext) async throws -> Response {
    try PracticePolicy.policy.require(.deposit, context.viewer, .none)
    let values = try await site.jsonValues(of: request, fields: Self.fields + ["record"], context)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    var details = try PracticeForm.form.parse(values, into: .init(), present: true)
    details.nameContacts(site.newID)
    try await site.perform(
      .deposit(details, organisation: context.viewer.organisation),
      on: id,
      of: Practice.self,
      by: context.viewer
    )
    return try await shown(id, context, .created)
  }

  /// Changes what the body names and leaves the rest; `If-Match` holds the version that was read.
  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .revise)
    let values = try await site.jsonValues(of: request, fields: Self.fields + ["reason"], context)
    guard let seen = try site.seenVersion(request) else {
      return try Problem.preconditionRequired(request.uri.path)
    }
    let current = try await site.load(Practice.self, record.id)
    var details = try PracticeForm.form.parse(values, into: current.state.details, present: true)
    details.nameContacts(site.newID)
    try await site.perform(
      .revise(details, reason: values.text("reason")),
      on: record.id,
      of: Practice.self,
      expecting: seen,
      by: context.viewer
    )
    return try await shown(record.id, context, .ok)
  }

  /// `submit`, `review`, and the decisions that need words.
  @Sendable func act(_ request: Request, _ context: SiteContext) async throws -> Response {
    let name = try context.parameters.require("act")
    guard let act = Self.act(named: name) else { throw NotFound() }
    let record = try await pages.record(context, to: act.act)
    let values = try await site.jsonValues(of: request, fields: act.fields, context)
    try await site.perform(act.command(values), on: record.id, of: Practice.self, by: context.viewer)
    return try await shown(record.id, context, .ok)
  }

  @Sendable func supersede(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .supersede)
    let fields = PracticePages.supersession.fields.map(\.name)
    let values = try await site.jsonValues(of: request, fields: fields, context)
    try await pages.supersede(record, values, context)
    return try await shown(record.id, context, .ok)
  }

  /// What a program can do to a record, by the last part of the address.
  struct Act: Sendable {
    let name: String
    let act: PracticePolicy.Act
    let summary: String
    let schema: @Sendable () -> Model?
    /// The names of its fields.
    let fields: [String]
    let command: @Sendable (FormValues) throws -> Practice.Command
  }

  static var acts: [Act] {
    let words = PracticePages.reasoned.map { page in
      Act(
        name: page.path,
        act: page.act,
        summary: page.heading,
        schema: { page.form.schema },
        fields: page.form.fields.map(\.name)
      ) { values in
        page.command(try page.form.parse(values, into: .init()))
      }
    }
    return words + [
      Act(name: "submit", act: .submit, summary: "Submit for review", schema: { nil }, fields: []) { _ in
        .submit
      },
      Act(
        name: "review",
        act: .review,
        summary: "Hand in a review",
        schema: { PracticeReviewForm.form.schema },
        fields: PracticeReviewForm.form.fields.map(\.name)
      ) { values in
        .review(try PracticeReviewForm.form.parse(values, into: .init()))
      },
    ]
  }

  private static func act(named name: String) -> Act? { acts.first { $0.name == name } }

  private func shown(
    _ id: String,
    _ context: SiteContext,
    _ status: HTTPResponse.Status
  ) async throws -> Response {
    guard let record = try await site.read(.learning, { try PracticeRecord.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try answer(record, context, status)
  }

  private func answer(
    _ record: PracticeRecord.Row,
    _ context: SiteContext,
    _ status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let seesContacts = PracticePolicy.policy.allows(
      .readContacts,
      context.viewer,
      .init(record, on: site.today)
    )
    var body: Model =
      record.life.isOver
      ? ["title": record.details.title]
      : PracticeForm.form.json(record.details, leavingOut: seesContacts ? [] : ["contacts"])
    body["id"] = record.id
    body["life"] = record.life.rawValue
    body["version"] = record.version
    body["embargoed_until"] =
      record.isEmbargoed(on: site.today) ? record.embargo?.iso ?? JSONNull.value : JSONNull.value
    body["superseded_by"] = record.supersededBy ?? JSONNull.value
    var response = try site.json(body, status)
    response.headers[.eTag] = "\"\(record.version)\""
    return response
  }
}

extension PracticeAPI {
  /// The paths of the interface description, made of the forms themselves.
  package static var paths: Model {
    let body = PracticeForm.form.schema
    let id: Model = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    var paths: Model = [
      "/api/v1/practices": [
        "get": OpenAPI.operation(
          "List practices",
          query: ["words", "page"] + PracticeQuery.facets.map(\.name)
        ),
        "post": OpenAPI.operation("Deposit a practice", body: body, status: "201"),
      ],
      "/api/v1/practices/{id}": [
        "parameters": [id],
        "get": OpenAPI.operation("Read a practice"),
        "put": OpenAPI.operation(
          "Change a practice; If-Match holds the version read",
          body: OpenAPI.change(body)
        ),
      ],
    ]
    paths["/api/v1/practices/{id}/supersede"] =
      [
        "parameters": [id],
        "post": OpenAPI.operation(
          "Say that another practice takes its place",
          body: PracticePages.supersession.schema
        ),
      ] as Model
    for act in acts {
      paths["/api/v1/practices/{id}/\(act.name)"] =
        [
          "parameters": [id],
          "post": OpenAPI.operation(act.summary, body: act.schema()),
        ] as Model
    }
    return paths
  }

  /// Which commands the interface offers, for the conformance suite.
  package static var offered: Set<String> {
    Set(acts.map(\.act.rawValue) + [PracticePolicy.Act.deposit, .revise, .supersede].map(\.rawValue))
  }
}

extension PracticePages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(
      reasoned.map(\.act.rawValue)
        + [PracticePolicy.Act.deposit, .revise, .submit, .review, .supersede].map(\.rawValue)
    )
  }
}
