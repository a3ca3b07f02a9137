import Foundation
import Kernel
package import Sheets

/// A list as people take it with them: all rows of it that its reader may see, up to a bound.
package struct ListFile: Sendable {
  package enum Format: String, CaseIterable, Sendable {
    case ods, csv

    var type: String {
      switch self {
      case .ods: Spreadsheet.type
      case .csv: "text/csv; charset=utf-8"
      }
    }
  }

  /// Rows.
  package static let limit = 10_000
  /// Bytes of text in all its cells.
  static let byteLimit = 50_000_000

  /// What the file is called, such as `practices`.
  package let name: String
  package let title: String
  package let sheets: [Sheet]
  /// How many rows there are, with those that did not fit.
  package let total: Int
  /// What a reader of the file should know: by what the list was narrowed, and how it is marked.
  package let notes: [(label: String, words: String)]

  /// - Parameter total: How many rows there are; as many as are given where it is nil.
  package init(
    _ name: String,
    _ title: String,
    _ sheets: [Sheet],
    total: Int? = nil,
    notes: [(label: String, words: String)] = []
  ) {
    self.name = name
    self.title = title
    self.sheets = sheets.map { $0.first(Self.limit, upTo: Self.byteLimit) }
    self.total = total ?? sheets.reduce(0) { $0 + $1.rows.count }
    self.notes = notes
  }

  private var count: Int { sheets.reduce(0) { $0 + $1.rows.count } }
  var isCut: Bool { count < total }
  /// What the file's name says of it.
  var part: String { isCut ? "-first-\(count)" : "" }

  /// The file, and the list as it stands in it: half of the rows, and half again, where all are too much for a file.
  ///
  /// - Parameters:
  ///   - address: Of the page that shows the same.
  ///   - limit: Bytes of the file before it is packed.
  func spreadsheet(
    address: String,
    made: Date,
    limit: Int = Spreadsheet.limit
  ) throws -> (data: Data, list: ListFile) {
    do {
      let file = Spreadsheet(title, [cover(address, made)] + sheets, made: made)
      return (try file.data(limit: limit), self)
    } catch Spreadsheet.Failure.tooLarge where count > 0 {
      return try half.spreadsheet(address: address, made: made, limit: limit)
    }
  }

  private var half: ListFile {
    let fewer = sheets.map { $0.first($0.rows.count / 2, upTo: Self.byteLimit) }
    return ListFile(name, title, fewer, total: total, notes: notes)
  }

  /// What the file is, before the rows: after the Government Analysis Function's guidance.
  func cover(_ address: String, _ made: Date) -> Sheet {
    let rows =
      isCut
      ? "The first \(count.grouped) of \(total.grouped). Narrow the list for the others." : total.grouped
    let known: [[Sheet.Cell]] = [
      [.text("Title"), .text(title)],
      [.text("Downloaded on"), .date(.init(on: made))],
      [.text("From"), .link(address)],
      [.text("Rows"), .text(rows)],
    ]
    let sheets = sheets.map { [Sheet.Cell.text("Sheet: \($0.name)"), .text($0.about)] }
    return Sheet(
      "About this file",
      about: "What this file holds, and where it comes from.",
      [.init("What", width: 5), .init("Says", width: 16)],
      known + notes.map { [.text($0.label), .text($0.words)] } + sheets
    )
  }

  /// One table as it is; several as one, with a line for every value.
  var csv: Data {
    guard let first = sheets.first, sheets.count == 1 else { return Sheet.lines(long) }
    return first.csv
  }

  private var long: [[Sheet.Cell]] {
    let header: [Sheet.Cell] = [.text("Table"), .text("Row"), .text("Column"), .text("Value")]
    return [header]
      + sheets.flatMap { sheet in
        sheet.rows.flatMap { row in
          zip(sheet.columns, row).dropFirst().map { column, cell in
            [.text(sheet.name), row[0], .text(column.label), cell]
          }
        }
      }
  }
}
