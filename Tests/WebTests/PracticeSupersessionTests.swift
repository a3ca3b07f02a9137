import Foundation
import HTTPTypes
import Platform
import Testing

/// A practice whose place another took.
struct PracticeSupersessionTests {
  @Test func `a practice points to the one that takes its place`() async throws {
    try await TestSite.with { site in
      let old = try await site.published()
      let new = try await site.published(.complete.merging(["title": "Better evenings"]) { $1 })
      let edie = try await site.visitor("Edie Editor")
      let own = try await edie.post("\(old)/supersede", ["by": old, "reason": "Kept reason"])
      #expect(own.status == 422 && own.text.contains("does not take its own place"))
      #expect(own.text.contains("Kept reason"))
      let nothing = try await edie.post("\(old)/supersede", ["by": "https://example.org/x", "reason": "r"])
      #expect(nothing.status == 422 && nothing.text.contains("There is no such practice"))
      let address = "http://touchstone.test\(new)"
      #expect(
        try await edie.post("\(old)/supersede", ["by": address, "reason": "Measured since"]).status == 303
      )
      let page = try await site.anybody().get(old).text
      #expect(page.contains("Another practice takes its place") && page.contains("Better evenings"))
      #expect(page.contains("Superseded") && page.contains("Measured since"))
      #expect(try await site.visitor("Ron Reviewer").get("\(old)/supersede").status == 403)
      let body = "{\"by\": \"\(new)\", \"reason\": \"again\"}"
      let call = try await edie.api(.post, "/api/v1\(old)/supersede", body)
      #expect(try call.json["superseded_by"] as? String == new.replacing("/practices/", with: ""))
    }
  }

  @Test func `no practice takes the place of one that took its own, itself or by others`() async throws {
    try await TestSite.with { site in
      var paths: [String] = []
      for title in ["First", "Second", "Third"] {
        paths.append(try await site.published(.complete.merging(["title": title]) { $1 }))
      }
      let edie = try await site.visitor("Edie Editor")
      for (old, new) in [(0, 1), (1, 2)] {
        let asked = ["by": paths[new], "reason": "r"]
        #expect(try await edie.post("\(paths[old])/supersede", asked).status == 303)
      }
      for (old, new) in [(1, 0), (2, 0)] {
        let back = try await edie.post(
          "\(paths[old])/supersede",
          ["by": paths[new], "reason": "Kept reason"]
        )
        #expect(back.status == 422 && back.text.contains("cannot go round in a circle"))
        #expect(back.text.contains("by-error") && back.text.contains("Kept reason"))
      }
      let call = try await edie.api(
        .post,
        "/api/v1\(paths[2])/supersede",
        "{\"by\": \"\(paths[0])\", \"reason\": \"r\"}"
      )
      #expect(call.status == 422 && call.text.contains("/by"))
    }
  }

  @Test func `a successor that was withdrawn, or may not be seen, is spoken of as that`() async throws {
    try await TestSite.with { site in
      let old = try await site.published()
      let new = try await site.published(.complete.merging(["title": "Better evenings"]) { $1 })
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("\(old)/supersede", ["by": new, "reason": "r"]).status == 303)
      _ = try await edie.edit(new, "handling", ["marking": "official", "reason": "Asked for"])
      let closed = try await site.anybody().get(old).text
      #expect(closed.contains("Another practice takes its place, one that you may not see."))
      #expect(!closed.contains("Better evenings") && !closed.contains(new))
      #expect(try await site.visitor("Rita Reader").get(old).text.contains("Better evenings</a>."))
      _ = try await edie.edit(new, "handling", ["marking": "none", "reason": "Cleared"])
      #expect(try await edie.post("\(new)/withdraw", ["reason": "A harm came to light"]).status == 303)
      let gone = try await site.anybody().get(old).text
      #expect(gone.contains("Another practice took its place, and was withdrawn since: <a"))
      #expect(!gone.contains("Another practice takes its place"))
    }
  }
}
