import Domain
package import Kernel
package import Platform
package import Projection
package import Search
import Views
import Web

/// Every module: a new one gets its line here.
package enum Registry {
  package static var modules: [Module] {
    [practice, adoption, collection, channel, rights, oversight, directory, configuration, retention]
  }

  /// The kinds of record that sealed vaults hold.
  static var sealedKinds: [SealedKind] { channelKinds + [RightsPages.sealedKind] }

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

  /// What modules do by themselves, in their order.
  package static var daily: [DailyTask] { modules.flatMap(\.daily) }

  /// Every policy setting, in the order of the modules.
  package static var settings: [SettingDeclaration] { modules.flatMap(\.settings) }

  private static var practice: Module {
    Module(
      name: "Practice",
      vault: Practice.vault,
      categories: [Practice.category],
      kinds: kinds(Practice.Event.self),
      views: [PracticeList.self, PracticeRecord.self, ReleasedList.self, ContactClock.self],
      searches: [PracticeSearch.self],
      settings: ContactClock.rules.flatMap(\.settings),
      retained: [
        Retained(Practice.category, ContactClock.self, sharing: ["details.contacts.role"]) {
          "/practices/\($0)"
        }
      ],
      waiting: { try await PracticeHome(site: $0).waiting($1) },
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
      waiting: { try await AdoptionPages(site: $0).waiting($1) },
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

  private static var oversight: Module {
    Module(
      name: "Oversight",
      vault: BreakGlass.vault,
      categories: [BreakGlass.category, UnusualLook.category],
      kinds: kinds(BreakGlass.Event.self) + kinds(UnusualLook.Event.self),
      views: [BreakGlassList.self, UnusualLookList.self, BreakGlassClock.self, UnusualLookClock.self],
      settings: OversightSettings.all + (BreakGlassClock.rules + UnusualLookClock.rules).flatMap(\.settings),
      retained: [
        Retained(BreakGlass.category, BreakGlassClock.self) { "/break-glass/\($0)" },
        Retained(UnusualLook.category, UnusualLookClock.self) { _ in "/oversight/unusual" },
      ],
      waiting: { try await OversightPages(site: $0).waiting($1) },
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
      waiting: { try await DirectoryHome(site: $0).waiting($1) },
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
