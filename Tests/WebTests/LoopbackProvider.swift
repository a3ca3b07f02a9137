import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Platform
import Synchronization

/// An OpenID Connect provider of its own on loopback, which can be told to lie: a real server, asked over HTTP.
final class LoopbackProvider: Sendable {
  enum Lie: String, CaseIterable, Sendable {
    case issuerOfItself, issuer, audience, otherParty, nonce, noNonce, noAlgorithm, sharedSecret, otherKey
    case otherKeyID, ofAnotherKind, critical, expired, notYet, withoutExpiry, noSubject, otherInUserInfo
    case logoutForIdentity, noJSON, tooMuch, refusesCode, elsewhere
    case redirects
  }

  struct State: Sendable {
    var lie: Lie?
    var isDown = false
    var isSlow = false
    var subject = "subject-1"
    var email = "ada@touchstone.example"
    var isVerified = true
    var groups = ["editors"]
    var amr = ["pwd"]
    var signedInAt: Date?
    /// How far its clock is ahead, in seconds.
    var ahead = 0
    /// Whether address and groups are told by the token, or only at the place for them.
    var tellsAll = true
    var keys = Keys("key-1")
    var asked: [String] = []
    fileprivate var codes: [String: FormValues] = [:]
  }

  struct Keys: Sendable {
    let id: String
    let p256 = P256.Signing.PrivateKey()
    init(_ id: String) { self.id = id }
  }

  let state = Mutex(State())
  private let port = Mutex(0)
  private let rsa: _RSA.Signing.PrivateKey
  /// RS256 where true, ES256 else.
  private let isRSA: Bool
  static let client = (id: "touchstone", secret: "a shared secret")

  var issuer: String { "http://127.0.0.1:\(port.withLock { $0 })" }

  private init(isRSA: Bool) throws {
    self.isRSA = isRSA
    rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
  }

  /// How often it was asked for something.
  func count(of what: String) -> Int { state.withLock { $0.asked.count { $0 == what } } }

