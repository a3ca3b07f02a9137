import Charts
import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// An area's cases as a whole: how long they take from stage to stage, and who carries how many.
///
/// One area at a time, and no area beside another.
extension CasePages {
  struct AreaAsked: Equatable, Sendable {
    var area = ""
  }

  private static func form(_ areas: CodeList) -> Form<AreaAsked> {
    Form("case-overview", [.choice(\.area, "area", "Area", areas, required: "Choose an area")])
  }

  /// How many months back stages are looked at that cases have left.
  private static let months = 12

  /// The area that is asked for, of those whose cases the viewer answers for; nil before one is chosen.
  private func area(
    _ request: Request,
    _ context: SiteContext
  ) async throws -> (areas: CodeList, chosen: String?) {
    try requireToList(context)
    let own = context.viewer.areas(ChannelPolicy.circleRoles)
    let all = try await site.areaList()
    let codes = all.codes.filter { code in own.map { $0.contains(code.code) } ?? true }
    let areas = CodeList(all.name, version: all.version, codes)
    if codes.count == 1 { return (areas, codes[0].code) }
    let asked = request.asked.text("area")
    guard !asked.isEmpty else { return (areas, nil) }
    guard areas[asked] != nil else { throw NotFound() }
    return (areas, asked)
  }

  @Sendable func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (areas, chosen) = try await area(request, context)
    guard !areas.codes.isEmpty else {
      // The rule asks for an area: without any, it says who is turned away.
      try CasePolicy.policy.require(.open, context.viewer, .none)
      throw NotFound()
    }
    var parts: [PracticeOverview.Part] = []
    if let chosen { parts = try await self.parts(chosen) }
    let values = FormValues(["area": [chosen ?? ""]])
    var model = Self.form(areas).model(values)
    let query = chosen.map { [(name: "area", value: $0)] } ?? []
    model.merge([
      "heading": chosen.map { "Cases of \(areas.label($0))" } ?? "Cases of an area",
      "asksArea": areas.codes.count > 1, "charts": parts.map(\.model),
      "nobodyCarries": parts.count == 1,
    ]) { $1 }
    model.merge(
      ListFile.links("/cases/overview", query, what: "these tables", total: parts.count)
    ) { $1 }
    return try site.page("channel/overview", model, context)
  }

  @Sendable func overviewFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    let (areas, chosen) = try await area(request, context)
    guard let chosen else { throw NotFound() }
    let sheets = try await parts(chosen).map(\.sheet)
    return ListFile("case-overview", "Cases of \(areas.label(chosen))", sheets)
  }

  private func parts(_ area: String) async throws -> [PracticeOverview.Part] {
    let today = site.today
    let since = today.adding(months: -Self.months)
    let (flow, loads) = try await site.read(Case.vault) { db in
      (
        try CaseList.flow(of: area, since: since, in: db),
        try CaseList.loads(of: area, on: today, in: db)
      )
    }
    guard !loads.isEmpty else { return [flowPart(flow)] }
    let names = try await site.names(of: loads.map(\.owner))
    return [flowPart(flow), loadPart(loads, names)]
  }

  private func flowPart(_ flow: [CaseList.Flow]) -> PracticeOverview.Part {
    let series = [Bars.Series("Half of the cases were through in so many days", tone: 1)]
    let bars = Bars(
      series,
      flow.map { .init(CaseWording.life($0.life), [Int($0.days(0.5)?.rounded() ?? 0)]) }
    )
    let rows = flow.map { stage -> Table.Row in
      let cells = [0.25, 0.5, 0.75].map { share in stage.days(share).map(Self.days) ?? "–" }
      return .init(
        label: CaseWording.life(stage.life),
        cells: [String(stage.now), String(stage.days.count)] + cells
      )
    }
    return PracticeOverview.Part(
      title: "How long each stage takes",
      lead:
        "Days at each stage, of the cases that left it in the last \(Self.months) months: half were through within the median, and the middle half lies between the quarters. Cases that are still at it are counted beside.",
      first: "Stage",
      table: Table(
        columns: ["At it now", "Left it", "A quarter within", "Median", "Three quarters within"],
        rows: rows
      ),
      drawing: [
        "series": series.map { ["seriesName": $0.name, "tone": $0.tone] as Model },
        "bars": zip(flow, bars.rows).map { stage, row -> Model in
          [
            "barLabel": row.label, "barAddress": false, "drawing": bars.drawing(of: row),
            "total": stage.days(0.5).map(Self.days) ?? "–",
          ]
        },
      ]
    )
  }

  private static func days(_ days: Double) -> String {
    let tenths = Int((days * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }

  private func loadPart(_ loads: [CaseList.Load], _ names: [String: String]) -> PracticeOverview.Part {
    let series = [Bars.Series("Before support", tone: 3), Bars.Series("In support", tone: 1)]
    let named = loads.map { (names.name(of: $0.owner), $0) }.sorted { $0.0 < $1.0 }
    let bars = Bars(series, named.map { .init($0.0, [$0.1.open - $0.1.inSupport, $0.1.inSupport]) })
    return PracticeOverview.Part(
      title: "Who carries how many",
      lead:
        "Open cases by who carries them, by name and in no other order. How much work a case is cannot be seen here.",
      first: "Who",
      table: Table(
        columns: ["Open", "In support", "With something late", "Silent", "Alarms"],
        rows: named.map { name, load in
          .init(
            label: name,
            cells: [load.open, load.inSupport, load.late, load.silent, load.alarms].map(String.init)
          )
        }
      ),
      drawing: [
        "series": series.map { ["seriesName": $0.name, "tone": $0.tone] as Model },
        "bars": bars.rows.map { row -> Model in
          [
            "barLabel": row.label, "barAddress": false, "drawing": bars.drawing(of: row),
            "total": row.total,
          ]
        },
      ]
    )
  }
}
