import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// One person: their roles, what was done, and what can be done.
extension DirectoryPages {
  func personPage(
    _ person: AccountList.Person,
    link: String?,
    _ context: SiteContext
  ) async throws -> Response {
    let directory = try await places()
    let places = directory.names
    let lines = try await history(of: person, places)
    let today = site.today
    let roles = person.standings(under: site.options.terms, on: today).enumerated().map { index, standing in
      role(standing, index, of: person, directory, context)
    }
    var steps = person.isOpen ? steps(person, directory.facts(person, on: today), context.viewer) : []
    if try await !site.signIn.hasFactor(person.id) {
      steps.removeAll { $0["address"] as? String == Self.factorAddress(person.id) }
    }
    return try site.page(
      "directory/person",
      [
        "name": person.name ?? "A person who was erased", "link": link.map { context.origin + $0 } ?? false,
        "hours": Int(site.signIn.limits.link / 3600),
        "rows": rows(person, places), "hasRoles": !roles.isEmpty, "roles": roles,
        "history": lines.map { $0.model(when: PartialDate(on: $0.at).words, at: "/people/\(person.id)") },
        "hasSteps": !steps.isEmpty, "steps": steps,
      ],
      context
    )
  }

  private func role(
    _ standing: Standing,
    _ index: Int,
    of person: AccountList.Person,
    _ directory: DirectoryPlaces,
    _ context: SiteContext
  ) -> Model {
    let (holding, today) = (standing.holding, site.today)
    let facts = directory.facts(holding, of: person.id)
    let acts: [(act: DirectoryPolicy.Act, label: String, path: String)] = [
      (.keepRole, "Review", "review"), (.endRole, "End", "end"),
    ]
    let actions = acts.filter {
      person.isOpen && !standing.isEnded && DirectoryPolicy.policy.allows($0.act, context.viewer, facts)
    }
    .map { _, label, path -> Model in
      ["actionLabel": label, "actionAddress": "/people/\(person.id)/roles/\(index)/\(path)"]
    }
    let place = DirectoryWording.place(holding.scope, directory.names)
    let state = DirectoryWording.state(standing, on: today)
    let review = DirectoryWording.review(standing, site.options.terms, on: today)
    let lines =
      ["\(place), \(DirectoryWording.period(holding))"] + (review.map { [$0] } ?? [])
      + standing.obstacles.map { DirectoryWording.obstacle($0, isOwn: person.id == context.viewer.account) }
    return [
      "roleLabel": holding.role.label, "where": place, "state": state.words, "colour": state.colour,
      "lines": lines.map { ["line": $0] as Model }, "hasActions": !actions.isEmpty, "actions": actions,
    ]
  }

  /// What was done to an account, the earliest first; whoever sees the account sees who did it.
  func history(of person: AccountList.Person, _ places: [String: String]) async throws -> [HistoryLine] {
    let acts = try await site.read(.directory) { try AccountList.history(of: person.id, in: $0) }
    return try await site.history(
      acts,
      what: { DirectoryWording.act($0, places, site.options.terms) },
      reason: \.reason
    )
  }

  static func factorAddress(_ id: String) -> String { "/people/\(id)/second-factor" }

  private func rows(_ person: AccountList.Person, _ places: [String: String]) -> [Model] {
    [
      Model.row("E-mail address", person.email ?? "Erased"),
      Model.row("Organisation", person.organisation.map { places[$0] ?? $0 } ?? "None"),
      Model.row(
        "Account",
        (person.isOpen ? "Open" : "Closed") + (person.isDemonstration ? ", for demonstration" : "")
      ),
      Model.row("Identifier", person.id),
    ]
  }

  /// What the viewer may do to an account next, and nothing else.
  private func steps(
    _ person: AccountList.Person,
    _ facts: DirectoryPolicy.Facts,
    _ viewer: Viewer
  ) -> [Model] {
    let base = "/people/\(person.id)"
    let all: [(act: DirectoryPolicy.Act, label: String, path: String, style: String)] = [
      (.grant, "Grant a role", "/roles/new", ""),
      (.explain, "Why they may or may not", "/why", "govuk-button--secondary"),
      (.recordTraining, "Record training", "/training", "govuk-button--secondary"),
      (.sendLink, "Make a one-time link", "/link", "govuk-button--secondary"),
      (.revise, "Change name or address", "/edit", "govuk-button--secondary"),
      (.endSessions, "Sign them out everywhere", "/sessions", "govuk-button--secondary"),
      (.endFactor, "Take off the second factor", "/second-factor", "govuk-button--secondary"),
      (.close, "Close the account", "/close", "govuk-button--warning"),
    ]
    return all.compactMap { act, label, path, style in
      let about = [.grant, .explain].contains(act) ? .init(account: person.id) : facts
      guard DirectoryPolicy.policy.allows(act, viewer, about) else { return nil }
      return ["label": label, "address": base + path, "isPost": act == .sendLink, "style": style]
    }
  }

