import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// Whose account somebody at the provider is: by issuer and subject, and linked once.
extension SignInPages {
  /// The account that is linked; else one that has the address which the provider vouches for and no way in of its
  /// own; else a new one, where the settings want it.
  func account(
    of identity: Identity,
    _ provider: Provider,
    _ context: SiteContext
  ) async throws -> String {
    let subject = SignIn.subject(identity.subject, of: provider.options.issuer)
    if let account = try await site.signIn.store.linked(subject) {
      guard try await site.people.find(account, site.today) != nil else {
        throw ProviderFailure.unknownPerson
      }
      return account
    }
    guard let email = identity.email else { throw ProviderFailure.unverifiedAddress }
    let account: String
    if let known = try await site.people.account(email) {
      // Whoever can have an address vouched for does not thereby get what somebody else signs in to.
      let isOpen = try await site.signIn.store.isEntered(known)
      if isOpen { throw ProviderFailure.needsLink }
      account = known
    } else if provider.options.opensAccounts {
      account = site.newID()
      try await provided.open(account, identity.name ?? email, email)
    } else {
      throw ProviderFailure.unknownPerson
    }
    try await link(subject, to: account, by: Viewer(account: account))
    return account
  }

  private func link(_ subject: Data, to account: String, by viewer: Viewer) async throws {
    guard try await site.signIn.store.link(subject, to: account) else {
      throw ProviderFailure.linkedElsewhere
    }
    try await note(.providerLinked, account, by: viewer)
  }

  /// Links the account of whoever is signed in, and showed lately that it is them.
  func link(_ identity: Identity, _ provider: Provider, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    try site.requireRecentProof(context)
    let subject = SignIn.subject(identity.subject, of: provider.options.issuer)
    try await link(subject, to: session.account, by: context.viewer)
    try await provided.setGroups(session.account, identity.groups(provider.options))
    return site.redirect(to: "/account?linked=1")
  }

  @Sendable func unlink(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try provider()
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    guard try await site.signIn.store.password(of: session.account) != nil else {
      return try site.message(
        "Choose a password first",
        ["Without one, nothing would let you in afterwards."],
        goingTo: ("Your account", "/account"),
        context,
        .conflict
      )
    }
    try await site.signIn.store.delete(session.account, from: ["linked"])
    try await provided.setGroups(session.account, [])
    try await note(.providerUnlinked, session.account, by: context.viewer)
    return site.redirect(to: "/account?unlinked=1")
  }

  /// What one's own account says of the provider; false where there is none.
  func providerLink(_ account: String, hasPassword: Bool) async throws -> Any {
    guard let provider = site.signIn.provider else { return false }
    return [
      "providerName": provider.options.name, "isLinked": try await site.signIn.store.isLinked(account),
      "mayUnlink": hasPassword,
      "linkAddress": "/sign-in/provider".withQuery([("link", "1"), ("back", "/account")]),
    ] as Model
  }
}

extension Identity {
  /// The address, where the provider says that it is theirs.
  fileprivate var email: String? {
    guard let email = claims.text("email")?.lowercased(), email.utf8.count <= 254, email.contains("@"),
      !email.contains(where: { $0.isWhitespace || $0.isNewline }), claims.truth("email_verified")
    else { return nil }
    return email
  }

  fileprivate var name: String? {
    claims.text("name").flatMap { name in
      let plain = name.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ").prefix(200)
      return plain.isEmpty ? nil : String(plain)
    }
  }

  func groups(_ options: ProviderOptions) -> Set<String> { Set(claims.texts(options.groupClaim)) }
}
