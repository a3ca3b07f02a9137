import Foundation
import Testing

@testable import Charts

/// Drawings that say the same as the tables beside them, and nothing that a page could not hold.
struct ChartTests {
  private let bars = Bars(
    [.init("Worked", tone: 1), .init("Unknown", tone: 5)],
    [.init("School", [1, 3]), .init("Prison & <probation>", [0, 2]), .init("Health", [0, 0])]
  )

  /// The values of an attribute, in the order in which they stand.
  private func values(_ attribute: String, in drawing: String) -> [String] {
    drawing.components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test func `a bar is as long as its count is a share of the longest`() {
    let drawing = bars.drawing(of: bars.rows[0])
    #expect(values("width", in: drawing) == ["250", "750"])
    #expect(values("x", in: drawing) == ["0", "250"])
    #expect(values("width", in: bars.drawing(of: bars.rows[1])) == ["500"])
    #expect(values("width", in: bars.drawing(of: bars.rows[2])).isEmpty)
  }

  @Test func `charts side by side share one scale`() {
    let beside = Bars(bars.series, bars.rows, longest: 8)
    #expect(values("width", in: beside.drawing(of: beside.rows[0])) == ["125", "375"])
  }

  @Test func `the table holds every number and its sum`() {
    #expect(bars.table.columns == ["Worked", "Unknown", "All"])
    #expect(bars.table.rows.map(\.cells) == [["1", "3", "4"], ["0", "2", "2"], ["0", "0", "0"]])
  }

  private func lines(_ points: [Lines.Point?], name: String = "Adopted") -> Lines {
    Lines("Adoption", steps: (1...points.count).map { "Month \($0)" }, [.init(name, tone: 1, points)])
  }

  @Test(arguments: [(0.0, 1.0), (1, 1), (3, 5), (7, 10), (11, 20), (50, 50), (51, 100), (999, 1000)])
  func `the axis ends at a round number at or above the largest value`(_ largest: Double, _ expected: Double)
  {
    #expect(lines([.init(largest)]).ceiling == expected)
  }

  @Test func `a line breaks where nothing is known`() {
    let drawing = lines([.init(0), .init(10), nil, .init(10)]).drawing
    let path = values("d", in: drawing)[0]
    #expect(path.count { $0 == "M" } == 2 && path.count { $0 == "L" } == 1)
    #expect(values("cx", in: drawing).count == 3)
    #expect(lines([.init(1), nil]).table.rows[1].cells == ["Not known"])
  }

  @Test func `larger values lie higher, and an interval goes around its value`() throws {
    let drawing = lines([.init(2, in: 1...4), .init(8)]).drawing
    let heights = values("cy", in: drawing).compactMap(Double.init)
    #expect(heights[1] < heights[0])
    let interval = try #require(drawing.range(of: "ts-interval"))
    let rest = String(drawing[interval.lowerBound...])
    let ends = try ["y1", "y2"].map { try #require(Double(values($0, in: rest)[0])) }
    #expect(ends[0] > heights[0] && ends[1] < heights[0])
    #expect(lines([.init(2, in: 1...4)]).table.rows[0].cells == ["2 (1 to 4)"])
  }

  @Test func `small charts side by side have the same rows on one scale`() {
    let small = SmallMultiples(
      "Evidence",
      bars.series,
      rows: ["School", "Prison"],
      [("Islamist", [[1, 3], [0, 0]]), ("Mixed", [[0, 0], [2, 0]])]
    )
    #expect(small.panels.map(\.title) == ["Islamist", "Mixed"])
    let drawn = small.panels.compactMap { panel -> Bars? in
      if case .bars(let bars) = panel.chart { bars } else { nil }
    }
    #expect(drawn.map { $0.rows.map(\.label) } == [["School", "Prison"], ["School", "Prison"]])
    #expect(drawn.map(\.longest) == [4, 4])
    #expect(values("width", in: drawn[1].drawing(of: drawn[1].rows[1])) == ["500"])
    #expect(small.table.columns == ["Worked", "Unknown", "All"])
    #expect(small.table.rows.map(\.label) == ["Islamist: School", "Mixed: Prison"])
    #expect(small.table.rows.map(\.cells) == [["1", "3", "4"], ["2", "0", "2"]])
  }

  @Test func `small lines side by side end their axes at the same number`() throws {
    let small = SmallMultiples(
      "Adoption",
      steps: ["May", "June", "July"],
      [("First", [.init(1), .init(1), .init(2)]), ("Second", [nil, .init(10), .init(30)])]
    )
    let drawn = small.panels.compactMap { panel -> Lines? in
      if case .lines(let lines) = panel.chart { lines } else { nil }
    }
    #expect(drawn.map(\.ceiling) == [50, 50])
    let heights = drawn.map { values("cy", in: $0.drawing).compactMap(Double.init) }
    #expect(heights[0].count == 3 && heights[1].count == 2 && heights[0][2] > heights[1][0])
    #expect(drawn[1].drawing.hasPrefix("<svg class=\"ts-lines-small\""))
    #expect(values("aria-label", in: drawn[1].drawing) == ["Adoption: Second"])
    #expect(small.table.columns == ["First", "Second"])
    #expect(small.table.rows.map(\.cells) == [["1", "Not known"], ["1", "10"], ["2", "30"]])
  }

  @Test func `no text of a chart is markup, and no style stands in it`() {
    let hostile = "\"><script>alert(1)</script>&"
    let chart = Lines(hostile, steps: [hostile], [.init(hostile, tone: 1, [.init(1)])])
    let bar = Bars([.init(hostile, tone: 1)], [.init(hostile, [1])])
    for drawing in [chart.drawing, bar.drawing(of: bar.rows[0])] {
      #expect(!drawing.contains("<script") && drawing.contains("&lt;script&gt;"))
      #expect(!drawing.contains("style="))
    }
  }

  @Test(arguments: [(0.0, "0"), (1, "1"), (0.5, "0.5"), (0.05, "0.05"), (-2.25, "-2.25"), (33.333, "33.33")])
  func `a length is written the same everywhere`(_ value: Double, _ text: String) {
    #expect(SVG.number(value) == text)
  }
}
