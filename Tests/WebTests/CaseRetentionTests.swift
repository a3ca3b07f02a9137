import Assembly
import Foundation
import Kernel
import Platform
import TestSupport
import Testing
import Web

@testable import Domain

/// Until when a closed case is kept.
struct CaseRetentionTests {
  @Test func `the day that was settled at closing is the day on which a case is looked at again`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.screened()
      try await story.act("reject", story.rejection.merging(story.day("until", 40)) { $1 })
      let settled = PartialDate(on: .story).adding(days: 40)
      #expect(try await line(story).review == settled)
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.state("supervision", for: story.id, of: "case")
      try await story.act("keep", ["reason": "A complaint is open."], days: ["until": 60], by: sue)
      #expect(try await line(story).review == settled.adding(days: 20))
      let book = RetentionBook(site.installation.site)
      let before = try await book.due(by: settled.adding(days: 19), limit: 50)
      #expect(!before.contains { $0.clocked.record == story.id })
      let after = try await book.due(by: settled.adding(days: 20), limit: 50)
      #expect(after.contains { $0.clocked.record == story.id && $0.rule.kind == "case-not-adopted" })
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `a child is kept as a child, whatever is ticked, and the referral as long as its case`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site, ["birth-year": "2000"])
      try await story.screened()
      let form = try await story.cora.get("\(story.address)/reject").text
      #expect(form.contains("was under 18 when they were referred") && !form.contains("name=\"under-18\""))
      let long = story.rejection.merging(story.day("until", 700)) { $1 }
      let refused = try await story.cora.act("reject", on: story.id, long)
      #expect(refused.status == 422, "\(refused.text)")
      try await story.act("reject", story.rejection.merging(story.day("until", 300)) { $1 })
      let until = PartialDate(on: .story).adding(days: 300)
      let lines = try await RetentionBook(site.installation.site).lines(of: story.id)
      for kind in ["referral", "case-not-adopted"] {
        let line = try #require(lines.first { $0.rule.kind == kind })
        #expect(line.clocked.isChild && line.review == until, "\(kind)")
      }
      // What came of it is told after it has ended.
      let told = [
        "recipient": "Exampleshire College", "what": "How it ended.", "basis": "public-task",
        "declaration": "none",
      ]
      try await story.act("tell", told, days: ["on": 0])
    }
  }

  private func line(_ story: CaseStory) async throws -> RetentionBook.Line {
    let subject = try await story.site.installation.site.load(Case.self, story.id).state.subject
    let lines = try await RetentionBook(story.site.installation.site).lines(of: subject)
    return try #require(lines.first { $0.rule.kind == "case-not-adopted" })
  }
}
