package import Foundation

/// Comma-separated values as RFC 4180 has them, read with the place of every cell.
package enum CSV {
  package struct Cell: Equatable, Sendable {
    package let text: String
    /// From 1; where the cell begins.
    package let line: Int
    /// From 1: the number of the cell in its row.
    package let column: Int
  }

  /// The place where a file stops being CSV, and why.
  package struct Malformed: Error, Equatable, Sendable {
    package let line: Int
    package let column: Int
    package let reason: String
  }

  /// Bytes; a longer cell is no field of anybody's.
  package static let cellLimit = 1_000_000

  /// Every row, blank lines left out.
  ///
  /// - Throws: ``Malformed`` at the first place that cannot be read.
  package static func rows(of data: Data) throws(Malformed) -> [[Cell]] {
    var reader = Reader(data)
    return try reader.rows()
  }

  /// One row as a line; cells are quoted where they must be.
  package static func line(_ cells: [String]) -> String {
    cells.map { cell in
      guard
        cell.contains(where: { "\",\n\r".contains($0) || $0.isNewline }) || cell.first == " "
          || cell.last == " "
      else { return cell }
      return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
    .joined(separator: ",") + "\r\n"
  }
}

extension CSV {
  /// Goes through the bytes once; text is made of a cell's bytes when it is whole.
  private struct Reader {
    let bytes: [UInt8]
    var next: Int
    var line = 1

    init(_ data: Data) {
      bytes = [UInt8](data)
      next = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func rows() throws(Malformed) -> [[Cell]] {
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw Malformed(line: 1, column: 1, reason: "the file is UTF-16; save it as CSV UTF-8")
      }
      var rows: [[Cell]] = []
      while next < bytes.count {
        let row = try row()
        if row.count > 1 || row.first?.text.isEmpty == false { rows.append(row) }
      }
      return rows
    }

    private mutating func row() throws(Malformed) -> [Cell] {
      var cells: [Cell] = []
      while true {
        let start = line
        let text = try cell(column: cells.count + 1)
        cells.append(Cell(text: text, line: start, column: cells.count + 1))
        guard next < bytes.count, bytes[next] == Byte.comma else { break }
        next += 1
      }
      endLine()
      return cells
    }

    private mutating func endLine() {
      guard next < bytes.count else { return }
      if bytes[next] == Byte.return { next += 1 }
      if next < bytes.count, bytes[next] == Byte.newline { next += 1 }
      line += 1
    }

    private mutating func cell(column: Int) throws(Malformed) -> String {
      guard next < bytes.count, bytes[next] == Byte.quote else { return try plain(column) }
      return try quoted(column)
    }

    private mutating func plain(_ column: Int) throws(Malformed) -> String {
      let start = next
      while next < bytes.count, ![Byte.comma, Byte.newline, Byte.return].contains(bytes[next]) {
        if bytes[next] == Byte.quote {
          throw Malformed(
            line: line,
            column: column,
            reason: "a quotation mark stands inside a cell without quotes"
          )
        }
        next += 1
      }
      return try text(bytes[start..<next], line, column)
    }

    private mutating func quoted(_ column: Int) throws(Malformed) -> String {
      let opened = line
      var content: [UInt8] = []
      next += 1
      while true {
        guard next < bytes.count else {
          throw Malformed(line: opened, column: column, reason: "a quotation mark is never closed")
        }
        let byte = bytes[next]
        next += 1
        if byte == Byte.newline { line += 1 }
        guard byte == Byte.quote else {
          content.append(byte)
          continue
        }
        guard next < bytes.count, bytes[next] == Byte.quote else { break }
        content.append(byte)
        next += 1
      }
      guard next == bytes.count || [Byte.comma, Byte.newline, Byte.return].contains(bytes[next]) else {
        throw Malformed(line: line, column: column, reason: "text follows a closing quotation mark")
      }
      return try text(content[...], opened, column)
    }

    private func text(_ bytes: ArraySlice<UInt8>, _ line: Int, _ column: Int) throws(Malformed) -> String {
      guard bytes.count <= CSV.cellLimit else {
        throw Malformed(line: line, column: column, reason: "a cell holds more than a million bytes")
      }
      guard let text = String(bytes: bytes, encoding: .utf8) else {
        throw Malformed(
          line: line,
          column: column,
          reason: "the text is not UTF-8; save the file as CSV UTF-8"
        )
      }
      guard !text.contains("\0") else {
        throw Malformed(line: line, column: column, reason: "a cell holds a zero byte")
      }
      return text
    }
  }

  private enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let newline = UInt8(ascii: "\n")
    static let `return` = UInt8(ascii: "\r")
  }
}
