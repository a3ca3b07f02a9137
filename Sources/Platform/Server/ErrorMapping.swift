import HTTPTypes
package import Hummingbird
import Kernel
import Logging

/// The one place where what went wrong becomes an answer: a page, or problem+json for the API.
package struct ErrorMapping: RouterMiddleware {
  package typealias Context = SiteContext

  let site: Site

  package init(_ site: Site) { self.site = site }

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let beyond as BeyondTheEnd {
      return site.redirect(to: beyond.last)
    } catch {
      if let denied = error as? Denied { try await keep(denied, context) }
      if let outside = error as? OutsideCircle { try await keep(outside, context) }
      let problem = Problem(error, incident: context.id)
      if problem.status.code >= 500 {
        context.logger.error(
          "a request failed",
          metadata: ["incident": "\(context.id)", "reason": "\(Fault.reason(of: error))"]
        )
      }
      return try await answer(error, problem, request, context)
    }
  }

  private func keep(_ denied: Denied, _ context: SiteContext) async throws {
    var line = AccessLine(.denied, denied.record, reason: denied.act)
    // Who watches over a sealed record sees who was turned away from it.
    var sealed: SealedRecord?
    if let record = denied.record { sealed = try await site.sealedRecord(record) }
    line.area = sealed?.area
    try await site.note(line, in: sealed?.vault ?? .directory, by: context.viewer)
  }

  private func keep(_ outside: OutsideCircle, _ context: SiteContext) async throws {
    var line = AccessLine(.denied, outside.record.reference, reason: outside.act)
    line.area = outside.record.area
    try await site.note(line, in: outside.record.vault, by: context.viewer)
  }

  private func answer(
    _ error: any Error,
    _ problem: Problem,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let path = request.uri.path
    var response: Response
    if path.hasPrefix("/api/") {
      let problem = Self.forPrograms(problem, context.viewer)
      response = try problem.response(instance: path)
      if problem.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    } else if let outside = error as? OutsideCircle,
      request.method == .get || path.hasPrefix("/purpose/")
    {
      // A purpose that is chosen when the glass has closed again is asked for once more after it is broken.
      return site.redirect(to: outside.record.breakGlassAddress)
    } else if let needed = error as? PurposeNeeded {
      return try await ask(needed, request, context)
    } else if let page = try await proofPage(error, request, context) {
      response = page
    } else if let resend = try await resend(error, request, context) {
      response =
        context.viewer.account == nil
        ? try site.signInAgainPage(resend, context)
        : try site.resendPage(resend, problem.title, context, problem.status)
    } else if problem.slug == "denied", context.viewer.account == nil {
      let back = request.method == .get ? "?back=" + path.urlEncoded : ""
      return site.redirect(to: "/sign-in" + back)
    } else {
      response = try site.message(problem.title, problem.sentences, context, problem.status)
    }
    if let allowed = problem.allowed { response.headers[.allow] = allowed.joined(separator: ", ") }
    if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  /// Asks what a record is opened for; a form that was sent meanwhile goes along.
  private func ask(
    _ needed: PurposeNeeded,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let address = "/purpose/\(needed.record.kind)/\(needed.record.id)"
    guard request.method == .post, let record = try await site.sealedRecord(needed.record) else {
      return site.redirect(to: address.withQuery([("back", request.uri.string)]))
    }
    let sent = try await site.values(of: request, context)
    guard let resend = Resend(path: request.uri.path, sent: sent) else { return site.redirect(to: address) }
    return try PurposePages(site: site).page(carrying: resend, for: record, context)
  }

  /// What a page says to people, said to a program.
  private static func forPrograms(_ problem: Problem, _ viewer: Viewer) -> Problem {
    var problem = problem
    switch problem.slug {
    case "denied" where viewer.account == nil:
      return .init(.unauthorized, "sign-in", "Sign in first", "Send a token as Authorization: Bearer.")
    case "not-found":
      problem.title = "Not found"
      problem.sentences = ["There is no such record, or none that you may know of."]
    case "changed-meanwhile":
      problem.status = .preconditionFailed
      problem.sentences = [
        "What you sent was not stored. Read the record again, and send its ETag as If-Match."
      ]
    default: break
    }
    return problem
  }

  /// What asks somebody who is signed in to show more clearly that it is them.
  private func proofPage(
    _ error: any Error,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response? {
    guard context.session != nil else { return nil }
    let isPost = request.method == .post
    let back = isPost ? "/" : SignInPages.back(request.head.path)
    switch error {
    case let needed as ProofNeeded:
      let resend = needed.sent.map { Resend(path: request.uri.path, holdingNoSecret: $0) }
      return try await site.proofPage(FormValues(), [], back: back, resend, context, .forbidden)
    case is SecondFactorNeeded: return try await site.secondFactorPage(back: back, context)
    default: return nil
    }
  }

  /// A form that was turned away only because its session had ended.
  private func resend(
    _ error: any Error,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Resend? {
    guard request.method == .post else { return nil }
    switch error {
    case let foreign as ForeignForm:
      return foreign.sent.flatMap { Resend(path: request.uri.path, sent: $0) }
    case is Denied where context.viewer.account == nil:
      // Nobody unknown gets as far as the body: it is still there to be read.
      do {
        guard request.headers[.contentLength].flatMap(Int.init) ?? 0 <= 1_000_000 else { return nil }
        return Resend(path: request.uri.path, sent: try await site.sent(by: request))
      } catch is Unreadable {
        return nil
      } catch is TooLarge {
        return nil
      }
    default: return nil
    }
  }
}
