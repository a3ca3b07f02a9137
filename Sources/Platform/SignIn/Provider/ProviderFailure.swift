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
  /// Somebody here has the address, and a way in of their own.
  case needsLink
  /// Somebody else came back than is signed in.
  case otherPerson
  /// Whoever came back signs in to another account here.
  case linkedElsewhere

  package enum Lie: String, Sendable {
    case malformed, algorithm, signature, issuer, audience, nonce, expired, subject
    /// Said to be of a time that is not yet: one of the two clocks is wrong.
    case clock
    /// What it says of itself leads to somebody else's place.
    case elsewhere
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
    case .needsLink: "provider: account not linked"
    case .otherPerson: "provider: another person"
    case .linkedElsewhere: "provider: linked elsewhere"
    }
  }

  /// - Parameter name: What people call the provider.
  func sentences(_ name: String) -> [String] {
    switch self {
    case .unavailable:
      [
        "\(name) does not answer, or not as it should. Nothing is lost: try again in a few minutes, or sign in with a password or a link that you were given."
      ]
    case .declined: ["\(name) did not let you in. Try again, or ask whoever runs it."]
    case .stale:
      ["That took too long, or it was begun in another browser or tab. Begin again, and stay in one."]
    case .lied(.notAnew):
      [
        "\(name) did not ask you to sign in once more, so that nothing shows that it is you.",
        "Use another way.",
      ]
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
    case .needsLink:
      [
        "There is an account here with your address, and it is signed in to with a password of its own.",
        "Sign in with that password, open Your account, and choose to sign in with \(name) from then on.",
        "If you do not know the password, ask an administrator for a new link.",
      ]
    case .linkedElsewhere:
      ["Whoever you are at \(name) signs in to another account here. Nothing was changed."]
    case .otherPerson: ["You came back from \(name) as somebody else than is signed in here."]
    }
  }
}
