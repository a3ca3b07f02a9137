import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// People and their roles, organisations and areas.
package struct DirectoryPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("people", use: people)
    site.offer("people", on: routes, peopleFile)
    routes.get("people/new", use: newPerson)
    routes.post("people", use: open)
    routes.get("people/{id}", use: person)
    routes.get("people/{id}/receipts/{position}", use: personReceipt)
    routes.get("people/{id}/edit", use: editPerson)
    routes.post("people/{id}/edit", use: revise)
    routes.get("people/{id}/roles/new", use: newRole)
    routes.post("people/{id}/roles", use: grant)
    routes.get("people/{id}/roles/{number}/end", use: endRolePage)
    routes.post("people/{id}/roles/{number}/end", use: endRole)
    routes.get("people/{id}/roles/{number}/review", use: reviewPage)
    routes.post("people/{id}/roles/{number}/review", use: review)
    routes.get("people/{id}/training", use: trainingPage)
    routes.post("people/{id}/training", use: recordTraining)
    routes.get("people/{id}/why", use: why)
    routes.get("reviews", use: reviews)
    routes.post("reviews", use: decideReviews)
    routes.get("texts", use: texts)
    routes.get("texts/{code}", use: text)
    routes.post("account/texts/{code}", use: agree)
    routes.get("account/roles", use: ownRoles)
    routes.get("people/{id}/close", use: closePage)
    routes.post("people/{id}/close", use: close)
    routes.post("people/{id}/link", use: sendLink)
    routes.get("people/{id}/second-factor", use: endFactorPage)
    routes.post("people/{id}/second-factor", use: endFactor)
    routes.get("people/{id}/sessions", use: endSessionsPage)
    routes.post("people/{id}/sessions", use: endSessions)
    routes.get("organisations", use: organisations)
    site.offer("organisations", on: routes) { _, _ in try await organisationsFile() }
    routes.get("organisations/new", use: newOrganisation)
    routes.post("organisations", use: listOrganisation)
    routes.get("organisations/{id}", use: showOrganisation)
    routes.get("organisations/{id}/receipts/{position}", use: organisationReceipt)
    routes.get("organisations/{id}/edit", use: editOrganisation)
    routes.post("organisations/{id}/edit", use: reviseOrganisation)
    routes.get("areas", use: areas)
    site.offer("areas", on: routes) { _, _ in try await areasFile() }
  }

  // MARK: People

  @Sendable func people(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.listPeople, context.viewer, .none)
    let paging = Paging(request, size: 50)
    let (people, total) = try await site.read(.directory) {
      try AccountList.page(offset: paging.offset, limit: paging.size, in: $0)
    }
    let table = DirectoryTables.people(people, try await places().names)
    return try tablePage(
      table,
      people.map { "/people/\($0.id)" },
      [
        "lead": table.about, "caption": "Accounts", "newAddress": "/people/new",
        "newLabel": "Open an account", "moreAddress": "/reviews", "moreLabel": "Roles to review",
        "empty": "Nobody has an account yet.",
        "paging": paging.model(total: total, at: "/people", []),
      ],
      total: total,
      context
    )
  }

  @Sendable func newPerson(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.open, context.viewer, .none)
    return try await personForm(FormValues(), [], id: site.newID(), context)
  }

  @Sendable func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.open, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await open(
        try await personForm(revising: false, context).parse(values, into: .init()),
        as: id,
        context
      )
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
    let form = try await personForm(revising: false, context)
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
    try site.requireRecentProof(context)
    let form = try await personForm(revising: true, context)
    let values = form.values(of: .init(person))
    return try formPage(form.model(values), Self.aboutRevising(person, person.version), [], context)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .revise)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    let form = try await personForm(revising: true, context)
    let seen = try values.seenVersion()
    var asked = DirectoryForms.Person()
    do {
      asked = try form.parse(values, into: asked)
      try await revise(person, asked, expecting: seen, context)
    } catch let invalid as Invalid {
      let model = form.model(values, errors: invalid.errors)
      return try formPage(model, Self.aboutRevising(person, seen), invalid.errors, context)
    } catch let conflict as VersionConflict {
      let old = try await site.load(Account.self, person.id, upTo: seen).state.person
      var before = DirectoryForms.Person(old)
      var now = DirectoryForms.Person(person)
      (before.reason, now.reason) = (asked.reason, asked.reason)
      return try site.conflictPage(form, seen: before, now: now, yours: asked, values, context) {
        form.model($0).merging(Self.aboutRevising(person, conflict.actual)) { $1 }
      }
    }
    return site.redirect(to: "/people/\(person.id)")
  }

  private static func aboutRevising(_ person: AccountList.Person, _ version: Int) -> Model {
    [
      "heading": "Change the account", "caption": person.name ?? "", "action": "/people/\(person.id)/edit",
      "button": "Save", "backAddress": "/people/\(person.id)", "backLabel": "Back to the person",
      "hidden": [["hiddenName": "version", "hiddenValue": String(version)] as Model],
    ]
  }

  @Sendable func sendLink(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .sendLink)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    guard person.isOpen else { throw Account.Refusal.notOpen }
    return try await withLink(person.id, context)
  }

  /// The person's page with a new one-time link: it is shown once, and stored as a digest only.
  private func withLink(_ id: String, _ context: SiteContext) async throws -> Response {
    let path = try await link(to: id, context)
    let person = try await site.find(.directory) { try AccountList.find(id, in: $0) }
    return try await personPage(person, link: path, context)
  }

  // MARK: What is common

  /// Takes a form that changes what somebody may do: its sender shows first that it is them, and sees it again
  /// with what was wrong.
  ///
  /// - Throws: ``ProofNeeded``, with what was sent, and whatever else deciding throws but ``Invalid``.
  func take(
    _ request: Request,
    about person: AccountList.Person,
    _ context: SiteContext,
    again page: (FormValues, [FieldError]) throws -> Response,
    _ decide: (FormValues) async throws -> Void
  ) async throws -> Response {
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    do {
      try await decide(values)
    } catch let invalid as Invalid {
      return try page(values, invalid.errors)
    }
    return site.redirect(to: "/people/\(person.id)")
  }

  func found(_ context: SiteContext, _ act: DirectoryPolicy.Act) async throws -> AccountList.Person {
    let id = try context.parameters.require("id")
    let record = Reference(kind: Account.category, id: id)
    // First by what is known without the account: who may not even ask learns nothing of it.
    try DirectoryPolicy.policy.require(act, context.viewer, .init(account: id), on: record)
    let person = try await site.find(.directory) { try AccountList.find(id, in: $0) }
    if [.revise, .close, .sendLink, .endFactor, .endSessions, .recordTraining].contains(act) {
      let facts = try await places().facts(person, on: site.today)
      try DirectoryPolicy.policy.require(act, context.viewer, facts, on: record)
    }
    return person
  }

  func formPage(
    _ form: Model,
    _ around: Model,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    try site.formPage(form.merging(around) { $1 }, errors, context)
  }

  /// The lists that forms choose from, and the names that stand for identifiers.
  func places() async throws -> DirectoryPlaces {
    try await site.read(.directory) { db in
      DirectoryPlaces(organisations: try PlaceList.organisations(in: db), areas: try PlaceList.areas(in: db))
    }
  }
}
