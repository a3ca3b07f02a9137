package import Domain
package import Foundation
import Kernel
package import Platform

/// Practices out of a CSV or JSON file: what would be taken in, and every error with its place.
package struct PracticeImport: Sendable {
  /// A row that can be taken in.
  package struct Row: Sendable {
    /// In a CSV file the line; in a JSON file the number of the object; from 1.
    package let line: Int
    package let details: Practice.Details
    package let source: String
  }

  package typealias RowError = RowReader.RowError

  package private(set) var rows: [Row] = []
  package private(set) var errors: [RowError] = []
  /// The line in which each source stood first.
  private var lines: [String: Int] = [:]

  /// Bytes.
  package static let limit = 50_000_000

  /// Reads a file; what cannot be read at all is one error.
  package init(_ data: Data) {
    let read = RowReader(data, columns: Self.columns, needing: ["title"], limit: Self.limit)
    errors = read.errors
    for row in read.rows { take(row) }
    // As they stand in the file; what is wrong with the same line stays in the order of its fields.
    errors = errors.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
    if rows.isEmpty, errors.isEmpty {
      errors = [.init(line: 1, column: "", reason: "the file holds no practices")]
    }
  }

  private static let columns = Set(PracticeForm.form.fields.map(\.name)).union(PracticeFile.extra)

  private mutating func take(_ row: RowReader.Row) {
    let values = PracticeFile.asForm(row.values)
    do {
      let details = try PracticeForm.form.parse(values, into: .init(), present: true)
      let source = Practice.source(address: details.sources.first?.address ?? "", title: details.title)
      if let earlier = lines.updateValue(row.line, forKey: source) {
        let reason = "the same title and source stand in line \(earlier)"
        errors.append(.init(line: row.line, column: "title", reason: reason, value: details.title))
        return
      }
      rows.append(Row(line: row.line, details: details, source: source))
    } catch {
      errors += error.errors.map { wrong in
        let column = PracticeFile.column(of: wrong.field, in: row.values)
        return RowError(
          line: row.line(of: column),
          column: column,
          reason: wrong.message,
          value: row.values.all(column).joined(separator: "; ")
        )
      }
    }
  }
}
