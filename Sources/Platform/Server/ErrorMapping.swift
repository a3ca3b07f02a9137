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
    } catch {
      if let denied = error as? Denied { try await keep(denied, context) }
      let problem = Problem(error, incident: context.id)
      if problem.status.code >= 500 {
        context.logger.error(
          "a request failed",
          metadata: ["incident": "\(context.id)", "reason": "\(Self.reason(error))"]
        )
      }
      return try await answer(error, problem, request, context)
    }
  }

  /// Faults say what happened without personal data; of anything else only the kind is told.
  private static func reason(_ error: any Error) -> String {
    (error as? Fault).map { "\($0) at \($0.origin)" } ?? String(describing: type(of: error))
  }

  private func keep(_ denied: Denied, _ context: SiteContext) async throws {
    let line = AccessLine(.denied, denied.record, reason: denied.act)
    try await site.note(line, in: .directory, by: context.viewer)
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
      var problem = problem
      if problem.slug == "denied", context.viewer.account == nil {
        problem = .init(.unauthorized, "sign-in", "Sign in first", "Send a token as Authorization: Bearer.")
      }
      response = try problem.response(instance: path)
      if problem.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
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
    if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
    return response
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

/// An answer to something that went wrong (RFC 9457 for the API).
package struct Problem {
  var status: HTTPResponse.Status
  /// Stable: the end of the problem's type.
  var slug: String
  var title: String
  var sentences: [String] = []
  var errors: [FieldError] = []
  var retryAfterSeconds: Int?

  init(_ status: HTTPResponse.Status, _ slug: String, _ title: String, _ sentences: String...) {
    self.status = status
    self.slug = slug
    self.title = title
    self.sentences = sentences
  }

  init(_ error: any Error, incident: String) {
    switch error {
    case let invalid as Invalid:
      self.init(.unprocessableContent, "invalid", "There is a problem with what was sent")
      errors = invalid.errors
      sentences = errors.map(\.message)
    case let refusal as any WordedRefusal:
      self.init(.conflict, refusal.slug, "That was not done", refusal.sentence)
    case is VersionConflict:
      self.init(
        .conflict,
        "changed-meanwhile",
        "Somebody changed this meanwhile",
        "What you sent was not stored. Open the record again, and see what changed."
      )
    case is ClaimConflict:
      self.init(.conflict, "already-held", "That was not done", "Another record holds this already.")
    case let denied as Denied:
      self =
        denied.isHidden
        ? .notFound
        : .init(
          .forbidden,
          "denied",
          "You cannot do that",
          "Your roles do not allow it. An administrator can tell you who holds the role that does."
        )
    case is ForeignForm:
      self.init(
        .forbidden,
        "foreign-form",
        "The form has run out",
        "You may have signed in or out since you opened it, or your session ended. Nothing was stored.",
        "Go back, open the form again and send it."
      )
    case is BadToken:
      self.init(
        .unauthorized,
        "bad-token",
        "This token cannot be used",
        "It has ended or run out, or it was never made. Make a new one on the page of your account."
      )
    case is ReadOnlyToken:
      self.init(
        .forbidden,
        "read-only-token",
        "This token only reads",
        "Make one that may also change records, on the page of your account."
      )
    case is NotFound: self = .notFound
    case let unreadable as Unreadable:
      self.init(.badRequest, "unreadable", "That could not be read", unreadable.sentence)
    case let large as TooLarge:
      self.init(
        .contentTooLarge,
        "too-large",
        "That is too large",
        "No more than \(large.limit.grouped) bytes can be sent at once. Nothing was stored."
      )
    case let many as TooMany:
      self.init(.tooManyRequests, "too-many", "Too many requests", "Wait a little, then try again.")
      retryAfterSeconds = many.retryAfterSeconds
    case let http as HTTPError where http.status.code < 500:
      self =
        http.status == .notFound ? .notFound : .init(http.status, "bad-request", http.status.reasonPhrase)
    default:
      self.init(
        .internalServerError,
        "failed",
        "Something went wrong here",
        "It is not your doing. Try again; if it happens again, tell whoever runs this site the number \(incident)."
      )
    }
  }

  static let notFound = Problem(
    .notFound,
    "not-found",
    "Page not found",
    "If you typed the address, check it. If you followed a link, the page may have moved, or you may need to sign in."
  )

  /// For a change that does not say which version it changes.
  package static func preconditionRequired(_ path: String) throws -> Response {
    let problem = Problem(
      .preconditionRequired,
      "version-needed",
      "Say which version you change",
      "Read the record, and send its ETag as If-Match."
    )
    return try problem.response(instance: path)
  }

  func response(instance: String) throws -> Response {
    var body: Model = [
      "type": "/problems/\(slug)", "title": title, "status": status.code, "instance": instance,
      "detail": sentences.joined(separator: " "),
    ]
    if !errors.isEmpty {
      body["errors"] = errors.map {
        ["pointer": "/" + $0.field, "field": $0.field, "detail": $0.message] as Model
      }
    }
    return Response(
      status: status,
      headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSONText.data(body)))
    )
  }
}
