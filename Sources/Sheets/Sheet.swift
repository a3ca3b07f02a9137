package import Kernel

/// A table as a spreadsheet holds it: a row of headings, and rows of typed cells below it.
package struct Sheet: Equatable, Sendable {
  package struct Column: Equatable, Sendable {
    package let label: String
    /// Centimetres.
    package let width: Double
    package let isNumber: Bool

    package init(_ label: String, width: Double = 4, isNumber: Bool = false) {
      self.label = label
      self.width = width
      self.isNumber = isNumber
    }
  }

  package enum Cell: Equatable, Sendable {
    /// Text stays text, whatever it begins with.
    case text(String)
    case integer(Int)
    case decimal(Double)
    /// A date where the day is known; text where only the month or the year is.
    case date(PartialDate)
    case truth(Bool)
    /// An address beginning with `http`, to be followed; anything else is text.
    case link(String)

    package static let notKnown = Cell.text("Not known")

    /// Text, and “Not known” where there is none.
    package static func known(_ text: String) -> Cell { text.isEmpty ? .notKnown : .text(text) }

    /// The value as a program reads it: digits without groups, dates as ISO 8601 has them.
    package var value: String {
      switch self {
      case .text(let text), .link(let text): text
      case .integer(let number): String(number)
      case .decimal(let number): String(number)
      case .date(let date): date.iso
      case .truth(let isTrue): isTrue ? "Yes" : "No"
      }
    }
  }

  package let name: String
  /// What it holds, in a sentence: screen readers read it as the table's description.
  package let about: String
  package let columns: [Column]
  package let rows: [[Cell]]

  /// - Parameter rows: A cell for each column.
  package init(_ name: String, about: String, _ columns: [Column], _ rows: [[Cell]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
    self.name = name
    self.about = about
    self.columns = columns
    self.rows = rows
  }

  /// The first rows: as many as are asked for and fit.
  ///
  /// - Parameter bytes: Of the values as UTF-8.
  package func first(_ count: Int, upTo bytes: Int) -> Sheet {
    var left = bytes
    let fitting = rows.prefix(count).prefix { row in
      left -= row.reduce(0) { $0 + $1.value.utf8.count }
      return left >= 0
    }
    return fitting.count == rows.count ? self : Sheet(name, about: about, columns, Array(fitting))
  }
}
