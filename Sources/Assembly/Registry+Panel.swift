import Domain
import Kernel
import Platform
import Projection
import Views
import Web

/// What stands beside a case, and around panels.
extension Registry {
  static var providers: ModulePart {
    ModulePart(
      categories: [InterventionProvider.category],
      kinds: kinds(InterventionProvider.Event.self),
      views: [ProviderList.self, ProviderClock.self],
      settings: ProviderClock.rules.flatMap(\.settings),
      retained: [Retained(InterventionProvider.category, ProviderClock.self) { "/providers/\($0)" }],
      offered: ProviderPages.offered,
      register: { site, routes in
        ProviderPages(site: site).register(on: routes)
        ProviderAPI(site: site).register(on: routes)
      },
      operations: ProviderAPI.operations
    )
    .governed(by: ProviderPolicy.policy, ProviderPolicy.explainer)
  }

  static var panels: ModulePart {
    ModulePart(
      categories: [Panel.category],
      kinds: kinds(Panel.Event.self),
      views: [PanelList.self, PanelClock.self],
      settings: PanelClock.rules.flatMap(\.settings),
      retained: [Retained(Panel.category, PanelClock.self) { "/panels/\($0)" }],
      offered: PanelPages.offered,
      register: { site, routes in
        PanelPages(site: site).register(on: routes)
        PanelAPI(site: site).register(on: routes)
      },
      operations: PanelAPI.operations
    )
    .governed(by: PanelPolicy.policy, PanelPolicy.explainer)
  }

  static var meetings: ModulePart {
    ModulePart(
      categories: [PanelMeeting.category],
      kinds: kinds(PanelMeeting.Event.self),
      views: [MeetingList.self, MeetingClock.self],
      settings: MeetingClock.rules.flatMap(\.settings),
      retained: [
        Retained(PanelMeeting.category, MeetingClock.self) { "/meetings/\($0)" }
      ],
      waiting: [{ try await MeetingPages(site: $0).waiting($1) }],
      offered: MeetingPages.offered,
      register: { site, routes in
        MeetingPages(site: site).register(on: routes)
        MeetingAPI(site: site).register(on: routes)
      },
      operations: MeetingAPI.operations
    )
    .governed(by: MeetingPolicy.policy, MeetingPolicy.explainer)
  }

  /// Who may do what with them is the policy of their cases.
  static var assessments: ModulePart {
    ModulePart(
      categories: [Assessment.category],
      kinds: kinds(Assessment.Event.self),
      views: [AssessmentList.self, AssessmentClock.self],
      settings: AssessmentClock.rules.flatMap(\.settings),
      retained: [
        Retained(Assessment.category, AssessmentClock.self) { "/assessments/\($0)" }
      ],
      offered: AssessmentPages.offered,
      register: { site, routes in
        AssessmentPages(site: site).register(on: routes)
        AssessmentAPI(site: site).register(on: routes)
      },
      operations: AssessmentAPI.operations
    )
  }

  /// Who may do what with them is the policy of their cases.
  static var requests: ModulePart {
    ModulePart(
      categories: [InformationRequest.category],
      kinds: kinds(InformationRequest.Event.self),
      views: [RequestList.self, RequestClock.self],
      settings: RequestClock.rules.flatMap(\.settings),
      // Many are asked of the same partner.
      retained: [
        Retained(InformationRequest.category, RequestClock.self, sharing: ["words.partner"]) {
          "/requests/\($0)"
        }
      ],
      waiting: [{ try await RequestPages(site: $0).waiting($1) }],
      offered: RequestPages.offered,
      register: { site, routes in
        RequestPages(site: site).register(on: routes)
        RequestAPI(site: site).register(on: routes)
      },
      operations: RequestAPI.operations
    )
  }
}
