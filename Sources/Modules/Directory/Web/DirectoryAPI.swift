import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// The directory for programs: the same commands, views and policy as the pages, as JSON.
package struct DirectoryAPI: InterfacePart {
  let pages: DirectoryPages
  var site: Site { pages.site }

  package init(site: Site) { pages = DirectoryPages(site: site) }

  // MARK: Accounts

  func listAccounts(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listPeople, context.viewer, .none)
    let slice = try Slice(request, of: "accounts")
    let after = try slice.after.map { (openedAt: try $0.number(), id: $0.id) }
    let rows = try await site.read(.directory) {
      try AccountList.slice(after: after, limit: slice.reach, in: $0)
    }
    return try site.answer(DirectoryShapes.accounts, rows.map(standings), slice, request) {
      Cursor($0.person.openedAt.milliseconds, $0.person.id)
    }
  }

  func showAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .listPeople)
    return try site.answer(DirectoryShapes.account, standings(person), version: person.version)
  }

  private func standings(_ person: AccountList.Person) -> DirectoryShapes.Standings {
    .init(person: person, standings: person.standings(under: pages.terms, on: site.today))
  }

  func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.open, context.viewer, .none)
    let values = try await site.values(of: request, Self.opening)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    let form = try await pages.personForm(revising: false, context)
    try await pages.open(form.parse(values, into: .init()), as: id, context)
    return try await account(id, madeAt: "/api/v1/accounts/\(id)")
  }

  func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .revise)
    try site.requireRecentProof(context)
    let values = try await site.values(of: request, Self.revising)
    let seen = try site.seenVersion(request)
    let form = try await pages.personForm(revising: true, context)
    let asked = try form.parse(values, into: .init(person), present: true)
    try await pages.revise(person, asked, expecting: seen, context)
    return try await account(person.id)
  }

  func grant(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .grant)
    try site.requireRecentProof(context)
    let values = try await site.values(of: request, Self.granting)
    let form = try await pages.grantForm(context)
    return try await perform(DirectoryPages.grant(values, form), on: person.id, context)
  }

  /// The version keeps the number from meaning another role than the one that was read.
  func endRole(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .endRole)
    try site.requireRecentProof(context)
    let holding = try await pages.holding(of: person, .endRole, context).1
    let values = try await site.values(of: request, Self.ending)
    let seen = try site.seenVersion(request)
    return try await perform(DirectoryPages.end(holding, values), on: person.id, expecting: seen, context)
  }

  func keepRole(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .keepRole)
    try site.requireRecentProof(context)
    let holding = try await pages.holding(of: person, .keepRole, context).1
    let values = try await site.values(of: request, Self.closing)
    let seen = try site.seenVersion(request)
    let command = pages.keep(holding, try DirectoryForms.reason.parse(values, into: ""))
    return try await perform(command, on: person.id, expecting: seen, context)
  }

  func recordTraining(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .recordTraining)
    let values = try await site.values(of: request, Self.training)
    return try await perform(pages.training(values), on: person.id, context)
  }

  func listReviews(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.keepRole, context.viewer, .none)
    let waiting = try await pages.waitingReviews(for: context.viewer)
    return try site.answer(DirectoryShapes.reviews, all: waiting, request)
  }

  func why(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .explain)
    let answer: DirectoryWhy
    do {
      let asked = try DirectoryPages.whyForm(site.options.explainers).parse(request.asked, into: .init())
      answer = try await pages.answer(asked, about: person, context).1
    } catch let invalid as Invalid {
      throw BadQuery(invalid.errors)
    }
    return try site.json(DirectoryShapes.why.json(answer))
  }

  func agree(
    _ kind: HouseText.Kind,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let text = try pages.houseText(context)
    guard text.kind == kind else { throw NotFound() }
    let body = kind == .conduct ? Self.accepting : Self.completing
    try await pages.agree(to: text, try await site.values(of: request, body), context)
    return try await account(try context.account())
  }

  func close(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .close)
    try site.requireRecentProof(context)
    let values = try await site.values(of: request, Self.closing)
    let reason = try DirectoryForms.reason.parse(values, into: "")
    let answer = try await perform(.close(reason: reason), on: person.id, context)
    try await site.signIn.store.forget(person.id)
    return answer
  }

  func sendLink(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .sendLink)
    try site.requireRecentProof(context)
    _ = try await site.values(of: request, .nothing)
    guard person.isOpen else { throw Account.Refusal.notOpen }
    let address = context.origin + (try await pages.link(to: person.id, context))
    let link = DirectoryShapes.Link(address: address, hours: Int(site.signIn.limits.link / 3600))
    return try site.json(DirectoryShapes.link.json(link), .created)
  }

  func endSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .endSessions)
    try site.requireRecentProof(context)
    let values = try await site.values(of: request, Self.closing)
    try await pages.endSessions(of: person, DirectoryForms.reason.parse(values, into: ""), context)
    return try await account(person.id)
  }

  func endFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await pages.found(context, .endFactor)
    try site.requireRecentProof(context)
    let values = try await site.values(of: request, Self.closing)
    try await pages.endFactor(of: person, DirectoryForms.reason.parse(values, into: ""), context)
    return try await account(person.id)
  }

  private func perform(
    _ command: Account.Command,
    on id: String,
    expecting seen: Int? = nil,
    _ context: SiteContext
  ) async throws -> Response {
    try await site.perform(command, on: id, of: Account.self, expecting: seen, by: context.viewer)
    return try await account(id)
  }

  private func account(_ id: String, madeAt address: String? = nil) async throws -> Response {
    let person = try await site.find(.directory) { try AccountList.find(id, in: $0) }
    return try site.answer(
      DirectoryShapes.account,
      standings(person),
      version: person.version,
      madeAt: address
    )
  }
}

