import Foundation
import HTTPTypes
import Kernel
import Platform
import Testing

/// Ways to read a practice: beside others, as a citation, as one change left it, and when it grew old.
struct PracticeReadingTests {
  @Test func `practices stand side by side, with what is not known said out loud`() async throws {
    try await TestSite.with { site in
      let first = try await site.published()
      let second = try await site.published(.complete.merging(["title": "Library evenings"]) { $1 })
      let ids = [first, second].map { $0.replacing("/practices/", with: "") }
      let page = try await site.anybody().get("/practices/compare?id=\(ids[0])&id=\(ids[1])&id=\(ids[0])")
      #expect(page.status == 200 && page.text.contains("2 practices side by side"))
      #expect(page.text.contains("Kitchen-table evenings") && page.text.contains("Library evenings"))
      #expect(page.text.components(separatedBy: "Not known").count > 20)
      // What a narrow screen shows under one another says of which practice it is.
      #expect(
        page.text.contains("<span class=\"ts-of\">Library evenings</span>Families had nobody to ask.</td>")
      )
      let one = try await site.anybody().get("/practices/compare?id=\(ids[0])")
      #expect(one.status == 400 && one.text.contains("Choose two to four practices"))
      #expect(try await site.anybody().get("/practices/compare").status == 400)
    }
  }

  @Test func `a comparison shows nothing that its reader may not read`() async throws {
    try await TestSite.with { site in
      let open = try await site.published()
      let draft = try await site.visitor("Dora Depositor").deposit()
      let ids = [open, draft].map { $0.replacing("/practices/", with: "") }
      let address = "/practices/compare?id=\(ids[0])&id=\(ids[1])"
      #expect(try await site.anybody().get(address).status == 404)
      #expect(try await site.visitor("Dora Depositor").get(address).status == 200)
    }
  }

  @Test func `a practice is cited in words and in three formats`() async throws {
    try await TestSite.with { site in
      let path = try await site.published(.complete.merging(["title": "Evenings & {more} 100%"]) { $1 })
      let page = try await site.anybody().get(path).text
      #expect(page.contains("Exampleshire Council ("))
      let bibtex = try await site.anybody().get("\(path)/cite/bibtex")
      #expect(bibtex.text.contains(#"title = {{Evenings \& \{more\} 100\%}}"#))
      #expect(bibtex.headers[.contentDisposition]?.hasPrefix("attachment") == true)
      let ris = try await site.anybody().get("\(path)/cite/ris").text
      #expect(ris.hasPrefix("TY  - GEN\r\n") && ris.hasSuffix("ER  - \r\n"))
      #expect(ris.contains("TI  - Evenings & {more} 100%\r\n"))
      let csl = try await site.anybody().get("\(path)/cite/csl").body
      let items = try #require(try JSONSerialization.jsonObject(with: csl) as? [[String: Any]])
      #expect(items[0]["title"] as? String == "Evenings & {more} 100%")
      #expect(items[0]["issued"] != nil && (items[0]["URL"] as? String)?.hasSuffix(path) == true)
      #expect(try await site.anybody().get("\(path)/cite/word").status == 404)
    }
  }

  @Test func `what is only compiled says so wherever it is cited or compared`() async throws {
    try await TestSite.with(starter: true) { site in
      let list = try await site.anybody().get("/practices?words=Aarhus").text
      let links = list.components(separatedBy: "href=\"/practices/").dropFirst()
      let ids = links.map { String($0.prefix { $0 != "\"" }) }.filter { $0.count == 32 }
      let page = try await site.anybody().get("/practices/\(ids[0])").text
      #expect(page.contains("Touchstone (") && page.contains("\"creativeWorkStatus\""))
      for format in ["bibtex", "ris", "csl"] {
        let file = try await site.anybody().get("/practices/\(ids[0])/cite/\(format)").text
        #expect(file.contains("not yet reviewed") && !file.contains("Aarhus Municipality"), "\(format)")
      }
      let home = try await site.anybody().get("/").text
      #expect(home.contains("All 96 are compiled from public sources, and nobody has reviewed them yet."))
      let both = try await site.anybody().get("/practices").text.components(separatedBy: "value=\"")
        .map { String($0.prefix { $0 != "\"" }) }.filter { $0.count == 32 }.prefix(2)
      let side = try await site.anybody().get("/practices/compare?id=\(both[0])&id=\(both[1])").text
      #expect(side.components(separatedBy: "Compiled, not yet reviewed</td>").count == 3)
    }
  }

  @Test func `the public can tell those who reviewed from who deposited, without a name`() async throws {
    try await TestSite.with { site in
      let page = try await site.anybody().get(try await site.published()).text
      let acts = page.components(separatedBy: "<strong>Member of staff ").dropFirst().map {
        $0.prefix(1) + $0.components(separatedBy: "</strong>")[1].prefix(22)
      }
      #expect(acts.last?.hasPrefix("1 began a draft") == true)
      #expect(acts.filter { $0.contains("handed in a review") }.map { $0.prefix(1) } == ["3", "2"])
      #expect(acts.contains { $0.hasPrefix("4 published it") })
    }
  }

  @Test func `what the page tells machines cannot end its element`() async throws {
    try await TestSite.with { site in
      let path = try await site.published(.complete.merging(["title": "</script><script>alert(1)"]) { $1 })
      let page = try await site.anybody().get(path).text
      #expect(!page.contains("<script>alert"))
      let start = try #require(page.range(of: "<script type=\"application/ld+json\">"))
      let end = try #require(page[start.upperBound...].range(of: "</script>"))
      let json = Data(page[start.upperBound..<end.lowerBound].utf8)
      let work = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
      #expect(
        work["name"] as? String == "</script><script>alert(1)" && work["@type"] as? String == "CreativeWork"
      )
    }
  }

  @Test func `a change is read word by word by those who could read both texts`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(path, "outcome", ["outcome": "Nine families came.", "reason": "Counted again"])
      let links = try await site.anybody().get(path).changeAddresses
      #expect(links.count == 1, "drafts' changes are not the public's")
      let change = try await site.anybody().get(links.first ?? "").text
      #expect(
        change.contains("<del class=\"ts-gone\">Eleven </del><ins class=\"ts-new\">Nine </ins>families came.")
      )
      #expect(change.contains("Counted again"))
      #expect(try await site.visitor("Dora Depositor").get(path).changeAddresses.count > 2)
      #expect(try await site.anybody().get("\(path)/history/1").status == 404)
    }
  }

  @Test func `a text that carried a marking is not shown when the marking is gone`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let marked = ["marking": "official-sensitive", "reason": "A name slipped in"]
      _ = try await edie.edit(path, "handling", marked)
      _ = try await edie.edit(path, "outcome", ["outcome": "Without the name.", "reason": "Name taken out"])
      _ = try await edie.edit(path, "handling", ["marking": "none", "reason": "Clean now"])
      let page = try await site.anybody().get(path)
      #expect(page.text.contains("Without the name.") && page.changeAddresses.isEmpty)
    }
  }

  @Test func `a practice that nobody looked at again says so and is listed`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.get("/").text.contains("Due to be looked at again") == false)
      let due = ["review_date-day": "1", "review_date-month": "9", "review_date-year": "2010"]
      _ = try await edie.edit(path, "handling", due.merging(["reason": "Set"]) { $1 })
      #expect(try await edie.get("/").text.contains("Due to be looked at again"))
      let page = try await site.anybody().get(path).text
      #expect(
        page.contains("was to be looked at again by 1 September 2010") && page.contains("Due for review")
      )
      #expect(try await site.anybody().get("/practices?due=yes").text.contains("1 practice"))
      let later = due.merging(["review_date-year": "2190", "reason": "Looked at: it still holds"]) { $1 }
      _ = try await edie.edit(path, "handling", later)
      #expect(try await site.anybody().get("/practices?due=yes").text.contains("No practices"))
      #expect(try await site.anybody().get(path).text.contains("Due for review") == false)
    }
  }
}
