package import Foundation
import Kernel
package import Sheets

extension Sheet {
  /// The table as comma-separated values.
  package var csv: Data { Self.lines([columns.map { .text($0.label) }] + rows) }

  static func lines(_ rows: [[Cell]]) -> Data {
    Data(rows.map { CSV.line($0.map(plain)) }.joined().utf8)
  }

  /// Text that a spreadsheet program would take for a formula gets an apostrophe before it.
  private static func plain(_ cell: Cell) -> String {
    guard case .text(let text) = cell, let first = text.unicodeScalars.first,
      ["=", "+", "-", "@", "\t", "\r", "\n"].contains(first)
    else { return cell.value }
    return "'" + text
  }

  /// The table as a list of objects, whose members are called as the columns are; what is empty is null.
  package var json: Data {
    get throws {
      try JSONText.data(
        rows.map { row in
          Dictionary(zip(columns, row).map { ($0.label, $1.jsonValue) }) { first, _ in first }
        },
        pretty: true
      )
    }
  }
}

extension Sheet.Cell {
  fileprivate var jsonValue: Any {
    switch self {
    case .integer(let number): number
    case .decimal(let number): number
    case .truth(let isTrue): isTrue
    case .text(let text), .link(let text): text.isEmpty ? JSONNull.value : text
    case .date(let day): day.iso
    }
  }
}
