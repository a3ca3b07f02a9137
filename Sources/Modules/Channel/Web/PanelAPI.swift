import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Panels for programs: the same commands and the same views as the pages, as JSON.
package struct PanelAPI: SteppedAPI {
  let pages: PanelPages

  package init(site: Site) { pages = PanelPages(site: site) }

  private static let member = Shape<PanelList.Member>(
    "PanelMember",
    [
      .value("account", "The account of whoever sits on it") { $0.account },
      .value("agency", "For which agency") { $0.agency.code },
      .value("is_chair", "Whether they chair it") { $0.isChair },
    ]
  )

  private static let panel = Shape<PanelPages.Panelled>(
    "Panel",
    [
      .value("area", "The code of the area") { $0.area },
      .list("members", "Who sits on it, whoever chairs first", of: member) { $0.members },
      .value("version", "How many changes made it what it is") { $0.version },
    ]
  )

  private static let panels = APIList(
    "panels",
    of: Shape<PanelPages.Panelled>(
      "PanelRow",
      [
        .value("area", "The code of the area") { $0.area },
        .value("members", "How many sit on it") { $0.members.count },
      ]
    )
  )

  static let place = "panels/{area}"
  static let answered = APIAnswer.record(panel)

  package static let calls: [APICall<PanelAPI>] = [
    APICall(
      .get,
      "panels",
      "listPanels",
      "List the panels of the areas in which you work",
      answer: .list(panels)
    ) { api, request, context in
      try api.site.answer(panels, all: try await api.pages.panels(context), request)
    },
    APICall(
      .get,
      "panels/{area}",
      "readPanel",
      "Read who sits on the panel of an area",
      answer: .record(panel)
    ) { api, _, context in
      let found = try await api.pages.found(context, to: .readPanel)
      return try api.site.answer(panel, found, version: found.version)
    },
    step(PanelSteps.name, "namePanelMember", "Name a member of a panel, or say otherwise for whom they sit"),
    step(PanelSteps.release, "releasePanelMember", "Release a member of a panel"),
  ]

  func answer(_ panel: PanelPages.Panelled) async throws -> Response {
    let area = panel.area
    let (members, version) = try await site.read(Panel.vault) {
      (try PanelList.members(of: area, in: $0), try PanelList.version(of: area, in: $0))
    }
    let now = PanelPages.Panelled(
      area: area,
      areaName: panel.areaName,
      members: members,
      version: version,
      names: [:],
      member: nil
    )
    return try site.answer(Self.panel, now, version: version)
  }
}

extension PanelPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> { Set([PanelSteps.name, PanelSteps.release].map(\.act)) }
}
