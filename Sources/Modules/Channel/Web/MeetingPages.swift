import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// Meetings of panels: arranged, held, decided at, and written up.
package struct MeetingPages: Sendable {
  let site: Site
  var cases: CasePages { CasePages(site: site) }

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("meetings", use: index)
    site.offer("meetings", on: routes) { _, context in
      let (rows, total) = try await page(offset: 0, limit: ListFile.limit, context)
      return ListFile("meetings", "Meetings of panels", [try await sheet(rows)], total: total)
    }
    routes.get("meetings/new", use: newMeeting)
    routes.post("meetings", use: arrange)
    MeetingCalendar(site: site).register(on: routes)
    routes.get("meetings/{id}", use: show)
    routes.get("meetings/{id}/minutes", use: minutes)
    routes.get("meetings/{id}/receipts/{position}", use: receipt)
    register(MeetingSteps.all, at: "meetings/{id}", on: routes)
  }

  // MARK: The list

  private static let size = 50

  /// The areas whose meetings the viewer may see; nil for all.
  func areas(_ context: SiteContext) async throws -> [String]? {
    try MeetingPolicy.policy.require(.list, context.viewer, .none)
    try site.requireSecondFactor(for: PanelMeeting.vault, context)
    guard let held = context.viewer.areas(Casework.roles) else { return nil }
    let account = try context.account()
    let seats = try await site.read(Panel.vault) { try PanelList.areas(of: account, in: $0) }
    return Set(held + seats).sorted()
  }

  func page(offset: Int, limit: Int, _ context: SiteContext) async throws -> ([MeetingList.Row], total: Int) {
    let areas = try await areas(context)
    return try await site.read(PanelMeeting.vault) { db in
      (
        try MeetingList.slice(areas: areas, offset: offset, limit: limit, in: db),
        try MeetingList.count(areas: areas, in: db)
      )
    }
  }

  private func sheet(_ rows: [MeetingList.Row]) async throws -> Sheet {
    let areas = try await site.areaNames()
    return Sheet(
      "Meetings",
      about: "Each row is one meeting of the panel of an area. Nothing in it is about a person.",
      [
        .init("Meeting"), .init("Day"), .init("Area", width: 5), .init("Place", width: 6),
        .init("Cases", isNumber: true), .init("Where it stands", width: 5),
      ],
      rows.map { row in
        [
          .text(row.reference), .date(row.on), .text(areas[row.area] ?? row.area), .known(row.place),
          .integer(row.cases), .text(MeetingWording.standing(row)),
        ]
      }
    )
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let paging = Paging(request, size: Self.size)
    let (rows, total) = try await page(offset: paging.offset, limit: paging.size, context)
    let mayArrange = try await !areasToArrange(context).codes.isEmpty
    let model: Model = try [
      "heading": "Meetings of panels", "caption": "The latest first",
      "lead": "What is said of a person stands behind the purpose that it is opened for, case by case.",
      "newAddress": mayArrange ? "/meetings/new" : false, "newLabel": "Arrange a meeting",
      "hasLinks": true, "links": Self.links(context.viewer),
      "empty": "No meeting is arranged in your area yet.",
      "paging": paging.model(total: total, at: "/meetings", []),
    ]
    return try site.page(
      "directory/table",
      try await sheet(rows).model(rows.map { "/meetings/\($0.id)" }).merging(model) { $1 }
        .merging(ListFile.links("/meetings", total: total)) { $1 },
      context
    )
  }

  /// What else panels work with.
  private static func links(_ viewer: Viewer) -> [Model] {
    let all: [(label: String, address: String, isShown: Bool)] = [
      ("Who sits on panels", "/panels", PanelPolicy.policy.allows(.seePanels, viewer, .none)),
      ("Intervention providers", "/providers", ProviderPolicy.policy.allows(.seeProviders, viewer, .none)),
      ("Questions to partners", "/requests", CasePolicy.policy.allows(.list, viewer, .none)),
      ("Have them in your calendar", "/meetings/calendar", true),
    ]
    return all.filter(\.isShown).map { ["linkLabel": $0.label, "linkAddress": $0.address] }
  }

  // MARK: Arranging one

  private func areasToArrange(_ context: SiteContext) async throws -> CodeList {
    let all = try await site.areaList()
    let codes = all.codes.filter {
      MeetingPolicy.policy.allows(.arrange, context.viewer, .init(area: $0.code))
    }
    return CodeList(all.name, version: all.version, codes)
  }

  /// The areas in which the viewer may arrange one.
  ///
  /// - Throws: ``Denied``.
  private func requireToArrange(_ context: SiteContext) async throws -> CodeList {
    let areas = try await areasToArrange(context)
    // The rule asks for an area: without any, it says who is turned away.
    if areas.codes.isEmpty { try MeetingPolicy.policy.require(.arrange, context.viewer, .none) }
    try site.requireSecondFactor(for: PanelMeeting.vault, context)
    return areas
  }

  @Sendable func newMeeting(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToArrange(context)
    return try arrangePage(areas, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func arrange(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToArrange(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await arrange(values, as: id, refusing: "on", context)
    } catch let invalid as Invalid {
      return try arrangePage(areas, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/meetings/\(id)")
  }

  /// - Parameter field: Where a refusal stands; nil for programs, which are refused as such.
  func arrange(
    _ values: FormValues,
    as id: String,
    refusing field: String?,
    _ context: SiteContext
  ) async throws {
    let areas = try await requireToArrange(context)
    let arranging = try MeetingForms.arranging(areas).parse(values, into: .init())
    guard let on = arranging.on else { throw Invalid([FieldError("on", MeetingForms.dayNeeded)]) }
    let command = PanelMeeting.Command.arrange(
      id: id,
      area: arranging.area,
      on: on,
      place: arranging.place,
      site.channelRules.quorum
    )
    try await site.perform(command, on: id, of: PanelMeeting.self, refusing: field, by: context.viewer)
  }

  private func arrangePage(
    _ areas: CodeList,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let page: Model = [
      "heading": "Arrange a meeting",
      "lead": "The rule of who must be there to decide is kept as it is today, whatever is set later.",
      "action": "/meetings", "button": "Arrange it", "backAddress": "/meetings", "backLabel": "Meetings",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]
    let form = MeetingForms.arranging(areas).model(values, errors: errors)
    return try site.formPage(form.merging(page) { $1 }, errors, context)
  }
}
