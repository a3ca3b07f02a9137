import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging

/// Signing in through an organisation's own sign-in: there, back, and out of both.
extension SignInPages {
  func registerProvider(on routes: RouterGroup<SiteContext>) {
    routes.get("sign-in/provider", use: leaveForProvider)
    routes.get("sign-in/provider/return", use: returnFromProvider)
    routes.post("sign-in/provider/logout", use: providerSignedOut)
  }

  private static let errandCookie = "__Host-errand"

  private func provider() throws(NotFound) -> Provider {
    guard let provider = site.signIn.provider else { throw NotFound() }
    return provider
  }

  // MARK: There

  @Sendable func leaveForProvider(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    try await attempts.take(context.remoteAddress, at: site.now())
    let asked = request.uri.queryParameters
    let errand = Errand(back: Self.back(asked["back"]), isProof: asked["prove"] != nil)
    do {
      let description = try await provider.description(at: site.now())
      var fields = [
        ("response_type", "code"), ("client_id", provider.options.clientID),
        ("redirect_uri", Self.returnAddress(context)), ("scope", provider.options.scopes),
        ("state", errand.state), ("nonce", errand.nonce), ("code_challenge", errand.challenge),
        ("code_challenge_method", "S256"),
      ]
      if errand.isProof { fields += [("prompt", "login"), ("max_age", "0")] }
      let address = description.authorization_endpoint
      guard Provider.origin(of: address) != nil else { throw ProviderFailure.lied(.malformed) }
      var response = site.redirect(to: address.withQuery(fields, after: address.contains("?") ? "&" : "?"))
      response.setCookie(Visitors.cookie(Self.errandCookie, errand.text, maxAge: 600))
      return response
    } catch let failure as ProviderFailure {
      return try await turnedAway(failure, provider, context)
    }
  }

  private static func returnAddress(_ context: SiteContext) -> String {
    context.origin + "/sign-in/provider/return"
  }

  // MARK: And back

  @Sendable func returnFromProvider(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    try await attempts.take(context.remoteAddress, at: site.now())
    do {
      let errand = request.cookies[Self.errandCookie].flatMap { Errand($0.value) }
      let (identity, token) = try await identity(request.asked, errand, provider, context)
      let account = try await account(of: identity, provider, context)
      try await provided.setGroups(account, Set(identity.claims.texts(provider.options.groupClaim)))
      let session = try site.signIn.providerSession(identity, token, provider.options, of: account)
      var response =
        errand?.isProof == true
        ? try await provedByProvider(account, identity, back: errand?.back ?? "/", context)
        : try await goOn(
          account,
          by: identity.isTwofold ? .providerAndSecondFactor : .provider,
          from: session,
          back: errand?.back ?? "/",
          nil,
          request,
          context
        )
      response.setCookie(Visitors.cookie(Self.errandCookie, "", maxAge: 0))
      return response
    } catch let failure as ProviderFailure {
      return try await turnedAway(failure, provider, context)
    }
  }

  /// Who came back, and the token that says so.
  private func identity(
    _ asked: FormValues,
    _ errand: Errand?,
    _ provider: Provider,
    _ context: SiteContext
  ) async throws -> (Identity, String) {
    let now = site.now()
    guard let errand, Secret.isSame(asked.text("state"), errand.state) else { throw ProviderFailure.stale }
    let description = try await provider.description(at: now)
    let needsIssuer = description.authorization_response_iss_parameter_supported == true
    guard asked.text("iss") == provider.options.issuer || !needsIssuer && !asked.has("iss") else {
      throw ProviderFailure.lied(.issuer)
    }
    guard !asked.text("code").isEmpty else { throw ProviderFailure.declined(asked.text("error")) }
    let tokens = try await provider.tokens(
      code: asked.text("code"),
      verifier: errand.verifier,
      returningTo: Self.returnAddress(context),
      at: now
    )
    let token = try await provider.token(tokens.id_token, at: now)
    let since = errand.isProof ? now.addingTimeInterval(-site.signIn.limits.proof) : nil
    let expected = Identity.Expected(nonce: errand.nonce, anewSince: since)
    var identity = try Identity(token, expected, provider.options, at: now)
    let lacks = ["email", provider.options.groupClaim].contains { !identity.claims.has($0) }
    if lacks, let access = tokens.access_token,
      let further = try await provider.further(access, about: identity.subject, at: now)
    {
      identity = identity.completed(by: further)
    }
    return (identity, tokens.id_token)
  }

