/// Horizontal bars, each divided into the same series: how many of each there are in each category.
///
/// Every row is a drawing of its own, as wide as its place lets it be; labels are text beside it, so that they
/// stay readable on a phone. The numbers stand in a table beside the chart: ``table``.
package struct Bars: Equatable, Sendable {
  package struct Series: Equatable, Sendable {
    package let name: String
    /// 1 to 6: which colour of the stylesheet.
    package let tone: Int

    package init(_ name: String, tone: Int) {
      self.name = name
      self.tone = tone
    }
  }

  package struct Row: Equatable, Sendable {
    package let label: String
    /// One for each series, none negative.
    package let counts: [Int]

    package init(_ label: String, _ counts: [Int]) {
      self.label = label
      self.counts = counts
    }

    package var total: Int { counts.reduce(0, +) }
  }

  package let series: [Series]
  package let rows: [Row]
  /// What the longest bar stands for; the same for charts side by side.
  package let longest: Int

  /// - Parameter longest: What the full width stands for; the longest row where it is not given.
  package init(_ series: [Series], _ rows: [Row], longest: Int? = nil) {
    precondition(rows.allSatisfy { $0.counts.count == series.count }, "a row has a count for each series")
    self.series = series
    self.rows = rows
    self.longest = max(1, longest ?? rows.map(\.total).max() ?? 1)
  }

  private static let width = 1000.0
  private static let height = 20.0

  /// One row as a drawing that screen readers skip: its numbers stand in the table.
  package func drawing(of row: Row) -> String {
    var start = 0.0
    var parts: [String] = []
    for (series, count) in zip(series, row.counts) where count > 0 {
      let width = Double(count) / Double(longest) * Self.width
      parts.append(
        SVG.element(
          "rect",
          [
            "class": "ts-tone-\(series.tone)", "x": SVG.number(start), "y": "0", "width": SVG.number(width),
            "height": SVG.number(Self.height),
          ],
          [SVG.element("title", [:], [SVG.escape("\(series.name): \(count)")])]
        )
      )
      start += width
    }
    return SVG.element(
      "svg",
      [
        "class": "ts-bars", "viewBox": "0 0 \(SVG.number(Self.width)) \(SVG.number(Self.height))",
        "preserveAspectRatio": "none", "aria-hidden": "true", "focusable": "false",
      ],
      parts.isEmpty ? [""] : parts
    )
  }

  package var table: Table {
    Table(
      columns: series.map(\.name) + ["All"],
      rows: rows.map { .init(label: $0.label, cells: ($0.counts + [$0.total]).map(String.init)) }
    )
  }
}

/// The numbers of a chart, for those who would rather read than look.
package struct Table: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    package let label: String
    package let cells: [String]

    package init(label: String, cells: [String]) {
      self.label = label
      self.cells = cells
    }
  }

  package let columns: [String]
  package let rows: [Row]

  package init(columns: [String], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }
}
