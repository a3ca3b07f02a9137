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

  private static let signingIn = APIBody(programCredentials)

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
    let account = try await check(values)
    let proof = try await proof(of: account, values)
    let secret = try await begin(account, by: proof, request, context, isProgram: true)
    let token = Token(secret: secret, seconds: Int(site.signIn.limits.longest))
    return try site.json(Self.token.json(token), .created)
  }

  /// Two things where the account has two.
  private func proof(of account: String, _ values: FormValues) async throws -> Session.Proof {
    guard try await site.signIn.hasFactor(account) else { return .password }
    let asked = try Self.codeForm.parse(values, into: .init())
    try await useToSignIn(asked.code, of: account, .anyone)
    return .passwordAndCode
  }

  private static let programCredentials = Form<Credentials>(
    "sign-in",
    credentials.fields + [
      .text(
        \.code,
        "code",
        "Code",
        hint: "Where the account has a second factor: \(codeHint.lowercased())",
        max: 60
      )
    ]
  )
}
