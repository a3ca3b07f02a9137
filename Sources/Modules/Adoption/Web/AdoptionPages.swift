import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// The pages of adoptions: recording one, reading it, and saying how it went.
package struct AdoptionPages: Sendable {
  let site: Site
  let practices: PracticePages

  package init(site: Site) {
    self.site = site
    practices = PracticePages(site: site)
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    site.offer("practices/{id}/adoptions", on: routes, listFile)
    routes.get("practices/{id}/adoptions/new", use: newAdoption)
    routes.post("practices/{id}/adoptions", use: record)
    routes.get("adoptions/{id}", use: show)
    routes.get("adoptions/{id}/receipts/{position}", use: receipt)
    routes.get("adoptions/{id}/edit", use: edit)
    routes.post("adoptions/{id}/edit", use: revise)
    routes.get("adoptions/{id}/results/new", use: newResult)
    routes.post("adoptions/{id}/results", use: report)
    routes.get("adoptions/{id}/results/{result}/edit", use: editResult)
    routes.post("adoptions/{id}/results/{result}/edit", use: correct)
    routes.get("adoptions/{id}/end", use: endPage)
    routes.post("adoptions/{id}/end", use: end)
    routes.get("adoptions/{id}/take-back", use: takeBackPage)
    routes.post("adoptions/{id}/take-back", use: takeBack)
  }

  /// An adoption, and the practice that it is of.
  struct Found: Sendable {
    let adoption: AdoptionList.Row
    let practice: PracticeRecord.Row

    var address: String { "/adoptions/\(adoption.id)" }
  }

  // MARK: Recording

  /// The practice, where the viewer may record that they do it too.
  func practice(_ context: SiteContext) async throws -> PracticeRecord.Row {
    let practice = try await practices.record(context, to: .read)
    try AdoptionPolicy.policy.require(
      .record,
      context.viewer,
      .init(practice, for: context.viewer, on: site.today)
    )
    return practice
  }

  @Sendable func newAdoption(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await practice(context)
    return try recordPage(practice, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func record(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await practice(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await record(values, of: practice, as: id, context)
    } catch let invalid as Invalid {
      return try recordPage(practice, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/adoptions/\(id)")
  }

  func record(
    _ values: FormValues,
    of practice: PracticeRecord.Row,
    as id: String,
    _ context: SiteContext
  ) async throws {
    var details = try AdoptionForm.details(values, into: .init(), on: site.today)
    details.practice = practice.id
    details.practiceVersion = practice.version
    details.organisation = context.viewer.organisation
    try await site.perform(.record(details), on: id, of: Adoption.self, by: context.viewer)
  }

  private func recordPage(
    _ practice: PracticeRecord.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    var model = AdoptionForm.details.model(values, errors: errors)
    model.merge([
      "caption": practice.details.title, "heading": "We do this too",
      "lead":
        "Say who does it here and what is done otherwise. Results can be added when there are any: that it made no difference is as useful to others as that it helped.",
      "action": "/practices/\(practice.id)/adoptions", "button": "Record it",
      "backAddress": "/practices/\(practice.id)", "backLabel": "Back to the practice",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  // MARK: One adoption

  /// The adoption, where the viewer may do this with it; what they may not read does not exist for them.
  func found(_ context: SiteContext, to act: AdoptionPolicy.Act) async throws -> Found {
    let id = try context.parameters.require("id")
    let found = try await site.read(Adoption.vault) { db -> Found? in
      guard let adoption = try AdoptionList.find(id, in: db),
        let practice = try PracticeRecord.find(adoption.details.practice, in: db)
      else { return nil }
      return Found(adoption: adoption, practice: practice)
    }
    guard let found else { throw NotFound() }
    let facts = AdoptionPolicy.Facts(found.practice, found.adoption, for: context.viewer, on: site.today)
    let reference = Reference(kind: Adoption.category, id: id)
    try AdoptionPolicy.policy.require(.read, context.viewer, facts, on: reference, hidden: true)
    if act != .read { try AdoptionPolicy.policy.require(act, context.viewer, facts, on: reference) }
    return found
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .read)
    let lines = try await history(of: found, context)
    let organisation = try await site.organisationName(found.adoption.details.organisation)
    let model = AdoptionShowModel(found, lines, organisation, on: site.today, context).model
    return try site.page("adoption/show", model, context)
  }

  /// What was done to an adoption, the earliest first.
  func history(of found: Found, _ context: SiteContext) async throws -> [HistoryLine] {
    let acts = try await site.read(Adoption.vault) { try AdoptionList.history(of: found.adoption.id, in: $0) }
    let names = try await site.names(of: acts.map(\.by))
    return acts.map { act in
      let name = names.name(of: act.by)
      return HistoryLine(
        at: act.at,
        position: act.position,
        who: context.viewer.account == nil ? "A member of staff" : name,
        act: act.act,
        what: AdoptionWording.act(act.act),
        reason: act.reason
      )
    }
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read), context)
    return try await site.receipt(among: lines.map(\.position), in: Adoption.vault, context)
  }
}

extension Site {
  /// The name of an organisation, to show; nil where there is none.
  func organisationName(_ id: String?) async throws -> String? {
    guard let id else { return nil }
    return try await read(.directory) { try PlaceList.organisation(id, in: $0)?.listing.name }
  }

  /// The names of all organisations, by their identifiers.
  func organisationNames() async throws -> [String: String] {
    let all = try await read(.directory) { try PlaceList.organisations(in: $0) }
    return Dictionary(all.map { ($0.id, $0.listing.name) }, uniquingKeysWith: { first, _ in first })
  }
}
