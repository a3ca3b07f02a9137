import Foundation
import Platform
import Testing

/// Filters by a value that is in no list, or in none any more.
struct PracticeUnknownValueTests {
  @Test func `a kept search whose value is in no list any more says so and goes on`() async throws {
    try await TestSite.with(starter: true) { site in
      let page = try await site.anybody().get("/practices?words=prison&strand=gone")
      #expect(page.status == 200)
      #expect(page.text.contains("“gone” is not a value of “Strand” any more"))
      #expect(page.text.contains("practices</h2>"))
    }
  }

  @Test func `what is in no list is neither followed nor kept without a word`() async throws {
    try await TestSite.with(starter: true) { site in
      let feed = try await site.anybody().get("/practices/feed?words=prison&strand=gone")
      #expect(feed.status == 404 && feed.text.contains("“gone” is not a value of “Strand” any more."))
      let dora = try await site.visitor("Dora Depositor")
      let asked = try await dora.get("/practices?words=prison&strand=gone").hidden("query") ?? ""
      #expect(asked.contains("strand=gone"))
      let kept = try await dora.post("/practices/searches", ["query": "?words=prison&strand=gone"])
      #expect(kept.status == 422 && kept.text.contains("“gone” is not a value of “Strand” any more."))
      #expect(try await dora.get("/practices/searches").text.contains("You keep no search yet"))
    }
  }
}
