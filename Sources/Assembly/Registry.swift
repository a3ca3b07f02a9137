import Domain
package import Hummingbird
package import Kernel
package import Platform
package import Projection
package import Search
import Views
import Web

/// One module as the program wires it and as the conformance suite examines it.
package struct Module: Sendable {
  /// The name of its folder.
  package let name: String
  package let vault: Vault
  /// The categories of its records.
  package let categories: [String]
  /// The names and versions of its events.
  package let kinds: [(name: String, version: Int)]
  package let views: [any View.Type]
  package var searches: [any SearchSource.Type] = []
  /// What people set by decision.
  package var settings: [SettingDeclaration] = []
  /// How those of its records are kept that hold something about a person.
  package var retained: [Retained] = []
  /// What people may ask to do, and what its policy has a rule for.
  package let acts: Set<String>
  package let covered: Set<String>
  /// The names of its rules, each of which has a row in a table of the tests.
  package let rules: Set<String>
  /// What it tells an administrator of why somebody may or may not do something.
  package let explainers: [Explainer]
  /// What the pages offer; the interface for programs offers the same.
  package let offered: Set<String>
  package let navigation: [NavigationItem]
  package let register: @Sendable (Site, RouterGroup<SiteContext>) -> Void
  /// The calls of its interface for programs.
  package let operations: [APIOperation]
}

