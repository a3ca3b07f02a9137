import Assembly
import Foundation
import Kernel
import Platform
import TestSupport
import Testing
import Views

@testable import Domain

/// What waits for a panel, and for whom.
struct MeetingDueTests {
  @Test func `a case that is taken off an agenda waits for no panel, until it is taken on again`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      #expect(try await panels(meeting).map(\.item) == [meeting.id])
      try await meeting.act("/cases/\(meeting.story.id)/strike", ["reason": "He is away."])
      #expect(try await panels(meeting) == [])
      let kind = try #require(site.installation.site.sealedKind("case"))
      let held = try await kind.passages(site.installation.site, meeting.story.id)
      #expect(held.contains { $0.text == "He is away." })
      try await meeting.act("/cases", ["case": meeting.story.id])
      #expect(try await panels(meeting).map(\.item) == [meeting.id])
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `a meeting that comes is at home of who sits there, one that passed of who writes it up`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let before = try await site.visitor("Mina Member").get("/").text
      #expect(before.contains("Meetings of your panels"))
      #expect(before.contains("1 case, papers are not shared yet"))
      try await meeting.act("/papers/share")
      #expect(try await site.visitor("Charlie Chair").get("/").text.contains("1 case, papers are shared"))
      #expect(try await !site.visitor("Otto Auditor").get("/").text.contains("Meetings of your panels"))
      site.pass(minutes: 24 * 60)
      let after = try await site.visitor("Charlie Chair").get("/").text
      #expect(after.contains("Meetings to write up") && after.contains("was to be on 1 September 2009"))
      #expect(try await !site.visitor("Mina Member").get("/").text.contains("Meetings to write up"))
    }
  }

  @Test func `where a meeting is not held, its cases wait for it no longer`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.act("/cancel", ["reason": "No quorum."])
      #expect(try await panels(meeting) == [])
    }
  }

  @Test func `a case is put to a meeting that is arranged, or to a day, and the last that was said counts`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let path = "/cases/\(meeting.story.id)/panel"
      let page = try await meeting.cora.get(path)
      #expect(page.text.contains("Town hall") && page.text.contains("None of these"))
      let sent = ["record": page.hidden("record") ?? "", "meeting": "none"]
      let neither = try await meeting.cora.post(path, sent)
      #expect(neither.status == 422 && neither.text.contains("Choose a meeting, or enter the day of one"))
      try await meeting.story.act("panel", ["meeting": "none"].merging(meeting.story.day("on", 21)) { $1 })
      #expect(try await panels(meeting).map(\.day) == [PartialDate(on: .story).adding(days: 21)])
      try await meeting.story.act("panel", ["meeting": meeting.id])
      #expect(try await panels(meeting).map(\.item) == [meeting.id])
    }
  }

  @Test func `who only has something to do for a meeting finishes it from home, and has no page of it`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let role = #"{"role": "panel-member", "place": "area:E23000013", "from": "2009-01-01", "reason": "r"}"#
      let adam = try await site.visitor("Adam Administrator")
      let guest = try await site.newcomer("Gus", role, adam)
      _ = try await guest.visitor.setUpFactor { .story }
      try await meeting.act(
        "/cases/\(meeting.story.id)/actions",
        ["owner": guest.id, "what": "Ask the college."].merging(meeting.story.day("due", 7)) { $1 }
      )
      let home = try await guest.visitor.get("/").text
      let finish = try #require(home.firstMatch(of: /href="([^"]+\/finish)"/)?.output.1)
      let form = try await guest.visitor.get(String(finish)).text
      let reference = Case.reference(of: meeting.story.id)
      #expect(form.contains("Case \(reference), by 8 September 2009: Ask the college."))
      let line = try await site.accessLines().last?.line
      #expect(line?.act == .consultation && line?.record == Reference(kind: "case", id: meeting.story.id))
      let done = try await guest.visitor.post(String(finish), ["words": "There is a place."])
      #expect(done.status == 303 && done.location == "/", "\(done.text)")
      #expect(try await meeting.page().contains("Done: There is a place."))
      #expect(try await !guest.visitor.get("/").text.contains("What you do for a panel"))
    }
  }

  /// What the case waits for of panels.
  private func panels(_ meeting: MeetingStory) async throws -> [CaseList.Due] {
    let id = meeting.story.id
    return try await meeting.site.installation.site.read(Case.vault) { try CaseList.dues(of: id, in: $0) }
      .filter { $0.what == .panel }
  }
}
