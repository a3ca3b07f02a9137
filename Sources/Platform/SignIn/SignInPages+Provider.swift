import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging

/// Signing in through an organisation's own sign-in: there, and back.
extension SignInPages {
  func registerProvider(on routes: RouterGroup<SiteContext>) {
    routes.get("sign-in/provider", use: leaveForProvider)
    routes.get("sign-in/provider/return", use: returnFromProvider)
    routes.post("sign-in/provider/logout", use: providerSignedOut)
    routes.post("account/provider/unlink", use: unlink)
  }

  private static let errandCookie = "__Host-errand"

  func provider() throws(NotFound) -> Provider {
    guard let provider = site.signIn.provider else { throw NotFound() }
    return provider
  }

  // MARK: There

  @Sendable func leaveForProvider(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    // Another site sends nobody through to a session: they press the button themselves.
    if request.headers[.named("Sec-Fetch-Site")] == "cross-site" { return site.redirect(to: "/sign-in") }
    try await attempts.take(context.remoteAddress, at: site.now())
    let asked = request.uri.queryParameters
    let purpose: Errand.Purpose = asked["prove"] != nil ? .proof : asked["link"] != nil ? .link : .entry
    if purpose != .entry { _ = try mine(context) }
    // Whoever is let in from now on, its owner is who says so.
    if purpose == .link { try site.requireRecentProof(context) }
    let errand = Errand(purpose, back: Self.back(asked["back"]))
    do {
      let description = try await provider.description(
        at: site.now(),
        within: Provider.leavingLifetime
      )
      var fields = [
        ("response_type", "code"), ("client_id", provider.options.clientID),
        ("redirect_uri", Self.returnAddress(context)), ("scope", provider.options.scopes),
        ("state", errand.state), ("nonce", errand.nonce), ("code_challenge", errand.challenge),
        ("code_challenge_method", "S256"),
      ]
      if purpose == .proof {
        fields += [("prompt", "login"), ("max_age", "\(Int(site.signIn.limits.proof))")]
      }
      let address = description.authorization_endpoint
      var response = site.redirect(to: address.withQuery(fields, after: address.contains("?") ? "&" : "?"))
      response.setCookie(Visitors.cookie(Self.errandCookie, errand.text, maxAge: 600))
      return response
    } catch let failure as ProviderFailure {
      return try await turnedAway(failure, provider, errand, context)
    }
  }

  private static func returnAddress(_ context: SiteContext) -> String {
    context.origin + "/sign-in/provider/return"
  }

  // MARK: And back

  @Sendable func returnFromProvider(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    try await attempts.take(context.remoteAddress, at: site.now())
    let errand = request.cookies[Self.errandCookie].flatMap { Errand($0.value) }
    do {
      guard let errand, Secret.isSame(request.asked.text("state"), errand.state) else {
        throw ProviderFailure.stale
      }
      let (identity, token) = try await identity(request.asked, errand, provider, context)
      var response =
        switch errand.purpose {
        case .entry: try await enter(identity, token, errand, provider, request, context)
        case .proof: try await proved(identity, errand, provider, context)
        case .link: try await link(identity, provider, context)
        }
      response.setCookie(Visitors.cookie(Self.errandCookie, "", maxAge: 0))
      return response
    } catch let failure as ProviderFailure {
      return try await turnedAway(failure, provider, errand, context)
    }
  }

  private func enter(
    _ identity: Identity,
    _ token: String,
    _ errand: Errand,
    _ provider: Provider,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let account = try await account(of: identity, provider, context)
    try await provided.setGroups(account, identity.groups(provider.options))
    let session = try site.signIn.providerSession(identity, token, provider.options, of: account)
    return try await goOn(
      account,
      by: identity.isTwofold ? .providerAndSecondFactor : .provider,
      from: session,
      back: errand.back,
      nil,
      request,
      context
    )
  }

  /// Who came back, and the token that says so.
  private func identity(
    _ asked: FormValues,
    _ errand: Errand,
    _ provider: Provider,
    _ context: SiteContext
  ) async throws -> (Identity, String) {
    let now = site.now()
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
    let since = errand.purpose == .proof ? now.addingTimeInterval(-site.signIn.limits.proof) : nil
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

  private func proved(
    _ identity: Identity,
    _ errand: Errand,
    _ provider: Provider,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    let subject = SignIn.subject(identity.subject, of: provider.options.issuer)
    guard try await site.signIn.store.linked(subject) == session.account else {
      throw ProviderFailure.otherPerson
    }
    try await provided.setGroups(session.account, identity.groups(provider.options))
    try await note(.proved, session.account, by: context.viewer, reason: "provider")
    // Where a code is set here, it is asked for when signing in; here it would be asked for too often.
    return try await renewed(
      session,
      byCode: identity.isTwofold,
      provedAt: identity.signedInAt,
      context
    ) { _ in
      site.redirect(to: errand.back)
    }
  }

  private func turnedAway(
    _ failure: ProviderFailure,
    _ provider: Provider,
    _ errand: Errand?,
    _ context: SiteContext
  ) async throws -> Response {
    context.logger.warning("nobody was signed in", metadata: ["reason": "\(failure.reason)"])
    try await site.note(
      AccessLine(.signInFailed, reason: failure.reason),
      in: .directory,
      by: context.viewer
    )
    let back = [("back", errand?.back ?? "/")]
    let link =
      switch errand?.purpose ?? .entry {
      case .entry: ("Sign in another way", "/sign-in".withQuery(back))
      case .proof: ("Show that it is you another way", "/prove".withQuery(back))
      case .link: ("Your account", "/account")
      }
    var response = try site.message(
      "You could not be signed in",
      failure.sentences(provider.options.name),
      goingTo: link,
      context,
      failure == .unavailable ? .serviceUnavailable : .forbidden
    )
    response.setCookie(Visitors.cookie(Self.errandCookie, "", maxAge: 0))
    return response
  }
}
