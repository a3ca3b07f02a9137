import HTTPTypes
import Hummingbird
import Kernel

/// An answer to something that went wrong (RFC 9457 for the API).
struct Problem: Sendable {
  var status: HTTPResponse.Status
  /// Stable: the end of the problem's type.
  var slug: String
  var title: String
  var sentences: [String] = []
  var errors: [FieldError] = []
  var retryAfterSeconds: Int?
  /// The methods that an address takes, where it was asked with another.
  var allowed: [String]?

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
          "None of your active roles allows it. If one is not active yet, your home page says what it needs. "
            + "An administrator can tell you who holds the role that does."
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
    case is ProofNeeded:
      self.init(
        .forbidden,
        "proof-needed",
        "Show that it is you",
        "You signed in too long ago for this. Sign in again and send it once more."
      )
    case is SecondFactorNeeded:
      self.init(
        .forbidden,
        "second-factor-needed",
        "This needs a second factor",
        "Sign in with your password and a code. A token does not open it."
      )
    case is NotFound: self = .notFound
    case is PurposeNeeded:
      self.init(
        .preconditionRequired,
        "purpose-needed",
        "Say what you open this record for",
        "Send a code as \(Site.purposeHeader): \(Purpose.list.codes.map(\.code).joined(separator: ", ")).",
        "With \(Purpose.other), say it in \(Site.purposeWordsHeader), percent-encoded."
      )
    case is OutsideCircle:
      self.init(
        .forbidden,
        "outside-circle",
        "This record belongs to others",
        "You are not among those who answer for it. In need, break the glass: it opens the record for a while, and is reviewed."
      )
    case let query as BadQuery:
      self.init(.badRequest, "query", "That cannot be asked")
      errors = query.errors
      sentences = errors.map { $0.message + "." }
    case is OtherMediaType:
      self.init(
        .unsupportedMediaType,
        "media-type",
        "Only JSON is read here",
        "Send UTF-8 as Content-Type: application/json."
      )
    case let method as OtherMethod:
      self.init(
        .methodNotAllowed,
        "method",
        "That cannot be done here",
        "What can be asked of this address: \(method.allowed.joined(separator: ", "))."
      )
      allowed = method.allowed
    case is VersionNeeded:
      self.init(
        .preconditionRequired,
        "version-needed",
        "Say which version you change",
        "Read the record, and send its ETag as If-Match."
      )
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

  /// A problem as it is told to a program.
  struct Told: Sendable {
    let problem: Problem
    /// The path that was asked.
    let instance: String
  }

  /// One thing wrong with a field of the body, or with a parameter of the query.
  struct Part: Sendable {
    let error: FieldError
    let isOfQuery: Bool
  }

  private static let part = Shape<Part>(
    "ProblemPart",
    [
      .value("field", "The name of the field or of the parameter") { $0.error.field },
      .value("detail", "What is wrong with it") { $0.error.message },
      .valueIfAny("pointer", "Where it stands in the body (RFC 6901)") {
        $0.isOfQuery ? nil : "/" + $0.error.field.replacing("~", with: "~0").replacing("/", with: "~1")
      },
      .valueIfAny("parameter", "The parameter of the query") { $0.isOfQuery ? $0.error.field : nil },
    ]
  )

  static let shape = Shape<Told>(
    "Problem",
    [
      .value("type", "What kind of problem it is; it stays the same") { "/problems/\($0.problem.slug)" },
      .value("title", "The same for every problem of its kind") { $0.problem.title },
      .value("status", "The status of the answer") { $0.problem.status.code },
      .value("detail", "What went wrong this time") { $0.problem.sentences.joined(separator: " ") },
      .value("instance", "The path that was asked") { $0.instance },
      .list("errors", "Everything that is wrong", of: part, leftOutWhenEmpty: true) { told in
        told.problem.errors.map { Part(error: $0, isOfQuery: told.problem.status == .badRequest) }
      },
    ]
  )

  func response(instance: String) throws -> Response {
    let bytes = try JSONText.data(Self.shape.json(Told(problem: self, instance: instance)))
    return Response(
      status: status,
      headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
