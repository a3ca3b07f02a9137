import Foundation
package import Kernel

/// An organisation's own sign-in, as the settings describe it.
package struct ProviderOptions: Sendable {
  /// Exactly as the provider's documents say it.
  package var issuer: String
  /// What people call it.
  package var name: String
  package var clientID: String
  package var clientSecret: String
  package var scopes = "openid email profile"
  package var groupClaim = "groups"
  /// Schemes, hosts and ports beside the issuer's own to which its description may lead.
  package var origins: Set<String> = []
  /// What `acr` or `amr` says where two things showed who it is.
  package var twofold: Set<String> = []
  /// Whether somebody whom it vouches for gets an account where they have none.
  package var opensAccounts = false
  /// Which group gives which role, and where.
  package var roles: [GroupRole] = []
  /// For how many days a group's role is held without another sign-in through the provider.
  package var roleDays = 30

  package struct GroupRole: Equatable, Sendable {
    package let group: String
    package let role: Role
    package let scope: Kernel.Scope

    package init(group: String, role: Role, scope: Kernel.Scope) {
      self.group = group
      self.role = role
      self.scope = scope
    }
  }

  /// Whether a group can give a role: none that opens doors, goes through those of sealed vaults, or watches.
  package static func maps(_ role: Role) -> Bool {
    role != .administrator && !role.isWatching && !role.work.isSealed
  }

  package init(issuer: String, name: String, clientID: String, clientSecret: String) {
    self.issuer = issuer
    self.name = name
    self.clientID = clientID
    self.clientSecret = clientSecret
  }
}

/// What the site does to accounts on the word of a provider.
package struct ProvidedPeople: Sendable {
  /// Opens an account; its opener is the program itself.
  package var open: @Sendable (_ account: String, _ name: String, _ email: String) async throws -> Void
  /// Grants what the groups give and ends what they gave before and give no more.
  package var setGroups: @Sendable (_ account: String, _ groups: Set<String>) async throws -> Void

  package init(
    open: @escaping @Sendable (String, String, String) async throws -> Void,
    setGroups: @escaping @Sendable (String, Set<String>) async throws -> Void
  ) {
    self.open = open
    self.setGroups = setGroups
  }
}

/// What is kept of a provider beside a session: enough to end both together.
struct ProviderSession: Equatable, Sendable {
  /// A digest of who it is there.
  let subject: Data
  /// A digest of the session there.
  let sessionID: Data?
  /// The token that it was begun with, sealed.
  let token: Data
  /// When its owner last showed the provider that it is them; nil where it does not say, and where it was kept.
  var signedInAt: Date?
}
