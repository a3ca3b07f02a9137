import Assembly
import Foundation
import TestSupport
import Testing

/// What a closed case teaches, and how a lesson leaves it.
extension GoldenPages {
  @Test func `pages of what a closed case teaches are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let path = "\(story.address)/learning"
      let empty = try await story.cora.get(path)
      let errors = try await story.cora.post("\(path)/record", ["changed-words": "Kept"])
      _ = try await story.cora.post("\(path)/record", CaseStory.learned)
      let id = try await story.lesson(["problem": "We asked what Sam did last Tuesday, and Cora knew."])
      let found = try await story.cora.get("/lessons/\(id)")
      let justify = try await story.cora.get("/lessons/\(id)/justify")
      _ = try await story.cora.post("/lessons/\(id)/revise", CaseStory.lesson)
      let plain = try await story.cora.get("/lessons/\(id)")
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let sue = try await story.supervisor()
      let asked = try await sue.get("/lessons/\(id)")
      let approve = try await sue.get("/lessons/\(id)/approve")
      _ = try await sue.post("/lessons/\(id)/approve", [:])
      try compare([
        ("channel/learning-empty", empty), ("channel/learning-errors", errors),
        ("channel/learning", try await story.cora.get(path)), ("channel/lesson-found", found),
        ("channel/lesson-justify", justify), ("channel/lesson-plain", plain), ("channel/lesson-asked", asked),
        ("channel/lesson-approve", approve), ("channel/lesson-released", try await sue.get("/lessons/\(id)")),
        ("practice/show-from-case", try await story.cora.get("/practices/\(id)")),
        ("oversight/releases-made", try await site.visitor("Otto Auditor").get("/oversight/releases")),
      ])
    }
  }
}
