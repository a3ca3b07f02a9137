import Domain
import Kernel
import Platform
import Views
import Web

extension Registry {
  static var channel: Module {
    Module(
      name: "Channel",
      vault: Referral.vault,
      categories: [Referral.category, Case.category, Signpost.category],
      kinds: kinds(Referral.Event.self) + kinds(Case.Event.self) + kinds(Signpost.Event.self),
      views: [ReferralList.self, ReferralClock.self, CaseList.self, CaseRecord.self, CaseClock.self],
      settings: (ReferralClock.rules + CaseClock.rules).flatMap(\.settings) + ChannelSettings.all,
      // What many referrals have in common: who refers, and codes.
      retained: [
        Retained(
          Referral.category,
          ReferralClock.self,
          sharing: ["contact", "name", "organisation", "parent", "person"]
        ) { "/referrals/\($0)" },
        Retained(Case.category, CaseClock.self, sharing: ["code", "recipient"]) { "/cases/\($0)" },
        // A signpost has no clock of its own: it goes with the case that it stands in.
        Retained(Signpost.category, CaseClock.self, sharing: ["service"]) { "/cases/\($0)" },
      ],
      acts: Set(ChannelPolicy.Act.allCases.map(\.rawValue) + CasePolicy.Act.allCases.map(\.rawValue)),
      covered: ChannelPolicy.policy.covered.union(CasePolicy.policy.covered),
      rules: ChannelPolicy.policy.names.union(CasePolicy.policy.names),
      explainers: [ChannelPolicy.explainer, CasePolicy.explainer],
      offered: ChannelPages.offered.union(CasePages.offered),
      navigation: [
        NavigationItem("Referrals", "/referrals") { ChannelPolicy.policy.allows(.list, $0, .none) },
        NavigationItem("Cases", "/cases") { CasePolicy.policy.allows(.list, $0, .none) },
      ],
      register: { site, routes in
        ChannelPages(site: site).register(on: routes)
        ChannelAPI(site: site).register(on: routes)
        CasePages(site: site).register(on: routes)
        CaseAPI(site: site).register(on: routes)
      },
      operations: ChannelAPI.operations + CaseAPI.operations
    )
  }
}
