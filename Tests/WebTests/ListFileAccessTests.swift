import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Testing

/// Lists as files: each gives what its page shows to whoever asks, and nothing else.
struct ListFileAccessTests {
  private static let people = [
    "Dora Depositor", "Ron Reviewer", "Edie Editor", "Rita Reader", "Adam Administrator",
  ]

  /// Rows by their headings.
  private func rows(_ path: String, _ visitor: Visitor) async throws -> [[String: String]] {
    let answer = try await visitor.get(path)
    try #require(answer.status == 200, "\(path): \(answer.status)")
    let table = try CSV.rows(of: answer.body).map { $0.map(\.text) }
    return table.dropFirst().map { Dictionary(zip(table[0], $0)) { first, _ in first } }
  }

  /// The identifiers of practices in a page's results.
  private func listed(_ page: String) -> Set<String> {
    Set(
      page.matches(of: /<h3[^>]*><a class="govuk-link" href="\/practices\/([0-9a-f]{32})"/).map {
        String($0.1)
      }
    )
  }

  private func ids(_ rows: [[String: String]]) -> Set<String> {
    Set(rows.compactMap { $0["Page"]?.components(separatedBy: "/").last })
  }

  @Test func `a file holds what its reader's list shows, whatever state and marking it has`() async throws {
    try await TestSite.with { site in
      // Signed in before the rest: how often anybody may sign in at once is limited.
      var visitors = ["anybody": site.anybody()]
      for name in Self.people { visitors[name] = try await site.visitor(name) }
      let edie = try #require(visitors["Edie Editor"])
      let dora = try #require(visitors["Dora Depositor"])
      for marking in Marking.allCases {
        let path = try await site.published(.complete.merging(["title": "Published \(marking)"]) { $1 })
        _ = try await edie.edit(path, "handling", ["marking": marking.rawValue, "reason": "Asked for"])
        let submitted = try await dora.deposit(.complete.merging(["title": "In review \(marking)"]) { $1 })
        _ = try await dora.edit(submitted, "handling", ["marking": marking.rawValue])
        _ = try await dora.submit(submitted)
        _ = try await dora.deposit(.complete.merging(["title": "Draft \(marking)"]) { $1 })
      }
      let discarded = try await dora.post("\(try await dora.deposit())/withdraw", ["reason": "Wrong"])
      #expect(discarded.status == 303)
      var published: [String: Set<String>] = [:]
      for (name, visitor) in visitors {
        let file = try await rows("/practices.csv", visitor)
        #expect(ids(file) == listed(try await visitor.get("/practices").text), "\(name)")
        #expect(file.count == ids(file).count, "\(name)")
        let seesDrafts = ["Dora Depositor", "Ron Reviewer", "Edie Editor"].contains(name)
        #expect((file.count == 9) == seesDrafts, "\(name): \(file.map { $0["Marking"] })")
        published[name] = Set(
          file.filter { $0["Where it stands"] == "Published" }.compactMap { $0["Marking"] }
        )
      }
      #expect(published["anybody"] == ["No marking"])
      #expect(published["Adam Administrator"] == ["No marking"])
      #expect(published["Rita Reader"] == Set(Marking.list.codes.map(\.label)))
    }
  }

