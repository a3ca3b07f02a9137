import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// Signing somebody out everywhere, without taking anything else from them.
extension DirectoryPages {
  @Sendable func endSessionsPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endSessions)
    try site.requireRecentProof(context)
    return try endSessionsPage(person, FormValues(), [], context)
  }

  @Sendable func endSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .endSessions)
    return try await take(request, about: person, context) {
      try endSessionsPage(person, $0, $1, context)
    } _: { values in
      try await endSessions(of: person, DirectoryForms.reason.parse(values, into: ""), context)
    }
  }

  /// Ends every session, and the tokens of their programs with them.
  func endSessions(of person: AccountList.Person, _ reason: String, _ context: SiteContext) async throws {
    try await site.signIn.store.endSessions(of: person.id)
    try await site.signIn.store.endTokens(of: person.id)
    try await note(.sessionEnded, person.id, reason: reason, context)
  }

  private func endSessionsPage(
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var around = Self.about(person, "Sign them out everywhere", "sessions", "Sign them out")
    around["lead"] =
      "Every session of theirs ends, and every token of their programs. They can sign in again at once: to keep them out, close the account."
    around["buttonStyle"] = "govuk-button--warning"
    return try formPage(DirectoryForms.reason.model(values, errors: errors), around, errors, context)
  }
}
