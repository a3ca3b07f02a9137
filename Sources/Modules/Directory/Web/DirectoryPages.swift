import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// People and their roles, organisations and areas.
package struct DirectoryPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("people", use: people)
    routes.get("people/new", use: newPerson)
    routes.post("people", use: open)
    routes.get("people/{id}", use: person)
    routes.get("people/{id}/edit", use: editPerson)
    routes.post("people/{id}/edit", use: revise)
    routes.get("people/{id}/roles/new", use: newRole)
    routes.post("people/{id}/roles", use: grant)
    routes.get("people/{id}/roles/{index}/end", use: endRolePage)
    routes.post("people/{id}/roles/{index}/end", use: endRole)
    routes.get("people/{id}/close", use: closePage)
    routes.post("people/{id}/close", use: close)
    routes.post("people/{id}/link", use: sendLink)
    routes.get("organisations", use: organisations)
    routes.get("organisations/new", use: newOrganisation)
    routes.post("organisations", use: listOrganisation)
    routes.get("organisations/{id}/edit", use: editOrganisation)
    routes.post("organisations/{id}/edit", use: reviseOrganisation)
    routes.get("areas", use: areas)
  }

  // MARK: People

  @Sendable func people(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listPeople, context.viewer, nil)
    let paging = Paging(request, size: 50)
    let (people, total) = try await site.read(.directory) {
      try AccountList.page(offset: paging.offset, limit: paging.size, in: $0)
    }
    let places = try await places().names
    let rows = people.map { person -> Model in
      let roles = person.holdings.map(\.role.label)
      return [
        "address": "/people/\(person.id)", "name": person.name ?? "A person who was erased",
        "cells": [
          ["text": person.organisation.map { places[$0] ?? $0 } ?? "", "isNumber": false] as Model,
          ["text": roles.isEmpty ? "None" : roles.joined(separator: ", "), "isNumber": false],
          ["text": person.isOpen ? "Open" : "Closed", "isNumber": false],
        ],
      ]
    }
    return try site.page(
      "directory/table",
      [
        "heading": "People", "lead": "Everyone with an account, and the roles they hold.",
        "caption": "Accounts",
        "newAddress": "/people/new", "newLabel": "Open an account",
        "columns": Self.columns(["Name", "Organisation", "Roles", "Account"]), "rows": rows,
        "hasRows": !rows.isEmpty,
        "empty": "Nobody has an account yet.", "paging": paging.model(total: total, at: "/people", []),
      ],
      context
    )
  }

  @Sendable func newPerson(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.open, context.viewer, nil)
    return try await personForm(FormValues(), [], id: site.newID(), context)
  }

  @Sendable func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.open, context.viewer, nil)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      let asked = try DirectoryForms.person(try await places().organisations, revising: false)
        .parse(values, into: .init())
      let person = Account.Person(
        id: id,
        name: asked.name,
        email: asked.email,
        organisation: asked.organisation.orNil
      )
      try await claimingEmail {
        try await site.perform(
          .open(person, demonstration: false),
          on: id,
          of: Account.self,
          by: context.viewer
        )
      }
    } catch let invalid as Invalid {
      return try await personForm(values, invalid.errors, id: id, context)
    }
    return try await withLink(id, context)
  }

  private func personForm(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) async throws -> Response {
    let form = DirectoryForms.person(try await places().organisations, revising: false)
    return try formPage(
      form.model(values, errors: errors),
      [
        "heading": "Open an account", "lead": "They get a link from you that lets them choose a password.",
        "action": "/people", "button": "Open the account", "backAddress": "/people", "backLabel": "People",
        "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
      ],
      errors,
      context
    )
  }

  @Sendable func person(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .listPeople)
    return try await personPage(person, link: nil, context)
  }

  @Sendable func editPerson(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .revise)
    let form = DirectoryForms.person(try await places().organisations, revising: true)
    let values = form.values(
      of: .init(name: person.name ?? "", email: person.email ?? "", organisation: person.organisation ?? "")
    )
    return try reviseForm(form, person, values, [], context)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .revise)
    let values = try await site.values(of: request, context)
    let form = DirectoryForms.person(try await places().organisations, revising: true)
    do {
      let asked = try form.parse(values, into: .init())
      let fresh = Account.Person(
        id: person.id,
        name: asked.name,
        email: asked.email,
        organisation: asked.organisation.orNil
      )
      try await claimingEmail {
        try await site.perform(
          .revise(fresh, reason: asked.reason),
          on: person.id,
          of: Account.self,
          by: context.viewer
        )
      }
    } catch let invalid as Invalid {
      return try reviseForm(form, person, values, invalid.errors, context)
    }
    return site.redirect(to: "/people/\(person.id)")
  }

  private func reviseForm(
    _ form: Form<DirectoryForms.Person>,
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    try formPage(
      form.model(values, errors: errors),
      [
        "heading": "Change the account", "caption": person.name ?? "", "action": "/people/\(person.id)/edit",
        "button": "Save", "backAddress": "/people/\(person.id)", "backLabel": "Back to the person",
      ],
      errors,
      context
    )
  }

  /// An address that is another account's is an error of its field.
  private func claimingEmail(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let conflict as ClaimConflict where conflict.scope == Account.emailScope {
      throw Invalid([FieldError("email", "Another account has this e-mail address")])
    }
  }

  @Sendable func sendLink(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .sendLink)
    _ = try await site.values(of: request, context)
    guard person.isOpen else { throw Account.Refusal.notOpen }
    return try await withLink(person.id, context)
  }

  /// The person's page with a new one-time link: it is shown once, and stored as a digest only.
  private func withLink(_ id: String, _ context: SiteContext) async throws -> Response {
    let path = try await site.signIn.link(.choosePassword, for: id, at: site.now())
    guard let person = try await site.read(.directory, { try AccountList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try await personPage(person, link: path, context)
  }

  // MARK: What is common

  func found(_ context: SiteContext, _ act: DirectoryPolicy.Act) async throws -> AccountList.Person {
    let id = try context.parameters.require("id")
    let record = Reference(kind: Account.category, id: id)
    try DirectoryPolicy.policy.require(act, context.viewer, id, on: record)
    guard let person = try await site.read(.directory, { try AccountList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return person
  }

  func formPage(
    _ form: Model,
    _ around: Model,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    try site.page(
      "site/form",
      form.merging(around) { $1 },
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  static func columns(_ labels: [String], numbers: Set<Int> = []) -> [Model] {
    labels.enumerated().map { ["label": $1, "isNumber": numbers.contains($0)] }
  }

  /// The lists that forms choose from, and the names that stand for identifiers.
  func places() async throws -> DirectoryPlaces {
    try await site.read(.directory) { db in
      DirectoryPlaces(
        organisations: try PlaceList.organisations(in: db).map { ($0.id, $0.listing.name) },
        areas: try PlaceList.areas(in: db).map { ($0.id, $0.listing.name) }
      )
    }
  }
}

/// Organisations and areas as lists to choose from.
struct DirectoryPlaces: Sendable {
  let organisations: CodeList
  let areas: CodeList

  init(organisations: [(String, String)], areas: [(String, String)]) {
    self.organisations = CodeList("organisation", version: 1, organisations.map { .init($0.0, $0.1) })
    self.areas = CodeList("area", version: 1, areas.map { .init($0.0, $0.1) })
  }

  var names: [String: String] {
    Dictionary((organisations.codes + areas.codes).map { ($0.code, $0.label) }) { first, _ in first }
  }

  /// Where a role can be held.
  var scopes: CodeList {
    let organisations = organisations.codes.map {
      CodeList.Code("organisation:\($0.code)", "Organisation: \($0.label)")
    }
    let areas = areas.codes.map { CodeList.Code("area:\($0.code)", "Area: \($0.label)") }
    return CodeList("scope", version: 1, [.init("everywhere", "Everywhere")] + organisations + areas)
  }
}

extension String {
  fileprivate var orNil: String? { isEmpty ? nil : self }
}
