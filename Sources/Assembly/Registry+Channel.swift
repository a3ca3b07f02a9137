import Domain
import Hummingbird
import Kernel
import Platform
import Projection
import Views
import Web

extension Registry {
  /// The kinds of sealed record of this module.
  static var channelKinds: [SealedKind] {
    [ChannelPages.sealedKind, CasePages.sealedKind, ProviderPages.sealedKind]
  }

  static var channel: Module {
    Module(
      name: "Channel",
      vault: Referral.vault,
      categories: [
        Referral.category, Case.category, Signpost.category, InterventionProvider.category, Panel.category,
      ],
      kinds: kinds(Referral.Event.self) + kinds(Case.Event.self) + kinds(Signpost.Event.self)
        + kinds(InterventionProvider.Event.self) + kinds(Panel.Event.self),
      views: [
        ReferralList.self, ReferralClock.self, CaseList.self, CaseRecord.self, CaseClock.self,
        SignpostClock.self,
        ProviderList.self, ProviderClock.self, PanelList.self,
        PanelClock.self,
      ],
      settings: (ReferralClock.rules + CaseClock.rules + SignpostClock.rules + ProviderClock.rules
        + PanelClock.rules)
        .flatMap(\.settings) + ChannelSettings.all,
      retained: channelRetained,
      waiting: { try await CasePages(site: $0).waiting($1) },
      daily: [SilentCases.task],
      acts: acts(ChannelPolicy.Act.self).union(acts(CasePolicy.Act.self)).union(acts(ProviderPolicy.Act.self))
        .union(
          acts(PanelPolicy.Act.self)
        ),
      covered: ChannelPolicy.policy.covered.union(CasePolicy.policy.covered).union(
        ProviderPolicy.policy.covered
      )
      .union(PanelPolicy.policy.covered),
      rules: ChannelPolicy.policy.names.union(CasePolicy.policy.names).union(ProviderPolicy.policy.names)
        .union(PanelPolicy.policy.names),
      explainers: [
        ChannelPolicy.explainer, CasePolicy.explainer, ProviderPolicy.explainer, PanelPolicy.explainer,
      ],
      offered: ChannelPages.offered.union(CasePages.offered).union(ProviderPages.offered).union(
        PanelPages.offered
      ),
      navigation: channelNavigation,
      register: { site, routes in
        ChannelPages(site: site).register(on: routes)
        ChannelAPI(site: site).register(on: routes)
        CasePages(site: site).register(on: routes)
        CaseAPI(site: site).register(on: routes)
        ProviderPages(site: site).register(on: routes)
        ProviderAPI(site: site).register(on: routes)
        PanelPages(site: site).register(on: routes)
        PanelAPI(site: site).register(on: routes)
      },
      operations: ChannelAPI.operations + CaseAPI.operations + ProviderAPI.operations + PanelAPI.operations
    )
  }

  private static var channelNavigation: [NavigationItem] {
    [
      NavigationItem("Referrals", "/referrals") { ChannelPolicy.policy.allows(.list, $0, .none) },
      NavigationItem("Cases", "/cases") { CasePolicy.policy.allows(.list, $0, .none) },
      NavigationItem("Panels", "/panels") { PanelPolicy.policy.allows(.seePanels, $0, .none) },
      NavigationItem("Providers", "/providers") { ProviderPolicy.policy.allows(.seeProviders, $0, .none) },
    ]
  }

  private static var channelRetained: [Retained] {
    [
      // What many referrals have in common: who refers, and codes.
      Retained(
        Referral.category,
        ReferralClock.self,
        sharing: ["contact", "name", "organisation", "parent", "person"]
      ) { "/referrals/\($0)" },
      Retained(Case.category, CaseClock.self, sharing: ["code", "recipient"]) { "/cases/\($0)" },
      Retained(Signpost.category, SignpostClock.self, sharing: ["service"]) { _ in "/cases" },
      Retained(InterventionProvider.category, ProviderClock.self) { "/providers/\($0)" },
      Retained(Panel.category, PanelClock.self) { "/panels/\($0)" },
    ]
  }

  private static func acts<Act: CaseIterable & RawRepresentable>(_ acts: Act.Type) -> Set<String>
  where Act.RawValue == String {
    Set(Act.allCases.map(\.rawValue))
  }
}