// MARK: Organisations and areas

extension DirectoryAPI {
  func listOrganisations(_ request: Request, _ context: SiteContext) async throws -> Response {
    let slice = try Slice(request, of: "organisations")
    let after = slice.after.map { (name: $0.key, id: $0.id) }
    let rows = try await site.read(.directory) {
      try PlaceList.organisations(after: after, limit: slice.reach, in: $0)
    }
    return try site.answer(DirectoryShapes.organisations, rows, slice, request) {
      Cursor($0.listing.name, $0.id)
    }
  }

  func showOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await organisation(try context.parameters.require("id"))
  }

  func listOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listOrganisation, context.viewer, .none)
    let values = try await site.values(of: request, Self.listing)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    let form = try await pages.organisationForm(revising: false, context)
    try await pages.list(form.parse(values, into: .init()), as: id, expecting: nil, context)
    return try await organisation(id, madeAt: "/api/v1/organisations/\(id)")
  }

  func reviseOrganisation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let place = try await pages.organisation(context)
    let values = try await site.values(of: request, Self.relisting)
    let seen = try site.seenVersion(request)
    let form = try await pages.organisationForm(revising: true, context)
    let asked = try form.parse(values, into: .init(listing: place.listing), present: true)
    try await pages.list(asked, as: place.id, expecting: seen, context)
    return try await organisation(place.id)
  }

  private func organisation(_ id: String, madeAt address: String? = nil) async throws -> Response {
    let place = try await site.find(.directory) { try PlaceList.organisation(id, in: $0) }
    return try site.answer(DirectoryShapes.organisation, place, version: place.version, madeAt: address)
  }

  func listAreas(_ request: Request, _ context: SiteContext) async throws -> Response {
    let slice = try Slice(request, of: "areas")
    let after = slice.after.map { (name: $0.key, id: $0.id) }
    let rows = try await site.read(.directory) {
      try PlaceList.areas(after: after, limit: slice.reach, in: $0)
    }
    return try site.answer(DirectoryShapes.areas, rows, slice, request) { Cursor($0.listing.name, $0.id) }
  }
}
