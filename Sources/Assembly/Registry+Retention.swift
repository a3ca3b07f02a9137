import Domain
import Kernel
import Platform
import Views
import Web

extension Registry {
  /// How the records about people are kept, by the vault that they are in.
  static var retained: [Vault: [Retained]] {
    Dictionary(grouping: modules.flatMap(\.retained)) { $0.vault }
  }

  static var retention: Module {
    Module(
      name: "Retention",
      vault: .directory,
      categories: [Retention.category, Erasure.category],
      kinds: kinds(Retention.Event.self) + kinds(Erasure.Event.self),
      views: [RetentionList.self, ErasureList.self],
      settings: ErasureSettings.all,
      waiting: { try await RetentionPages(site: $0).waiting($1) },
      daily: [RetentionKeeping.task],
      acts: Set(RetentionPolicy.Act.allCases.map(\.rawValue)),
      covered: RetentionPolicy.policy.covered,
      rules: RetentionPolicy.policy.names,
      explainers: [RetentionPolicy.explainer],
      offered: RetentionPages.offered,
      navigation: [
        NavigationItem("Reviews", "/retention") { RetentionPolicy.policy.allows(.read, $0, .none) },
        NavigationItem("Erasures", "/erasures") { RetentionPolicy.policy.allows(.readErasures, $0, .none) },
      ],
      register: { site, routes in
        RetentionPages(site: site).register(on: routes)
        ErasurePages(site: site).register(on: routes)
        RetentionAPI(site: site).register(on: routes)
      },
      operations: RetentionAPI.operations
    )
  }
}
