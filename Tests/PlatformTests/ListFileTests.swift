import Foundation
import Kernel
import Sheets
import TestSupport
import Testing

@testable import Platform

/// Lists as files: what stands in them, and what their pages offer.
struct ListFileTests {
  private func sheet(_ name: String, _ rows: [[Sheet.Cell]]) -> Sheet {
    Sheet(name, about: "What \(name) holds.", [.init("Name"), .init("Count", isNumber: true)], rows)
  }

  private func csv(_ list: ListFile) throws -> [[String]] {
    try CSV.rows(of: list.csv).map { $0.map(\.text) }
  }

  @Test func `one table is its headings and its rows`() throws {
    let day = try #require(PartialDate("2009-09-01"))
    let list = ListFile(
      "list",
      "List",
      [sheet("A", [[.text("a, \"b\"\nc"), .integer(1200)], [.date(day), .truth(true)]])]
    )
    #expect(try csv(list) == [["Name", "Count"], ["a, \"b\"\nc", "1200"], ["2009-09-01", "Yes"]])
  }

  @Test func `several tables are one, with a line for every value`() throws {
    let list = ListFile(
      "list",
      "List",
      [sheet("A", [[.text("a"), .integer(1)]]), sheet("B", [[.text("b"), .integer(2)]])]
    )
    #expect(
      try csv(list) == [
        ["Table", "Row", "Column", "Value"], ["A", "a", "Count", "1"], ["B", "b", "Count", "2"],
      ]
    )
  }

  @Test(arguments: ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
  func `text that looks like a formula is none in a spreadsheet program`(_ text: String) throws {
    let list = ListFile("list", "List", [sheet("A", [[.text(text), .integer(-5)]])])
    #expect(try csv(list)[1] == ["'" + text, "-5"])
  }

  @Test func `a list that is too long is cut, and its file says so`() throws {
    let rows = (0..<10_001).map { [Sheet.Cell.text("row"), .integer($0)] }
    let list = ListFile("list", "List", [sheet("A", rows)])
    #expect(list.sheets[0].rows.count == 10_000 && list.isCut)
    #expect(
      list.cover("https://touchstone.example/list", .story).rows[3][1]
        == .text(
          "The first 10,000 of 10,001. Narrow the list for the others."
        )
    )
    let asked = ListFile("list", "List", [sheet("A", Array(rows.prefix(20)))], total: 31)
    #expect(asked.isCut && asked.part == "-first-20")
    #expect(!ListFile("list", "List", [sheet("A", Array(rows.prefix(20)))]).isCut)
  }

  @Test func `a list of long texts is cut where a file grows too large`() {
    let long = Sheet.Cell.text(String(repeating: "x", count: 1_000_000))
    let list = ListFile("list", "List", [sheet("A", (0..<60).map { [long, .integer($0)] })])
    #expect(list.sheets[0].rows.count == 49 && list.isCut && list.total == 60)
  }

  @Test func `a list that grows too large as a spreadsheet is written in part, and says so`() throws {
    // A line end is a byte of text, and many of the file.
    let lines = Sheet.Cell.text(String(repeating: "\n", count: 1000))
    let list = ListFile("list", "List", [sheet("A", (0..<16).map { [lines, .integer($0)] })])
    let (data, written) = try list.spreadsheet(
      address: "https://touchstone.example",
      made: .story,
      limit: 100_000
    )
    #expect(data.prefix(2) == Data("PK".utf8))
    #expect(written.sheets[0].rows.count == 4 && written.total == 16 && written.part == "-first-4")
    let none = try list.spreadsheet(address: "https://touchstone.example", made: .story, limit: 20_000)
    #expect(none.list.sheets[0].rows.isEmpty && none.list.isCut)
  }

  @Test func `the first sheet says what the file is`() {
    let list = ListFile("list", "Practices", [sheet("A", [])], notes: [("Setting", "School")])
    let cover = list.cover("https://touchstone.example/practices?setting=school", .story)
    let says = Dictionary(uniqueKeysWithValues: cover.rows.map { ($0[0].value, $0[1]) })
    #expect(says["Title"] == .text("Practices") && says["Rows"] == .text("0"))
    #expect(says["From"] == .link("https://touchstone.example/practices?setting=school"))
    #expect(says["Setting"] == .text("School") && says["Sheet: A"] == .text("What A holds."))
    #expect(says["Downloaded on"]?.words == "1 September 2009")
  }

  @Test func `a page offers both files with what narrows it, and none of nothing`() throws {
    let links = ListFile.links("/practices", [("words", "a&b"), ("setting", "school")], total: 12_345)
    let downloads = try #require(links["downloads"] as? [Model])
    #expect(
      downloads.map { $0["downloadAddress"] as? String } == [
        "/practices.ods?words=a%26b&setting=school", "/practices.csv?words=a%26b&setting=school",
      ]
    )
    #expect(links["downloadHint"] as? String == "A file holds the first 10,000 of 12,345.")
    #expect(ListFile.links("/practices", total: 10_000)["downloadHint"] as? Bool == false)
    #expect(ListFile.links("/practices", total: 0).isEmpty)
  }
}
