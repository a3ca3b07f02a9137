package import Domain
package import Foundation
import Kernel
import Platform

/// Practices out of a CSV or JSON file: what would be taken in, and every error with its place.
package struct PracticeImport: Sendable {
  /// A row that can be taken in.
  package struct Row: Sendable {
    /// In a CSV file the line; in a JSON file the number of the object; from 1.
    package let line: Int
    package let details: Practice.Details
    package let source: String
  }

  package struct RowError: Codable, Equatable, Sendable {
    package let line: Int
    package let column: String
    package let reason: String
    /// The beginning of what stood there.
    package let value: String
  }

  package private(set) var rows: [Row] = []
  package private(set) var errors: [RowError] = []
  /// The line in which each source stood first.
  private var lines: [String: Int] = [:]

  /// Bytes.
  package static let limit = 50_000_000

  /// Reads a file; what cannot be read at all is one error.
  package init(_ data: Data) {
    guard data.count <= Self.limit else {
      errors = [
        .init(line: 1, column: "", reason: "the file is larger than \(Self.limit / 1_000_000) MB", value: "")
      ]
      return
    }
    let start = data.prefix(64).first { ![0x20, 0x0A, 0x0D, 0x09, 0xEF, 0xBB, 0xBF].contains($0) }
    if start == UInt8(ascii: "[") { readJSON(data) } else { readCSV(data) }
    if rows.isEmpty, errors.isEmpty {
      errors = [.init(line: 1, column: "", reason: "the file holds no practices", value: "")]
    }
  }

  // MARK: CSV

  private mutating func readCSV(_ data: Data) {
    let table: [[CSV.Cell]]
    do {
      table = try CSV.rows(of: data)
    } catch {
      let column = error.line == 1 ? "column \(error.column)" : Self.header(data, error.column)
      errors.append(.init(line: error.line, column: column, reason: error.reason, value: ""))
      return
    }
    guard let header = table.first else { return }
    let names = header.map { $0.text.trimmingCharacters(in: .whitespaces).lowercased() }
    guard check(names, header) else { return }
    for row in table.dropFirst() { read(row, names) }
  }

  /// The name of a column, where the first line can still be read.
  private static func header(_ data: Data, _ column: Int) -> String {
    let first = data.prefix { $0 != UInt8(ascii: "\n") }
    let names = String(decoding: first, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
    return names.indices.contains(column - 1)
      ? names[column - 1].trimmingCharacters(in: .whitespacesAndNewlines) : "column \(column)"
  }

  private mutating func check(_ names: [String], _ header: [CSV.Cell]) -> Bool {
    var seen: Set<String> = []
    for (name, cell) in zip(names, header) {
      if !seen.insert(name).inserted {
        errors.append(.init(line: 1, column: name, reason: "the column stands twice", value: name))
      } else if !Self.columns.contains(name) {
        errors.append(
          .init(line: 1, column: name, reason: "there is no such column", value: String(cell.text.prefix(60)))
        )
      }
    }
    if !seen.contains("title") {
      errors.append(.init(line: 1, column: "title", reason: "the column is missing", value: ""))
    }
    return errors.isEmpty
  }

  private static let columns = Set(PracticeForm.form.fields.map(\.name)).union(PracticeFile.extra)

  private mutating func read(_ cells: [CSV.Cell], _ names: [String]) {
    let line = cells[0].line
    guard cells.count == names.count else {
      let reason = "the row has \(cells.count) cells, and the header \(names.count)"
      errors.append(.init(line: line, column: "", reason: reason, value: String(cells[0].text.prefix(60))))
      return
    }
    let texts = Dictionary(zip(names, cells.map(\.text))) { first, _ in first }
    let lines = Dictionary(zip(names, cells.map(\.line))) { first, _ in first }
    take(FormValues(texts.mapValues { [$0] }), line) { lines[$0] ?? line }
  }

  // MARK: JSON

  private mutating func readJSON(_ data: Data) {
    guard let list = Self.objects(data) else {
      errors.append(.init(line: 1, column: "", reason: "the file is not a list of JSON objects", value: ""))
      return
    }
    for (index, object) in list.enumerated() {
      do {
        let values = try FormValues(object: object)
        for name in values.names where !Self.columns.contains(name) {
          errors.append(.init(line: index + 1, column: name, reason: "there is no such field", value: ""))
        }
        take(values, index + 1) { _ in index + 1 }
      } catch {
        errors.append(.init(line: index + 1, column: "", reason: error.sentence, value: ""))
      }
    }
  }

  private static func objects(_ data: Data) -> [[String: Any]]? {
    do {
      return try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    } catch {
      return nil
    }
  }

  // MARK: Both

  private mutating func take(_ sent: FormValues, _ line: Int, lineOf: (String) -> Int) {
    let values = PracticeFile.asForm(sent)
    do {
      let details = try PracticeForm.form.parse(values, into: .init(), present: true)
      let source = Practice.source(address: details.sources.first?.address ?? "", title: details.title)
      if let earlier = lines.updateValue(line, forKey: source) {
        let reason = "the same title and source stand in line \(earlier)"
        errors.append(
          .init(line: line, column: "title", reason: reason, value: String(details.title.prefix(60)))
        )
        return
      }
      rows.append(Row(line: line, details: details, source: source))
    } catch {
      errors += error.errors.map { wrong in
        let column = PracticeFile.column(of: wrong.field, in: sent)
        let value = sent.all(column).joined(separator: "; ")
        return RowError(
          line: lineOf(column),
          column: column,
          reason: wrong.message,
          value: String(value.prefix(60))
        )
      }
    }
  }
}