  /// The account that is linked, or has the address that the provider vouches for; else a new one, where the
  /// settings want it.
  private func account(
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
    guard let email = identity.claims.text("email")?.lowercased(), email.utf8.count <= 254,
      identity.claims.truth("email_verified")
    else { throw ProviderFailure.unverifiedAddress }
    var account = try await site.people.account(email)
    if account == nil, provider.options.opensAccounts {
      let fresh = site.newID()
      try await provided.open(fresh, String((identity.claims.text("name") ?? email).prefix(200)), email)
      account = fresh
    }
    guard let account else { throw ProviderFailure.unknownPerson }
    try await site.signIn.store.link(subject, to: account)
    return account
  }

  private func provedByProvider(
    _ account: String,
    _ identity: Identity,
    back: String,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    guard session.account == account else { throw ProviderFailure.otherPerson }
    try await note(.proved, account, by: context.viewer, reason: "provider")
    return try await renewed(session, byCode: identity.isTwofold, context) { _ in site.redirect(to: back) }
  }

  private func turnedAway(
    _ failure: ProviderFailure,
    _ provider: Provider,
    _ context: SiteContext
  ) async throws -> Response {
    context.logger.warning("nobody was signed in", metadata: ["reason": "\(failure.reason)"])
    try await site.note(
      AccessLine(.signInFailed, reason: failure.reason),
      in: .directory,
      by: context.viewer
    )
    var response = try site.message(
      "You could not be signed in",
      failure.sentences(provider.options.name),
      context,
      failure == .unavailable ? .serviceUnavailable : .forbidden
    )
    response.setCookie(Visitors.cookie(Self.errandCookie, "", maxAge: 0))
    return response
  }

  // MARK: Out of both

  /// Where the provider's own session is ended; nil where this session did not begin there, or the provider offers
  /// no such place or does not answer.
  func farewell(to session: Session, _ context: SiteContext) async throws -> String? {
    guard let provider = site.signIn.provider, let kept = session.provider,
      let token = try site.signIn.token(of: kept, of: session.account)
    else { return nil }
    do {
      guard let address = try await provider.description(at: site.now()).end_session_endpoint,
        Provider.origin(of: address) == provider.origin
      else { return nil }
      let fields = [
        ("id_token_hint", token), ("client_id", provider.options.clientID),
        ("post_logout_redirect_uri", context.origin + "/"),
      ]
      return address.withQuery(fields, after: address.contains("?") ? "&" : "?")
    } catch is ProviderFailure {
      return nil
    }
  }

  /// The provider says that somebody signed out there: their sessions that began there end here.
  @Sendable func providerSignedOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    let values = try await site.sent(by: request)
    do {
      let token = try await provider.token(values.text("logout_token"), at: site.now())
      let left = try LogoutToken(token, provider.options, at: site.now())
      let accounts = try await site.signIn.store.endSessions(
        subject: left.subject.map { SignIn.subject($0, of: provider.options.issuer) },
        sessionID: left.sessionID.map { SignIn.subject($0, of: provider.options.issuer) },
        startedBefore: left.made.addingTimeInterval(SignIn.clockSlack)
      )
      for account in accounts {
        try await note(.signedOut, account, by: Viewer(account: account), reason: "at the provider")
      }
      return Response(status: .ok, headers: [.cacheControl: "no-store"])
    } catch let failure as ProviderFailure {
      context.logger.warning("nobody was signed out", metadata: ["reason": "\(failure.reason)"])
      return Response(
        status: failure == .unavailable ? .serviceUnavailable : .badRequest,
        headers: [.cacheControl: "no-store"]
      )
    }
  }
}
