import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// What pages offer to find and weigh practices, for programs: beside each other, as a whole, alike, counted, kept.
struct PracticeFindingAPITests {
  private func id(_ path: String) -> String { path.replacing("/practices/", with: "") }

  private func titled(_ title: String) -> [String: String] {
    [String: String].complete.merging(["title": title]) { $1 }
  }

  @Test func `practices stand side by side as on the page, and only those that may be read`() async throws {
    try await TestSite.with { site in
      let first = id(try await site.published())
      let second = id(try await site.published(titled("Library evenings")))
      let draft = id(try await site.visitor("Dora Depositor").deposit())
      let both = try await site.anybody().get("/api/v1/practices/compare?ids=\(first),\(second)").json
      let columns = both["practices"] as? [[String: String]]
      #expect(columns?.map { $0["title"] } == ["Kitchen-table evenings", "Library evenings"])
      let rows = try #require(both["rows"] as? [[String: Any]])
      #expect(rows.first?["field"] as? String == "life" && rows.last?["field"] as? String == "adoptions")
      let cost = rows.first { $0["field"] as? String == "cost_gbp" }?["cells"] as? [[String: Any]]
      #expect(cost?.map { $0["is_known"] as? Bool } == [false, false])
      let hidden = "/api/v1/practices/compare?ids=\(first),\(draft)"
      #expect(try await site.anybody().get(hidden).status == 404)
      #expect(try await site.visitor("Dora Depositor").get(hidden).status == 200)
      for few in ["", "?ids=", "?ids=\(first)", "?ids=\(first),\(first)", "?ids=a,b,c,d,e", "?ids=a&ids=b"] {
        let answer = try await site.anybody().get("/api/v1/practices/compare\(few)")
        let errors = try answer.json["errors"] as? [[String: String]]
        #expect(answer.status == 400 && errors?.map { $0["parameter"] } == ["ids"], "\(few)")
      }
    }
  }

  @Test func `the overview's numbers are those of the page, for whoever asks`() async throws {
    try await TestSite.with(starter: true) { site in
      _ = try await site.published(titled("Library evenings"))
      _ = try await site.visitor("Dora Depositor").deposit()
      let json = try await site.anybody().get("/api/v1/practices/overview").json
      #expect(json["total"] as? Int == 97 && json["compiled"] as? Int == 96)
      let tables = try #require(json["tables"] as? [[String: Any]])
      let page = try await site.anybody().get("/practices/overview").text
      #expect(tables.count >= 5 && page.contains(json["about"] as? String ?? "nothing was answered"))
      for table in tables {
        #expect(page.contains(try #require(table["title"] as? String)))
        let columns = try #require(table["columns"] as? [String])
        for row in table["rows"] as? [[String: Any]] ?? [] {
          #expect((row["cells"] as? [Int])?.count == columns.count)
        }
      }
    }
  }

  @Test func `what is like a practice is told within what its reader may read`() async throws {
    try await TestSite.with(starter: true) { site in
      let row = try await site.anybody().get("/api/v1/practices?words=Aarhus&limit=1").json["practices"]
      let first = try #require((row as? [[String: Any]])?.first?["id"] as? String)
      let like = try await site.anybody().get("/api/v1/practices/\(first)/similar").json["practices"]
      let titles = (like as? [[String: Any]])?.compactMap { $0["title"] as? String } ?? []
      let page = try await site.anybody().get("/practices/\(first)").text
      #expect(titles.count == 4 && page.components(separatedBy: "Similar practices").count > 1)
      let draft = try await site.visitor("Dora Depositor").deposit()
      #expect(try await site.anybody().get("/api/v1\(draft)/similar").status == 404)
    }
  }

