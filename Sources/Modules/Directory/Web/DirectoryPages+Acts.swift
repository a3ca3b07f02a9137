import Domain
import Kernel
import Platform
import Views

/// What is done to the directory, for pages and programs alike.
extension DirectoryPages {
  // MARK: People

  /// The organisations to choose from are those that the asker administers.
  func personForm(revising: Bool, _ context: SiteContext) async throws -> Form<DirectoryForms.Person> {
    DirectoryForms.person(
      try await places().organisations(for: context.viewer),
      required: !DirectoryPolicy.administers(context.viewer, .everywhere),
      revising: revising
    )
  }

  func open(_ asked: DirectoryForms.Person, as id: String, _ context: SiteContext) async throws {
    let person = asked.person(id)
    try await claimingEmail {
      try await site.perform(
        .open(person, demonstration: false),
        on: id,
        of: Account.self,
        by: context.viewer
      )
    }
  }

  func revise(
    _ person: AccountList.Person,
    _ asked: DirectoryForms.Person,
    expecting seen: Int,
    _ context: SiteContext
  ) async throws {
    try await claimingEmail {
      try await site.perform(
        .revise(asked.person(person.id), reason: asked.reason),
        on: person.id,
        of: Account.self,
        expecting: seen,
        by: context.viewer
      )
    }
    if asked.email != person.email { try await note(.addressChanged, person.id, context) }
  }

  /// Adds a line on somebody's way in to the access log.
  func note(
    _ act: AccessLine.Act,
    _ id: String,
    reason: String? = nil,
    _ context: SiteContext
  ) async throws {
    let line = AccessLine(act, Reference(kind: Account.category, id: id), reason: reason)
    try await site.note(line, in: .directory, by: context.viewer)
  }

  /// An address that is another account's is an error of its field.
  private func claimingEmail(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let conflict as ClaimConflict where conflict.scope == Account.emailScope {
      throw Invalid([FieldError("email", "Another account has this e-mail address")])
    }
  }

  /// The path of a new one-time link to an account; who made it stands in the log before it is given out.
  func link(to id: String, _ context: SiteContext) async throws -> String {
    try await note(.linkMade, id, context)
    return try await site.signIn.link(.choosePassword, for: id, at: site.now())
  }

  /// What can be chosen is what the policy lets the asker grant.
  func grantForm(_ context: SiteContext) async throws -> Form<DirectoryForms.Grant> {
    let viewer = context.viewer
    return DirectoryForms.grant(try await places().scopes(for: viewer), DirectoryPlaces.roles(for: viewer))
  }

  static func grant(
    _ values: FormValues,
    _ form: Form<DirectoryForms.Grant>
  ) throws(Invalid) -> Account.Command {
    let asked = try form.parse(values, into: .init())
    guard let role = Role(rawValue: asked.role), let from = asked.from else {
      throw Invalid([FieldError("role", "Choose a role")])
    }
    if let until = asked.until, until < from {
      throw Invalid([FieldError("until", "The last day must not be before the first")])
    }
    return .grant(Holding(role, asked.scope, from: from, until: asked.until), reason: asked.reason)
  }

  static func end(_ holding: Holding, _ values: FormValues) throws(Invalid) -> Account.Command {
    let asked = try DirectoryForms.end.parse(values, into: .init())
    guard let day = asked.on else { throw Invalid([FieldError("on", "Enter the last day")]) }
    return .endRole(holding, on: day, reason: asked.reason)
  }

  /// Keeps a role until the next review; programs and pages say why.
  func keep(_ holding: Holding, _ reason: String) -> Account.Command {
    let next = site.today.adding(months: site.options.terms.reviewMonths)
    return .keepRole(holding, next: next, reason: reason)
  }

  // MARK: Organisations

  /// The areas to choose from are those that the asker administers.
  func organisationForm(revising: Bool, _ context: SiteContext) async throws -> Form<DirectoryForms.Listed> {
    DirectoryForms.organisation(
      try await places().areas(for: context.viewer),
      required: !DirectoryPolicy.administers(context.viewer, .everywhere),
      revising: revising
    )
  }

  /// - Parameter version: The version that the asker saw; nil for a new one.
  func list(
    _ asked: DirectoryForms.Listed,
    as id: String,
    expecting version: Int?,
    _ context: SiteContext
  ) async throws {
    try await site.perform(
      .list(asked.listing, reason: asked.reason),
      on: id,
      of: Organisation.self,
      expecting: version,
      by: context.viewer
    )
  }

  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(
      [
        DirectoryPolicy.Act.open, .revise, .grant, .keepRole, .endRole, .close, .sendLink, .endFactor,
        .endSessions, .listOrganisation, .accept, .completeTraining, .recordTraining,
      ]
      .map(\.rawValue)
    )
  }
}

extension DirectoryForms.Person {
  fileprivate func person(_ id: String) -> Account.Person {
    Account.Person(
      id: id,
      name: name,
      email: email,
      organisation: organisation.isEmpty ? nil : organisation
    )
  }
}
