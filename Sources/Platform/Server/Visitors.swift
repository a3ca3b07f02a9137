import Foundation
import HTTPTypes
package import Hummingbird
import Kernel

/// Finds out who asks: the session of the cookie or of the bearer token, and the roles held today.
package struct Visitors: RouterMiddleware {
  package typealias Context = SiteContext

  static let sessionCookie = "__Host-session"
  static let formCookie = "__Host-form"

  let site: Site
  let posts: RateLimit

  package init(_ site: Site, posts: RateLimit = RateLimit(capacity: 120, perMinute: 120)) {
    self.site = site
    self.posts = posts
  }

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    if site.options.behindTLS, let list = request.headers[.named("X-Forwarded-For")] {
      // The last is the one that our own proxy wrote.
      context.remoteAddress = list.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? "unknown"
    }
    context.origin = site.options.publicAddress
    if context.origin.isEmpty, let authority = request.head.authority {
      context.origin = (site.options.behindTLS ? "https://" : "http://") + authority
    }
    let changes = request.method != .get && request.method != .head
    if changes {
      try refuseForeign(request)
      try await posts.take(context.remoteAddress, at: site.now())
    }
    try await identify(request, &context)
    let old = request.cookies[Self.formCookie]?.value
    if context.session == nil { context.formToken = old ?? Secret.make() }
    var response = try await next(request, context)
    if context.session == nil, old == nil, response.headers[.contentType]?.hasPrefix("text/html") == true {
      response.setCookie(Self.cookie(Self.formCookie, context.formToken))
    }
    return response
  }

  private func identify(_ request: Request, _ context: inout SiteContext) async throws {
    let bearer = request.headers[.authorization].flatMap { text in
      text.lowercased().hasPrefix("bearer ") ? String(text.dropFirst(7)) : nil
    }
    if let bearer {
      if bearer.hasPrefix("ts_") {
        try await identify(bearer, request, &context)
      } else {
        try await identify(bearer, &context)
      }
      // Whoever sends a token that is no good learns so, and is not served what the public reads.
      guard context.viewer.account != nil else { throw BadToken() }
    } else if let secret = request.cookies[Self.sessionCookie]?.value {
      try await identify(secret, &context)
    }
  }

  /// Whoever made a token: the roles that they hold today, and no session.
  ///
  /// - Throws: ``ReadOnlyToken`` where it only reads and is sent with a change.
  private func identify(_ secret: String, _ request: Request, _ context: inout SiteContext) async throws {
    let store = site.signIn.store
    guard let token = try await store.token(Secret.digest(secret), at: site.now()) else { return }
    guard let person = try await site.people.find(token.account, site.today) else {
      return try await store.endTokens(of: token.account)
    }
    let changes = request.method != .get && request.method != .head
    if changes, token.reach == .read { throw ReadOnlyToken() }
    // Once a minute is exact enough.
    if token.used.map({ site.now().timeIntervalSince($0) > 60 }) ?? true {
      try await store.touchToken(token.digest, at: site.now())
    }
    context.viewer = person.viewer
    context.name = person.name
  }

  /// Whoever a session's secret belongs to; nobody where it has run out.
  func identify(_ secret: String, _ context: inout SiteContext) async throws {
    guard let session = try await site.signIn.session(secret, at: site.now()) else { return }
    guard let person = try await site.people.find(session.account, site.today) else {
      try await site.signIn.store.endSession(session.digest)
      return
    }
    context.session = session
    context.viewer = person.viewer.asking { $0.hasSecondFactor = session.hasSecondFactor }
    context.name = person.name
    context.formToken = session.form
  }

  /// A second wall behind the form's token: browsers say where a request comes from.
  private func refuseForeign(_ request: Request) throws(ForeignForm) {
    if let place = request.headers[.named("Sec-Fetch-Site")], place == "cross-site" { throw ForeignForm() }
    if let origin = request.headers[.origin], origin != "null", let host = request.head.authority {
      guard origin.hasSuffix("://" + host) else { throw ForeignForm() }
    }
  }

  static func cookie(_ name: String, _ value: String, maxAge: Int? = nil) -> Cookie {
    if let maxAge {
      return Cookie(
        name: name,
        value: value,
        maxAge: maxAge,
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: .lax
      )
    }
    return Cookie(name: name, value: value, path: "/", secure: true, httpOnly: true, sameSite: .lax)
  }
}
