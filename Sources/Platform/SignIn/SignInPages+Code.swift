import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// The second of two steps, where somebody has a second factor.
extension SignInPages {
  static let wrongCode = "That code is wrong, has run out or was used already. Wait for the next one"

  /// What follows a right password: a session, or the question for a code.
  func goOn(
    _ account: String,
    by proof: Session.Proof,
    from provider: ProviderSession? = nil,
    back: String,
    _ resend: Resend?,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    if !proof.isTwofold, try await site.signIn.hasFactor(account) {
      let half = try await site.signIn.beginHalf(account, by: proof, from: provider, at: site.now())
      return try codePage(half, FormValues(), [], back: back, resend, context)
    }
    return try await finish(account, by: proof, from: provider, back: back, resend, request, context)
  }

  @Sendable func signInWithCode(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, context)
    let (back, resend) = (Self.back(values.text("back")), Resend(carriedBy: values))
    let secret = values.text("half")
    let digest = Secret.digest(secret)
    guard let half = try await site.signIn.store.half(digest, at: site.now()) else {
      let error = FieldError("email", "That took too long. Sign in once more")
      return try signInPage(values, [error], back: back, context)
    }
    do {
      let asked = try Self.codeForm.parse(values, into: .init())
      try await useToSignIn(asked.code, of: half.account, Viewer(account: half.account))
    } catch let invalid as Invalid {
      return try codePage(secret, values, invalid.errors, back: back, resend, context)
    }
    guard try await site.signIn.store.endHalf(digest) else { throw ForeignForm() }
    let proof = half.proof.withCode
    var provider = half.provider
    // The code shows it now.
    provider?.signedInAt = site.now()
    return try await finish(
      half.account,
      by: proof,
      from: provider,
      back: back,
      resend,
      request,
      context
    )
  }

  private func finish(
    _ account: String,
    by proof: Session.Proof,
    from provider: ProviderSession?,
    back: String,
    _ resend: Resend?,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let secret = try await begin(account, by: proof, from: provider, request, context)
    guard let resend else {
      let isTold = try await !doneByOthers(account).isEmpty
      let place = isTold ? "/account".withQuery([("back", back)]) : back
      return admit(secret, site.redirect(to: place))
    }
    var context = context
    try await Visitors(site).identify(secret, &context)
    return admit(secret, try site.resendPage(resend, "You are signed in again", context, .ok))
  }

  /// Uses up a code to sign in with, and notes where it is wrong.
  func useToSignIn(_ code: String, of account: String, _ viewer: Viewer) async throws {
    do {
      try await use(code, of: account, viewer)
    } catch let invalid as Invalid {
      try await note(.signInFailed, account, by: viewer, reason: "second factor")
      throw invalid
    }
  }

  /// Uses up a code; what went wrong is said of the field.
  func use(_ code: String, of account: String, _ viewer: Viewer) async throws {
    let code = try await worded("code", Self.wrongCode) {
      try await site.signIn.use(code, of: account, at: site.now())
    }
    if case .recovery(let left) = code {
      try await note(.recoveryCodeUsed, account, by: viewer, reason: "\(left) left")
    }
  }

  private func codePage(
    _ half: String,
    _ values: FormValues,
    _ errors: [FieldError],
    back: String,
    _ resend: Resend?,
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.codeForm.model(values, errors: errors)
    model.merge([
      "heading": "Enter your code", "action": "/sign-in/code", "button": "Go on", "backAddress": "/sign-in",
      "backLabel": "Sign in as somebody else",
      "notes": [
        ["sentence": "No phone and no recovery code? An administrator can take your second factor off."]
          as Model
      ],
      "hidden": [
        ["hiddenName": "back", "hiddenValue": back] as Model,
        ["hiddenName": "half", "hiddenValue": half] as Model,
      ] + (resend?.carried ?? []),
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}
