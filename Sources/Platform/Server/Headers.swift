import HTTPTypes
package import Hummingbird

/// The headers that every answer carries.
package struct SecurityHeaders: RouterMiddleware {
  package typealias Context = SiteContext

  let behindTLS: Bool
  let contentPolicy: String

  /// - Parameter formTargets: Where else than here a form may lead: signing out leads to the provider.
  package init(behindTLS: Bool, formTargets: [String] = []) {
    self.behindTLS = behindTLS
    contentPolicy = [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
      "font-src 'self'", "connect-src 'self'", "form-action 'self'\(formTargets.map { " \($0)" }.joined())",
      "base-uri 'none'", "frame-ancestors 'none'",
    ]
    .joined(separator: "; ")
  }

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    var fields: [(HTTPField.Name, String)] = [
      (.contentSecurityPolicy, contentPolicy), (.xContentTypeOptions, "nosniff"),
      (.named("Referrer-Policy"), "same-origin"), (.named("X-Frame-Options"), "DENY"),
      (.named("Cross-Origin-Opener-Policy"), "same-origin"),
      (.named("Cross-Origin-Resource-Policy"), "same-origin"),
      (.named("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
    ]
    if behindTLS { fields.append((.strictTransportSecurity, "max-age=31536000; includeSubDomains")) }
    for (name, value) in fields where response.headers[name] == nil { response.headers[name] = value }
    return response
  }
}

extension HTTPField.Name {
  /// A name that is written here and is therefore one.
  static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
    return name
  }
}
