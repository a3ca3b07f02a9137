import Domain
import Kernel
import Platform
import Views
import Web

extension Registry {
  static var rights: Module {
    Module(
      name: "Rights",
      vault: RightsRequest.vault,
      categories: [RightsRequest.category],
      kinds: kinds(RightsRequest.Event.self),
      views: [RightsList.self, RightsClock.self],
      settings: RightsRules.settings + RightsClock.rules.flatMap(\.settings),
      // Who asks for somebody else, and who had received a record, are others.
      retained: [
        Retained(
          RightsRequest.category,
          RightsClock.self,
          sharing: ["contact.name", "recipient"],
          naming: ["person"]
        ) { "/rights/\($0)" }
      ],
      waiting: { try await RightsPages(site: $0).waiting($1) },
      acts: Set(RightsPolicy.Act.allCases.map(\.rawValue)),
      covered: RightsPolicy.policy.covered,
      rules: RightsPolicy.policy.names,
      explainers: [RightsPolicy.explainer],
      offered: RightsPages.offered,
      navigation: [
        NavigationItem("Rights", "/rights") { RightsPolicy.policy.allows(.list, $0, .none) }
      ],
      register: { site, routes in
        RightsPages(site: site).register(on: routes)
        RightsAPI(site: site).register(on: routes)
      },
      operations: RightsAPI.operations
    )
  }
}
