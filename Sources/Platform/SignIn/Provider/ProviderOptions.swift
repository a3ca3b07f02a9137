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
  /// What `acr` or `amr` says where two things showed who it is.
  package var twofold: Set<String> = []
  /// Whether somebody whom it vouches for gets an account where they have none.
  package var opensAccounts = false
  /// Which group gives which role, and where.
  package var roles: [GroupRole] = []

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
}
