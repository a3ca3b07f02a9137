import Crypto
import Fetching
import Foundation
import Kernel
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// An OpenID Connect provider: asked what it offers, who came, and which keys it signs with.
///
/// Nothing that it says is believed before it was checked; see docs/decisions/0025.
package actor Provider {
  /// What it says of itself (OpenID Connect Discovery 1.0).
  struct Description: Decodable, Sendable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let jwks_uri: String
    let userinfo_endpoint: String?
    let end_session_endpoint: String?
    let token_endpoint_auth_methods_supported: [String]?
    let authorization_response_iss_parameter_supported: Bool?

    fileprivate var places: [String] {
      [authorization_endpoint, token_endpoint, jwks_uri]
        + [userinfo_endpoint, end_session_endpoint].compactMap { $0 }
    }
  }

  package nonisolated let options: ProviderOptions
  private let seconds: Double
  private var described: (description: Description, at: Date)?
  private var keySet: (keys: KeySet, at: Date)?
  private let failedAt = Mutex<Date?>(nil)
  /// How often keys are fetched because a token names one that is not known.
  private let fetches = RateLimit(capacity: 4, perMinute: 2)

  /// How long a description and keys are taken as they were.
  static let lifetime: TimeInterval = 3600
  /// How long nobody asks again before people are sent there: they are not left at an address that is dead.
  static let leavingLifetime: TimeInterval = 30
  private static let failureTime: TimeInterval = 300

  /// - Parameter seconds: How long one answer of the provider may take.
  /// - Throws: `Fault(.configuration)` where its address is neither https, nor http on this machine.
  package init(_ options: ProviderOptions, seconds: Double = 15) throws {
    guard SafeAddress.url(options.issuer) != nil else {
      throw Fault(
        .configuration,
        "the provider “\(options.issuer)” must begin with https, or with http and be on this machine"
      )
    }
    self.options = options
    self.seconds = seconds
  }

  /// The scheme, host and port of the issuer.
  private nonisolated var origin: String { Self.origin(of: options.issuer) ?? "" }

  /// The issuer's, and those that the settings name beside it.
  package nonisolated var origins: [String] { [origin] + options.origins.sorted() }

  package static func origin(of address: String) -> String? {
    guard let url = SafeAddress.url(address), let scheme = url.scheme, let host = url.host() else {
      return nil
    }
    return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
  }

  /// Whether it did not answer when it was last asked, some minutes ago at most.
  nonisolated func failed(lately now: Date) -> Bool {
    failedAt.withLock { $0 }.map { (0..<Self.failureTime).contains(now.timeIntervalSince($0)) } ?? false
  }

  // MARK: Asking it

  /// - Parameter seconds: How old it may be.
  func description(at now: Date, within seconds: TimeInterval = lifetime) async throws -> Description {
    if let described, isFresh(described.at, now, within: seconds) { return described.description }
    let place = options.issuer + (options.issuer.hasSuffix("/") ? "" : "/")
    do {
      let bytes = try await get(place + ".well-known/openid-configuration")
      let found = try decoded(Description.self, bytes)
      guard found.issuer == options.issuer else { throw ProviderFailure.lied(.issuer) }
      guard found.places.allSatisfy(isOwn) else { throw ProviderFailure.lied(.elsewhere) }
      described = (found, now)
      failedAt.withLock { $0 = nil }
      return found
    } catch let failure as ProviderFailure {
      if failure == .unavailable { failedAt.withLock { $0 = now } }
      throw failure
    }
  }

  /// Whoever can change a description cannot have the secret sent, nor people led, to a place of theirs.
  private func isOwn(_ address: String) -> Bool {
    guard let origin = Self.origin(of: address) else { return false }
    return origins.contains(origin)
  }

  /// The claims of a token of this provider's, its signature checked; the keys are fetched anew where it names one
  /// that is not known.
  func token(_ text: String, at now: Date) async throws -> JSONWebToken {
    let token = try JSONWebToken.Unchecked(text)
    var keys = try await keys(at: now)
    if !keys.holds(token.keyID) {
      do {
        try await fetches.take("keys", at: now)
      } catch {
        throw ProviderFailure.lied(.signature)
      }
      keys = try await fetchKeys(at: now)
    }
    return try JSONWebToken(token, keys)
  }

  private func keys(at now: Date) async throws -> KeySet {
    if let keySet, isFresh(keySet.at, now) { return keySet.keys }
    return try await fetchKeys(at: now)
  }

  private func fetchKeys(at now: Date) async throws -> KeySet {
    let bytes = try await get(description(at: now).jwks_uri)
    do {
      let keys = try KeySet(bytes)
      keySet = (keys, now)
      return keys
    } catch {
      throw ProviderFailure.unavailable
    }
  }

  private func isFresh(_ then: Date, _ now: Date, within seconds: TimeInterval = lifetime) -> Bool {
    (0..<seconds).contains(now.timeIntervalSince(then))
  }

  struct Tokens: Decodable, Sendable {
    let id_token: String
    let access_token: String?
  }

  /// Gives the code back, and gets who it stands for.
  func tokens(
    code: String,
    verifier: String,
    returningTo address: String,
    at now: Date
  ) async throws
    -> Tokens
  {
    let description = try await description(at: now)
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", address),
      ("code_verifier", verifier),
    ]
    let methods = description.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
    var request = try request(description.token_endpoint)
    request.httpMethod = "POST"
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    if methods.contains("client_secret_basic") {
      let pair = "\(options.clientID.urlEncoded):\(options.clientSecret.urlEncoded)"
      let basic = Data(pair.utf8).base64EncodedString()
      request.setValue("Basic \(basic)", forHTTPHeaderField: "Authorization")
    } else {
      fields += [("client_id", options.clientID), ("client_secret", options.clientSecret)]
    }
    let body = fields.map { "\($0.0.urlEncoded)=\($0.1.urlEncoded)" }.joined(separator: "&")
    request.httpBody = Data(body.utf8)
    return try decoded(Tokens.self, try await answer(to: request))
  }

  /// What else it says of whoever an access token is about.
  ///
  /// - Parameter subject: Who that is by the token: an answer about anybody else is a lie.
  func further(_ accessToken: String, about subject: String, at now: Date) async throws -> Claims? {
    guard let address = try await description(at: now).userinfo_endpoint else { return nil }
    var request = try request(address)
    request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
    let claims = try decoded(Claims.self, try await answer(to: request))
    guard claims.text("sub") == subject else { throw ProviderFailure.lied(.subject) }
    return claims
  }

  // MARK: HTTP

  private func get(_ address: String) async throws -> Data { try await answer(to: request(address)) }

  private func request(_ address: String) throws(ProviderFailure) -> URLRequest {
    guard let url = SafeAddress.url(address) else { throw .lied(.malformed) }
    var request = URLRequest(url: url)
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    return request
  }

  private func answer(to request: URLRequest) async throws -> Data {
    do {
      return try await Download.run(request, atMost: 400_000, tooLong: .incomplete, seconds: seconds)
    } catch is Fault {
      throw ProviderFailure.unavailable
    }
  }

  private func decoded<T: Decodable>(_ type: T.Type, _ bytes: Data) throws(ProviderFailure) -> T {
    do {
      return try JSONDecoder().decode(type, from: bytes)
    } catch {
      throw .unavailable
    }
  }
}
