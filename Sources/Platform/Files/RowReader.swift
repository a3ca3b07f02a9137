package import Foundation

/// Rows of a CSV file, or objects of a JSON file, as a form would send them, and every error with its place.
package struct RowReader: Sendable {
  package struct Row: Sendable {
    /// In a CSV file the line; in a JSON file the number of the object; from 1.
    package let line: Int
    package let values: FormValues
    /// The lines on which cells begin, by their columns, where that is not the row's.
    package let lines: [String: Int]

    package func line(of column: String) -> Int { lines[column] ?? line }
  }

  package struct RowError: Codable, Equatable, Sendable {
    package let line: Int
    package let column: String
    package let reason: String
    /// The beginning of what stood there.
    package let value: String

    package init(line: Int, column: String, reason: String, value: String = "") {
      self.line = line
      self.column = column
      self.reason = reason
      self.value = String(value.prefix(60))
    }
  }

  package private(set) var rows: [Row] = []
  package private(set) var errors: [RowError] = []
  private let columns: Set<String>
  private let needed: [String]

  /// Reads a file; what cannot be read at all is one error.
  ///
  /// - Parameters:
  ///   - needed: The columns that a CSV file must have.
  ///   - limit: Bytes.
  package init(_ data: Data, columns: Set<String>, needing needed: [String], limit: Int) {
    self.columns = columns
    self.needed = needed
    guard data.count <= limit else {
      errors = [.init(line: 1, column: "", reason: "the file is larger than \(limit.inMegabytes)")]
      return
    }
    let start = data.prefix(64).first { ![0x20, 0x0A, 0x0D, 0x09, 0xEF, 0xBB, 0xBF].contains($0) }
    if start == UInt8(ascii: "[") { readJSON(data) } else { readCSV(data) }
  }

  // MARK: CSV

  private mutating func readCSV(_ data: Data) {
    let table: [[CSV.Cell]]
    do {
      table = try CSV.rows(of: data)
    } catch {
      let column = error.line == 1 ? "column \(error.column)" : Self.header(data, error.column)
      errors.append(.init(line: error.line, column: column, reason: error.reason))
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
      } else if !columns.contains(name) {
        errors.append(.init(line: 1, column: name, reason: "there is no such column", value: cell.text))
      }
    }
    for name in needed where !seen.contains(name) {
      errors.append(.init(line: 1, column: name, reason: "the column is missing"))
    }
    return errors.isEmpty
  }

  private mutating func read(_ cells: [CSV.Cell], _ names: [String]) {
    let line = cells[0].line
    guard cells.count == names.count else {
      let reason = "the row has \(cells.count) cells, and the header \(names.count)"
      errors.append(.init(line: line, column: "", reason: reason, value: cells[0].text))
      return
    }
    let texts = Dictionary(zip(names, cells.map(\.text))) { first, _ in first }
    let lines = Dictionary(zip(names, cells.map(\.line))) { first, _ in first }
    let values = FormValues(texts.mapValues { [FormValues.tidied($0)] })
    rows.append(Row(line: line, values: values, lines: lines))
  }

  // MARK: JSON

  private mutating func readJSON(_ data: Data) {
    guard let list = Self.objects(data) else {
      errors.append(.init(line: 1, column: "", reason: "the file is not a list of JSON objects"))
      return
    }
    for (index, object) in list.enumerated() {
      do {
        let values = try FormValues(object: object)
        for name in values.names where !columns.contains(name) {
          errors.append(.init(line: index + 1, column: name, reason: "there is no such field"))
        }
        rows.append(Row(line: index + 1, values: values, lines: [:]))
      } catch {
        errors.append(.init(line: index + 1, column: "", reason: error.sentence))
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
}

extension Int {
  /// Bytes as people say them.
  fileprivate var inMegabytes: String {
    self % 1_000_000 == 0 ? "\(self / 1_000_000) MB" : "\(self / 1000) kB"
  }
}
