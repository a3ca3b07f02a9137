import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// What each reader of a published practice learns of how it came to be: what they could have read at the time.
struct PracticeHistoryTests {
  /// Said while it was a draft, in review, embargoed or marked; readers everywhere read what is marked.
  private static let closed = [
    "Take the name out", "Looked thin to me", "The report comes then", "Counted under embargo",
    "It was marked",
  ]
  private static let open = ["Counted again", "It came out"]
  private static let inside = ["Dora Depositor", "Ron Reviewer", "Edie Editor"]
  private static let outside = [nil, "Rita Reader", "Adam Administrator"]

  /// Returned once, published under an embargo, changed under it, marked and unmarked, changed in the open.
  private func practice(_ site: TestSite) async throws -> String {
    let dora = try await site.visitor("Dora Depositor")
    let edie = try await site.visitor("Edie Editor")
    let path = try await dora.deposit()
    _ = try await dora.submit(path)
    #expect(try await edie.post("\(path)/return", ["reason": Self.closed[0]]).status == 303)
    _ = try await dora.edit(path, "outcome", ["outcome": "Ten families came."])
    _ = try await dora.post("\(path)/submit", [:])
    _ = try await site.visitor("Ron Reviewer").review(path, words: Self.closed[1])
    _ = try await site.visitor("Rhea Reviewer").review(path)
    let day = ["embargo-day": "10", "embargo-month": "9", "embargo-year": "2009"]
    _ = try await edie.post("\(path)/publish", day.merging(["reason": Self.closed[2]]) { $1 })
    _ = try await edie.edit(path, "outcome", ["outcome": "Nine families came.", "reason": Self.closed[3]])
    _ = try await edie.post("\(path)/lift-embargo", ["reason": Self.open[1]])
    _ = try await edie.edit(path, "handling", ["marking": "official-sensitive", "reason": Self.closed[4]])
    _ = try await edie.edit(path, "handling", ["marking": "none", "reason": Self.closed[4]])
    _ = try await edie.edit(path, "outcome", ["outcome": "Eight families came.", "reason": Self.open[0]])
    return path
  }

  private func visitor(_ name: String?, _ site: TestSite) async throws -> Visitor {
    if let name { try await site.visitor(name) } else { site.anybody() }
  }