  @Test func `counts say what each way to narrow the list leads to`() async throws {
    try await TestSite.with(starter: true) { site in
      let anybody = site.anybody()
      let json = try await anybody.get("/api/v1/practices/facets?words=school&setting=school").json
      let facets = try #require(json["facets"] as? [[String: Any]])
      let names = facets.compactMap { $0["name"] as? String }
      #expect(names.prefix(3) == ["stage", "strand", "setting"])
      for facet in facets {
        for value in facet["values"] as? [[String: Any]] ?? [] where facet["name"] as? String != "setting" {
          let name = facet["name"] as? String ?? ""
          let code = (value["code"] as? String ?? "").urlEncoded
          let asked = "/api/v1/practices?words=school&setting=school&\(name)=\(code)&limit=1"
          #expect(
            try await anybody.get(asked).json["total"] as? Int == value["count"] as? Int,
            "\(name)=\(code)"
          )
        }
      }
      let chosen = (facets[2]["values"] as? [[String: Any]])?.filter { $0["is_chosen"] as? Bool == true }
      #expect(chosen?.map { $0["code"] as? String } == ["school"])
      #expect(chosen?.first?["count"] as? Int == json["total"] as? Int)
      let slip = try await anybody.get("/api/v1/practices/facets?words=mentorng").json
      #expect(slip["suggestion"] as? String == "mentoring")
      #expect(try await anybody.get("/api/v1/practices/facets?sort=title").status == 400)
    }
  }

  @Test func `a program keeps a search, looks at it, renames it and lets it go`() async throws {
    try await TestSite.with(at: .story) { site in
      let rita = try await site.visitor("Rita Reader")
      let all = "/api/v1/practices/searches"
      let body = #"{"query": "words=kitchen&setting=family"}"#
      let kept = try await rita.api(.post, all, body)
      #expect(kept.status == 201)
      let id = try #require(try kept.json["id"] as? String)
      #expect(try await rita.api(.post, all, body).json["id"] as? String == id)
      #expect(try await rita.get("/practices/searches").text.contains("/practices/searches/\(id)"))
      site.move(to: try #require(.init("2009-09-02")))
      _ = try await site.published()
      site.move(to: try #require(.init("2009-09-03")))
      let again = try await site.visitor("Rita Reader")
      func first() async throws -> [String: Any] {
        let list = try await again.get(all).json["searches"] as? [[String: Any]]
        return try #require(list?.first)
      }
      #expect(try await first()["changed"] as? Int == 1)
      let found = try await again.get(try #require(try await first()["href"] as? String)).json
      #expect(found["total"] as? Int == 1)
      #expect(try await again.api(.post, "\(all)/\(id)/look").json["changed"] as? Int == 0)
      let named = try await again.api(.post, "\(all)/\(id)/rename", #"{"name": "Kitchens"}"#)
      #expect(try named.status == 200 && named.json["name"] as? String == "Kitchens")
      #expect(try await again.api(.post, "\(all)/\(id)/rename", #"{"name": ""}"#).status == 422)
      let other = try await site.visitor("Edie Editor")
      #expect(try await other.get(all).json["searches"] as? [String] == [])
      #expect(try await other.api(.post, "\(all)/\(id)/remove").status == 404)
      #expect(try await again.api(.post, "\(all)/\(id)/remove").status == 200)
      #expect(try await again.get(all).json["searches"] as? [String] == [])
      #expect(try await site.anybody().get(all).status == 401)
      #expect(try await site.anybody().api(.post, all, body).status == 401)
    }
  }

  @Test func `a search that cannot be asked is not kept`() async throws {
    try await TestSite.with { site in
      let rita = try await site.visitor("Rita Reader")
      for query in ["", "sort=title", "setting=moon", "wrds=kitchen", "words=a&words=b", "words=%ff"] {
        let answer = try await rita.api(.post, "/api/v1/practices/searches", #"{"query": "\#(query)"}"#)
        let errors = try answer.json["errors"] as? [[String: String]]
        #expect(answer.status == 422 && errors?.allSatisfy { $0["pointer"] == "/query" } == true, "\(query)")
      }
      for number in 0..<50 {
        let body = #"{"query": "words=word\#(number)"}"#
        #expect(try await rita.api(.post, "/api/v1/practices/searches", body).status == 201)
      }
      let more = try await rita.api(.post, "/api/v1/practices/searches", #"{"query": "words=more"}"#)
      #expect(more.status == 422 && more.text.contains("You keep 50 searches already"))
    }
  }
}
