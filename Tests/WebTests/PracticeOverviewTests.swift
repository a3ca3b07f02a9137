import Foundation
import Platform
import Testing

/// The depository as a whole: what is known, and where the gaps are.
struct PracticeOverviewTests {
  /// The cells of a table's row, found by its caption and its label.
  private func cells(_ label: String, of caption: String, in page: String) -> [String] {
    guard let table = page.range(of: "govuk-visually-hidden\">\(caption)</caption>"),
      let row = page[table.upperBound...].range(of: "\">\(label)</th>")
    else { return [] }
    return page[row.upperBound...].prefix(while: { _ in true }).components(separatedBy: "</tr>")[0]
      .components(separatedBy: "<td").dropFirst()
      .map { String($0.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }) }
  }

  @Test func `an empty depository says so`() async throws {
    try await TestSite.with(people: false) { site in
      let page = try await site.anybody().get("/practices/overview")
      #expect(page.status == 200 && page.text.contains("No practice has been published yet."))
    }
  }

  @Test func `the starter collection is counted as it was compiled`() async throws {
    try await TestSite.with(starter: true) { site in
      let page = try await site.anybody().get("/practices/overview").text
      #expect(page.contains("96 practices. Of 65 only what was delivered is known. All 96 are compiled"))
      #expect(cells("Extreme right wing", of: "Evidence by strand", in: page).last == "9")
      #expect(cells("School", of: "Evidence by setting", in: page).last == "25")
      #expect(cells("Islamist", of: "Evidence by strand", in: page).last == "27")
      #expect(page.contains("<a class=\"govuk-link\" href=\"/practices?setting=school\">School</a>"))
      let school = try await site.anybody().get("/practices?setting=school").text
      #expect(school.contains("25 practices"))
      #expect(
        cells("Workplace", of: "Where nothing is described yet", in: page) == Array(repeating: "0", count: 7)
      )
      #expect(page.contains("Nobody has said yet that they do what a practice here describes."))
    }
  }

  @Test func `each strand has a panel with the settings of all, and only bars lead somewhere`() async throws {
    try await TestSite.with(starter: true) { site in
      let page = try await site.anybody().get("/practices/overview").text
      let panels = page.components(separatedBy: "<section class=\"ts-panel\"").dropFirst()
      let titles = panels.map { $0.components(separatedBy: "</h3>")[0].components(separatedBy: ">").last }
      #expect(titles == ["All strands", "Islamist", "Extreme right wing", "Mixed"])
      #expect(Set(panels.map { $0.components(separatedBy: "class=\"ts-chart-row").count }) == [9])
      let islamist = try #require(panels.first { $0.contains(">Islamist</h3>") })
      let link = "/practices?strand=islamist&amp;setting=community"
      #expect(islamist.contains("href=\"\(link)\">Community</a>"))
      #expect(islamist.contains("<span class=\"ts-unknown\">School</span>"))
      let of = "Evidence by strand and setting"
      #expect(cells("Islamist: Community", of: of, in: page).last == "17")
      let found = try await site.anybody().get(link.replacing("&amp;", with: "&")).text
      #expect(found.contains("17 practices"))
    }
  }

  @Test func `nothing that its reader may not read is counted`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(path, "handling", ["marking": "official", "reason": "Asked for"])
      let rita = try await site.visitor("Rita Reader")
      #expect(try await rita.get("/practices/overview").text.contains("1 practice."))
      #expect(try await site.anybody().get("/practices/overview").text.contains("No practice has been"))
    }
  }

  @Test func `adoptions are counted by month, without those taken back`() async throws {
    try await TestSite.with(at: Date(timeIntervalSince1970: 1_251_795_600)) { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      for _ in 1...2 {
        let record = try await dora.get("\(path)/adoptions/new").hidden("record") ?? ""
        let done = try await dora.post("\(path)/adoptions", ["record": record, "kind": "as-published"])
        #expect(done.status == 303)
      }
      let page = try await site.anybody().get("/practices/overview").text
      #expect(cells("September 2009", of: "Practices taken up elsewhere", in: page) == ["2"])
      #expect(page.contains("<svg class=\"ts-lines-chart\""))
      #expect(!page.contains("Taken up, by objective"))
    }
  }

  @Test func `adoptions of several objectives are drawn for each, on one scale`() async throws {
    try await TestSite.with(at: Date(timeIntervalSince1970: 1_251_795_600)) { site in
      let path = try await site.published(.complete.merging(["objective": "3\u{1F}4"]) { $1 })
      let other = try await site.published(.complete.merging(["objective": "4"]) { $1 })
      let dora = try await site.visitor("Dora Depositor")
      for practice in [path, other] {
        let record = try await dora.get("\(practice)/adoptions/new").hidden("record") ?? ""
        _ = try await dora.post("\(practice)/adoptions", ["record": record, "kind": "as-published"])
      }
      let page = try await site.anybody().get("/practices/overview").text
      #expect(cells("September 2009", of: "Taken up, by objective", in: page) == ["1", "2"])
      let drawings = page.components(separatedBy: "<svg class=\"ts-lines-small\"").dropFirst()
      #expect(drawings.count == 2 && drawings.allSatisfy { $0.contains(">2</text>") })
    }
  }
}
