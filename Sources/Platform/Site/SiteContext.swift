package import Hummingbird
package import Kernel

/// What is known of one request: who asks, in which session, from where.
package struct SiteContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  package var session: Session?
  package var viewer = Viewer.anyone
  /// The name of whoever is signed in.
  package var name = ""
  /// What this visitor's forms carry; a post without it is turned away.
  package var formToken = ""
  package var remoteAddress: String
  /// What people type before a path, such as `https://touchstone.example`.
  package var origin = ""

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

extension SiteContext {
  /// The account of whoever is signed in.
  ///
  /// - Throws: ``Denied`` where nobody is.
  package func account() throws(Denied) -> String {
    guard let account = viewer.account else { throw Denied(act: "account", record: nil, isHidden: false) }
    return account
  }

  /// Whether this request may enter a vault at all: the sealed ones take a session that two things proved, and
  /// no token.
  package func mayEnter(_ vault: Vault) -> Bool {
    !vault.needsSecondFactor || viewer.circumstance.hasSecondFactor
  }
}

extension Vault {
  /// Whether a password alone does not open it.
  package var needsSecondFactor: Bool {
    switch self {
    case .safeguarding, .online: true
    case .directory, .learning, .community: false
    }
  }
}
