import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Organisations and areas.
extension DirectoryPages {
  @Sendable func organisations(_ request: Request, _ context: SiteContext) async throws -> Response {
    let organisations = try await site.read(.directory) { try PlaceList.organisations(in: $0) }
    let table = DirectoryTables.organisations(organisations, try await places().names)
    return try tablePage(
      table,
      organisations.map { "/organisations/\($0.id)" },
      [
        "lead": table.about, "caption": "Organisations",
        "newAddress": DirectoryPolicy.policy.allows(.listOrganisation, context.viewer, .none)
          ? "/organisations/new" : false, "newLabel": "List an organisation",
        "empty": "No organisation is listed yet.",
      ],
      context
    )
  }

  /// One organisation: what is listed of it, and who listed what when and why.
  @Sendable func showOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let id = try context.parameters.require("id")
    let place = try await site.find(.directory) { try PlaceList.organisation(id, in: $0) }
    let directory = try await places()
    let lines = try await history(ofOrganisation: id, context)
    let about = DirectoryPolicy.Facts(places: [directory.place(ofOrganisation: id)])
    let mayChange = DirectoryPolicy.policy.allows(.listOrganisation, context.viewer, about)
    return try site.page(
      "directory/organisation",
      [
        "name": place.listing.name,
        "rows": Self.rows(place.listing, directory),
        "history": lines.map { $0.model(when: PartialDate(on: $0.at).words, at: "/organisations/\(id)") },
        "changePage": mayChange ? "/organisations/\(id)/edit" : false,
      ],
      context
    )
  }

  /// Who listed what of an organisation, when and why, the earliest first.
  func history(ofOrganisation id: String, _ context: SiteContext) async throws -> [HistoryLine] {
    let acts = try await site.read(.directory) { try PlaceList.history(ofOrganisation: id, in: $0) }
    let names = try await site.names(of: acts.map(\.by))
    return acts.map { act in
      let isHidden = context.viewer.account == nil && act.by != Occasion.system
      return HistoryLine(
        at: act.at,
        position: act.position,
        who: isHidden ? "A member of staff" : names.name(of: act.by),
        act: act.isFirst ? "listed" : "changed",
        what: act.isFirst ? "listed it" : "changed it",
        reason: act.reason
      )
    }
  }

  private static func rows(_ listing: Organisation.Listing, _ directory: DirectoryPlaces) -> [Model] {
    [
      ("Kind", Organisation.kindList.label(listing.kind)),
      ("Area", listing.area.map { directory.names[$0] ?? $0 } ?? "Not said"),
      ("Source", listing.source.isEmpty ? "Not said" : listing.source),
    ]
    .map { Model.row($0.0, $0.1) }
  }

  @Sendable func areas(_ request: Request, _ context: SiteContext) async throws -> Response {
    let table = DirectoryTables.areas(try await site.read(.directory) { try PlaceList.areas(in: $0) })
    return try tablePage(
      table,
      table.rows.map { _ in nil },
      [
        "lead": table.about, "caption": "Police force areas", "newAddress": false,
        "empty": "No area is listed yet.",
      ],
      context
    )
  }

  @Sendable func newOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, .none)
    return try await organisationPage(FormValues(), [], id: site.newID(), version: nil, context)
  }

  @Sendable func listOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, .none)
    let values = try await site.values(of: request, context)
    return try await list(values, id: try values.recordID(), version: nil, context)
  }

  @Sendable func editOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let place = try await organisation(context)
    let form = try await organisationForm(revising: true, context)
    let values = form.values(of: .init(listing: place.listing))
    return try await organisationPage(values, [], id: place.id, version: place.version, context)
  }

  @Sendable func reviseOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let place = try await organisation(context)
    let values = try await site.values(of: request, context)
    return try await list(values, id: place.id, version: try values.seenVersion(), context)
  }

  func organisation(_ context: SiteContext) async throws -> PlaceList.Place<Organisation.Listing> {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, .none)
    let id = try context.parameters.require("id")
    let place = try await site.find(.directory) { try PlaceList.organisation(id, in: $0) }
    let facts = DirectoryPolicy.Facts(places: [try await places().place(ofOrganisation: id)])
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, facts)
    return place
  }

  private func list(
    _ values: FormValues,
    id: String,
    version: Int?,
    _ context: SiteContext
  ) async throws -> Response {
    let form = try await organisationForm(revising: version != nil, context)
    var asked = DirectoryForms.Listed()
    do {
      asked = try form.parse(values, into: asked)
      try await list(asked, as: id, expecting: version, context)
    } catch let invalid as Invalid {
      return try await organisationPage(values, invalid.errors, id: id, version: version, context)
    } catch let conflict as VersionConflict {
      let place = try await site.find(.directory) { try PlaceList.organisation(id, in: $0) }
      let old = try await site.load(Organisation.self, id, upTo: version ?? 0).state ?? .init()
      return try site.conflictPage(
        form,
        seen: .init(listing: old, reason: asked.reason),
        now: .init(listing: place.listing, reason: asked.reason),
        yours: asked,
        values,
        context
      ) { form.model($0).merging(Self.about(id, version: conflict.actual)) { $1 } }
    }
    return site.redirect(to: "/organisations/\(id)")
  }

  private static func about(_ id: String, version: Int?) -> Model {
    let hidden: Model =
      version.map { ["hiddenName": "version", "hiddenValue": String($0)] }
      ?? ["hiddenName": "record", "hiddenValue": id]
    return [
      "heading": version == nil ? "List an organisation" : "Change an organisation",
      "action": version == nil ? "/organisations" : "/organisations/\(id)/edit", "button": "Save",
      "backAddress": version == nil ? "/organisations" : "/organisations/\(id)", "backLabel": "Back",
      "hidden": [hidden],
    ]
  }

  private func organisationPage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    version: Int?,
    _ context: SiteContext
  ) async throws -> Response {
    let form = try await organisationForm(revising: version != nil, context)
    return try formPage(
      form.model(values, errors: errors),
      Self.about(id, version: version),
      errors,
      context
    )
  }
}