  @Test func `a file is narrowed as its page is, and holds all pages of it`() async throws {
    try await TestSite.with(starter: true) { site in
      let visitor = site.anybody()
      #expect(try await rows("/practices.csv", visitor).count == 96)
      #expect(try await rows("/practices.csv?page=3", visitor).count == 96)
      let school = try await rows("/practices.csv?setting=school", visitor)
      #expect(school.count == 25 && school.allSatisfy { $0["Settings"]?.contains("School") == true })
      let word = try await rows("/practices.csv?words=Aarhus&country=Denmark", visitor)
      #expect(ids(word) == listed(try await visitor.get("/practices?words=Aarhus&country=Denmark").text))
      #expect(
        word.first?["Country"] == "Denmark" && word.first?["Where it stands"] == "Compiled, not yet reviewed"
      )
      #expect(try await rows("/practices.csv?words=nothingofthesort", visitor).isEmpty)
      #expect(try await rows("/practices.csv?setting=nosuch&words=%00%22", visitor).isEmpty)
      let page = try await visitor.get("/practices?words=Aarhus&setting=community").text
      #expect(page.contains("href=\"/practices.ods?words=Aarhus&amp;setting=community\""))
      let nothing = try await visitor.get("/practices?words=nothingofthesort").text
      #expect(!nothing.contains("Download"))
    }
  }

  @Test func `codes stand as their labels, and what is not known says so`() async throws {
    try await TestSite.with { site in
      let path = try await site.published(.complete.merging(["title": "=Evenings"]) { $1 })
      let row = try #require(try await rows("/practices.csv", site.anybody()).first)
      #expect(row["Title"] == "'=Evenings" && row["Settings"] == "Community; Family")
      #expect(row["Strand"] == "All strands" && row["Objectives"] == "3. Support vulnerable individuals")
      #expect(row["Evidence stage"] == "Unknown" && row["Marking"] == "No marking")
      #expect(row["Where it stands"] == "Published" && row["Cost in pounds"] == "Not known")
      #expect(row["Page"] == "http://touchstone.test\(path)")
    }
  }

  @Test(arguments: ["/practices", "/practices/overview", "/organisations", "/areas"])
  func `each list is offered as both files, as attachments that nobody keeps`(_ path: String) async throws {
    try await TestSite.with { site in
      _ = try await site.published()
      let page = try await site.anybody().get(path).text
      for (format, type, start) in [
        ("ods", "application/vnd.oasis.opendocument.spreadsheet", "PK"),
        ("csv", "text/csv; charset=utf-8", ""),
      ] {
        #expect(page.contains("href=\"\(path).\(format)\""))
        let answer = try await site.anybody().get("\(path).\(format)")
        #expect(answer.status == 200 && answer.headers[.contentType] == type)
        let day = PartialDate(on: Date()).iso
        let name = "touchstone-\(path.components(separatedBy: "/").last ?? "")-\(day).\(format)"
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"\(name)\"")
        #expect(
          answer.headers[.cacheControl] == "no-store" && answer.headers[.xContentTypeOptions] == "nosniff"
        )
        #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(
          String(decoding: answer.body.prefix(2), as: UTF8.self).hasPrefix(start) && answer.body.count > 50
        )
        let head = try await site.anybody().send(.head, "\(path).\(format)", nil, [:])
        #expect(head.status == 200 && head.body.isEmpty && head.headers[.contentType] == type)
      }
    }
  }

  @Test func `an empty depository is files without rows`() async throws {
    try await TestSite.with(people: false) { site in
      for path in ["/practices", "/practices/overview", "/organisations", "/areas"] {
        let file = try await site.anybody().get("\(path).ods")
        #expect(file.status == 200 && file.body.prefix(2) == Data("PK".utf8), "\(path)")
      }
      let practices = try await rows("/practices.csv", site.anybody())
      #expect(practices.isEmpty)
    }
  }

  @Test func `who has an account is a file for administrators only, and taking it leaves a line`()
    async throws
  {
    try await TestSite.with { site in
      for format in ["ods", "csv"] {
        #expect(try await site.anybody().get("/people.\(format)").location?.hasPrefix("/sign-in") == true)
        let edie = try await site.visitor("Edie Editor")
        #expect(try await edie.get("/people.\(format)").status == 403)
      }
      let adam = try await site.visitor("Adam Administrator")
      let people = try await rows("/people.csv", adam)
      let page = try await adam.get("/people").text
      #expect(people.count == page.components(separatedBy: "scope=\"row\"").count - 1)
      let dora = try #require(people.first { $0["Name"] == "Dora Depositor" })
      #expect(dora["Roles"] == "Contributor" && dora["Account"] == "Open")
      #expect(page.contains("href=\"/people.csv\""))
      let log = try site.installation.site.service(.directory).access
      let lines = try await log.entries(after: 0, limit: 1000).map {
        try JSONDecoder().decode(AccessLine.self, from: $0.body)
      }
      #expect(lines.filter { $0.act == .disclosure }.map(\.reason) == ["download of the list of people"])
    }
  }

  @Test func `every OFFICIAL-SENSITIVE practice in a file stands in the access log`() async throws {
    try await TestSite.with { site in
      let edie = try await site.visitor("Edie Editor")
      let path = try await site.published()
      _ = try await site.published(.complete.merging(["title": "Open"]) { $1 })
      _ = try await edie.edit(path, "handling", ["marking": "official-sensitive", "reason": "Asked for"])
      let log = try site.installation.site.service(.learning).access
      let before = Int(try await log.head().size)
      #expect(try await rows("/practices.csv", site.anybody()).count == 1)
      #expect(Int(try await log.head().size) == before)
      #expect(try await rows("/practices.csv", edie).count == 2)
      let added = try await log.entries(after: Int64(before), limit: 10).map {
        try JSONDecoder().decode(AccessLine.self, from: $0.body)
      }
      let record = Reference(kind: "practice", id: path.replacing("/practices/", with: ""))
      #expect(added == [AccessLine(.consultation, record, reason: "download")])
    }
  }

  @Test func `who does it too is a file for those who read the practice`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let record = try await dora.get("\(path)/adoptions/new").hidden("record") ?? ""
      let fields = ["record": record, "kind": "adapted", "changes": "In a café", "start-year": "2009"]
      let adoption = try #require(try await dora.post("\(path)/adoptions", fields).location)
      let silent = try await rows("\(path)/adoptions.csv", site.anybody())
      #expect(silent.count == 1 && silent[0]["Measure"] == "Not reported yet" && silent[0]["Since"] == "2009")
      for measure in ["Asked for help", "Came again"] {
        let id = try await dora.get("\(adoption)/results/new").hidden("record") ?? ""
        let result = ["record": id, "measure": measure, "verdict": "better", "cost_gbp": "1200"]
        #expect(try await dora.post("\(adoption)/results", result).status == 303)
      }
      let results = try await rows("\(path)/adoptions.csv", site.anybody())
      #expect(results.map { $0["Measure"] } == ["Asked for help", "Came again"])
      #expect(results[0]["Who"] == "Exampleshire Council (made up)" && results[0]["How it went"] == "Better")
      #expect(results[0]["Cost in pounds"] == "1200" && results[0]["What is done otherwise"] == "In a café")
      #expect(try await site.anybody().get(path).text.contains("href=\"\(path)/adoptions.ods\""))
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(path, "handling", ["marking": "official-sensitive", "reason": "Asked for"])
      #expect(try await site.anybody().get("\(path)/adoptions.csv").status == 404)
      #expect(try await edie.get("\(path)/adoptions.ods").status == 200)
      #expect(try await site.anybody().get("/practices/none/adoptions.csv").status == 404)
      let draft = try await dora.deposit()
      #expect(try await dora.get("\(draft)/adoptions.csv").status == 404)
    }
  }

  @Test func `the overview's file counts what its reader may read`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(path, "handling", ["marking": "official", "reason": "Asked for"])
      let address = "/practices/overview.csv"
      #expect(try await rows(address, site.anybody()).isEmpty)
      let all = try await rows(address, site.visitor("Rita Reader"))
      let family = all.filter { $0["Table"] == "Evidence by setting" && $0["Row"] == "Family" }
      #expect(family.first { $0["Column"] == "All" }?["Value"] == "1")
      #expect(Set(all.compactMap { $0["Table"] }).count == 5)
    }
  }
}