  // MARK: Roles

  @Sendable func newRole(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .grant)
    try site.requireRecentProof(context)
    let form = try await grantForm(context)
    let values = form.values(of: .init(from: site.today))
    return try grantPage(form, person, values, [], context)
  }

  @Sendable func grant(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .grant)
    let form = try await grantForm(context)
    return try await take(request, about: person, context) {
      try grantPage(form, person, $0, $1, context)
    } _: { values in
      try await site.perform(
        Self.grant(values, form),
        on: person.id,
        of: Account.self,
        refusing: "role",
        by: context.viewer
      )
    }
  }

  private func grantPage(
    _ form: Form<DirectoryForms.Grant>,
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    try formPage(
      form.model(values, errors: errors),
      Self.about(person, "Grant a role", "roles", "Grant the role"),
      errors,
      context
    )
  }

  @Sendable func endRolePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endRole)
    let index = try await holding(of: person, .endRole, context).index
    try site.requireRecentProof(context)
    let values = DirectoryForms.end.values(of: .init(on: site.today))
    return try endPage(person, index, values, [], context)
  }

  @Sendable func endRole(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endRole)
    let (index, holding) = try await holding(of: person, .endRole, context)
    return try await take(request, about: person, context) {
      try endPage(person, index, $0, $1, context)
    } _: { values in
      try await site.perform(
        Self.end(holding, values),
        on: person.id,
        of: Account.self,
        refusing: "on",
        by: context.viewer
      )
    }
  }

  /// The role that is to be reviewed or ended, where the viewer administers the place that it is held for.
  func holding(
    of person: AccountList.Person,
    _ act: DirectoryPolicy.Act,
    _ context: SiteContext
  ) async throws -> (index: Int, Holding) {
    guard let index = Int(try context.parameters.require("number")), person.holdings.indices.contains(index)
    else {
      throw NotFound()
    }
    let facts = try await places().facts(person.holdings[index], of: person.id)
    let record = Reference(kind: Account.category, id: person.id)
    try DirectoryPolicy.policy.require(act, context.viewer, facts, on: record)
    return (index, person.holdings[index])
  }

  private func endPage(
    _ person: AccountList.Person,
    _ index: Int,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var around = Self.about(person, "End a role", "roles/\(index)/end", "End the role")
    around["lead"] =
      "\(person.holdings[index].role.label), \(DirectoryWording.period(person.holdings[index]))"
    return try formPage(DirectoryForms.end.model(values, errors: errors), around, errors, context)
  }

  // MARK: Closing

  @Sendable func closePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .close)
    try site.requireRecentProof(context)
    return try closePage(person, FormValues(), [], context)
  }

  @Sendable func close(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .close)
    return try await take(request, about: person, context) {
      try closePage(person, $0, $1, context)
    } _: { values in
      let reason = try DirectoryForms.reason.parse(values, into: "")
      try await site.perform(
        .close(reason: reason),
        on: person.id,
        of: Account.self,
        refusing: "reason",
        by: context.viewer
      )
      try await site.signIn.store.forget(person.id)
    }
  }

  private func closePage(
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var around = Self.about(person, "Close the account", "close", "Close the account")
    around["lead"] =
      "They are signed out everywhere and cannot sign in again. What they did stays in every history."
    around["buttonStyle"] = "govuk-button--warning"
    return try formPage(DirectoryForms.reason.model(values, errors: errors), around, errors, context)
  }

  static func about(
    _ person: AccountList.Person,
    _ heading: String,
    _ path: String,
    _ button: String
  ) -> Model {
    [
      "heading": heading, "caption": person.name ?? "", "action": "/people/\(person.id)/\(path)",
      "button": button,
      "backAddress": "/people/\(person.id)", "backLabel": "Back to the person",
    ]
  }
}

extension AccountList.Act: KeptAct {}
