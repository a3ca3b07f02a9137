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

  private func line(_ story: CaseStory) async throws -> RetentionBook.Line {
    let subject = try await story.site.installation.site.load(Case.self, story.id).state.subject
    let lines = try await RetentionBook(story.site.installation.site).lines(of: subject)
    return try #require(lines.first { $0.rule.kind == "case-not-adopted" })
  }
}
