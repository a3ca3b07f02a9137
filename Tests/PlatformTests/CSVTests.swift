import Foundation
import Platform
import Testing

struct CSVTests {
  private func texts(_ text: String) throws -> [[String]] {
    try CSV.rows(of: Data(text.utf8)).map { $0.map(\.text) }
  }

  @Test func `rows are read as they were written, whatever is in them`() throws {
    let rows = [["a", "b"], ["with, comma", "with \"marks\""], ["two\nlines", " spaces "], ["", "é–ü"]]
    #expect(try texts(rows.map(CSV.line).joined()) == rows)
  }

  @Test func `a byte order mark, either line end and blank lines are let pass`() throws {
    #expect(try texts("\u{FEFF}a,b\r\n\r\nc,d\ne,f") == [["a", "b"], ["c", "d"], ["e", "f"]])
  }

  @Test func `a cell knows its line, also after a cell of several`() throws {
    let rows = try CSV.rows(of: Data("a,b\n\"x\ny\",z\nc,d\n".utf8))
    #expect(rows[2].map(\.line) == [4, 4])
    #expect(rows[1].map(\.column) == [1, 2])
  }

  @Test(arguments: [
    ("a,b\n\"open,c", 2, 1, "never closed"), ("a,b\nc,d\"e", 2, 2, "inside a cell"),
    ("\"a\"b,c", 1, 1, "follows"),
    ("a,\0b", 1, 2, "zero byte"),
  ]) func `what is no CSV is named with its place`(
    _ text: String,
    _ line: Int,
    _ column: Int,
    _ reason: String
  ) {
    let error = #expect(throws: CSV.Malformed.self) { try CSV.rows(of: Data(text.utf8)) }
    #expect(error?.line == line && error?.column == column)
    #expect(error?.reason.contains(reason) == true)
  }

  @Test func `another encoding is named with its place`() {
    var latin = Data("a,b\nc,".utf8)
    latin.append(contentsOf: [0xE9, 0x0A])
    let error = #expect(throws: CSV.Malformed.self) { try CSV.rows(of: latin) }
    #expect(error?.line == 2 && error?.column == 2 && error?.reason.contains("UTF-8") == true)
    let wide = #expect(throws: CSV.Malformed.self) { try CSV.rows(of: Data([0xFF, 0xFE, 0x61, 0x00])) }
    #expect(wide?.reason.contains("UTF-16") == true)
  }

  @Test func `a cell of ten megabytes is refused with its place`() {
    let error = #expect(throws: CSV.Malformed.self) {
      try CSV.rows(of: Data("a\n".utf8) + Data(repeating: 0x61, count: 10_000_000))
    }
    #expect(error?.line == 2)
  }
}
