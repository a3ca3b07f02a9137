import Foundation
import Kernel
import Keyring
package import Platform

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
  package static let providerSecretFile = Setting(
    "provider.client-secret-file",
    "",
    "The file that holds that secret, where the setting above is empty"
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
  package static let providerRoleDays = Setting(
    "provider.role-days",
    30,
    1...365,
    "For how many days a group's role is held without another sign-in through the provider"
  )
  package static let providerOrigins = Setting(
    "provider.origins",
    "",
    "Where else than at the issuer's own address the provider may answer, such as https://tokens.example; with spaces"
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
    providerIssuer, providerName, providerClient, providerSecret, providerSecretFile, providerScopes,
    providerGroups, providerRoles, providerRoleDays, providerOrigins, providerTwofold, providerUnknown,
  ]

  /// The provider as it is set; nil where none is.
  ///
  /// - Throws: `Fault(.configuration)` in words that name the setting.
  func provider() throws -> Provider? {
    let issuer = self[Self.providerIssuer]
    guard !issuer.isEmpty else { return nil }
    guard !self[Self.providerClient].isEmpty else {
      throw Fault(.configuration, "provider.issuer is set, and \(Self.providerClient.key) is not")
    }
    let scopes = self[Self.providerScopes]
    guard scopes.split(separator: " ").contains("openid") else {
      throw Fault(.configuration, "the setting provider.scopes must hold openid")
    }
    var options = ProviderOptions(
      issuer: issuer,
      name: self[Self.providerName],
      clientID: self[Self.providerClient],
      clientSecret: try providerSecret()
    )
    options.scopes = scopes
    options.groupClaim = self[Self.providerGroups]
    options.twofold = Set(self[Self.providerTwofold].split(separator: " ").map(String.init))
    options.roleDays = self[Self.providerRoleDays]
    options.origins = try origins()
    options.opensAccounts = self[Self.providerUnknown] == "open"
    options.roles = try Self.groupRoles(self[Self.providerRoles])
    return try Provider(options)
  }

  private func providerSecret() throws -> String {
    let given = self[Self.providerSecret]
    guard given.isEmpty else { return given }
    let file = self[Self.providerSecretFile]
    guard !file.isEmpty else {
      throw Fault(
        .configuration,
        "provider.issuer is set, and neither \(Self.providerSecret.key) nor \(Self.providerSecretFile.key) is"
      )
    }
    let text = try SecretFile.read(URL(filePath: file), "the provider's secret")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw Fault(.configuration, "the file \(file) is empty") }
    return text
  }

  private func origins() throws -> Set<String> {
    Set(
      try self[Self.providerOrigins].split(separator: " ").map { text in
        guard let origin = Provider.origin(of: String(text)), origin == text else {
          throw Fault(
            .configuration,
            "the setting provider.origins cannot be read at “\(text)”: write https:// and a host, and no path"
          )
        }
        return origin
      }
    )
  }

  /// Groups may hold what names of directories hold, an equals sign too: what stands before the first is the role.
  package static func groupRoles(_ text: String) throws -> [ProviderOptions.GroupRole] {
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
      guard ProviderOptions.maps(role) else {
        throw Fault(
          .configuration,
          "the setting provider.roles names “\(role.rawValue)”, which no group gives: somebody here grants it by name"
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
