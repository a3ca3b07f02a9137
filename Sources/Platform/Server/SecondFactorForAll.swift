package import Hummingbird
import Kernel

/// Lets a session go on only once two things proved it, where the operator wants that of everybody.
package struct SecondFactorForAll: RouterMiddleware {
  package typealias Context = SiteContext

  private let isOn: Bool

  package init(_ site: Site) { isOn = site.options.secondFactorForAll }

  /// What somebody needs in order to set one up, to show it, or to leave.
  private static let before = [
    "/account/second-factor", "/account/sign-out-everywhere", "/prove", "/sign-in", "/sign-out", "/enter/",
    "/assets/",
  ]

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    if isOn, let session = context.session, !session.hasSecondFactor,
      !Self.before.contains(where: request.uri.path.hasPrefix)
    {
      throw SecondFactorNeeded()
    }
    return try await next(request, context)
  }
}