  /// Runs one while something is done.
  static func with(rsa: Bool = false, _ body: @Sendable (LoopbackProvider) async throws -> Void) async throws
  {
    let provider = try LoopbackProvider(isRSA: rsa)
    let (running, started) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: provider.router().buildResponder(),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { started.yield($0.localAddress?.port ?? 0) }
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      let found = await running.first { _ in true } ?? 0
      provider.port.withLock { $0 = found }
      do {
        try await body(provider)
      } catch {
        group.cancelAll()
        throw error
      }
      group.cancelAll()
    }
  }

  /// What its page does once somebody has signed in: the way back, with a code.
  func answer(to address: String) throws -> String {
    let query = FormValues(query: address.components(separatedBy: "?").last ?? "")
    let code = UUID().uuidString
    state.withLock { $0.codes[code] = query }
    let fields = [("code", code), ("state", query.text("state")), ("iss", issuer)]
    return "/sign-in/provider/return".withQuery(fields)
  }

  // MARK: What it answers

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/.well-known/openid-configuration") { [self] _, _ in
      try await answer("description") { state in
        [
          "issuer": state.lie == .issuerOfItself ? "http://127.0.0.1:1" : issuer,
          "authorization_endpoint": "\(issuer)/authorize",
          "token_endpoint": state.lie == .elsewhere ? "http://127.0.0.1:1/token" : "\(issuer)/token",
          "jwks_uri": "\(issuer)/keys", "userinfo_endpoint": "\(issuer)/userinfo",
          "end_session_endpoint": "\(issuer)/leave", "authorization_response_iss_parameter_supported": true,
        ]
      }
    }
    router.get("/keys") { [self] _, _ in try await answer("keys") { ["keys": [jwk($0)]] } }
    router.get("/userinfo") { [self] request, _ in
      guard request.headers[.authorization] == "Bearer access" else { throw HTTPError(.unauthorized) }
      return try await answer("userinfo") { state in
        [
          "sub": state.lie == .otherInUserInfo ? "somebody-else" : state.subject, "email": state.email,
          "email_verified": state.isVerified, "groups": state.groups,
        ]
      }
    }
    router.post("/token") { [self] request, _ in
      let body = try await request.body.collect(upTo: 100_000)
      return try await token(FormValues(urlEncoded: String(buffer: body)), request)
    }
    return router
  }

  private func answer(
    _ what: String,
    _ body: (State) throws -> [String: Any]
  ) async throws
    -> Response
  {
    let state = state.withLock { state in
      state.asked.append(what)
      return state
    }
    if state.lie == .redirects {
      return Response(status: .found, headers: [.location: "\(issuer)/elsewhere/\(what)"])
    }
    if state.isSlow { try await Task.sleep(for: .seconds(5)) }
    if state.isDown { throw HTTPError(.serviceUnavailable) }
    var bytes = try JSONSerialization.data(withJSONObject: body(state))
    if state.lie == .noJSON { bytes = Data("<html>".utf8) }
    if state.lie == .tooMuch { bytes.append(Data(repeating: 32, count: 1_000_000)) }
    return Response(
      status: .ok,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  /// Once for each code, to the client that has its secret and what the code was asked with.
  private func token(_ sent: FormValues, _ request: Request) async throws -> Response {
    let asked = state.withLock { $0.codes.removeValue(forKey: sent.text("code")) }
    let challenge = base64(Data(SHA256.hash(data: Data(sent.text("code_verifier").utf8))))
    let pair = "\(Self.client.id.urlEncoded):\(Self.client.secret.urlEncoded)"
    guard let asked, asked.text("code_challenge") == challenge,
      asked.text("code_challenge_method") == "S256",
      asked.text("redirect_uri") == sent.text("redirect_uri"),
      request.headers[.authorization] == "Basic \(Data(pair.utf8).base64EncodedString())",
      state.withLock({ $0.lie }) != .refusesCode
    else { throw HTTPError(.badRequest) }
    return try await answer("token") { state in
      ["access_token": "access", "token_type": "Bearer", "id_token": try identity(asked, state)]
    }
  }

  private func identity(_ asked: FormValues, _ state: State) throws -> String {
    let now = Int(Date().timeIntervalSince1970) + state.ahead
    var claims: [String: Any] = [
      "iss": issuer, "sub": state.subject, "aud": Self.client.id, "iat": now, "exp": now + 300,
      "nonce": asked.text("nonce"), "amr": state.amr, "sid": "session-of-\(state.subject)",
    ]
    if let moment = state.signedInAt { claims["auth_time"] = Int(moment.timeIntervalSince1970) }
    if state.tellsAll {
      claims.merge([
        "email": state.email, "email_verified": state.isVerified, "groups": state.groups, "name": "Ada",
      ]) { $1 }
    }
    switch state.lie {
    case .issuer: claims["iss"] = issuer + "/"
    case .audience: claims["aud"] = "another"
    case .otherParty:
      claims["aud"] = [Self.client.id, "another"]
      claims["azp"] = "another"
    case .nonce: claims["nonce"] = "of another"
    case .noNonce: claims["nonce"] = nil
    case .expired:
      claims["iat"] = now - 1000
      claims["exp"] = now - 700
    case .notYet: claims["iat"] = now + 600
    case .withoutExpiry: claims["exp"] = nil
    case .noSubject: claims["sub"] = nil
    default: break
    }
    return try sign(claims, type: state.lie == .logoutForIdentity ? "logout+jwt" : "JWT")
  }

  /// A logout token, as it is sent to the site.
  func farewell(_ change: (inout [String: Any]) -> Void = { _ in }) throws -> String {
    let now = Int(Date().timeIntervalSince1970)
    var claims: [String: Any] = [
      "iss": issuer, "sub": state.withLock { $0.subject }, "aud": Self.client.id, "iat": now, "exp": now + 60,
      "jti": UUID().uuidString, "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
    ]
    change(&claims)
    return try sign(claims, type: "logout+jwt")
  }

  private func sign(_ claims: [String: Any], type: String) throws -> String {
    let (lie, keys) = state.withLock { ($0.lie, $0.keys) }
    var header: [String: Any] = ["alg": isRSA ? "RS256" : "ES256", "kid": keys.id, "typ": type]
    switch lie {
    case .noAlgorithm: header["alg"] = "none"
    case .sharedSecret: header["alg"] = "HS256"
    case .otherKeyID: header["kid"] = "of nobody"
    case .ofAnotherKind: header["alg"] = isRSA ? "ES256" : "RS256"
    case .critical: header["crit"] = ["exp"]
    default: break
    }
    let signed = try [header, claims].map { base64(try JSONSerialization.data(withJSONObject: $0)) }
      .joined(separator: ".")
    let data = Data(signed.utf8)
    let signature: Data =
      switch lie {
      case .noAlgorithm: Data()
      case .sharedSecret:
        Data(
          HMAC<SHA256>.authenticationCode(
            for: data,
            using: .init(data: keys.p256.publicKey.rawRepresentation)
          )
        )
      case .otherKey: try P256.Signing.PrivateKey().signature(for: data).rawRepresentation
      default:
        isRSA
          ? try rsa.signature(for: data, padding: .insecurePKCS1v1_5).rawRepresentation
          : try keys.p256.signature(for: data).rawRepresentation
      }
    return "\(signed).\(base64(signature))"
  }

  private func jwk(_ state: State) -> [String: Any] {
    if isRSA, let parts = try? rsa.publicKey.getKeyPrimitives() {
      return [
        "kty": "RSA", "kid": state.keys.id, "alg": "RS256", "use": "sig", "n": base64(parts.modulus),
        "e": base64(parts.publicExponent),
      ]
    }
    let point = state.keys.p256.publicKey.rawRepresentation
    return [
      "kty": "EC", "crv": "P-256", "kid": state.keys.id, "use": "sig", "x": base64(point.prefix(32)),
      "y": base64(point.suffix(32)),
    ]
  }

  private func base64(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
