import Foundation
import Kernel
import TestSupport
import Testing

@testable import Sheets

/// Spreadsheets, read back out of the file that was written.
struct SpreadsheetTests {
  private static let hostile = [
    "=1+1", "+44 20", "-5", "@SUM(A1)", "<b>&\"'</b>", "]]>", "a\u{0}b\u{7}c\u{1B}d\u{7F}e\u{9F}f\u{FFFE}g",
    "two\nlines", "two\r\nlines\rthree\u{2028}four", " leading", "trailing ", "many    spaces", "tab\there",
    "\n",
    "é–ü 😀 \u{202E}turned", "{{mustache}}", "https://example.org", "javascript:alert(1)",
  ]

  private func read(_ cells: [Sheet.Cell], _ name: String = "List") throws -> ReadSpreadsheet {
    let sheet = Sheet(name, about: "What it holds.", cells.map { _ in .init("Heading") }, [cells])
    return try ReadSpreadsheet(try Spreadsheet("A title", [sheet], made: .story).data())
  }

  @Test func `a file is known by its first part, which is stored as it is`() throws {
    let data = try Spreadsheet("A title", [Sheet("List", about: "", [.init("A")], [])], made: .story).data()
    // The local header of ZIP: 30 bytes, the name, and nothing before the content.
    #expect(data.prefix(4) == Data("PK\u{3}\u{4}".utf8) && data[8...9] == Data([0, 0]))
    #expect(data[26...29] == Data([8, 0, 0, 0]))
    let start = "mimetype\(Spreadsheet.type)"
    #expect(String(decoding: data[30..<(30 + start.utf8.count)], as: UTF8.self) == start)
  }

  @Test func `every part is XML, and the manifest names each`() throws {
    let file = try read([.text("a")])
    #expect(
      file.parts.map(\.name)
        == ["mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"]
    )
    for part in file.parts.dropFirst() { #expect(try ReadXML(part.data).root != nil, "\(part.name)") }
    let listed = try ReadXML(try file.part("META-INF/manifest.xml")).all("manifest:file-entry").map {
      $0.attributes["manifest:full-path"]
    }
    #expect(listed == ["/", "content.xml", "styles.xml", "meta.xml", "settings.xml"])
  }

