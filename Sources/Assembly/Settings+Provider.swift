import Foundation
import Kernel
import Platform

extension Settings {
  package static let providerIssuer = Setting(
    "provider.issuer",
    "",
    "The issuer of an OpenID Connect provider, exactly as it says it; empty is none"
  )
  package static let providerName = Setting(
    "provider.name",
    "your organisation",
    "What people call the provider: Sign in with …"
  )
  package static let providerClient = Setting(
    "provider.client-id",
    "",
    "What the provider knows this site by"
  )
  package static let providerSecret = Setting(
    "provider.client-secret",
    "",
    "The secret that it shares with this site",
    isSecret: true
  )
  package static let providerScopes = Setting(
    "provider.scopes",
    "openid email profile",
    "What is asked of the provider"
  )
  package static let providerGroups = Setting(
    "provider.group-claim",
    "groups",
    "The claim that holds somebody's groups; dots lead into objects"
  )
  package static let providerRoles = Setting(
    "provider.roles",
    "",
    "Which group gives which role: role=group, or role@organisation:ID=group, or role@area:ID=group; semicolons between"
  )
  package static let providerTwofold = Setting(
    "provider.second-factor",
    "",
    "What acr or amr says where two factors showed who it is, with spaces between; empty believes none"
  )
  package static let providerUnknown = Setting(
    "provider.unknown-people",
    "refuse",
    of: ["refuse", "open"],
    "What becomes of somebody who has no account here: refuse, or open one"
  )

  static let ofProvider: [any AnySetting] = [
    providerIssuer, providerName, providerClient, providerSecret, providerScopes, providerGroups,
    providerRoles, providerTwofold, providerUnknown,
  ]

  /// The provider as it is set; nil where none is.
  ///
  /// - Throws: `Fault(.configuration)` in words that name the setting.
  func provider() throws -> Provider? {
    let issuer = self[Self.providerIssuer]
    guard !issuer.isEmpty else { return nil }
    for setting in [Self.providerClient, Self.providerSecret] where self[setting].isEmpty {
      throw Fault(.configuration, "provider.issuer is set, and \(setting.key) is not")
    }
    let scopes = self[Self.providerScopes]
    guard scopes.split(separator: " ").contains("openid") else {
      throw Fault(.configuration, "the setting provider.scopes must hold openid")
    }
    var options = ProviderOptions(
      issuer: issuer,
      name: self[Self.providerName],
      clientID: self[Self.providerClient],
      clientSecret: self[Self.providerSecret]
    )
    options.scopes = scopes
    options.groupClaim = self[Self.providerGroups]
    options.twofold = Set(self[Self.providerTwofold].split(separator: " ").map(String.init))
    options.opensAccounts = self[Self.providerUnknown] == "open"
    options.roles = try Self.groupRoles(self[Self.providerRoles])
    return try Provider(options)
  }

  /// Groups may hold what names of directories hold, an equals sign too: what stands before the first is the role.
  static func groupRoles(_ text: String) throws -> [ProviderOptions.GroupRole] {
    try text.split(separator: ";").map { entry in
      let parts = entry.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      let place = parts[0].split(separator: "@", maxSplits: 1).map(String.init)
      guard parts.count == 2, !parts[1].isEmpty, let role = place.first.flatMap(Role.init(rawValue:)),
        let scope = scope(place.count == 2 ? place[1] : "everywhere")
      else {
        throw Fault(
          .configuration,
          "the setting provider.roles cannot be read at “\(entry)”: write role=group, role@organisation:ID=group or role@area:ID=group"
        )
      }
      return ProviderOptions.GroupRole(group: parts[1], role: role, scope: scope)
    }
  }

  private static func scope(_ text: String) -> Kernel.Scope? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    return switch (parts.first, parts.count) {
    case ("everywhere", 1): .everywhere
    case ("organisation", 2): .organisation(parts[1])
    case ("area", 2): .area(parts[1])
    default: nil
    }
  }
}
