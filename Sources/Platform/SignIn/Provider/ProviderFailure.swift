import Kernel

/// Why a provider signed nobody in.
package enum ProviderFailure: Error, Equatable, Sendable {
  /// It does not answer, or not as providers do.
  case unavailable
  /// It declined, in its own word, such as `access_denied`.
  case declined(String)
  /// The browser brought back what it was not sent away with.
  case stale
  /// What it says is not to be believed.
  case lied(Lie)
  /// Nobody here has the address, and it opens no account.
  case unknownPerson
  /// It does not say that the address is theirs.
  case unverifiedAddress
  /// Somebody else came back than is signed in.
  case otherPerson

  package enum Lie: String, Sendable {
    case malformed, algorithm, signature, issuer, audience, nonce, expired, subject
    /// Said to be of a time that is not yet: one of the two clocks is wrong.
    case clock
    /// Asked to have somebody sign in anew, it did not.
    case notAnew = "not-anew"
  }

  /// For the log: nothing personal.
  var reason: String {
    switch self {
    case .unavailable: "provider unavailable"
    case .declined: "provider declined"
    case .stale: "provider: another browser or too late"
    case .lied(let lie): "provider: \(lie.rawValue)"
    case .unknownPerson: "provider: unknown person"
    case .unverifiedAddress: "provider: unverified address"
    case .otherPerson: "provider: another person"
    }
  }

  /// - Parameter name: What people call the provider.
  func sentences(_ name: String) -> [String] {
    switch self {
    case .unavailable:
      [
        "\(name) does not answer. Try again in a few minutes, or sign in with a password if you have one here."
      ]
    case .declined: ["\(name) did not let you in. Try again, or ask whoever runs it."]
    case .stale:
      ["That took too long, or it was begun in another browser or tab. Begin again, and stay in one."]
    case .lied(.clock), .lied(.expired):
      [
        "The clock of \(name) and the clock here do not agree, so that what it says cannot be relied on.",
        "Try again. If it happens again, tell whoever runs this site.",
      ]
    case .lied:
      [
        "What \(name) answered cannot be relied on, so nobody was let in. It is not your doing.",
        "Tell whoever runs this site: it can mean an error in the settings, or an attack.",
      ]
    case .unknownPerson:
      ["\(name) knows you, but you have no account here. Ask an administrator here to open one."]
    case .unverifiedAddress:
      ["\(name) does not say that your e-mail address is yours. Ask whoever runs it to confirm the address."]
    case .otherPerson: ["You came back from \(name) as somebody else than is signed in here."]
    }
  }
}
