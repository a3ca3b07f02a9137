import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// Two people at one case at the same moment: nobody takes the place of what they have not seen.
struct CaseConflictTests {
  private static func plan(
    _ story: CaseStory,
    _ needs: String,
    way: String = "Each Tuesday."
  ) -> [String: String] {
    [
      "needs": needs, "consent": "By Cora, at home.", "nature-1": "careers", "provider-1": "The college",
      "way-1": way,
    ]
    .merging(story.day("from-1", 0)) { $1 }
  }

  private static func sent(_ page: Answer, _ fields: [String: String]) -> [String: String] {
    fields.merging(["record": page.hidden("record") ?? "", "version": page.hidden("version") ?? ""]) { $1 }
  }

  @Test func `a plan that somebody changed meanwhile is shown beside one's own, and both are kept`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.state("supervision", for: story.id, of: "case")
      let path = "\(story.address)/plan"
      let (mine, theirs) = (try await story.cora.get(path), try await sue.get(path))
      #expect(try await sue.post(path, Self.sent(theirs, Self.plan(story, "Company."))).status == 303)
      let asked = Self.sent(mine, Self.plan(story, "Work.", way: "Each Monday."))
      let conflict = try await story.cora.post(path, asked)
      #expect(conflict.status == 409 && conflict.text.contains("Somebody changed this meanwhile"))
      // What one's own did not touch is as the other left it, and stands in the form.
      #expect(conflict.text.contains("Company.") && conflict.text.contains("Each Monday."))
      #expect(conflict.text.contains("Each Tuesday.") && conflict.hidden("version") != mine.hidden("version"))
      let merged = Self.plan(story, "Company, and work.", way: "Each Monday.")
      #expect(try await story.cora.post(path, Self.sent(conflict, merged)).status == 303)
      let page = try await story.page()
      #expect(page.contains("Company, and work.") && page.contains("Each Monday."))
      let timeline = try await story.cora.get("\(story.address)?show=support").text
      #expect(timeline.contains("Company.") && timeline.contains("Work."))
    }
  }

  @Test func `a form sent twice is one plan, and what else happens meanwhile is no conflict`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      let page = try await story.cora.get("\(story.address)/plan")
      let contact = ["with": "person", "words": "He is well."]
      try await story.act("contact", contact, days: ["on": 0, "next": 14])
      let asked = Self.sent(page, Self.plan(story, "A room."))
      for _ in 1...2 {
        #expect(try await story.cora.post("\(story.address)/plan", asked).status == 303)
      }
      #expect(try await story.page().contains("A room."))
      let bad = asked.merging(["needs": "", "version": "x"]) { $1 }
      #expect(try await story.cora.post("\(story.address)/plan", bad).status == 400)
    }
  }
}
