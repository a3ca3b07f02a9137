import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// Signing in for programs.
extension SignInPages {
  private struct Token: Sendable {
    let secret: String
    let seconds: Int
  }

  private static let token = Shape<Token>(
    "Token",
    [
      .value("token", "What goes into Authorization: Bearer") { $0.secret },
      .value("expires_in", "Seconds after which it cannot be used any more") { $0.seconds },
    ]
  )

  private static let signingIn = APIBody(credentials)

  static let calls: [APICall<SignInPages>] = [
    APICall(
      .post,
      "sessions",
      "signIn",
      "Sign in; the token goes into Authorization: Bearer",
      body: signingIn,
      answer: .plain(token, .created)
    ) { try await $0.token($1, $2) }
  ]

  package static var operations: [APIOperation] { calls.map(\.operation) }

  /// A bearer token for programs: a session like any other, which runs out like any other.
  private func token(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await attempts.take(context.remoteAddress, at: site.now())
    let values = try await site.values(of: request, Self.signingIn)
    let secret = try await begin(
      try await check(values),
      by: .password,
      request,
      context,
      reason: "program"
    )
    let token = Token(secret: secret, seconds: Int(site.signIn.limits.longest))
    return try site.json(Self.token.json(token), .created)
  }
}
