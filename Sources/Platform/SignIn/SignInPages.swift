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

  package init(
    site: Site,
    attempts: RateLimit = RateLimit(capacity: 20, perMinute: 20),
    makeFirst: @escaping @Sendable (String, String, String) async throws -> Void
  ) {
    self.site = site
    self.attempts = attempts
    self.makeFirst = makeFirst
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("sign-in", use: form)
    routes.post("sign-in", use: signIn)
    routes.post("sign-out", use: signOut)
    routes.get("enter/{secret}", use: entrance)
    routes.post("enter/{secret}", use: enter)
    routes.get("account", use: account)
    routes.post("account/password", use: changePassword)
    routes.post("account/sign-out-everywhere", use: signOutEverywhere)
    for call in Self.calls { call.register(on: routes, self) }
    registerTokens(on: routes)
  }

  struct Credentials: Equatable, Sendable {
    var email = ""
    var password = ""
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
      let secret = try await begin(account)
      guard let resend = Resend(carriedBy: values) else { return admit(secret, site.redirect(to: back)) }
      var context = context
      try await Visitors(site).identify(secret, &context)
      return admit(secret, try site.resendPage(resend, "You are signed in again", context, .ok))
    } catch let invalid as Invalid {
      return try signInPage(values, invalid.errors, back: back, context)
    }
  }

  /// The account that signs in.
  ///
  /// - Throws: ``Invalid`` in words that do not tell which names exist.
  private func check(_ values: FormValues) async throws -> String {
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
      try await site.note(AccessLine(.signInFailed), in: .directory, by: .anyone)
      switch failure {
      case .wrong: throw Invalid([FieldError("email", "The e-mail address or the password is wrong")])
      case .locked(let minutes):
        throw Invalid([
          FieldError(
            "email",
            "There were too many attempts. Try again in \(minutes == 1 ? "a minute" : "\(minutes) minutes")"
          )
        ])
      }
    }
  }

  private func signInPage(
    _ values: FormValues,
    _ errors: [FieldError],
    back: String,
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.credentials.model(values, errors: errors)
    model.merge([
      "heading": "Sign in", "action": "/sign-in", "button": "Sign in", "backAddress": "/",
      "backLabel": "Home",
      "hidden": [["hiddenName": "back", "hiddenValue": back] as Model]
        + (Resend(carriedBy: values)?.carried ?? []),
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  /// Starts a session, and shows it a page.
  func start(_ account: String, to address: String) async throws -> Response {
    admit(try await begin(account), site.redirect(to: address))
  }

  /// Starts a session, notes it, and gives its secret.
  private func begin(_ account: String, reason: String? = nil) async throws -> String {
    let secret = try await site.signIn.start(account, at: site.now())
    try await site.note(
      AccessLine(.signedIn, Reference(kind: "account", id: account), reason: reason),
      in: .directory,
      by: Viewer(account: account)
    )
    return secret
  }

  /// Gives the browser its session.
  private func admit(_ secret: String, _ response: Response) -> Response {
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
    try await site.signIn.store.endSession(session.digest)
    try await site.note(
      AccessLine(.signedOut, Reference(kind: "account", id: session.account)),
      in: .directory,
      by: context.viewer
    )
    return leaving()
  }

  @Sendable func signOutEverywhere(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.endSessions(of: session.account)
    try await site.signIn.store.endTokens(of: session.account)
    try await site.note(
      AccessLine(.signedOut, Reference(kind: "account", id: session.account), reason: "everywhere"),
      in: .directory,
      by: context.viewer
    )
    return leaving()
  }

  private func leaving() -> Response {
    var response = site.redirect(to: "/")
    response.setCookie(Visitors.cookie(Visitors.sessionCookie, "", maxAge: 0))
    response.headers[.named("Clear-Site-Data")] = "\"cache\", \"storage\""
    return response
  }

  func mine(_ context: SiteContext) throws(Denied) -> Session {
    guard let session = context.session else { throw Denied(act: "account", record: nil, isHidden: false) }
    return session
  }

  // MARK: One's own account

  struct NewPassword: Equatable, Sendable {
    var current = ""
    var fresh = ""
    var again = ""
  }

  static let newPassword = Form<NewPassword>(
    "new-password",
    [
      .password(\.current, "password", "Current password", required: "Enter your current password"),
      .password(\.fresh, "new-password", "New password", hint: hint, min: 12, required: "Choose a password"),
      .password(\.again, "again", "New password again", required: "Enter the new password again"),
    ]
  )

  static let hint = "At least 12 characters. Three or four unrelated words do well"

  @Sendable func account(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await accountPage([], done: request.uri.queryParameters["done"] != nil, context)
  }

  @Sendable func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    do {
      let hasOne = try await site.signIn.store.password(of: session.account) != nil
      var sent = values
      if !hasOne { sent.set("password", ["none"]) }
      let asked = try Self.newPassword.parse(sent, into: NewPassword())
      if hasOne {
        try await attempts.take(context.remoteAddress, at: site.now())
        guard try await site.signIn.isPassword(asked.current, of: session.account) else {
          throw Invalid([FieldError("password", "That is not your current password")])
        }
      }
      guard asked.fresh == asked.again else {
        throw Invalid([FieldError("again", "The two new passwords are not the same")])
      }
      try await site.signIn.setPassword(asked.fresh, of: session.account)
      try await site.signIn.store.endSessions(of: session.account, but: session.digest)
    } catch let invalid as Invalid {
      return try await accountPage(invalid.errors, done: false, context)
    }
    return site.redirect(to: "/account?done=1")
  }

  private func accountPage(
    _ errors: [FieldError],
    done: Bool,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    let hasOne = try await site.signIn.store.password(of: session.account) != nil
    let sessions = try await site.signIn.store.sessions(of: session.account)
    var model = Self.newPassword.model(FormValues(), errors: errors)
    if !hasOne, let fields = model["fields"] as? [Model] { model["fields"] = Array(fields.dropFirst()) }
    model.merge([
      "alert": done ? "Your password is changed, and every other session has ended." : false,
      "roles": context.viewer.holdings.map { ["role": $0.role.label] as Model },
      "hasRoles": !context.viewer.holdings.isEmpty,
      "sessionCount": sessions.count == 1
        ? "You are signed in here only." : "You are signed in at \(sessions.count) places.",
    ]) { $1 }
    return try site.page("site/account", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }
}

extension SignInPages {
  // MARK: The API

  private struct Token: Sendable {
    let secret: String
    let seconds: Int
  }

  private static let token = Shape<Token>(
    "Token",
    [
      .value("token", "What goes into Authorization: Bearer") { $0.secret },
      .value("expires_in", "Seconds after which it cannot be used any more") { $0.seconds },
    ]
  )

  private static let signingIn = APIBody(credentials)

  private static let calls: [APICall<SignInPages>] = [
    APICall(
      .post,
      "sessions",
      "signIn",
      "Sign in; the token goes into Authorization: Bearer",
      body: signingIn,
      answer: .plain(token, .created)
    ) { try await $0.token($1, $2) }
  ]

  package static var operations: [APIOperation] { calls.map(\.operation) }

  /// A bearer token for programs: a session like any other, which runs out like any other.
  private func token(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, Self.signingIn)
    let secret = try await begin(try await check(values), reason: "program")
    let token = Token(secret: secret, seconds: Int(site.signIn.limits.longest))
    return try site.json(Self.token.json(token), .created)
  }
}
