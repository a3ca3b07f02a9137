import Foundation
import HTTPTypes
import Platform
import Testing

/// Lists for programs: bit by bit, and nothing that was asked is passed over.
struct ListAPITests {
  /// The identifiers on every part of a list, from its address on.
  private func walk(_ visitor: Visitor, _ address: String, _ name: String) async throws -> [[String]] {
    var parts: [[String]] = []
    var next: String? = address
    while let address = next, parts.count < 200 {
      let answer = try await visitor.get(address)
      #expect(answer.status == 200, "\(address): \(answer.text)")
      let rows = try answer.json[name] as? [[String: Any]] ?? []
      parts.append(rows.compactMap { $0["id"] as? String })
      next = try answer.json["next"] as? String
      let link = answer.headers[try #require(HTTPField.Name("Link"))]
      #expect(link == next.map { "<\($0)>; rel=\"next\"" })
    }
    return parts
  }

  @Test(arguments: [
    ("practices", 30), ("practices?words=young", 9), ("practices?sort=title", 30),
    ("practices?words=young+people&country=United+Kingdom&sort=newest", 3),
    ("practices?strand=all&life=compiled", 5),
    ("organisations", 10), ("areas", 9), ("accounts", 4),
  ])
  func `a list is the same whole and bit by bit`(_ path: String, _ limit: Int) async throws {
    try await TestSite.with(starter: true) { site in
      let adam = try await site.visitor("Adam Administrator")
      let name = String(path.prefix { $0 != "?" })
      let address = "/api/v1/\(path)\(path.contains("?") ? "&" : "?")limit="
      let whole = try await walk(adam, "\(address)200", name)
      let parts = try await walk(adam, "\(address)\(limit)", name)
      #expect(whole.count == 1 && parts.count > 1)
      #expect(parts.dropLast().allSatisfy { $0.count == limit })
      #expect(parts.flatMap(\.self) == whole[0] && Set(whole[0]).count == whole[0].count)
    }
  }

  @Test func `what is added while a list is read moves nothing in it`() async throws {
    try await TestSite.with(starter: true) { site in
      let dora = try await site.visitor("Dora Depositor")
      let before = try await walk(dora, "/api/v1/practices?limit=200", "practices").flatMap(\.self)
      let first = try await dora.get("/api/v1/practices?limit=10")
      let rows = try first.json["practices"] as? [[String: Any]] ?? []
      let total = try first.json["total"] as? Int
      #expect(total == before.count)
      _ = try await dora.deposit()
      let rest = try await walk(dora, try #require(try first.json["next"] as? String), "practices")
      #expect(rows.compactMap { $0["id"] as? String } + rest.flatMap(\.self) == before)
    }
  }

  @Test func `where else a practice is done is listed bit by bit`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      var made: [String] = []
      for _ in 0..<5 {
        let answer = try await dora.api(.post, "/api/v1\(path)/adoptions", #"{"kind": "as-published"}"#)
        made.append(try #require(try answer.json["id"] as? String))
      }
      let parts = try await walk(site.anybody(), "/api/v1\(path)/adoptions?limit=2", "adoptions")
      #expect(parts.map(\.count) == [2, 2, 1] && Set(parts.flatMap(\.self)) == Set(made))
    }
  }

  @Test func `collections are listed bit by bit, each as far as its reader may know of it`() async throws {
    try await TestSite.with { site in
      let edie = try await site.visitor("Edie Editor")
      var made: [String] = []
      for number in 0..<5 {
        let body = #"{"title": "t\#(number)", "purpose": "p"}"#
        let answer = try await edie.api(.post, "/api/v1/collections", body)
        let id = try #require(try answer.json["id"] as? String)
        #expect(answer.headers[.location] == "/api/v1/collections/\(id)")
        made.append(id)
      }
      let parts = try await walk(edie, "/api/v1/collections?limit=2", "collections")
      #expect(parts.map(\.count) == [2, 2, 1] && Set(parts.flatMap(\.self)) == Set(made))
      let none = try await site.anybody().get("/api/v1/collections").json
      #expect(none["total"] as? Int == 0 && none["next"] is NSNull)
    }
  }

  @Test func `a cursor serves the order that gave it`() async throws {
    try await TestSite.with(starter: true) { site in
      let visitor = site.anybody()
      let next = try await visitor.get("/api/v1/practices?sort=title&limit=5").json["next"] as? String
      let address = try #require(next)
      #expect(try await visitor.get(address).status == 200)
      #expect(try await visitor.get(address.replacing("sort=title", with: "sort=cheapest")).status == 400)
    }
  }

  @Test func `a cursor that a list did not give is refused in words`() async throws {
    try await TestSite.with(starter: true) { site in
      let visitor = site.anybody()
      let other = try await visitor.get("/api/v1/areas?limit=1").json["next"] as? String ?? ""
      let foreign = String(other.split(separator: "cursor=").last ?? "")
      #expect(foreign.count > 10)
      let words = Data(#"["1","practices","soon","x"]"#.utf8).base64EncodedString()
      for cursor in ["x", "", "%00", "%F0%9F%98%80", foreign, words.urlEncoded, "bnVsbA"] {
        let answer = try await visitor.get("/api/v1/practices?cursor=\(cursor)")
        #expect(answer.status == 400, "\(cursor)")
        let error = (try answer.json["errors"] as? [[String: String]])?.first
        #expect(
          error?["parameter"] == "cursor" && error?["detail"]?.contains("begin at the beginning") == true
        )
      }
    }
  }

  @Test func `what a call does not know is named, with what it knows`() async throws {
    try await TestSite.with { site in
      let visitor = site.anybody()
      let answer = try await visitor.get("/api/v1/practices?wrods=x&limit=900&strand=none+such&page=2")
      #expect(answer.status == 400 && answer.headers[.contentType] == "application/problem+json")
      let errors = try answer.json["errors"] as? [[String: String]] ?? []
      #expect(Set(errors.compactMap { $0["parameter"] }) == ["wrods", "limit", "strand", "page"])
      let detail = try answer.json["detail"] as? String ?? ""
      #expect(
        detail.contains("“wrods”") && detail.contains("words, sort, life, due") && detail.contains("1 to 200")
      )
      #expect(try await visitor.get("/api/v1/practices?words=a&words=b").status == 400)
      #expect(try await visitor.get("/api/v1/practices/none?words=a").status == 400)
      let none = try await visitor.get("/api/v1/organisations/none?all=1")
      #expect(none.text.contains("it knows none"))
      #expect(try await visitor.get("/practices?wrods=x").status == 200)
    }
  }
}
