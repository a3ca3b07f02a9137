import Domain
import Kernel
import Platform
import Views
import Web

extension Registry {
  static var configuration: Module {
    Module(
      name: "Configuration",
      vault: .directory,
      categories: [SettingRecord.category, ConfigurationRecord.category],
      kinds: kinds(SettingRecord.Event.self) + kinds(ConfigurationRecord.Event.self),
      views: [SettingList.self],
      waiting: { try await SettingPages(site: $0).waiting($1) },
      acts: Set(SettingPolicy.Act.allCases.map(\.rawValue)),
      covered: SettingPolicy.policy.covered,
      rules: SettingPolicy.policy.names,
      explainers: [SettingPolicy.explainer],
      offered: SettingPages.offered,
      navigation: [
        NavigationItem("Settings", "/settings") { SettingPolicy.policy.allows(.read, $0, .init()) }
      ],
      register: { site, routes in
        SettingPages(site: site).register(on: routes)
        SettingAPI(site: site).register(on: routes)
      },
      operations: SettingAPI.operations
    )
  }
}
