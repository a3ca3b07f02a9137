import Foundation
import HTTPTypes
import Testing

/// Histories of collections, adoptions, organisations and accounts, on their pages and for programs.
struct ModuleHistoryTests {
  @Test func `of a draft's history its later readers learn that it was begun, and a program the same`()
    async throws
  {
    try await TestSite.with { site in
      let edie = try await site.visitor("Edie Editor")
      let record = try await edie.get("/collections/new").hidden("record") ?? ""
      let made = ["record": record, "title": "First talks", "purpose": "To begin one"]
      let path = try #require(try await edie.post("/collections", made).location)
      var paths: [String] = []
      for title in ["First", "Second"] {
        paths.append(try await site.published(.complete.merging(["title": title]) { $1 }))
        _ = try await edie.post("\(path)/add", ["practice": paths.last ?? "", "why": "At first"])
      }
      let out = "\(path)\(paths[0])/take-out"
      #expect(try await edie.post(out, ["reason": "Not for beginners"]).status == 303)
      #expect(try await edie.post("\(path)/publish", ["reason": ""]).status == 303)
      _ = try await edie.post("\(path)/add", ["practice": paths[0], "why": "Now it fits"])
      func told(_ visitor: Visitor) async throws -> [String: String] {
        let list = try await visitor.get("/api/v1\(path)/history").json["history"] as? [[String: String]]
        let lines = try #require(list).map { ($0["what"] ?? "", "\($0["who"] ?? "") \($0["reason"] ?? "")") }
        return Dictionary(lines) { first, _ in first }
      }
      let rita = try await site.visitor("Rita Reader")
      for visitor in [site.anybody(), rita] {
        let page = try await visitor.get(path).text
        #expect(!page.contains("Not for beginners") && page.contains("Now it fits"))
        #expect(!page.contains("took out “First”"))
      }
      #expect(try await edie.get(path).text.contains("Not for beginners"))
      #expect(
        try await told(rita) == [
          "began it": "An editor ", "published it": "Edie Editor ",
          "added “First”": "Edie Editor Now it fits",
        ]
      )
      #expect(try await told(edie)["took out “First”"] == "Edie Editor Not for beginners")
      let held = try await rita.get("/api/v1\(paths[0])/collections").json["collections"]
      #expect((held as? [[String: Any]])?.map { $0["href"] as? String } == ["/api/v1\(path)"])
    }
  }

  @Test func `programs read the histories that the pages show, and name nobody to the public`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let made = try await dora.api(.post, "/api/v1\(path)/adoptions", #"{"kind": "as-published"}"#)
      let adoption = try #require(made.headers[.location])
      let adam = try await site.visitor("Adam Administrator")
      let listed = try await adam.api(
        .post,
        "/api/v1/organisations",
        #"{"name": "Trust", "kind": "charity"}"#
      )
      let organisation = try #require(listed.headers[.location])
      for (address, name) in [(adoption, "Dora Depositor"), (organisation, "Adam Administrator")] {
        let own = try await dora.get("\(address)/history").json["history"] as? [[String: String]]
        #expect(own?.map { $0["who"] } == [name])
        let open = try await site.anybody().get("\(address)/history").json["history"] as? [[String: String]]
        #expect(open?.map { $0["who"] } == ["A member of staff"])
      }
      let accounts = try await adam.get("/api/v1/accounts").json["accounts"] as? [[String: Any]]
      let account = try #require(accounts?.first?["id"] as? String)
      let acts = try await adam.get("/api/v1/accounts/\(account)/history").json["history"] as? [Any]
      #expect((acts?.count ?? 0) > 0)
      #expect(try await dora.get("/api/v1/accounts/\(account)/history").status >= 403)
      #expect(try await site.anybody().get("/api/v1/accounts/\(account)/history").status >= 401)
      for kind in ["organisations", "adoptions", "collections", "accounts"] {
        #expect(try await adam.get("/api/v1/\(kind)/none/history").status == 404, "\(kind)")
      }
    }
  }
}
