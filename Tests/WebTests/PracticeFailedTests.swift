import Platform
import Testing

struct PracticeFailedTests {
  @Test func `what did not work is as easily found as what did`() async throws {
    try await TestSite.with { site in
      _ = try await site.published()
      let none = try await site.anybody().get("/practices").text
      #expect(none.contains("Such a practice is as welcome as one that did."))
      let path = try await site.published(
        .complete.merging(["title": "Leaflets", "strand": "islamist"]) { $1 }
      )
      let edie = try await site.visitor("Edie Editor")
      let failed = ["evidence_stage": "did-not-work", "maryland": "3", "reason": "Measured"]
      #expect(try await edie.edit(path, "evidence", failed).status == 303)
      let link = "What did not work, and is worth knowing</a> (1)"
      for address in ["/practices", "/practices/overview", "/practices?strand=islamist"] {
        #expect(try await site.anybody().get(address).text.contains(link), "\(address)")
      }
      let filtered = try await site.anybody().get("/practices?strand=islamist").text
      #expect(filtered.contains("href=\"/practices?strand=islamist&amp;stage=did-not-work\""))
      let other = try await site.anybody().get("/practices?strand=all").text
      #expect(!other.contains(link))
      let list = try await site.anybody().get("/practices?stage=did-not-work").text
      #expect(list.contains("Leaflets") && list.contains("1 practice</h2>") && !list.contains(link))
      _ = try await edie.edit(path, "handling", ["marking": "official", "reason": "Asked for"])
      for address in ["/practices", "/practices/overview"] {
        #expect(try await site.anybody().get(address).text.contains(link) == false, "\(address)")
        #expect(try await site.visitor("Rita Reader").get(address).text.contains(link), "\(address)")
      }
    }
  }
}