/// Every module: a new one gets its line here.
package enum Registry {
  package static var modules: [Module] {
    [practice, adoption, collection, channel, rights, oversight, directory, configuration, retention]
  }

  /// The kinds of record that sealed vaults hold.
  static var sealedKinds: [SealedKind] { [ChannelPages.sealedKind, RightsPages.sealedKind] }

  /// Every call of the interface for programs, by what the description groups it under.
  package static var operations: [(tag: String, operations: [APIOperation])] {
    [("Sign in", SignInPages.operations)] + modules.map { ($0.name, $0.operations) }
  }

  package static var views: [Vault: [any View.Type]] {
    Dictionary(grouping: modules.flatMap(\.views)) { $0.vault }
  }

  package static var searches: [Vault: [any SearchSource.Type]] {
    Dictionary(grouping: modules.flatMap(\.searches)) { $0.vault }
  }

  /// Every policy setting, in the order of the modules.
  package static var settings: [SettingDeclaration] { modules.flatMap(\.settings) }

  private static var practice: Module {
    Module(
      name: "Practice",
      vault: Practice.vault,
      categories: [Practice.category],
      kinds: kinds(Practice.Event.self),
      views: [PracticeList.self, PracticeRecord.self, ContactClock.self],
      searches: [PracticeSearch.self],
      settings: ContactClock.rules.flatMap(\.settings),
      retained: [
        Retained(Practice.category, ContactClock.self, sharing: ["role"]) { "/practices/\($0)" }
      ],
      acts: Set(PracticePolicy.Act.allCases.map(\.rawValue)),
      covered: PracticePolicy.policy.covered,
      rules: PracticePolicy.policy.names,
      explainers: [PracticePolicy.explainer],
      offered: PracticePages.offered,
      navigation: [NavigationItem("Practices", "/practices")],
      register: { site, routes in
        PracticeHome(site: site).register(on: routes)
        PracticePages(site: site).register(on: routes)
        PracticeAPI(site: site).register(on: routes)
      },
      operations: PracticeAPI.operations
    )
  }

  private static var adoption: Module {
    Module(
      name: "Adoption",
      vault: Adoption.vault,
      categories: [Adoption.category],
      kinds: kinds(Adoption.Event.self),
      views: [AdoptionList.self],
      acts: Set(AdoptionPolicy.Act.allCases.map(\.rawValue)),
      covered: AdoptionPolicy.policy.covered,
      rules: AdoptionPolicy.policy.names,
      explainers: [AdoptionPolicy.explainer],
      offered: AdoptionPages.offered,
      navigation: [],
      register: { site, routes in
        AdoptionPages(site: site).register(on: routes)
        AdoptionAPI(site: site).register(on: routes)
      },
      operations: AdoptionAPI.operations
    )
  }

  private static var collection: Module {
    Module(
      name: "Collection",
      vault: Collection.vault,
      categories: [Collection.category],
      kinds: kinds(Collection.Event.self),
      views: [CollectionList.self],
      acts: Set(CollectionPolicy.Act.allCases.map(\.rawValue)),
      covered: CollectionPolicy.policy.covered,
      rules: CollectionPolicy.policy.names,
      explainers: [CollectionPolicy.explainer],
      offered: CollectionPages.offered,
      navigation: [],
      register: { site, routes in
        CollectionPages(site: site).register(on: routes)
        CollectionAPI(site: site).register(on: routes)
      },
      operations: CollectionAPI.operations
    )
  }

  private static var channel: Module {
    Module(
      name: "Channel",
      vault: Referral.vault,
      categories: [Referral.category],
      kinds: kinds(Referral.Event.self),
      views: [ReferralList.self, ReferralClock.self],
      settings: ReferralClock.rules.flatMap(\.settings),
      // What many referrals have in common: who refers, and codes.
      retained: [
        Retained(
          Referral.category,
          ReferralClock.self,
          sharing: ["contact", "name", "organisation", "parent", "person"]
        ) { "/referrals/\($0)" }
      ],
      acts: Set(ChannelPolicy.Act.allCases.map(\.rawValue)),
      covered: ChannelPolicy.policy.covered,
      rules: ChannelPolicy.policy.names,
      explainers: [ChannelPolicy.explainer],
      offered: ChannelPages.offered,
      navigation: [
        NavigationItem("Referrals", "/referrals") { ChannelPolicy.policy.allows(.list, $0, .none) }
      ],
      register: { site, routes in
        ChannelPages(site: site).register(on: routes)
        ChannelAPI(site: site).register(on: routes)
      },
      operations: ChannelAPI.operations
    )
  }

  private static var oversight: Module {
    Module(
      name: "Oversight",
      vault: BreakGlass.vault,
      categories: [BreakGlass.category, UnusualLook.category],
      kinds: kinds(BreakGlass.Event.self) + kinds(UnusualLook.Event.self),
      views: [BreakGlassList.self, UnusualLookList.self, BreakGlassClock.self, UnusualLookClock.self],
      settings: (BreakGlassClock.rules + UnusualLookClock.rules).flatMap(\.settings),
      retained: [
        Retained(BreakGlass.category, BreakGlassClock.self) { "/break-glass/\($0)" },
        Retained(UnusualLook.category, UnusualLookClock.self) { _ in "/oversight/unusual" },
      ],
      acts: Set(OversightPolicy.Act.allCases.map(\.rawValue)),
      covered: OversightPolicy.policy.covered,
      rules: OversightPolicy.policy.names,
      explainers: [OversightPolicy.explainer],
      offered: OversightPages.offered,
      navigation: [
        NavigationItem("Break-glass", "/break-glass") {
          OversightPolicy.policy.allows(.breakGlass, $0, .none)
        },
        NavigationItem("Oversight", "/oversight") { OversightPolicy.policy.allows(.readLog, $0, .none) },
      ],
      register: { site, routes in
        OversightPages(site: site).register(on: routes)
        OversightAPI(site: site).register(on: routes)
      },
      operations: OversightAPI.operations
    )
  }

  private static var directory: Module {
    Module(
      name: "Directory",
      vault: .directory,
      categories: [Account.category, Organisation.category, Area.category],
      kinds: kinds(Account.Event.self) + kinds(Organisation.Event.self) + kinds(Area.Event.self),
      views: [AccountList.self, PlaceList.self, AccountClock.self],
      settings: AccountClock.rules.flatMap(\.settings),
      retained: [Retained(Account.category, AccountClock.self) { "/people/\($0)" }],
      acts: Set(DirectoryPolicy.Act.allCases.map(\.rawValue)),
      covered: DirectoryPolicy.policy.covered,
      rules: DirectoryPolicy.policy.names,
      explainers: [DirectoryPolicy.explainer],
      offered: DirectoryPages.offered,
      navigation: [
        NavigationItem("Organisations", "/organisations"),
        NavigationItem("Areas", "/areas"),
        NavigationItem("People", "/people") { $0.holdsAnywhere(.administrator) },
      ],
      register: { site, routes in
        DirectoryPages(site: site).register(on: routes)
        DirectoryAPI(site: site).register(on: routes)
      },
      operations: DirectoryAPI.operations
    )
  }

  static func kinds<Event: DomainEvent>(_ event: Event.Type) -> [(name: String, version: Int)] {
    event.kinds.map { ($0.name, $0.version) }
  }
}
