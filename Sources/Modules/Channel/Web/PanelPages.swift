import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// The panels of areas: who sits on each, for which agency.
package struct PanelPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("panels", use: index)
    site.offer("panels", on: routes) { _, context in
      ListFile("panels", "Panels", [PanelTable.sheet(try await panels(context))])
    }
    routes.get("panels/{area}", use: show)
    routes.get("panels/{area}/receipts/{position}", use: receipt)
    register([PanelSteps.name], at: "panels/{area}", on: routes)
    register([PanelSteps.release], at: "panels/{area}", on: routes)
  }

  /// The panel of an area, and what it is about to do with one member.
  struct Panelled: Sendable {
    let area: String
    let areaName: String
    let members: [PanelList.Member]
    /// How many entries its stream held.
    let version: Int
    /// Names, by account.
    let names: [String: String]
    /// The member of the address.
    let member: PanelList.Member?
  }

  /// The panels of the areas in which the viewer works.
  func panels(_ context: SiteContext) async throws -> [Panelled] {
    try PanelPolicy.policy.require(.seePanels, context.viewer, .none)
    try site.requireSecondFactor(for: Panel.vault, context)
    let own = context.viewer.areas(Casework.roles)
    let areas = try await site.areaList().codes.filter { own?.contains($0.code) ?? true }
    let members = try await site.read(Panel.vault) { try PanelList.all(in: $0) }
    return areas.map { area in
      Panelled(
        area: area.code,
        areaName: area.label,
        members: members[area.code] ?? [],
        version: 0,
        names: [:],
        member: nil
      )
    }
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let panels = try await panels(context)
    let model: Model = [
      "heading": "Panels", "caption": "By area",
      "lead":
        "Every area has a panel. The local authority chairs it, and the police sit on it; others as the area needs them.",
      "newAddress": false, "empty": "There is no area in which you work.",
    ]
    let table = PanelTable.sheet(panels)
    return try site.page(
      "directory/table",
      table.model(panels.map { "/panels/\($0.area)" }).merging(model) { $1 }
        .merging(ListFile.links("/panels", total: panels.count)) { $1 },
      context
    )
  }

  // MARK: One panel

  func found(_ context: SiteContext, to act: PanelPolicy.Act) async throws -> Panelled {
    let area = try context.parameters.require("area")
    guard let name = try await site.areaNames()[area] else { throw NotFound() }
    let reference = Reference(kind: Panel.category, id: area)
    try PanelPolicy.policy.require(act, context.viewer, .init(area: area), on: reference)
    try site.requireSecondFactor(for: Panel.vault, context)
    let (members, version) = try await site.read(Panel.vault) {
      (try PanelList.members(of: area, in: $0), try PanelList.version(of: area, in: $0))
    }
    let account = context.parameters.get("account")
    let member = members.first { $0.account == account }
    if account != nil, member == nil { throw NotFound() }
    return Panelled(
      area: area,
      areaName: name,
      members: members,
      version: version,
      names: try await site.names(of: members.map(\.account)),
      member: member
    )
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let panel = try await found(context, to: .readPanel)
    let page = PanelTable.page(panel, try await history(of: panel.area, for: context.viewer), context.viewer)
    return try site.page("channel/record", page.model, context)
  }

  /// Why somebody left is said of a person: it is shown to those who say it.
  func history(of area: String, for viewer: Viewer) async throws -> [HistoryLine] {
    let acts = try await site.read(Panel.vault) { try PanelList.history(of: area, in: $0) }
    let names = try await site.names(of: acts.map(\.account))
    let mayTell = PanelPolicy.policy.allows(.releaseMember, viewer, .init(area: area))
    return try await site.history(
      acts,
      what: { PanelWording.act($0, names.name(of: $0.account)) },
      reason: { mayTell ? $0.reason : "" }
    )
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .readPanel).area, for: context.viewer)
    return try await site.receipt(among: lines.map(\.position), in: Panel.vault, context)
  }
}

extension PanelPages: SteppedPages {
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Panelled {
    guard let act = PanelPolicy.Act(rawValue: act) else { throw NotFound() }
    return try await found(context, to: act)
  }

  func place(of panel: Panelled) -> RecordPlace {
    RecordPlace(
      caption: PanelWording.title(panel),
      address: "/panels/\(panel.area)",
      back: "Back to the panel"
    )
  }
}

extension PanelList.Act: KeptAct {}
