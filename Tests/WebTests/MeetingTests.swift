import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Meetings of a panel: agenda, papers, quorum, decisions, actions and minutes.
struct MeetingTests {
  @Test func `a panel of three decides, the case takes it over, and minutes are approved by another`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.attended()
      try await meeting.decided()
      #expect(try await meeting.story.page().contains("Offer support, on 1 September 2009"))
      try await meeting.act(
        "/cases/\(meeting.story.id)/actions",
        [
          "owner": meeting.members[1], "what": "Ask the college.",
        ].merging(meeting.story.day("due", 7)) { $1 }
      )
      try await meeting.act("/end")
      let remark = ["remark_\(meeting.story.id)": "Qremark"]
      try await meeting.act("/minutes/propose", remark)
      #expect(try await meeting.cora.post("\(meeting.path)/minutes/approve", [:]).status == 403)
      let charlie = try await meeting.visitor("Charlie Chair")
      let page = try await charlie.get("\(meeting.path)/minutes").text
      for words in [
        "draft, not approved", "Qreasons", "Qremark", "He is not ill.", "unanimous", "Ask the college.",
      ] {
        #expect(page.contains(words), "\(words)")
      }
      try await meeting.act("/minutes/approve", by: charlie)
      #expect(try await meeting.page().contains("minutes approved"))
    }
  }

  @Test func `papers are open to the members while they are shared, and to nobody of them after`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let address = meeting.story.address
      let mina = try await meeting.visitor("Mina Member")
      #expect(try await mina.get(address).text.contains("Two meetings.") == false)
      try await meeting.act("/papers/share")
      try await mina.state("panel", of: "case", meeting.story.id)
      let shared = try await mina.get(address).text
      #expect(shared.contains("Two meetings."))
      // What she may not open is named and not led to: the way there would break the glass.
      #expect(shared.contains("R-") && !shared.contains("href=\"/referrals/"))
      let knowing = try await meeting.story.page()
      #expect(knowing.contains("reads the case while its papers are shared"))
      #expect(knowing.contains("href=\"/referrals/"))
      try await meeting.act("/papers/withdraw")
      #expect(try await !meeting.story.page().contains("reads the case while its papers are shared"))
      #expect(try await !mina.get(address).text.contains("Two meetings."))
      try await meeting.act("/papers/share")
      try await meeting.attended()
      try await meeting.decided()
      try await meeting.act("/end")
      #expect(try await !mina.get(address).text.contains("Two meetings."))
      #expect(try await mina.get(meeting.path).text.contains("Qreasons"))
      try await meeting.act("/minutes/propose")
      try await meeting.act("/minutes/approve", by: try await meeting.visitor("Charlie Chair"))
      let closed = try await mina.get(meeting.path).text
      #expect(!closed.contains("Qreasons") && closed.contains("is not open to you"))
    }
  }

  @Test func `who is near to the person sees nothing of the case, and neither counts nor votes`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.act("/papers/share")
      let mina = try await meeting.visitor("Mina Member")
      try await mina.state("panel", of: "case", meeting.story.id)
      let other = ["account": meeting.members[0], "words": "His neighbour."]
      #expect(try await mina.post("\(meeting.casePath)/conflicts", other).status == 422)
      let own = ["account": meeting.members[1], "words": "His neighbour."]
      #expect(try await mina.post("\(meeting.casePath)/conflicts", own).status == 303)
      #expect(try await !mina.get(meeting.story.address).text.contains("Two meetings."))
      try await meeting.attended()
      let refused = try await meeting.cora.post("\(meeting.casePath)/decision", meeting.decision())
      #expect(refused.status == 422 && refused.text.contains("choose from the list"))
      let without = [meeting.members[0], meeting.members[2]].joined(separator: "\u{1F}")
      let few = try await meeting.cora.post(
        "\(meeting.casePath)/decision",
        meeting.decision(["in_favour": without])
      )
      #expect(few.status == 422 && few.text.contains("Nobody who may vote is there for the police"))
      #expect(few.text.contains("Qreasons"))
      #expect(try await !mina.get(meeting.path).text.contains("Qreasons"))
    }
  }

  @Test func `who is kept out of a case does not meet it on an agenda`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.state("supervision", for: meeting.story.id, of: "case")
      let fields = ["account": meeting.members[1], "cover": meeting.members[0], "reason": "His aunt."]
      try await meeting.story.act("keep-out", fields, by: sue)
      let reference = Case.reference(of: meeting.story.id)
      let mina = try await meeting.visitor("Mina Member")
      #expect(try await !mina.get(meeting.path).text.contains(reference))
      #expect(try await mina.get("\(meeting.casePath)/conflicts").status == 404)
      #expect(try await meeting.page().contains(reference))
    }
  }

  @Test func `without its quorum a panel decides nothing, and who has no seat cannot be said to vote`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.attended(without: meeting.members[1])
      let two = [meeting.members[0], meeting.members[2]].joined(separator: "\u{1F}")
      let answer = try await meeting.cora.post(
        "\(meeting.casePath)/decision",
        meeting.decision(["in_favour": two])
      )
      #expect(answer.status == 422 && answer.text.contains("Without its quorum a panel decides nothing"))
      #expect(answer.text.contains("One more member is needed"))
      let stranger = try await site.account(of: "Sue Supervisor")
      let wrong = try await meeting.cora.post(
        "\(meeting.path)/attendance",
        ["present": "\(meeting.members[0])\u{1F}\(stranger)", "chair": meeting.members[0]]
      )
      #expect(wrong.status == 422 && wrong.text.contains("choose from the list"))
      let police = ["present": meeting.members.joined(separator: "\u{1F}"), "chair": meeting.members[1]]
      #expect(try await meeting.cora.post("\(meeting.path)/attendance", police).status == 422)
      #expect(try await meeting.cora.post("\(meeting.path)/end", [:]).text.contains("Decide these first"))
    }
  }

  @Test func `dissent is recorded, and the rule must have decided it`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.attended()
      let two = meeting.members.prefix(2).joined(separator: "\u{1F}")
      let split = ["in_favour": two, "against": meeting.members[2], "dissent": "Health would wait."]
      let wrong = try await meeting.cora.post("\(meeting.casePath)/decision", meeting.decision(split))
      #expect(wrong.status == 422 && wrong.text.contains("Unanimous means"))
      let none = try await meeting.cora.post(
        "\(meeting.casePath)/decision",
        meeting.decision(["next_contact-day": "", "next_contact-month": "", "next_contact-year": ""])
      )
      #expect(none.status == 422 && none.text.contains("support is offered"))
      try await meeting.decided(split.merging(["rule": "majority"]) { $1 })
      let page = try await meeting.page()
      #expect(
        page.contains("Health would wait.") && page.contains("by majority") && page.contains("against: Hal")
      )
    }
  }

  @Test func `an action is finished by who owns it, and is late in the meantime`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let action = ["owner": meeting.members[1], "what": "Ask the college."]
      try await meeting.act(
        "/cases/\(meeting.story.id)/actions",
        action.merging(meeting.story.day("due", 0)) { $1 }
      )
      site.pass(minutes: 60 * 24)
      let mina = try await meeting.visitor("Mina Member")
      #expect(try await mina.get("/").text.contains("What you do for a panel"))
      let page = try await meeting.page(mina)
      #expect(page.contains("Late") && page.contains("Ask the college."))
      let finish = try #require(page.firstMatch(of: /href="([^"]+\/finish)"/)?.output.1)
      #expect(try await mina.post(String(finish), ["words": "There is a place."]).status == 303)
      #expect(try await meeting.page(mina).contains("Done: There is a place."))
    }
  }

  @Test func `each look leaves a line for the meeting and one for each case, and a rebuild changes nothing`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.attended()
      try await meeting.decided()
      let before = try await site.accessLines().count
      #expect(try await meeting.page().contains("Qreasons"))
      let lines = try await site.accessLines().dropFirst(before).map(\.line.record?.kind)
      #expect(lines == ["panel-meeting", "case"])
      let stranger = try await site.visitor("Otto Auditor")
      #expect(try await stranger.get(meeting.path).status == 404)
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew && !dumps.live.contains("He is not ill."))
      let subject = try await site.installation.site.load(Case.self, meeting.story.id).state.subject
      _ = try await site.installation.erase(subject, ground: "Article 17", in: .safeguarding)
      #expect(try await !meeting.page().contains("Qreasons"))
    }
  }

  @Test func `whoever has a right to it is given what stands beside their case, until it is erased`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      try await meeting.attended()
      try await meeting.decided()
      let assessment = try await meeting.story.assess()
      #expect(try await meeting.story.judge(assessment, "grievance", "partly", "Qevidence").status == 303)
      _ = try await meeting.story.ask(["what": "Qquestion"])
      let kind = try #require(site.installation.site.sealedKind("case"))
      let held = try await kind.passages(site.installation.site, meeting.story.id)
      for words in ["Qreasons", "He is not ill.", "Qevidence", "Qquestion"] {
        #expect(held.contains { $0.text.contains(words) }, "\(words)")
      }
      #expect(Set(held.map(\.field)).count == held.count)
      let subject = try await site.installation.site.load(Case.self, meeting.story.id).state.subject
      _ = try await site.installation.erase(subject, ground: "Article 17", in: .safeguarding)
      let after = try await kind.passages(site.installation.site, meeting.story.id)
      #expect(!after.contains { $0.field.hasPrefix("meeting-") || $0.field.hasPrefix("assessment-") })
    }
  }

  @Test func `programs hold a meeting the same`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let (cora, path) = (meeting.cora, "/api/v1\(meeting.path)")
      let present = meeting.members.map { "\"\($0)\"" }.joined(separator: ", ")
      let attended = #"{"present": [\#(present)], "chair": "\#(meeting.members[0])"}"#
      #expect(try await cora.api(.post, "\(path)/attendance", attended).status == 200)
      let decision = #"""
        {"view_police": "v", "resolution": "more-information", "rule": "unanimous", "in_favour": [\#(present)],
         "reasons": "r"}
        """#
      let decided = try await cora.api(.post, "/api/v1\(meeting.casePath)/decision", decision)
      #expect(decided.status == 200, "\(decided.text)")
      #expect(try await cora.api(.post, "\(path)/end").status == 200)
      let remarks = #"{"remarks": ["\#(meeting.story.id) Health spoke first."]}"#
      #expect(
        try await cora.api(.post, "\(path)/minutes/propose", remarks).json["minutes"] as? String == "proposed"
      )
      #expect(try await cora.api(.post, "\(path)/minutes/propose", #"{"remarks": ["x y"]}"#).status == 422)
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "panel"]
      let read = try await cora.api(.get, path, headers: purpose)
      let cases = try #require(try read.json["cases"] as? [[String: Any]])
      #expect(cases.first?["remark"] as? String == "Health spoke first.")
      #expect(try await cora.api(.get, "/api/v1/meetings").text.contains("\"held\""))
      #expect(try await cora.api(.post, "\(path)/papers/share").status == 409)
    }
  }
}

/// The calendar that a program follows: days, areas and places, and nothing about anybody.
struct MeetingCalendarTests {
  @Test func `an address with a secret gives the meetings, and nothing of whom they are about`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let page = try await meeting.cora.post("/meetings/calendar", [:])
      let address = try #require(
        page.text.firstMatch(of: /<code>[^<]*(\/calendars\/[^<]+)<\/code>/)?.output.1
      )
      let calendar = try await site.anybody().get(String(address))
      #expect(calendar.headers[.contentType] == "text/calendar; charset=utf-8")
      let text = calendar.text
      #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
      #expect(text.contains("DTSTART;VALUE=DATE:20090901\r\n") && text.contains("SUMMARY:Panel of Cleveland"))
      #expect(!text.contains("C-") && !text.contains("Sample") && !text.contains("Charlie"))
      #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      let again = try await meeting.cora.post("/meetings/calendar", [:])
      #expect(again.status == 200)
      #expect(try await site.anybody().get(String(address)).status == 404)
      #expect(try await meeting.cora.post("/meetings/calendar/stop", [:]).status == 303)
      #expect(try await site.anybody().get("/calendars/nothing.ics").status == 404)
      #expect(try await site.visitor("Rita Reader").get("/meetings/calendar").status == 403)
    }
  }

  @Test func `long lines go on behind a space, and what has a meaning of its own is escaped`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let record = try await cora.get("/meetings/new").hidden("record") ?? ""
      let place = "Room 1, first floor; ask at the desk \\ " + String(repeating: "é", count: 80)
      let fields = [
        "record": record, "area": "E23000013", "place": place, "on-day": "3", "on-month": "9",
        "on-year": "2009",
      ]
      #expect(try await cora.post("/meetings", fields).status == 303)
      let page = try await cora.post("/meetings/calendar", [:])
      let address = try #require(
        page.text.firstMatch(of: /<code>[^<]*(\/calendars\/[^<]+)<\/code>/)?.output.1
      )
      let text = try await site.anybody().get(String(address)).text
      #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      let unfolded = text.replacing("\r\n ", with: "")
      #expect(unfolded.contains("LOCATION:Room 1\\, first floor\\; ask at the desk \\\\ ééé"))
    }
  }
}
