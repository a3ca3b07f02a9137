import Charts
import Domain
import Kernel
import Platform
import Views

/// What is known by setting, strand and objective, and where nothing is described.
extension PracticeOverview {
  private static let series = zip(Practice.stageList.codes, [1, 2, 3, 4, 5]).map {
    Bars.Series($0.label, tone: $1)
  }

  private static var legend: [Model] { series.map { ["seriesName": $0.name, "tone": $0.tone] } }

  static func evidence(_ facts: Facts) -> [Part] {
    let groups: [(PracticeList.Group, title: String, first: String, CodeList, lead: String)] = [
      (
        .setting, "Evidence by setting", "Setting", Practice.settingList,
        "A practice of several settings counts in each."
      ),
      (
        .strand, "Evidence by strand", "Strand", Practice.strandList,
        "Which violent extremism the work was about, if any one."
      ),
      (
        .objective, "Evidence by objective", "Objective", Practice.objectiveList,
        "The objectives and enablers of the 2008 strategy. A practice that serves several counts in each."
      ),
    ]
    return groups.map { group, title, first, list, lead in
      let counts = facts.groups[group] ?? [:]
      let shown = list.codes.filter { counts[$0.code] != nil }
      let bars = Bars(series, shown.map { .init($0.label, stages(counts[$0.code])) })
      return Part(
        title: title,
        lead: lead,
        first: first,
        table: bars.table,
        drawing: [
          "series": legend,
          "bars": rows(bars, zip(shown, bars.rows).map { code, _ in "\(group.rawValue)=\(code.code)" }),
        ]
      )
    }
  }

  /// A panel for each strand with anything in it, each with every setting that any of them has.
  static func strands(_ counts: [String: [String: [String: Int]]]) -> Part? {
    let strands = Practice.strandList.codes.filter { counts[$0.code] != nil }
    let settings = Practice.settingList.codes.filter { setting in
      counts.values.contains { $0[setting.code] != nil }
    }
    guard !strands.isEmpty else { return nil }
    let title = "Evidence by strand and setting"
    let multiples = SmallMultiples(
      title,
      series,
      rows: settings.map(\.label),
      strands.map { strand in (strand.label, settings.map { stages(counts[strand.code]?[$0.code]) }) }
    )
    let panels = zip(strands, multiples.panels).map { strand, panel -> Model in
      guard case .bars(let bars) = panel.chart else { return [:] }
      let queries = settings.map { "strand=\(strand.code)&setting=\($0.code)" }
      return ["panelTitle": panel.title, "bars": rows(bars, queries)]
    }
    return Part(
      title: title,
      lead:
        "Every panel has the same settings and the same scale: where bars are short or missing, little is described.",
      first: "Strand and setting",
      table: multiples.table,
      drawing: ["series": legend, "panels": panels]
    )
  }

  /// Counts in the order of the series.
  private static func stages(_ counts: [String: Int]?) -> [Int] {
    Practice.stageList.codes.map { counts?[$0.code] ?? 0 }
  }

  /// Bars with what they lead to; a bar of nothing leads nowhere.
  private static func rows(_ bars: Bars, _ queries: [String]) -> [Model] {
    zip(bars.rows, queries).map { row, query in
      [
        "barLabel": row.label, "barAddress": row.total > 0 ? "/practices?\(query)" : false,
        "drawing": bars.drawing(of: row), "total": row.total.grouped,
      ]
    }
  }

  static func gaps(_ counts: [String: [String: Int]]) -> Part {
    let objectives = Practice.objectiveList.codes
    let settings = Practice.settingList.codes.filter { $0.code != "all" }
    let rows = settings.map { setting in
      Table.Row(
        label: setting.label,
        cells: objectives.map { String(counts[setting.code]?[$0.code] ?? 0) }
      )
    }
    let empty = rows.reduce(0) { $0 + $1.cells.count { $0 == "0" } }
    return Part(
      title: "Where nothing is described yet",
      lead:
        "Practices by setting and objective. In \(empty) of \(rows.count * objectives.count) places there is none: work that nobody did, or nobody described.",
      first: "Setting",
      table: Table(columns: objectives.map(\.label), rows: rows),
      marksGaps: true
    )
  }
}
