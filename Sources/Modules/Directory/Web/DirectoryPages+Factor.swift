import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// Taking off the second factor of somebody who has lost it.
extension DirectoryPages {
  @Sendable func endFactorPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endFactor)
    try site.requireRecentProof(context)
    return try endFactorPage(person, FormValues(), [], context)
  }

  @Sendable func endFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endFactor)
    return try await take(request, about: person, context) {
      try endFactorPage(person, $0, $1, context)
    } _: { values in
      try await endFactor(of: person, DirectoryForms.reason.parse(values, into: ""), context)
    }
  }

  /// Takes it off, and ends every session: whoever holds the phone now is out too.
  func endFactor(of person: AccountList.Person, _ reason: String, _ context: SiteContext) async throws {
    guard try await site.signIn.hasFactor(person.id) else { return }
    try await site.signIn.store.removeFactor(of: person.id)
    try await site.signIn.store.endSessions(of: person.id)
    try await note(.secondFactorRemoved, person.id, reason: reason, context)
  }

  private func endFactorPage(
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var around = Self.about(person, "Take off the second factor", "second-factor", "Take it off")
    around["lead"] =
      "Do this only for somebody whom you have spoken to and know. They are signed out everywhere; what signs them in without it then does so alone, until they set up a new factor."
    around["buttonStyle"] = "govuk-button--warning"
    return try formPage(DirectoryForms.reason.model(values, errors: errors), around, errors, context)
  }
}