  @Test func `it has a title, a language, and headings that stay in view`() throws {
    let file = try read([.text("a")])
    let meta = try ReadXML(try file.part("meta.xml"))
    #expect(
      meta.all("dc:title").map(\.text) == ["A title"] && meta.all("dc:language").map(\.text) == ["en-GB"]
    )
    #expect(meta.all("meta:creation-date").map(\.text) == ["2009-09-01T09:00:00Z"])
    let frozen = try ReadXML(try file.part("settings.xml")).all("config:config-item")
    #expect(frozen.first { $0.attributes["config:name"] == "VerticalSplitPosition" }?.text == "1")
    let table = try #require(try file.content.all("table:table").first)
    #expect(table.all("table:title").map(\.text) == ["List"])
    #expect(table.all("table:desc").map(\.text) == ["What it holds."])
    #expect(
      table.all("table:table-header-rows").flatMap { $0.all("table:table-cell") }.map(\.text) == ["Heading"]
    )
  }

  @Test func `a cell has the type of what it holds`() throws {
    let file = try read([
      .text("word"), .integer(-1_234_567), .decimal(0.125), .date(try #require(PartialDate("2009-09-01"))),
      .date(try #require(PartialDate("2009-09"))), .truth(true), .truth(false), .text(""), .decimal(.nan),
      .link("https://touchstone.example/practices/1?a=b&c=d"), .link("javascript:alert(1)"),
    ])
    let cells = try file.cells
    #expect(
      cells.map { $0.attributes["office:value-type"] ?? "none" }
        == ["string", "float", "float", "date", "string", "string", "string", "none"]
        + ["string", "string", "string"]
    )
    #expect(
      cells[1].attributes["office:value"] == "-1234567" && cells[2].attributes["office:value"] == "0.125"
    )
    #expect(cells[3].attributes["office:date-value"] == "2009-09-01" && cells[3].text == "1 September 2009")
    #expect(cells[4].text == "September 2009" && cells[5].text == "Yes" && cells[6].text == "No")
    let links = cells.flatMap { $0.all("text:a") }.map { $0.attributes["xlink:href"] }
    #expect(links == ["https://touchstone.example/practices/1?a=b&c=d"])
  }

  @Test(arguments: hostile) func `text is the same text in the file, and never more than text`(
    _ text: String
  ) throws {
    let cell = try #require(try read([.text(text)]).cells.first)
    #expect(cell.attributes["office:value-type"] == "string" && cell.attributes["table:formula"] == nil)
    let ends: Set<Unicode.Scalar> = ["\r", "\u{2028}"]
    var expected = text.replacing("\r\n", with: "\n")
    expected = String(
      String.UnicodeScalarView(
        expected.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
          if ends.contains(scalar) { return "\n" }
          let isControl = scalar.value < 0x20 && !"\n\t".unicodeScalars.contains(scalar)
          return isControl || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{FFFE}" ? nil : scalar
        }
      )
    )
    #expect(cell.text == expected)
  }

  @Test func `no name, heading or title is markup`() throws {
    for text in Self.hostile {
      let sheet = Sheet(text, about: text, [.init(text)], [])
      let file = try ReadSpreadsheet(try Spreadsheet(text, [sheet, sheet], made: .story).data())
      for part in file.parts.dropFirst() {
        #expect(try ReadXML(part.data).root != nil, "\(part.name): \(text)")
      }
      #expect(try file.content.all("table:table").count == 2 && file.content.all("b").isEmpty)
    }
  }

  @Test func `sheets have names that every program takes, each once`() throws {
    let names = [
      "Practices", "practices", "a/b:c*d?[e]\\'", "", String(repeating: "long ", count: 20), "Practices",
    ]
    let sheets = names.map { Sheet($0, about: "", [.init("A")], []) }
    let written = Spreadsheet("t", sheets, made: .story).names
    #expect(Set(written.map { $0.lowercased() }).count == names.count)
    for name in written {
      #expect((1...31).contains(name.count) && !name.contains { "[]*?:/\\'".contains($0) }, "\(name)")
    }
    #expect(written.first == "Practices" && written.last == "Practices 3")
  }

  @Test func `an empty list is its headings`() throws {
    let sheet = Sheet("List", about: "", [.init("A"), .init("B")], [])
    let file = try ReadSpreadsheet(try Spreadsheet("t", [sheet], made: .story).data())
    #expect(try file.content.all("table:table-row").count == 1)
    #expect(try file.content.all("table:table-cell").map(\.text) == ["A", "B"])
  }

  @Test func `a cell holds no more than a program can read, and says that it was cut`() throws {
    let cells = try read([
      .text(String(repeating: "😀", count: 40_000)), .text(String(repeating: "a", count: 32_767)),
    ])
    .cells
    #expect(cells[0].text.utf16.count <= 32_767 && cells[0].text.hasSuffix("😀…"))
    #expect(cells[1].text.count == 32_767 && cells[1].text.hasSuffix("a"))
  }

  @Test func `the first rows are as many as are asked for and fit`() {
    let sheet = Sheet("List", about: "", [.init("A")], (0..<100).map { _ in [.text("0123456789")] })
    #expect(sheet.first(30, upTo: 10_000).rows.count == 30)
    #expect(sheet.first(300, upTo: 10_000).rows.count == 100)
    #expect(sheet.first(300, upTo: 95).rows.count == 9)
  }

  @Test func `what is larger than its limit is no file`() {
    let sheet = Sheet("List", about: "", [.init("A")], Array(repeating: [.text("0123456789")], count: 1000))
    #expect(throws: Spreadsheet.Failure.tooLarge) {
      try Spreadsheet("t", [sheet], made: .story).data(limit: 50_000)
    }
  }

  @Test func `ten thousand rows are whole`() throws {
    let row: [Sheet.Cell] = [
      .text("Kitchen-table evenings"), .integer(7), .text("Families had nobody to ask."),
    ]
    let sheet = Sheet("List", about: "", row.map { _ in .init("A") }, Array(repeating: row, count: 10_000))
    let file = try ReadSpreadsheet(try Spreadsheet("t", [sheet], made: .story).data())
    let content = String(decoding: try file.part("content.xml"), as: UTF8.self)
    #expect(content.components(separatedBy: "<table:table-row ").count == 10_002)
  }
}
