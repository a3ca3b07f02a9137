import Foundation
import Kernel

/// Who came, by an identity token that was checked whole (OpenID Connect Core 1.0, section 3.1.3.7).
struct Identity: Equatable, Sendable {
  let subject: String
  let sessionID: String?
  /// When they last showed the provider that it is them; nil where it does not say.
  let signedInAt: Date?
  /// Where two things showed who it is, by what the settings say of `acr` and `amr`.
  let isTwofold: Bool
  private(set) var claims: Claims

  /// What the token must answer to.
  struct Expected: Sendable {
    let nonce: String
    /// When somebody was sent to sign in anew, however long ago they did; nil where that does not matter.
    var anewSince: Date?
  }

  /// - Throws: ``ProviderFailure/lied(_:)``.
  init(
    _ token: JSONWebToken,
    _ expected: Expected,
    _ options: ProviderOptions,
    at now: Date
  ) throws(ProviderFailure) {
    let claims = token.claims
    guard token.type == nil || token.type == "jwt" else { throw .lied(.malformed) }
    try Self.check(claims, options)
    guard let nonce = claims.text("nonce"), Secret.isSame(nonce, expected.nonce) else {
      throw .lied(.nonce)
    }
    try Self.checkTimes(claims, at: now)
    guard let subject = claims.text("sub"), subject.utf8.count <= 1000 else { throw .lied(.subject) }
    let signedInAt = claims.time("auth_time").map { min($0, now) }
    if let since = expected.anewSince {
      guard let signedInAt, signedInAt >= since else { throw .lied(.notAnew) }
    }
    self.subject = subject
    sessionID = claims.text("sid")
    self.signedInAt = signedInAt
    isTwofold = !options.twofold.isDisjoint(with: claims.texts("amr") + claims.texts("acr"))
    self.claims = claims
  }

  /// Who it is, when and how stays as the token says it.
  func completed(by further: Claims) -> Identity {
    var identity = self
    identity.claims = claims.completed(by: further)
    return identity
  }

  /// That it is this provider's, and for us.
  static func check(_ claims: Claims, _ options: ProviderOptions) throws(ProviderFailure) {
    guard claims.text("iss") == options.issuer else { throw .lied(.issuer) }
    let audience = claims.texts("aud")
    guard audience.contains(options.clientID) else { throw .lied(.audience) }
    let party = claims.text("azp")
    guard party == options.clientID || party == nil && audience.count == 1 else { throw .lied(.audience) }
  }

  /// That it is of now, as far as two clocks agree.
  static func checkTimes(_ claims: Claims, at now: Date) throws(ProviderFailure) {
    guard let made = claims.time("iat") else { throw .lied(.malformed) }
    guard made <= now.addingTimeInterval(SignIn.clockSlack) else { throw .lied(.clock) }
    guard let end = claims.time("exp") else { throw .lied(.malformed) }
    guard end > now.addingTimeInterval(-SignIn.clockSlack) else { throw .lied(.expired) }
    if let start = claims.time("nbf"), start > now.addingTimeInterval(SignIn.clockSlack) {
      throw .lied(.clock)
    }
    guard now.timeIntervalSince(made) < 3600 else { throw .lied(.expired) }
  }
}

/// That somebody signed out at the provider (OpenID Connect Back-Channel Logout 1.0).
struct LogoutToken: Equatable, Sendable {
  let subject: String?
  let sessionID: String?
  let made: Date

  private static let event = "http://schemas.openid.net/event/backchannel-logout"

  /// - Throws: ``ProviderFailure/lied(_:)``.
  init(_ token: JSONWebToken, _ options: ProviderOptions, at now: Date) throws(ProviderFailure) {
    let claims = token.claims
    guard token.type == nil || token.type == "jwt" || token.type == "logout+jwt" else {
      throw .lied(.malformed)
    }
    try Identity.check(claims, options)
    // An identity token is no word that somebody left.
    guard !claims.has("nonce"), claims.object("events")?[Self.event] != nil else { throw .lied(.malformed) }
    guard let made = claims.time("iat") else { throw .lied(.malformed) }
    guard made <= now.addingTimeInterval(SignIn.clockSlack) else { throw .lied(.clock) }
    guard now.timeIntervalSince(made) < 600 else { throw .lied(.expired) }
    if let end = claims.time("exp"), end <= now.addingTimeInterval(-SignIn.clockSlack) {
      throw .lied(.expired)
    }
    subject = claims.text("sub")
    sessionID = claims.text("sid")
    self.made = made
    guard subject != nil || sessionID != nil else { throw .lied(.subject) }
  }
}
