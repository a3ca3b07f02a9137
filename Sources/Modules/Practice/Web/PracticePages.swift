import Domain
package import Hummingbird
import Kernel
package import Platform
import Views

/// The depository's pages: the list, a record, and its forms.
package struct PracticePages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("practices", use: index)
    site.offer("practices", on: routes, listFile)
    routes.get("practices/new", use: newPractice)
    routes.post("practices", use: deposit)
    routes.get("practices/{id}", use: show)
    routes.get("practices/{id}/edit/{section}", use: edit)
    routes.post("practices/{id}/edit/{section}", use: revise)
    routes.post("practices/{id}/submit", use: submit)
    for page in Self.reasoned { page.register(on: routes, self) }
    registerSearches(on: routes)
    routes.get("practices/compare", use: compare)
    routes.get("practices/overview", use: overview)
    site.offer("practices/overview", on: routes, overviewFile)
    routes.get("practices/{id}/cite/{format}", use: cite)
    routes.get("practices/{id}/history/{position}", use: change)
    routes.get("practices/{id}/receipts/{position}", use: receipt)
    routes.get("practices/{id}/supersede", use: supersedePage)
    routes.post("practices/{id}/supersede", use: supersede)
    routes.get("practices/{id}/review", use: reviewForm)
    routes.post("practices/{id}/review", use: review)
    routes.get("practices/{id}/attachments/{digest}", use: attachment)
  }

  // MARK: The list

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let today = site.today
    let query = PracticeQuery(request.asked, on: today)
    let scope = PracticeList.Scope(of: context.viewer, on: today)
    let paging = Paging(request)
    let found = try await find(query, scope, offset: paging.offset, limit: paging.size)
    return try site.page(
      "practice/index",
      PracticeIndexModel(query, found, paging, on: today, context).model,
      context
    )
  }

  // MARK: One record

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .read)
    let model = try PracticeShowModel(
      record,
      try await history(of: record, context),
      try await site.names(of: record.reviewers),
      try await successor(of: record, context.viewer),
      site.today,
      site.texts,
      context
    )
    .model
    let parts = [
      model, try await adoptions(record, context), Self.like(try await similar(record, context.viewer)),
      try await CollectionPages(site: site).summary(of: record, context), try await lessons(of: record),
    ]
    return try site.page("practice/show", parts.reduce(into: [:]) { $0.merge($1) { $1 } }, context)
  }

  /// Where else it is done, for what stands in the library.
  private func adoptions(_ record: PracticeRecord.Row, _ context: SiteContext) async throws -> Model {
    let facts = AdoptionPolicy.Facts(record, for: context.viewer, on: site.today)
    guard facts.isListed else { return ["showsAdoptions": false] }
    let rows = try await site.read(Adoption.vault) { try AdoptionList.adoptions(of: record.id, in: $0) }
    let names = rows.isEmpty ? [:] : try await site.organisationNames()
    let canRecord = AdoptionPolicy.policy.allows(.record, context.viewer, facts)
    let address = canRecord ? "/practices/\(record.id)/adoptions/new" : nil
    let model = AdoptionSummaryModel(rows, home: record.home, names, canRecord: address)
      .model
    let links = ListFile.links("/practices/\(record.id)/adoptions", what: "this table", total: rows.count)
    return model.merging(links) { $1 }.merging(["showsAdoptions": true]) { $1 }
  }

  /// The record, where the viewer may do this with it; what they may not read does not exist for them.
  ///
  /// Whoever gets an OFFICIAL-SENSITIVE one, by whatever page or call, stands in the access log.
  func record(_ context: SiteContext, to act: PracticePolicy.Act) async throws -> PracticeRecord.Row {
    let id = try context.parameters.require("id")
    let record = try await site.find(.learning) { try PracticeRecord.find(id, in: $0) }
    let facts = PracticePolicy.Facts(record, on: site.today)
    try PracticePolicy.policy.require(.read, context.viewer, facts, hidden: true)
    if act != .read { try PracticePolicy.policy.require(act, context.viewer, facts) }
    try await noteConsulted([(record.id, record.details.marking)], reason: act.rawValue, context)
    return record
  }

  /// Writes who read the OFFICIAL-SENSITIVE ones of several practices.
  func noteConsulted(
    _ practices: [(id: String, marking: Marking)],
    reason: String,
    _ context: SiteContext
  ) async throws {
    let lines = practices.filter { $0.marking >= .officialSensitive }.map {
      AccessLine(.consultation, Reference(kind: Practice.category, id: $0.id), reason: reason)
    }
    try await site.note(lines, in: .learning, by: context.viewer)
  }

  // MARK: Deposit and revise

  @Sendable func newPractice(_ request: Request, _ context: SiteContext) async throws -> Response {
    try PracticePolicy.policy.require(.deposit, context.viewer, .none)
    let values = PracticeForm.form.values(of: Practice.Details())
    return try depositPage(values, [], id: site.newID(), context)
  }

  @Sendable func deposit(_ request: Request, _ context: SiteContext) async throws -> Response {
    try PracticePolicy.policy.require(.deposit, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      let details = try PracticeForm.form.parse(values, into: .init(), only: PracticeForm.first)
      try await site.perform(
        .deposit(details, organisation: context.viewer.organisation),
        on: id,
        of: Practice.self,
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try depositPage(values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/practices/\(id)")
  }

  private func depositPage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    var model = PracticeForm.form.model(values, errors: errors, only: PracticeForm.first)
    model.merge([
      "heading": "Deposit a practice",
      "lead":
        "Begin with the problem and the people. The rest can be filled in bit by bit before you submit it.",
      "action": "/practices", "button": "Save and go on", "backAddress": "/practices",
      "backLabel": "Practices", "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  @Sendable func submit(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(.submit, .submit, request, context)
  }

  /// Performs a command that needs no form, and shows the record again.
  func act(
    _ act: PracticePolicy.Act,
    _ command: Practice.Command,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let record = try await record(context, to: act)
    _ = try await site.values(of: request, context)
    try await site.perform(command, on: record.id, of: Practice.self, by: context.viewer)
    return site.redirect(to: "/practices/\(record.id)")
  }
}

extension PracticePolicy.Facts {
  init(_ record: PracticeRecord.Row, on day: PartialDate) {
    self.init(
      life: record.life,
      marking: record.details.marking,
      depositor: record.depositor,
      organisation: record.organisation,
      area: record.details.areaCode,
      isEmbargoed: record.isEmbargoed(on: day),
      isLesson: record.isLesson
    )
  }
}
