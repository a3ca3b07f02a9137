import Domain
import Kernel
package import Platform
import Views

extension SettingPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "configuration",
      "Settings",
      policy,
      \.words,
      at: "/settings/",
      none: Facts(),
      reading: .read
    ) { site, key, _ in
      guard let declaration = site.policies.declared.first(where: { $0.key == key }) else { return nil }
      let acts = try await site.read(.directory) { try SettingList.acts(of: key, in: $0) }
      return SettingStanding(declaration, acts, on: site.today).facts
    }
  }
}

extension SettingPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .read: "Read the settings"
    case .change: "Set or propose a setting"
    case .agree: "Agree to a proposed setting"
    case .decline: "Decline a proposed setting"
    }
  }
}
