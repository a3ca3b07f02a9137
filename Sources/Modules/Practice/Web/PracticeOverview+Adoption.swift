import Charts
import Domain
import Foundation
import Kernel
import Platform

/// How often practices were taken up elsewhere, over time.
extension PracticeOverview {
  private static let adoptionTitle = "Practices taken up elsewhere"

  /// What stands where nobody adopted anything.
  static var noAdoption: Model {
    [
      "chartTitle": adoptionTitle,
      "chartLead": "Nobody has said yet that they do what a practice here describes.",
    ]
  }

  /// Adoptions so far at the end of each month, from the first to now, at most the last five years: of all, and of
  /// the practices of each objective where there are several.
  static func adoption(_ facts: Facts, on now: Date) -> [Part] {
    guard let first = facts.adoptions.first else { return [] }
    let months = Array(months(from: PartialDate(on: first.at), to: PartialDate(on: now)).suffix(60))
    let all = soFar(facts.adoptions.map(\.at), months)
    let lines = Lines(adoptionTitle, steps: months.map(\.words), [.init("So far", tone: 1, all)])
    let whole = Part(
      title: adoptionTitle,
      lead: "How often somebody recorded that they do what a practice here describes, by month.",
      first: "By the end of",
      table: lines.table,
      drawing: ["drawing": lines.drawing, "hasPanels": false]
    )
    return [whole] + [byObjective(facts, months)].compactMap { $0 }
  }

  private static func byObjective(_ facts: Facts, _ months: [PartialDate]) -> Part? {
    let adopted = Practice.objectiveList.codes.compactMap { code -> (String, [Lines.Point?])? in
      let practices = facts.objectives[code.code] ?? []
      let dates = facts.adoptions.filter { practices.contains($0.practice) }.map(\.at)
      return dates.isEmpty ? nil : (code.label, soFar(dates, months))
    }
    guard adopted.count > 1 else { return nil }
    let title = "Taken up, by objective"
    let multiples = SmallMultiples(title, steps: months.map(\.words), adopted)
    let panels = multiples.panels.map { panel -> Model in
      guard case .lines(let lines) = panel.chart else { return [:] }
      return ["panelTitle": panel.title, "bars": false, "drawing": lines.drawing]
    }
    return Part(
      title: title,
      lead: "The same for the practices of each objective, on one scale. What serves several counts in each.",
      first: "By the end of",
      table: multiples.table,
      drawing: ["hasPanels": true, "panels": panels]
    )
  }

  private static func soFar(_ recorded: [Date], _ months: [PartialDate]) -> [Lines.Point?] {
    months.map { month in
      .init(Double(recorded.count { PartialDate(on: $0).monthIndex <= month.monthIndex }))
    }
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
