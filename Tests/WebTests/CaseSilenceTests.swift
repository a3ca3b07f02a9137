import Assembly
import Foundation
import Kernel
import Platform
import TestSupport
import Testing

@testable import Domain

/// No case is silent: what is late becomes an alarm of somebody, and unanswered goes to the supervisors.
struct CaseSilenceTests {
  private func keepUp(_ site: TestSite) async throws -> Int {
    let report = try await site.installation.keepUp()
    #expect(report.isWhole, "\(report.words)")
    return report.tasks.first { $0.task == "Looked for silence in cases" }?.done ?? -1
  }

  @Test func `a case without contact by its day becomes an alarm, and then the supervisors'`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      #expect(try await keepUp(site) == 0)
      site.pass(minutes: 15 * 24 * 60)
      #expect(try await keepUp(site) == 1)
      // What became an alarm is not looked at again.
      #expect(try await keepUp(site) == 0)
      let cora = try await site.visitor("Cora Coordinator")
      let home = try await cora.get("/").text
      #expect(home.contains("alarm: No contact by the day that was set") && home.contains(story.address))
      site.pass(minutes: 5 * 24 * 60)
      #expect(try await keepUp(site) == 1)
      let (sue, back) = (try await site.visitor("Sue Supervisor"), try await site.visitor("Cora Coordinator"))
      let told = try await sue.get("/").text
      #expect(told.contains("In the cases that you supervise") && told.contains("alarm: No contact"))
      _ = try await back.state("support", for: story.id, of: "case")
      #expect(try await story.page(back).contains("told the supervisors of an alarm that nobody answered"))
      try await story.act(
        "contact",
        ["with": "person", "words": "He was in hospital."],
        days: ["on": 0, "next": 7],
        by: back
      )
      #expect(!(try await sue.get("/").text.contains("alarm: No contact")))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `a support without sessions is an alarm though others are spoken to`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      #expect(try await story.page().contains("A session is due by 29 September 2009"))
      let support = try await story.choice("support", in: "session")
      site.pass(minutes: 13 * 24 * 60)
      var cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("support", for: story.id, of: "case")
      let contact = ["with": "parent", "words": "His mother rang."]
      try await story.act("contact", contact, days: ["on": 0, "next": 28], by: cora)
      site.pass(minutes: 16 * 24 * 60)
      #expect(try await keepUp(site) == 1)
      #expect(try await keepUp(site) == 0)
      cora = try await site.visitor("Cora Coordinator")
      #expect(try await cora.get("/").text.contains("alarm: No session of a support by its day"))
      _ = try await cora.state("support", for: story.id, of: "case")
      #expect(try await story.page(cora).contains("No session of a support by its day (Careers)"))
      let session = ["support": support, "attendance": "attended", "done": "A letter was written."]
      try await story.act("session", session, days: ["on": 0, "next": 7], by: cora)
      let page = try await story.page(cora)
      #expect(!page.contains("Alarm: No session") && page.contains("A session is due by 28 October 2009"))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `a session that was missed raises an alarm that is answered in words`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      let support = try await story.choice("support", in: "session")
      let session = ["support": support, "attendance": "missed", "done": "He was not at home."]
      try await story.act("session", session, days: ["on": 0, "next": 7])
      #expect(try await story.page().contains("Alarm: A session did not take place"))
      let alarm = try await story.choice("alarm", in: "answer-alarm")
      try await story.act("answer-alarm", ["alarm": alarm, "words": "His mother was ill."])
      let page = try await story.page()
      #expect(page.contains("His mother was ill.") && !page.contains("Alarm: A session did not take place"))
    }
  }

  @Test func `alarms of one kind are told apart by their days`() async throws {
    try await TestSite.with(at: .story) { site in
      let received = CaseStory.date("received", PartialDate(on: .story).adding(days: -7))
      let story = try await CaseStory(site, received)
      try await story.adopted()
      let support = try await story.choice("support", in: "session")
      let session = ["support": support, "attendance": "missed", "done": "He was not at home."]
      for day in [0, -1] { try await story.act("session", session, days: ["on": day, "next": 7]) }
      site.pass(minutes: 15 * 24 * 60)
      _ = try await keepUp(site)
      let cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("support", for: story.id, of: "case")
      let page = try await cora.get("\(story.address)/answer-alarm").text
      for day in ["1 September 2009", "31 August 2009"] {
        #expect(page.contains("A session did not take place on \(day)"), "\(day)")
      }
      #expect(page.contains("No contact by 8 September 2009"))
    }
  }

  @Test func `an open case without any day comes first, and is found by that`() async throws {
    try await TestSite.with(at: .story) { site in
      let other = try await CaseStory(site)
      let story = try await CaseStory(site)
      try await story.accepted()
      // A decision of the panel is due; when it has said no, closing is.
      #expect(try await story.page().contains("A decision of the panel"))
      try await story.resolved("no-support", contact: nil)
      #expect(try await story.page().contains("Closing"))
      // Of whom nothing is known any more nothing is due, but for somebody to see that the case is open.
      _ = try await site.installation.erase(story.id, ground: "Article 17", in: .safeguarding)
      let list = try await story.cora.get("/cases").text
      let (mine, its) = (list.range(of: story.address), list.range(of: other.address))
      #expect(try #require(mine).lowerBound < #require(its).lowerBound && list.contains("No day set"))
      let found = try await story.cora.get("/cases?waits=nothing").text
      #expect(found.contains(story.address) && !found.contains(other.address))
      let csv = try await story.cora.get("/cases.csv?waits=nothing")
      #expect(csv.text.contains(Case.reference(of: story.id)) && !csv.text.contains("Sample"))
    }
  }

  @Test func `an area's page says how long stages take and who carries how many`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      site.pass(minutes: 3 * 24 * 60)
      let cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("screening", for: story.id, of: "case")
      let later = CaseStory(site, cora: cora, id: story.id)
      try await later.accepted()
      let page = try await cora.get("/cases/overview?area=E23000013").text
      #expect(page.contains("Cases of Cleveland") && page.contains("Who carries how many"))
      #expect(page.contains(">Cora Coordinator<"))
      let csv = try await cora.get("/cases/overview.csv?area=E23000013").text
      #expect(csv.contains("How long each stage takes,Screening,Median,3"))
      #expect(try await cora.get("/cases/overview?area=nowhere").status == 404)
    }
  }
}
