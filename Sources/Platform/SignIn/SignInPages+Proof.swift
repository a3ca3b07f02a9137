import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// Showing once more that it is oneself, before what cannot be undone.
extension SignInPages {
  @Sendable func proof(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try mine(context)
    let back = Self.back(request.uri.queryParameters["back"])
    return try await site.proofPage(FormValues(), [], back: back, nil, context, .ok)
  }

  @Sendable func proveAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, context)
    let (back, resend) = (Self.back(values.text("back")), Resend(carriedBy: values))
    do {
      try await prove(values, session, context)
    } catch let invalid as Invalid {
      return try await site.proofPage(
        values,
        invalid.errors,
        back: back,
        resend,
        context,
        .unprocessableContent
      )
    }
    let hasFactor = try await site.signIn.hasFactor(session.account)
    return try await renewed(session, byCode: hasFactor, context) { context in
      guard let resend else { return site.redirect(to: back) }
      return try site.resendPage(resend, "Thank you. Now send it", context, .ok)
    }
  }

  /// Checks the password and, where there is one, a code; notes what came of it.
  ///
  /// - Throws: ``Invalid``.
  func prove(_ values: FormValues, _ session: Session, _ context: SiteContext) async throws {
    let account = session.account
    let asked = try await site.proofForm(account).parse(values, into: .init())
    do {
      if try await site.signIn.store.password(of: account) != nil {
        try await worded("password", "That is not your password") {
          try await site.signIn.check(asked.password, of: account, at: site.now())
        }
      }
      if try await site.signIn.hasFactor(account) {
        try await use(asked.code, of: account, context.viewer)
      }
    } catch let invalid as Invalid {
      try await note(.proofFailed, account, by: context.viewer)
      throw invalid
    }
    try await note(.proved, account, by: context.viewer)
  }

  /// Gives the session a new secret, since it may do more from now on, and answers with it.
  func renewed(
    _ session: Session,
    byCode: Bool = false,
    as proof: Session.Proof? = nil,
    provedAt: Date? = nil,
    _ context: SiteContext,
    _ answer: (SiteContext) async throws -> Response
  ) async throws -> Response {
    let proof = proof ?? (byCode ? session.proof.withCode : session.proof)
    guard let secret = try await site.signIn.renew(session, by: proof, provedAt: provedAt, at: site.now())
    else {
      throw Denied(act: "account", record: nil, isHidden: false)
    }
    var context = context
    try await Visitors(site).identify(secret, &context)
    return admit(secret, try await answer(context))
  }

  /// What went wrong with a secret, said of its field.
  @discardableResult
  func worded<T>(_ field: String, _ wrong: String, _ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let failure as SignIn.Failure {
      throw failure.worded(field, wrong)
    }
  }
}

extension SignIn.Failure {
  func worded(_ field: String, _ wrong: String) -> Invalid {
    switch self {
    case .wrong: Invalid([FieldError(field, wrong)])
    case .locked(let minutes):
      Invalid([
        FieldError(
          field,
          "There were too many attempts. Try again in \(minutes == 1 ? "a minute" : "\(minutes) minutes")"
        )
      ])
    }
  }
}
