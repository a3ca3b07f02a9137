import Foundation
import HTTPTypes
package import Hummingbird
import Kernel

/// Signing in and out, one-time links, and one's own account.
package struct SignInPages: Sendable {
  let site: Site
  let attempts: RateLimit
  /// Makes the first account; the directory knows how.
  let makeFirst: @Sendable (_ id: String, _ name: String, _ email: String) async throws -> Void
  /// What is done to accounts on the word of a provider.
  let provided: ProvidedPeople

  package init(
    site: Site,
    attempts: RateLimit = RateLimit(capacity: 20, perMinute: 20),
    provided: ProvidedPeople,
    makeFirst: @escaping @Sendable (String, String, String) async throws -> Void
  ) {
    self.site = site
    self.attempts = attempts
    self.makeFirst = makeFirst
    self.provided = provided
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("sign-in", use: form)
    routes.post("sign-in", use: signIn)
    routes.post("sign-in/code", use: signInWithCode)
    routes.get("prove", use: proof)
    routes.post("prove", use: proveAgain)
    routes.post("sign-out", use: signOut)
    routes.get("enter/{secret}", use: entrance)
    routes.post("enter/{secret}", use: enter)
    routes.get("account", use: account)
    routes.post("account/password", use: changePassword)
    routes.post("account/sessions/{session}/end", use: endSession)
    routes.post("account/sessions/end-others", use: endOtherSessions)
    routes.post("account/sign-out-everywhere", use: signOutEverywhere)
    for call in Self.calls { call.register(on: routes, self) }
    registerTokens(on: routes)
    registerFactor(on: routes)
    registerProvider(on: routes)
  }

  struct Credentials: Equatable, Sendable {
    var email = ""
    var password = ""
    /// Asked of programs, which have no second page.
    var code = ""
  }

  static let credentials = Form<Credentials>(
    "sign-in",
    [
      .email(\.email, "email", "E-mail address", required: "Enter your e-mail address"),
      .password(\.password, "password", "Password", required: "Enter your password"),
    ]
  )

  // MARK: Sign in

  @Sendable func form(_ request: Request, _ context: SiteContext) async throws -> Response {
    try signInPage(FormValues(), [], back: Self.back(request.uri.queryParameters["back"]), context)
  }

  @Sendable func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, context)
    let back = Self.back(values.text("back"))
    do {
      let account = try await check(values)
      let resend = Resend(carriedBy: values)
      return try await goOn(account, by: .password, back: back, resend, request, context)
    } catch let invalid as Invalid {
      return try signInPage(values, invalid.errors, back: back, context)
    }
  }

  /// The account that signs in.
  ///
  /// - Throws: ``Invalid`` in words that do not tell which names exist.
  func check(_ values: FormValues) async throws -> String {
    let sent = try Self.credentials.parse(values, into: Credentials())
    do {
      let account = try await site.signIn.account(
        name: sent.email,
        password: sent.password,
        at: site.now(),
        find: site.people.account
      )
      guard try await site.people.find(account, site.today) != nil else {
        throw SignIn.Failure.wrong
      }
      return account
    } catch let failure as SignIn.Failure {
      try await note(failure, of: site.people.account(sent.email))
      throw failure.worded("email", "The e-mail address or the password is wrong")
    }
  }

  /// Notes a sign-in that failed: of whom, where there is somebody, and never what was typed.
  private func note(_ failure: SignIn.Failure, of account: String?) async throws {
    let record = account.map { Reference(kind: "account", id: $0) }
    let reason = if case .locked = failure { "locked" } else { nil as String? }
    try await site.note(AccessLine(.signInFailed, record, reason: reason), in: .directory, by: .anyone)
  }

  func signInPage(
    _ values: FormValues,
    _ errors: [FieldError],
    back: String,
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.credentials.model(values, errors: errors)
    model.merge([
      "heading": "Sign in", "action": "/sign-in", "button": "Sign in", "backAddress": "/",
      "backLabel": "Home", "provider": site.providerModel(back: back, Resend(carriedBy: values)),
      "hidden": [["hiddenName": "back", "hiddenValue": back] as Model]
        + (Resend(carriedBy: values)?.carried ?? []),
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  static let program = "program"

  /// Starts a session in the place of the one there is, notes it, and gives its secret.
  func begin(
    _ account: String,
    by proof: Session.Proof,
    from provider: ProviderSession? = nil,
    _ request: Request,
    _ context: SiteContext,
    isProgram: Bool = false
  ) async throws -> String {
    if let session = context.session { try await site.signIn.store.endSession(session.digest) }
    let device = Device.words(request.headers[.userAgent])
    let secret = try await site.signIn.start(account, by: proof, on: device, from: provider, at: site.now())
    let reason = proof.words + (isProgram ? ", \(Self.program)" : "")
    try await note(.signedIn, account, by: Viewer(account: account), reason: reason)
    return secret
  }

  /// Adds a line on an account to the access log.
  func note(_ act: AccessLine.Act, _ account: String, by viewer: Viewer, reason: String? = nil) async throws {
    let line = AccessLine(act, Reference(kind: "account", id: account), reason: reason)
    try await site.note(line, in: .directory, by: viewer)
  }

  /// Gives the browser its session.
  func admit(_ secret: String, _ response: Response) -> Response {
    var response = response
    response.setCookie(Visitors.cookie(Visitors.sessionCookie, secret))
    response.setCookie(Visitors.cookie(Visitors.formCookie, "", maxAge: 0))
    return response
  }

  /// Only a path of this site: nobody is sent elsewhere.
  static func back(_ text: (some StringProtocol)?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"), text.count < 500,
      text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 })
    else { return "/" }
    return String(text)
  }

  // MARK: Sign out

  @Sendable func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try await site.values(of: request, context)
    guard let session = context.session else { return site.redirect(to: "/") }
    let farewell = try await farewell(to: session, context)
    try await site.signIn.store.endSession(session.digest)
    try await note(.signedOut, session.account, by: context.viewer)
    return leaving(to: farewell ?? "/")
  }

  @Sendable func signOutEverywhere(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.endSessions(of: session.account)
    try await site.signIn.store.endTokens(of: session.account)
    try await note(.signedOut, session.account, by: context.viewer, reason: "everywhere")
    return leaving()
  }

  func leaving(to address: String = "/") -> Response {
    var response = site.redirect(to: address)
    response.setCookie(Visitors.cookie(Visitors.sessionCookie, "", maxAge: 0))
    response.headers[.named("Clear-Site-Data")] = "\"cache\", \"storage\""
    return response
  }

  func mine(_ context: SiteContext) throws(Denied) -> Session {
    guard let session = context.session else { throw Denied(act: "account", record: nil, isHidden: false) }
    return session
  }
}