  @Test func `nobody reads why something was done while it was closed to them`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await practice(site)
      for name in Self.outside + Self.inside {
        let visitor = try await visitor(name, site)
        for text in [
          try await visitor.get(path).text, try await visitor.get("/api/v1\(path)/history").text,
          try await visitor.get("/api/v1\(path)/reviews").text,
        ] {
          let said = Self.closed.filter(text.contains)
          let may = name == "Rita Reader" ? ["It was marked"] : []
          #expect(
            Self.inside.contains(name ?? "") || Set(said).isSubset(of: may),
            "\(name ?? "anybody") reads \(said)"
          )
        }
        let page = try await visitor.get(path).text
        #expect(Self.open.allSatisfy(page.contains), "\(name ?? "anybody")")
        #expect(Self.inside.contains(name ?? "") == page.contains(Self.closed[0]), "\(name ?? "anybody")")
      }
    }
  }

  @Test func `who reviewed it and who began it is known to those who could read it then`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await practice(site)
      for name in Self.outside {
        let visitor = try await visitor(name, site)
        for address in [path, "/api/v1\(path)/history", "/api/v1\(path)/reviews"] {
          let text = try await visitor.get(address).text
          for hidden in ["Dora Depositor", "Ron Reviewer", "Rhea Reviewer"] {
            #expect(!text.contains(hidden), "\(name ?? "anybody") reads \(hidden) in \(address)")
          }
        }
        #expect(try await visitor.get(path).text.contains("<strong>Member of staff 1</strong> began a draft"))
      }
      let rita = try await site.visitor("Rita Reader").get(path).text
      #expect(rita.contains("<strong>Edie Editor</strong> lifted the embargo"))
      #expect(!rita.contains("<strong>Edie Editor</strong> returned it") && !rita.contains("Reviews</h2>"))
      for name in Self.inside {
        let page = try await site.visitor(name).get(path).text
        #expect(page.contains("<strong>Ron Reviewer</strong> handed in a review"), "\(name)")
        #expect(page.contains("Reviews</h2>") && page.contains("Rhea Reviewer, 1 September 2009"), "\(name)")
      }
    }
  }

  @Test func `a change is opened by those alone who could read both texts`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await practice(site)
      let all = try await changes(site.visitor("Edie Editor"), path)
      #expect(all.count == 8)
      for name in Self.outside + Self.inside {
        let visitor = try await visitor(name, site)
        let few = Array(all.suffix(name == "Rita Reader" ? 3 : 1))
        let readable = Self.inside.contains(name ?? "") ? all : few
        #expect(try await changes(visitor, path) == readable, "\(name ?? "anybody")")
        for address in all {
          let status = readable.contains(address) ? 200 : 404
          #expect(try await visitor.get(address).status == status, "\(name ?? "anybody")")
          #expect(try await visitor.get("/api/v1" + address).status == status, "\(name ?? "anybody")")
        }
      }
    }
  }

  /// The addresses of the changes that the page offers; the interface must offer the same.
  private func changes(_ visitor: Visitor, _ path: String) async throws -> [String] {
    let found = try await visitor.get(path).changeAddresses
    let json = try await visitor.get("/api/v1\(path)/history").json["history"] as? [[String: Any]]
    #expect(json?.compactMap { $0["href"] as? String } == found.map { "/api/v1" + $0 })
    return found
  }

  @Test func `a program reads the history in parts, and one change word by word`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await practice(site)
      let edie = try await site.visitor("Edie Editor")
      var next: String? = "/api/v1\(path)/history?limit=5"
      var acts: [[String: Any]] = []
      while let address = next {
        let part = try await edie.get(address).json
        acts += part["history"] as? [[String: Any]] ?? []
        next = part["next"] as? String
      }
      #expect(acts.count == 16 && acts.first?["act"] as? String == "deposited")
      #expect(acts[5]["act"] as? String == "returned" && acts[5]["reason"] as? String == Self.closed[0])
      #expect(acts[10]["embargo"] as? String == "2009-09-10")
      let last = try #require(acts.last)
      #expect(last["changed"] as? [String] == ["outcomes"] && last["who"] as? String == "Edie Editor")
      let change = try await site.anybody().get(try #require(last["href"] as? String)).json
      #expect(change["reason"] as? String == "Counted again")
      let fields = try #require(change["fields"] as? [[String: Any]])
      #expect(fields.map { $0["field"] as? String } == ["outcome"])
      let runs = fields.first?["runs"] as? [[String: String]]
      #expect(
        runs == [
          ["kind": "gone", "text": "Nine "], ["kind": "new", "text": "Eight "],
          ["kind": "same", "text": "families came."],
        ]
      )
      for wrong in ["0", "none", "99999999999999999999"] {
        #expect(try await edie.get("/api/v1\(path)/history/\(wrong)").status == 404, "\(wrong)")
      }
    }
  }

  @Test func `a program reads the reviews that its person reads`() async throws {
    try await TestSite.with(at: .story) { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.submit(path)
      let ron = try await site.visitor("Ron Reviewer")
      _ = try await ron.review(path)
      func reviewers(_ visitor: Visitor) async throws -> [String] {
        let reviews = try await visitor.get("/api/v1\(path)/reviews").json["reviews"] as? [[String: Any]]
        return reviews?.compactMap { $0["reviewer"] as? String } ?? ["none were answered"]
      }
      let rhea = try await site.visitor("Rhea Reviewer")
      #expect(try await reviewers(ron) == ["Ron Reviewer"])
      #expect(try await reviewers(rhea) + reviewers(dora) == [])
      _ = try await rhea.review(path)
      for visitor in [ron, rhea, dora, try await site.visitor("Edie Editor")] {
        #expect(try await Set(reviewers(visitor)) == ["Ron Reviewer", "Rhea Reviewer"])
      }
      #expect(try await site.visitor("Rita Reader").get("/api/v1\(path)/reviews").status == 404)
      let part = try await dora.get("/api/v1\(path)/reviews?limit=1").json
      let next = try await dora.get(try #require(part["next"] as? String)).json
      #expect((next["reviews"] as? [Any])?.count == 1 && next["next"] is NSNull)
    }
  }
}
