import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Organisations and areas.
extension DirectoryPages {
  @Sendable func organisations(_ request: Request, _ context: SiteContext) async throws -> Response {
    let organisations = try await site.read(.directory) { try PlaceList.organisations(in: $0) }
    let areas = try await places().names
    let mayChange = DirectoryPolicy.policy.allows(.listOrganisation, context.viewer, nil)
    let rows = organisations.map { place -> Model in
      [
        "address": mayChange ? "/organisations/\(place.id)/edit" : false, "name": place.listing.name,
        "cells": [
          ["text": Organisation.kindList.label(place.listing.kind), "isNumber": false] as Model,
          ["text": place.listing.area.map { areas[$0] ?? $0 } ?? "", "isNumber": false],
        ],
      ]
    }
    return try site.page(
      "directory/table",
      [
        "heading": "Organisations", "lead": "Bodies that people act for.", "caption": "Organisations",
        "newAddress": mayChange ? "/organisations/new" : false, "newLabel": "List an organisation",
        "columns": Self.columns(["Name", "Kind", "Area"]), "rows": rows, "hasRows": !rows.isEmpty,
        "empty": "No organisation is listed yet.",
      ],
      context
    )
  }

  @Sendable func areas(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await site.read(.directory) { try PlaceList.areas(in: $0) }
    let rows = areas.map { place -> Model in
      let people = place.listing.populations["2011-03-27"]?.grouped ?? "Not known"
      return [
        "address": false, "name": place.listing.name,
        "cells": [
          ["text": place.listing.region, "isNumber": false] as Model,
          ["text": place.listing.code ?? "", "isNumber": false],
          ["text": place.listing.wasPriority.map { $0 ? "Yes" : "No" } ?? "Not known", "isNumber": false],
          ["text": people, "isNumber": true],
        ],
      ]
    }
    return try site.page(
      "directory/table",
      [
        "heading": "Areas", "lead": "Police force areas of England and Wales.",
        "caption": "Police force areas", "newAddress": false,
        "columns": Self.columns(
          ["Name", "Region", "Code", "Priority area in 2008–09", "People in 2011"],
          numbers: [4]
        ),
        "rows": rows, "hasRows": !rows.isEmpty, "empty": "No area is listed yet.",
      ],
      context
    )
  }

  @Sendable func newOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, nil)
    return try await organisationPage(FormValues(), [], id: site.newID(), version: nil, context)
  }

  @Sendable func listOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, nil)
    let values = try await site.values(of: request, context)
    return try await list(values, id: try values.recordID(), version: nil, context)
  }

  @Sendable func editOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let place = try await organisation(context)
    let form = DirectoryForms.organisation(try await places().areas, revising: true)
    let values = form.values(of: .init(listing: place.listing))
    return try await organisationPage(values, [], id: place.id, version: place.version, context)
  }

  @Sendable func reviseOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let place = try await organisation(context)
    let values = try await site.values(of: request, context)
    return try await list(values, id: place.id, version: Int(values.text("version")) ?? 0, context)
  }

  private func organisation(_ context: SiteContext) async throws -> PlaceList.Place<Organisation.Listing> {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, nil)
    let id = try context.parameters.require("id")
    guard let place = try await site.read(.directory, { try PlaceList.organisation(id, in: $0) }) else {
      throw NotFound()
    }
    return place
  }

  private func list(
    _ values: FormValues,
    id: String,
    version: Int?,
    _ context: SiteContext
  ) async throws -> Response {
    do {
      let form = DirectoryForms.organisation(try await places().areas, revising: version != nil)
      let asked = try form.parse(values, into: .init())
      try await site.perform(
        .list(asked.listing, reason: asked.reason),
        on: id,
        of: Organisation.self,
        expecting: version,
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try await organisationPage(values, invalid.errors, id: id, version: version, context)
    }
    return site.redirect(to: "/organisations")
  }

  private func organisationPage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    version: Int?,
    _ context: SiteContext
  ) async throws -> Response {
    let form = DirectoryForms.organisation(try await places().areas, revising: version != nil)
    let hidden: Model =
      version.map { ["hiddenName": "version", "hiddenValue": String($0)] }
      ?? ["hiddenName": "record", "hiddenValue": id]
    return try formPage(
      form.model(values, errors: errors),
      [
        "heading": version == nil ? "List an organisation" : "Change an organisation",
        "action": version == nil ? "/organisations" : "/organisations/\(id)/edit", "button": "Save",
        "backAddress": "/organisations", "backLabel": "Organisations", "hidden": [hidden],
      ],
      errors,
      context
    )
  }
}
