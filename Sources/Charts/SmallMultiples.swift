/// Several small charts of the same kind, one beside the other and all on one scale: what differs between them is seen
/// at once.
///
/// Every panel has the same rows, or the same steps of time, whether there is anything in them or not.
package struct SmallMultiples: Equatable, Sendable {
  package enum Chart: Equatable, Sendable {
    case bars(Bars)
    case lines(Lines)
  }

  package struct Panel: Equatable, Sendable {
    package let title: String
    package let chart: Chart
  }

  package let title: String
  package let panels: [Panel]
  package let table: Table

  /// Bars: the longest of all panels is as wide as its place.
  ///
  /// - Parameter panels: The counts of each row, by row and then by series.
  package init(
    _ title: String,
    _ series: [Bars.Series],
    rows: [String],
    _ panels: [(title: String, counts: [[Int]])]
  ) {
    let longest = panels.flatMap(\.counts).map { $0.reduce(0, +) }.max()
    let charts = panels.map { panel in
      precondition(panel.counts.count == rows.count, "a panel has counts for each row")
      return (panel.title, Bars(series, zip(rows, panel.counts).map { .init($0, $1) }, longest: longest))
    }
    self.title = title
    self.panels = charts.map { Panel(title: $0, chart: .bars($1)) }
    table = Table(
      columns: series.map(\.name) + ["All"],
      rows: charts.flatMap { panel, bars in
        zip(bars.rows, bars.table.rows).filter { $0.0.total > 0 }.map { row, numbers in
          .init(label: "\(panel): \(row.label)", cells: numbers.cells)
        }
      }
    )
  }

  /// Lines: every axis ends at the same round number.
  ///
  /// - Parameter panels: The points of one line each, one for each step.
  package init(_ title: String, steps: [String], _ panels: [(title: String, points: [Lines.Point?])]) {
    let largest = panels.flatMap(\.points).compactMap { $0?.top }.max()
    let charts = panels.map { panel in
      let line = Lines.Line(panel.title, tone: 1, panel.points)
      return Lines(
        "\(title): \(panel.title)",
        steps: steps,
        [line],
        atLeast: largest,
        size: .small
      )
    }
    self.title = title
    self.panels = zip(panels, charts).map { Panel(title: $0.title, chart: .lines($1)) }
    table = Lines(title, steps: steps, charts.flatMap(\.lines)).table
  }
}
