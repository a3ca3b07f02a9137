import Domain
import Kernel
package import Platform
import Views

/// Who may do what with the panel of an area: default deny, and every rule has a name.
package enum PanelPolicy {
  package enum Act: String, CaseIterable, Sendable {
    /// The list of areas, with how many sit on each panel.
    case seePanels
    case readPanel, nameMember, releaseMember
  }

  /// What the rules ask about a panel.
  package struct Facts: Equatable, Sendable {
    package var area: String?

    package init(area: String? = nil) { self.area = area }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .seePanels: [Rule("whoever works in casework, in any area", .holds(any: Casework.roles))],
    .readPanel: [
      Rule(
        "whoever works in casework of the panel’s area",
        .holds(any: Casework.roles) { [Place(area: $0.area)] }
      )
    ],
    .nameMember: [keepers],
    .releaseMember: [keepers],
  ])

  private static let keepers = Rule<Facts>(
    "a coordinator, panel chair or supervisor of the panel’s area",
    .holds(any: [.channelCoordinator, .panelChair, .supervisor]) { [Place(area: $0.area)] }
  )
}

extension PanelPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "channel",
      "Panels",
      policy,
      \.words,
      at: "/panels/",
      none: .none,
      reading: .readPanel
    ) { site, area, _ in
      try await site.areaNames()[area].map { _ in Facts(area: area) }
    }
  }
}

extension PanelPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .seePanels: "See the list of panels"
    case .readPanel: "See who sits on the panel of an area"
    case .nameMember: "Name a member of a panel"
    case .releaseMember: "Release a member of a panel"
    }
  }
}
