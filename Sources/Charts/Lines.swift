/// Values over time as lines, with the interval of each value where it is known.
///
/// Drawn at a fixed size with its axis, for a place that scrolls where it is narrower; ``table`` holds the numbers.
package struct Lines: Equatable, Sendable {
  package struct Point: Equatable, Sendable {
    package let value: Double
    /// The lower and upper end of its interval.
    package let interval: ClosedRange<Double>?

    var top: Double { max(value, interval?.upperBound ?? 0) }

    package init(_ value: Double, in interval: ClosedRange<Double>? = nil) {
      self.value = value
      self.interval = interval
    }
  }

  package struct Line: Equatable, Sendable {
    package let name: String
    package let tone: Int
    /// One for each step of time; nil where nothing is known, and the line breaks.
    package let points: [Point?]

    package init(_ name: String, tone: Int, _ points: [Point?]) {
      self.name = name
      self.tone = tone
      self.points = points
    }
  }

  /// How large it is drawn: across a page, or as one panel among others.
  package enum Size: Equatable, Sendable { case large, small }

  package let title: String
  package let steps: [String]
  package let lines: [Line]
  /// What the axis reaches at least; the same for charts side by side.
  package let least: Double
  package let size: Size

  package init(
    _ title: String,
    steps: [String],
    _ lines: [Line],
    atLeast least: Double? = nil,
    size: Size = .large
  ) {
    precondition(lines.allSatisfy { $0.points.count == steps.count }, "a line has a point for each step")
    self.title = title
    self.steps = steps
    self.lines = lines
    self.least = least ?? 1
    self.size = size
  }

  private var width: Double { size == .large ? 640 : 320 }
  private var height: Double { size == .large ? 260 : 170 }
  /// How many steps are named on the axis.
  private var labels: Int { size == .large ? 6 : 2 }
  private static let left = 48.0
  private static let right = 20.0
  private static let top = 14.0
  private static let bottom = 36.0

  /// The top of the axis: 1, 2 or 5 times a power of ten, at or above the largest value.
  var ceiling: Double {
    let values = lines.flatMap(\.points).compactMap { $0?.top }
    let largest = max(1, least, values.max() ?? 1)
    var power = 1.0
    while power * 10 <= largest { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= largest } ?? largest
  }

  private func x(_ step: Int) -> Double {
    guard steps.count > 1 else { return (Self.left + width - Self.right) / 2 }
    let share = Double(step) / Double(steps.count - 1)
    return Self.left + share * (width - Self.left - Self.right)
  }

  private func y(_ value: Double) -> Double {
    let share = min(1, max(0, value / ceiling))
    return height - Self.bottom - share * (height - Self.top - Self.bottom)
  }

  /// The whole chart; a screen reader reads its title and goes on to the table.
  package var drawing: String {
    SVG.element(
      "svg",
      [
        "class": size == .large ? "ts-lines-chart" : "ts-lines-small",
        "viewBox": "0 0 \(SVG.number(width)) \(SVG.number(height))",
        "role": "img", "aria-label": title, "focusable": "false",
      ],
      axis + lines.flatMap(drawn)
    )
  }

  private var axis: [String] {
    let heights = ceiling < 2 ? [0, ceiling] : [0, ceiling / 2, ceiling]
    let marks = heights.flatMap { value -> [String] in
      let height = SVG.number(y(value))
      return [
        SVG.element(
          "line",
          [
            "class": "ts-axis", "x1": SVG.number(Self.left), "x2": SVG.number(width - Self.right),
            "y1": height, "y2": height,
          ]
        ),
        SVG.element(
          "text",
          ["x": SVG.number(Self.left - 8), "y": SVG.number(y(value) + 5), "text-anchor": "end"],
          [SVG.number(value)]
        ),
      ]
    }
    return marks + stepLabels
  }

  /// The first, the last and some between, so that they do not run into one another.
  private var stepLabels: [String] {
    let every = max(1, (steps.count + labels - 1) / labels)
    return steps.enumerated().filter { $0.offset.isMultiple(of: every) || $0.offset == steps.count - 1 }
      .filter { steps.count - 1 - $0.offset >= every || $0.offset == steps.count - 1 }
      .map { step, label in
        let isAlone = steps.count == 1
        let anchor = isAlone ? "middle" : step == 0 ? "start" : step == steps.count - 1 ? "end" : "middle"
        return SVG.element(
          "text",
          ["x": SVG.number(x(step)), "y": SVG.number(height - 12), "text-anchor": anchor],
          [SVG.escape(label)]
        )
      }
  }

  private func drawn(_ line: Line) -> [String] {
    var parts: [String] = []
    var path = ""
    for (step, point) in line.points.enumerated() {
      guard let point else {
        path += path.isEmpty || path.hasSuffix("|") ? "" : "|"
        continue
      }
      let (horizontal, vertical) = (SVG.number(x(step)), SVG.number(y(point.value)))
      path += (path.isEmpty || path.hasSuffix("|") ? "M" : "L") + "\(horizontal) \(vertical)"
      if let interval = point.interval {
        parts.append(
          SVG.element(
            "line",
            [
              "class": "ts-interval ts-stroke-\(line.tone)", "x1": horizontal, "x2": horizontal,
              "y1": SVG.number(y(interval.lowerBound)), "y2": SVG.number(y(interval.upperBound)),
            ]
          )
        )
      }
      parts.append(
        SVG.element(
          "circle",
          ["class": "ts-tone-\(line.tone)", "cx": horizontal, "cy": vertical, "r": "4"],
          [SVG.element("title", [:], [SVG.escape("\(steps[step]), \(line.name): \(Self.words(point))")])]
        )
      )
    }
    let d = path.replacing("|", with: " ")
    return [SVG.element("path", ["class": "ts-line ts-stroke-\(line.tone)", "d": d])] + parts
  }

  private static func words(_ point: Point) -> String {
    guard let interval = point.interval else { return SVG.number(point.value) }
    return
      "\(SVG.number(point.value)) (\(SVG.number(interval.lowerBound)) to \(SVG.number(interval.upperBound)))"
  }

  package var table: Table {
    Table(
      columns: lines.map(\.name),
      rows: steps.enumerated().map { step, label in
        .init(label: label, cells: lines.map { $0.points[step].map(Self.words) ?? "Not known" })
      }
    )
  }
}
