import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// Tokens that people make for their programs: made here, shown once, listed and ended.
extension SignInPages {
  struct TokenAsked: Equatable, Sendable {
    var name = ""
    var reach = "read"
    var days = "90"
  }

  private static let days = CodeList(
    "token-days",
    version: 1,
    [.init("7", "A week"), .init("30", "30 days"), .init("90", "90 days"), .init("365", "A year")]
  )

  static let tokenForm = Form<TokenAsked>(
    "token",
    [
      .text(
        \.name,
        "token_name",
        "What is it for?",
        hint: "So that you know it again, for example: weekly report",
        max: 100,
        required: "Say what it is for"
      ),
      .choice(\.reach, "reach", "What can it do?", APIToken.Reach.list, required: "Choose what it can do"),
      .choice(\.days, "days", "How long can it be used?", days, required: "Choose how long it can be used"),
    ]
  )

  func registerTokens(on routes: RouterGroup<SiteContext>) {
    routes.get("account/tokens", use: tokens)
    routes.post("account/tokens", use: makeToken)
    routes.post("account/tokens/{token}/end", use: endToken)
  }

  @Sendable func tokens(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try mine(context)
    try site.requireRecentProof(context)
    return try await tokensPage(Self.tokenForm.values(of: .init()), [], secret: nil, context)
  }

  /// Only somebody who signed in makes tokens: a token makes no other.
  @Sendable func makeToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    let asked: TokenAsked
    do {
      asked = try Self.tokenForm.parse(values, into: .init())
    } catch {
      return try await tokensPage(values, error.errors, secret: nil, context)
    }
    let secret = "ts_" + Secret.make()
    let token = APIToken(
      digest: Secret.digest(secret),
      account: session.account,
      name: asked.name,
      reach: APIToken.Reach(rawValue: asked.reach) ?? .read,
      made: site.now(),
      expires: site.now().addingTimeInterval((Double(asked.days) ?? 1) * 86_400),
      used: nil
    )
    try await site.signIn.store.add(token)
    try await keep(.tokenMade, token, context)
    return try await tokensPage(Self.tokenForm.values(of: .init()), [], secret: secret, context)
  }

  @Sendable func endToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    _ = try await site.values(of: request, context)
    let id = try context.parameters.require("token")
    if let token = try await site.signIn.store.tokens(of: session.account).first(where: { $0.id == id }) {
      try await site.signIn.store.endToken(token.digest)
      try await keep(.tokenEnded, token, context)
    }
    return site.redirect(to: "/account/tokens")
  }

  private func keep(_ act: AccessLine.Act, _ token: APIToken, _ context: SiteContext) async throws {
    let line = AccessLine(act, Reference(kind: "account", id: token.account), reason: token.reach.rawValue)
    try await site.note(line, in: .directory, by: context.viewer)
  }

  private func tokensPage(
    _ values: FormValues,
    _ errors: [FieldError],
    secret: String?,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    let tokens = try await site.signIn.store.tokens(of: session.account)
    var model = Self.tokenForm.model(values, errors: errors)
    model.merge([
      "secret": secret ?? false, "hasTokens": !tokens.isEmpty,
      "tokens": tokens.map { token -> Model in
        [
          "tokenName": token.name, "reach": APIToken.Reach.list.label(token.reach.rawValue),
          "made": PartialDate(on: token.made).words,
          "until": (token.expires > site.now() ? "" : "Ran out on ") + PartialDate(on: token.expires).words,
          "used": token.used.map { PartialDate(on: $0).words } ?? "Never",
          "endAddress": "/account/tokens/\(token.id)/end",
        ]
      },
    ]) { $1 }
    return try site.page("site/tokens", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }
}
