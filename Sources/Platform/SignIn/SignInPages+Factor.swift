import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// One's second factor: set up, confirmed with a code before it counts, and taken off.
extension SignInPages {
  struct CodeAsked: Equatable, Sendable {
    var password = ""
    var code = ""
  }

  static let codeForm = Form<CodeAsked>("code", [codeField("Code", hint: codeHint)])

  static let codeHint = "The 6 digits that your app shows, or one of your recovery codes"

  static func codeField(_ label: String, hint: String) -> Field<CodeAsked> {
    .text(\.code, "code", label, hint: hint, max: 60, required: "Enter the code")
  }

  static let passwordField = Field<CodeAsked>.password(
    \.password,
    "password",
    "Password",
    required: "Enter your password"
  )

  static let confirmForm = Form<CodeAsked>(
    "confirm-second-factor",
    [codeField("Code", hint: "The 6 digits that your app shows now")]
  )

  func registerFactor(on routes: RouterGroup<SiteContext>) {
    routes.get("account/second-factor", use: factor)
    routes.post("account/second-factor", use: beginFactor)
    routes.get("account/second-factor/confirm", use: factorToConfirm)
    routes.post("account/second-factor/confirm", use: confirmFactor)
    routes.post("account/second-factor/recovery-codes", use: makeRecoveryCodes)
    routes.get("account/second-factor/remove", use: factorToRemove)
    routes.post("account/second-factor/remove", use: removeFactor)
  }

  @Sendable func factor(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await factorPage(codes: [], context)
  }

  @Sendable func beginFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    try await site.signIn.beginFactor(session.account)
    return site.redirect(to: "/account/second-factor/confirm")
  }

  @Sendable func factorToConfirm(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await confirmPage(FormValues(), [], context)
  }

  @Sendable func confirmFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, context)
    let codes: [String]
    do {
      let asked = try Self.confirmForm.parse(values, into: .init())
      codes = try await worded("code", Self.wrongCode) {
        try await site.signIn.confirmFactor(session.account, asked.code, at: site.now())
      }
    } catch let invalid as Invalid {
      return try await confirmPage(values, invalid.errors, context)
    }
    // Whoever had the password alone is out.
    try await site.signIn.store.endSessions(of: session.account, but: session.digest)
    try await note(.secondFactorSet, session.account, by: context.viewer)
    return try await renewed(session, byCode: true, context) { context in
      try await factorPage(codes: codes, context)
    }
  }

  @Sendable func makeRecoveryCodes(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    guard try await site.signIn.hasFactor(session.account) else {
      return site.redirect(to: "/account/second-factor")
    }
    let codes = try await site.signIn.makeRecoveryCodes(session.account)
    try await note(.recoveryCodesMade, session.account, by: context.viewer)
    return try await factorPage(codes: codes, context)
  }

  @Sendable func factorToRemove(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await removePage(FormValues(), [], context)
  }

  @Sendable func removeFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, context)
    do {
      try await prove(values, session, context)
    } catch let invalid as Invalid {
      return try await removePage(values, invalid.errors, context)
    }
    try await site.signIn.store.removeFactor(of: session.account)
    try await note(.secondFactorRemoved, session.account, by: context.viewer)
    return try await renewed(session, as: session.proof.withoutCode, context) { _ in
      site.redirect(to: "/account/second-factor")
    }
  }

  // MARK: Pages

  private func factorPage(codes: [String], _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let confirmed = try await site.signIn.store.factor(of: session.account)?.confirmed
    let left = try await site.signIn.store.recoveryLeft(of: session.account)
    return try site.page(
      "site/second-factor",
      [
        "hasPassword": try await site.signIn.store.password(of: session.account) != nil,
        "isSet": confirmed != nil, "since": confirmed.map { PartialDate(on: $0).words } ?? "",
        "left": left == 1 ? "1 recovery code" : "\(left) recovery codes", "isLow": left < 4,
        "hasCodes": !codes.isEmpty, "codes": codes.map { ["code": $0.inFours()] as Model },
        "vaults": "people’s cases and online material",
      ],
      context
    )
  }

  private func confirmPage(
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    guard let secret = try await site.signIn.secretToConfirm(session.account) else {
      return site.redirect(to: "/account/second-factor")
    }
    let key = Base32.text(secret)
    let name = "Touchstone:\(context.name)".urlEncoded
    let code = try QRCode(
      "otpauth://totp/\(name)?secret=\(key)&issuer=Touchstone&algorithm=SHA1&digits=6&period=30"
    )
    var model = Self.confirmForm.model(values, errors: errors)
    model.merge(["key": key.inFours(), "size": code.size, "path": code.path]) { $1 }
    let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
    return try site.page("site/second-factor-confirm", model, context, status)
  }

  private func removePage(
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    guard try await site.signIn.hasFactor(session.account) else {
      return site.redirect(to: "/account/second-factor")
    }
    var model = try await site.proofForm(session.account).model(values, errors: errors)
    model.merge([
      "heading": "Take off your second factor",
      "lead":
        "What signs you in without it then does so alone, and what needs a second factor is closed to you.",
      "action": "/account/second-factor/remove", "button": "Take it off",
      "buttonStyle": "govuk-button--warning", "backAddress": "/account/second-factor",
      "backLabel": "Second factor",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}
