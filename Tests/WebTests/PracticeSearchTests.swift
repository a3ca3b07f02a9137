import Assembly
import Domain
import Foundation
import FoundationXML
import HTTPTypes
import Kernel
import Platform
import Search
import Testing
import Views

@testable import Web

/// Finding practices on the pages and through the interface, over the real records.
struct PracticeSearchTests {
  @Test func `words are found in their forms, marked, and counted by facet`() async throws {
    try await TestSite.with(starter: true) { site in
      let page = try await site.anybody().get("/practices?words=mentor")
      #expect(page.status == 200)
      #expect(page.text.contains("<mark>mentoring</mark>") || page.text.contains("<mark>mentors</mark>"))
      #expect(page.text.contains("Prison ("))
      let api = try await site.anybody().get("/api/v1/practices?words=mentor").json
      let total = try #require(api["total"] as? Int)
      #expect(total > 1 && total < 96)
      #expect(page.text.contains("\(total) practices"))
    }
  }

  @Test func `spaces are read as a browser sends them`() async throws {
    try await TestSite.with(starter: true) { site in
      let visitor = site.anybody()
      let plus = try await visitor.get("/api/v1/practices?words=prison+families&country=United+Kingdom").json
      let percent = try await visitor.get(
        "/api/v1/practices?words=prison%20families&country=United%20Kingdom"
      )
      #expect(plus["total"] as? Int == (try percent.json)["total"] as? Int)
      #expect(
        (try await visitor.get("/api/v1/practices?country=United+Kingdom").json)["total"] as? Int ?? 0 > 20
      )
    }
  }

  @Test func `of more words than are looked for the page says so, and the interface refuses them`()
    async throws
  {
    try await TestSite.with { site in
      let nobody = site.anybody()
      for (length, isCut) in [(200, false), (201, true)] {
        let words = (String(repeating: "prison ", count: 29).prefix(length - 1) + "x").description.urlEncoded
        let page = try await nobody.get("/practices?words=\(words)").text
        #expect(page.contains("Only the first 200 characters of your words were looked for") == isCut)
        let answer = try await nobody.get("/api/v1/practices?words=\(words)")
        #expect(answer.status == (isCut ? 400 : 200))
      }
    }
  }

  @Test func `a slip of the pen is put right with one link`() async throws {
    try await TestSite.with(starter: true) { site in
      let page = try await site.anybody().get("/practices?words=mentorng&sort=title")
      #expect(page.text.contains("Did you mean"))
      #expect(page.text.contains("/practices?words=mentoring&amp;sort=title"))
    }
  }

  @Test func `what a filter counts is what choosing it finds`() async throws {
    try await TestSite.with(starter: true) { site in
      let visitor = site.anybody()
      let all = try await visitor.get("/practices?words=young")
      for facet in PracticeQuery.facets {
        for (value, count) in try options(all.text, facet.name) {
          let address = "/api/v1/practices?words=young&\(facet.name)=\(value.urlEncoded)"
          let found = try await visitor.get(address).json
          #expect(found["total"] as? Int == count, "\(facet.name)=\(value)")
        }
      }
    }
  }

  @Test func `a practice names others that are like it`() async throws {
    try await TestSite.with(starter: true) { site in
      let list = try await site.anybody().get("/api/v1/practices?words=exit").json
      let first = try #require((list["practices"] as? [[String: Any]])?.first?["id"] as? String)
      let page = try await site.anybody().get("/practices/\(first)")
      #expect(page.text.contains("Similar practices"))
      let similar = try #require(page.text.components(separatedBy: "id=\"similar\"").last).components(
        separatedBy: "</ul>"
      )
      #expect(!similar[0].contains("/practices/\(first)\""))
    }
  }

  @Test func `a search is kept, counted, renamed and removed by its owner alone`() async throws {
    try await TestSite.with(starter: true) { site in
      let dora = try await site.visitor("Dora Depositor")
      let saved = try await dora.post("/practices/searches", ["query": "?words=prison&strand=islamist"])
      #expect(saved.location == "/practices/searches")
      #expect(
        try await dora.post("/practices/searches", ["query": "?words=prison&strand=islamist"]).status == 303
      )
      let page = try await dora.get("/practices/searches").text
      #expect(page.components(separatedBy: "govuk-summary-card__title\"").count == 2)
      let path = try #require(page.firstMatch(of: /\/practices\/searches\/[0-9a-f]{32}/)).output
      #expect(try await dora.get(String(path)).location == "/practices?words=prison&strand=islamist")
      #expect(try await dora.post("\(path)/rename", ["name": ""]).status == 422)
      #expect(try await dora.post("\(path)/rename", ["name": "Prison <b>work"]).status == 303)
      #expect(try await dora.get("/practices/searches").text.contains("Prison &lt;b&gt;work"))
      let ron = try await site.visitor("Ron Reviewer")
      #expect(try await ron.get(String(path)).status == 404)
      #expect(try await ron.post("\(path)/remove", [:]).status == 404)
      #expect(try await dora.post("\(path)/remove", [:]).status == 303)
      #expect(try await dora.get("/practices/searches").text.contains("You keep no search yet"))
      #expect(try await site.anybody().get("/practices/searches").location?.hasPrefix("/sign-in") == true)
    }
  }

  @Test func `kept searches go with whoever is erased`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      _ = try await dora.post("/practices/searches", ["query": "?words=lanterns"])
      let store = site.installation.site.signIn.store
      let accounts = try await site.installation.site.read(.directory) {
        try AccountList.demonstrations(in: $0).map(\.id)
      }
      var owners: [String] = []
      for account in accounts where try await !store.savedSearches(of: account).isEmpty {
        owners.append(account)
      }
      let owner = try #require(owners.first)
      #expect(owners.count == 1)
      _ = try await site.installation.erase(owner, ground: "Article 17", in: nil)
      #expect(try await store.savedSearches(of: owner).isEmpty)
    }
  }

  @Test func `a kept search says what changed since its owner looked`() async throws {
    try await TestSite.with { site in
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.post("/practices/searches", ["query": "?words=lanterns"])
      #expect(try await !edie.get("/").text.contains("since you last looked"))
      let details = Practice.Details(title: "Evenings with lanterns")
      let maker = Viewer(account: "maker")
      let id = site.installation.site.newID()
      let practices = site.installation.site
      try await practices.perform(
        .compile(details, importID: "i", source: "s"),
        on: id,
        of: Practice.self,
        by: maker
      )
      #expect(try await edie.get("/").text.contains("1 changed since you last looked"))
      let page = try await edie.get("/practices/searches").text
      let path = try #require(page.firstMatch(of: /\/practices\/searches\/[0-9a-f]{32}/)).output
      _ = try await edie.get(String(path))
      #expect(try await !edie.get("/").text.contains("since you last looked"))
    }
  }

  @Test func `a search that asks nothing is not kept, and fifty are enough`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      #expect(try await dora.post("/practices/searches", ["query": "?sort=title"]).status == 422)
      #expect(try await dora.post("/practices/searches", ["query": "?words=%FF"]).status == 400)
      for number in 0..<50 {
        #expect(try await dora.post("/practices/searches", ["query": "?words=w\(number)"]).status == 303)
      }
      #expect(try await dora.post("/practices/searches", ["query": "?words=w50"]).status == 422)
    }
  }

  @Test func `the feed of a search is Atom, and holds what its reader may see`() async throws {
    try await TestSite.with(starter: true) { site in
      let feed = try await site.anybody().get("/practices/feed?words=prison")
      #expect(feed.headers[.contentType] == "application/atom+xml; charset=utf-8")
      let document = try XMLDocument(data: feed.body)
      let entries = document.rootElement()?.elements(forName: "entry") ?? []
      let total = try await site.anybody().get("/api/v1/practices?words=prison").json["total"] as? Int
      #expect(entries.count == min(50, total ?? 0))
      let dates = entries.compactMap { $0.elements(forName: "updated").first?.stringValue }
      #expect(dates == dates.sorted(by: >) && dates.count == entries.count)
    }
  }

  /// While the index is made anew, the page says so and is answered from the record.
  @Test func `without an index the list is answered from the record`() async throws {
    try await TestSite.with(starter: true) { site in
      for search in try site.installation.site.service(.learning).searches { await search.close() }
      let page = try await site.anybody().get("/practices?words=mentor&sort=title")
      #expect(page.text.contains("The search index is being made anew"))
      #expect(page.text.contains("practices</h2>"))
      let whole = try await site.anybody().get("/practices").text
      #expect(whole.contains("96 practices") && !whole.contains("being made anew"))
    }
  }

  /// The options of a filter with their counts.
  private func options(_ page: String, _ name: String) throws -> [(String, Int)] {
    let select = try #require(page.range(of: "id=\"filter-\(name)\""))
    let end = try #require(page.range(of: "</select>", range: select.upperBound..<page.endIndex))
    return page[select.upperBound..<end.lowerBound].matches(of: /value="([^"]+)"[^>]*>[^<]* \((\d+)\)</).map {
      (String($0.1), Int($0.2) ?? -1)
    }
  }
}
