import Charts
import Domain
import Foundation
import Hummingbird
import Kernel
import Platform
import Views

extension PracticePages {
  /// What the depository knows as a whole: evidence by setting, strand and objective, gaps, and adoption over time.
  @Sendable func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
    let listed = PracticeList.Scope(of: context.viewer, on: site.today).and(.published)
    let facts = try await site.read(.learning) { db in
      PracticeOverview.Facts(
        stages: try PracticeList.countByStage(listed, in: db),
        compiled: try PracticeList.count(inLife: .compiled, listed, in: db),
        groups: try Dictionary(
          uniqueKeysWithValues: PracticeList.Group.allCases.map {
            ($0, try PracticeList.counts(by: $0, listed, in: db))
          }
        ),
        gaps: try PracticeList.gaps(listed, in: db),
        adoptions: try AdoptionList.recorded(ofPractices: Set(PracticeList.ids(listed, in: db)), in: db)
      )
    }
    return try site.page("practice/overview", PracticeOverview(facts, on: site.now()).model, context)
  }
}

/// The overview's charts, each with its table.
struct PracticeOverview {
  struct Facts: Sendable {
    /// By evidence stage.
    let stages: [String: Int]
    var total: Int { stages.values.reduce(0, +) }
    /// Those that nobody has reviewed yet.
    let compiled: Int
    /// By group, then code, then evidence stage.
    let groups: [PracticeList.Group: [String: [String: Int]]]
    /// By setting, then objective.
    let gaps: [String: [String: Int]]
    let adoptions: [Date]
  }

  let model: Model

  init(_ facts: Facts, on now: Date) {
    let unknown = facts.groups[.strand]?.values.reduce(0) { $0 + ($1["unknown"] ?? 0) } ?? 0
    model = [
      "isEmpty": facts.total == 0,
      "overviewLead": facts.total == 0 ? "Nothing yet." : Self.lead(facts, unknown: unknown),
      "failed": facts.total == 0
        ? false
        : PracticeEvidence.failedLink(
          facts.stages[PracticeEvidence.failed] ?? 0,
          "/practices?stage=\(PracticeEvidence.failed)"
        ),
      "charts": facts.total == 0 ? [Model]() : Self.charts(facts),
      "gaps": facts.total == 0 ? false : Self.gaps(facts.gaps),
      "adoption": facts.total == 0 ? false : Self.adoption(facts.adoptions, on: now),
    ]
  }

  private static func lead(_ facts: Facts, unknown: Int) -> String {
    let count = facts.total == 1 ? "1 practice." : "\(facts.total.grouped) practices."
    let known = "Of \(unknown.grouped) only what was delivered is known."
    return [count, known, PracticeWording.reviewed(facts.total, compiled: facts.compiled)].joined(
      separator: " "
    )
  }

  // MARK: Evidence

  private static let series = zip(Practice.stageList.codes, [1, 2, 3, 4, 5]).map {
    Bars.Series($0.label, tone: $1)
  }

  private static func charts(_ facts: Facts) -> [Model] {
    let groups: [(PracticeList.Group, title: String, CodeList, lead: String)] = [
      (
        .setting, "Evidence by setting", Practice.settingList,
        "A practice of several settings counts in each."
      ),
      (
        .strand, "Evidence by strand", Practice.strandList,
        "Which violent extremism the work was about, if any one."
      ),
      (
        .objective, "Evidence by objective", Practice.objectiveList,
        "The objectives and enablers of the 2008 strategy. A practice that serves several counts in each."
      ),
    ]
    return groups.map { group, title, list, lead in
      let counts = facts.groups[group] ?? [:]
      let shown = list.codes.filter { counts[$0.code] != nil }
      let bars = Bars(
        series,
        shown.map { code in
          .init(code.label, Practice.stageList.codes.map { counts[code.code]?[$0.code] ?? 0 })
        }
      )
      var model = table(bars.table, title, "Practices")
      model.merge([
        "chartLead": lead,
        "series": series.map { ["seriesName": $0.name, "tone": $0.tone] as Model },
        "bars": zip(shown, bars.rows).map { code, row -> Model in
          [
            "barLabel": row.label, "barAddress": "/practices?\(group.rawValue)=\(code.code)",
            "drawing": bars.drawing(of: row), "total": row.total.grouped,
          ]
        },
      ]) { $1 }
      return model
    }
  }

  private static func table(_ table: Table, _ title: String, _ first: String, gaps: Bool = false) -> Model {
    [
      "chartTitle": title, "firstColumn": first,
      "tableColumns": table.columns.map { ["columnName": $0] as Model },
      "tableRows": table.rows.map { row -> Model in
        let cells = row.cells.map { ["cell": $0, "isGap": gaps && $0 == "0"] as Model }
        return ["rowLabel": row.label, "cells": cells]
      },
    ]
  }

  // MARK: Gaps

  private static func gaps(_ counts: [String: [String: Int]]) -> Model {
    let objectives = Practice.objectiveList.codes
    let settings = Practice.settingList.codes.filter { $0.code != "all" }
    let rows = settings.map { setting in
      Table.Row(
        label: setting.label,
        cells: objectives.map { String(counts[setting.code]?[$0.code] ?? 0) }
      )
    }
    let empty = rows.reduce(0) { $0 + $1.cells.count { $0 == "0" } }
    let table = Table(columns: objectives.map(\.label), rows: rows)
    var model = self.table(table, "Where nothing is described yet", "Setting", gaps: true)
    model["chartLead"] =
      "Practices by setting and objective. In \(empty) of \(rows.count * objectives.count) places there is none: work that nobody did, or nobody described."
    return model
  }

  // MARK: Adoption

  /// Adoptions so far at the end of each month, from the first to now; at most the last five years.
  private static func adoption(_ recorded: [Date], on now: Date) -> Model {
    let title = "Practices taken up elsewhere"
    guard let first = recorded.first else {
      return [
        "chartTitle": title, "chartLead": "Nobody has said yet that they do what a practice here describes.",
        "hasAdoptions": false,
      ]
    }
    let months = Self.months(from: PartialDate(on: first), to: PartialDate(on: now)).suffix(60)
    let counts = months.map { month in recorded.count { PartialDate(on: $0).monthIndex <= month.monthIndex } }
    let lines = Lines(
      title,
      steps: months.map(\.words),
      [.init("So far", tone: 1, counts.map { .init(Double($0)) })]
    )
    var model = table(lines.table, title, "By the end of")
    model.merge([
      "chartLead": "How often somebody recorded that they do what a practice here describes, by month.",
      "hasAdoptions": true, "drawing": lines.drawing,
    ]) { $1 }
    return model
  }

  private static func months(from first: PartialDate, to last: PartialDate) -> [PartialDate] {
    guard first.monthIndex <= last.monthIndex else { return [] }
    return (first.monthIndex...last.monthIndex).compactMap {
      PartialDate(year: $0 / 12, month: $0 % 12 + 1)
    }
  }
}

extension PartialDate {
  /// Months since the year 0.
  fileprivate var monthIndex: Int { year * 12 + (month ?? 1) - 1 }
}
