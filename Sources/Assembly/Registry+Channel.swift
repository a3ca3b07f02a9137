import Domain
import Hummingbird
import Kernel
import Platform
import Projection
import Views
import Web

/// What one kind of record adds to its module.
struct ModulePart {
  var categories: [String] = []
  var kinds: [(name: String, version: Int)] = []
  var views: [any View.Type] = []
  var settings: [SettingDeclaration] = []
  var retained: [Retained] = []
  var waiting: [Waiting.Source] = []
  var daily: [DailyTask] = []
  var acts: Set<String> = []
  var covered: Set<String> = []
  var rules: Set<String> = []
  var explainers: [Explainer] = []
  var offered: Set<String> = []
  let register: @Sendable (Site, RouterGroup<SiteContext>) -> Void
  let operations: [APIOperation]

  /// The part with a policy of its own.
  func governed<Act: CaseIterable & RawRepresentable & Hashable & Sendable, Facts: Sendable>(
    by policy: Policy<Act, Facts>,
    _ explainer: Explainer
  ) -> ModulePart where Act.RawValue == String {
    var part = self
    part.acts = Set(Act.allCases.map(\.rawValue))
    part.covered = policy.covered
    part.rules = policy.names
    part.explainers = [explainer]
    return part
  }
}

extension Registry {
  /// The kinds of sealed record of this module.
  static var channelKinds: [SealedKind] {
    [
      ChannelPages.sealedKind, ChannelPages.matchKind, CasePages.sealedKind, ProviderPages.sealedKind,
      MeetingPages.sealedKind,
    ]
  }

  private static var channelParts: [ModulePart] {
    [referrals, cases, providers, panels, meetings, assessments, requests, learning]
  }

  static var channel: Module {
    let parts = channelParts
    let sources = parts.flatMap(\.waiting)
    return Module(
      name: "Channel",
      vault: Referral.vault,
      categories: parts.flatMap(\.categories),
      kinds: parts.flatMap(\.kinds),
      views: parts.flatMap(\.views),
      settings: parts.flatMap(\.settings),
      retained: parts.flatMap(\.retained),
      waiting: { site, context in
        var found: [Waiting] = []
        for source in sources { found += try await source(site, context) }
        return found
      },
      daily: parts.flatMap(\.daily),
      acts: parts.reduce(into: []) { $0.formUnion($1.acts) },
      covered: parts.reduce(into: []) { $0.formUnion($1.covered) },
      rules: parts.reduce(into: []) { $0.formUnion($1.rules) },
      explainers: parts.flatMap(\.explainers),
      offered: parts.reduce(into: []) { $0.formUnion($1.offered) },
      navigation: [
        NavigationItem("Referrals", "/referrals") { ChannelPolicy.policy.allows(.list, $0, .none) },
        NavigationItem("Cases", "/cases") { CasePolicy.policy.allows(.list, $0, .none) },
        NavigationItem("Meetings", "/meetings") { MeetingPolicy.policy.allows(.list, $0, .none) },
      ],
      register: { site, routes in
        for part in channelParts { part.register(site, routes) }
      },
      operations: parts.flatMap(\.operations)
    )
  }

  private static var referrals: ModulePart {
    ModulePart(
      categories: [Referral.category, Match.category],
      kinds: kinds(Referral.Event.self) + kinds(Match.Event.self),
      views: [ReferralList.self, ReferralClock.self, ReferralKeys.self, MatchList.self, MatchClock.self],
      settings: (ReferralClock.rules + MatchClock.rules).flatMap(\.settings) + ReferSettings.all,
      // Who refers is another person, and a household has one address.
      retained: [
        Retained(
          Referral.category,
          ReferralClock.self,
          sharing: ["awareness.parent", "awareness.person", "person.address", "referrer"],
          naming: ["person"]
        ) { "/referrals/\($0)" },
        Retained(Match.category, MatchClock.self) { "/referrals/\($0.prefix { $0 != "-" })/contacts" },
      ],
      waiting: [{ try await ChannelPages(site: $0).waiting($1) }],
      offered: ChannelPages.offered,
      register: { site, routes in
        ChannelPages(site: site).register(on: routes)
        ChannelAPI(site: site).register(on: routes)
        let refer = ReferPages(site: site)
        refer.register(on: routes)
        ReferAPI(pages: refer).register(on: routes)
      },
      operations: ChannelAPI.operations + ReferAPI.operations
    )
    .governed(by: ChannelPolicy.policy, ChannelPolicy.explainer)
  }

  private static var cases: ModulePart {
    ModulePart(
      categories: [Case.category, Signpost.category],
      kinds: kinds(Case.Event.self) + kinds(Signpost.Event.self),
      views: [CaseList.self, CaseRecord.self, CaseClock.self, SignpostClock.self],
      settings: (CaseClock.rules + SignpostClock.rules).flatMap(\.settings) + ChannelSettings.all,
      retained: [
        Retained(Case.category, CaseClock.self, sharing: ["words.recipient"]) { "/cases/\($0)" },
        Retained(Signpost.category, SignpostClock.self, sharing: ["words.service"]) { _ in "/cases" },
      ],
      waiting: [{ try await CasePages(site: $0).waiting($1) }],
      daily: [SilentCases.task],
      offered: CasePages.offered,
      register: { site, routes in
        CasePages(site: site).register(on: routes)
        CaseAPI(site: site).register(on: routes)
      },
      operations: CaseAPI.operations
    )
    .governed(by: CasePolicy.policy, CasePolicy.explainer)
  }
}
