import Assembly
import Foundation
import Kernel
import Platform
import TestSupport
import Testing
import Web

@testable import Domain

/// Who sees a case: those who need to know, and nobody who is near to the person.
struct CaseSharingTests {
  @Test func `who is outside sees an outline, asks, and is let in for a time`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.screened()
      let mina = try await site.visitor("Mina Member")
      let outline = try await mina.get(story.address)
      #expect(outline.status == 200 && outline.text.contains("You are not among those who need to know"))
      #expect(!outline.text.contains("Two meetings.") && !outline.text.contains("Sample"))
      #expect(try await mina.get("\(story.address)/screen").status == 403)
      try await story.act("ask", ["reason": "He is at my school."], by: mina)
      #expect(try await story.page().contains("Answer to who asks for access: Mina Member"))
      let account = try await site.account(of: "Mina Member")
      try await story.act("refuse-access", ["account": account, "reason": "She need not know yet."])
      let told = try await mina.get(story.address).text
      #expect(told.contains("were told no on 1 September 2009") && !told.contains("She need not know"))
      try await story.act("ask", ["reason": "He is in my class, too."], by: mina)
      let share = ["account": account, "role": "guest", "reason": "She teaches him."]
      let endless = try await story.cora.act("share", on: story.id, share)
      #expect(endless.status == 422)
      try await story.act("share", share, days: ["until": 3])
      #expect(try await mina.get(story.address).status == 303)
      _ = try await mina.state("support", for: story.id, of: "case")
      #expect(try await mina.get(story.address).text.contains("Two meetings."))
      // Whom it is about and what was reported, and not by whom.
      let page = try await story.page(mina)
      #expect(page.contains("Sam Sample") && page.contains("He asked where to go."))
      #expect(!page.contains("Tia Teacher") && !page.contains("href=\"/referrals/"))
      #expect(try await mina.get("/cases?whose=mine").text.contains(story.address))
      site.pass(minutes: 4 * 24 * 60)
      let later = try await site.visitor("Mina Member")
      #expect(try await later.get(story.address).text.contains("You are not among those"))
    }
  }

  @Test func `who is kept out sees nothing and breaks no glass, and another supervises`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let (sue, mina) = (try await site.visitor("Sue Supervisor"), try await site.visitor("Mina Member"))
      _ = try await sue.state("supervision", for: story.id, of: "case")
      let account = try await site.account(of: "Mina Member")
      let alone = try await sue.act("keep-out", on: story.id, ["account": account, "reason": "His aunt."])
      #expect(alone.status == 422 && alone.text.contains("Name somebody who supervises the case instead"))
      let cover = try await site.account(of: "Charlie Chair")
      let fields = ["account": account, "cover": cover, "reason": "His aunt."]
      try await story.act("keep-out", fields, by: sue)
      #expect(try await mina.get(story.address).status == 404)
      #expect(try await mina.get("/break-glass/new?kind=case&record=\(story.id)").status == 404)
      #expect(!(try await mina.get("/cases").text.contains(story.address)))
      #expect(try await mina.get("/referrals/\(story.id)").status == 404)
      #expect(try await mina.get("/break-glass/new?kind=referral&record=\(story.id)").status == 404)
      let charlie = try await site.visitor("Charlie Chair")
      _ = try await charlie.state("supervision", for: story.id, of: "case")
      #expect(try await charlie.get("\(story.address)/assign").status == 200)
    }
  }

  @Test func `who is kept out of a case is kept out of the one that takes it up`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.state("supervision", for: story.id, of: "case")
      let (mina, charlie) = (
        try await site.account(of: "Mina Member"), try await site.account(of: "Charlie Chair")
      )
      let fields = ["account": mina, "cover": charlie, "reason": "His aunt."]
      try await story.act("keep-out", fields, by: sue)
      try await story.screened()
      try await story.act("reject", story.rejection)
      let next = try await story.reopened()
      #expect(try await site.visitor("Mina Member").get(next.address).status == 404)
      let other = try await site.visitor("Charlie Chair")
      _ = try await other.state("supervision", for: next.id, of: "case")
      #expect(try await other.get("\(next.address)/assign").status == 200)
    }
  }

  @Test func `a case that was being taken up when the program stopped is taken up afterwards`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.screened()
      try await story.act("reject", story.rejection)
      let cora = Viewer(account: try await site.account(of: "Cora Coordinator"))
      let next = site.installation.site.newID()
      // What a stop leaves between the two: the closed case names one that is not there.
      try await site.installation.site.perform(.follow(by: next), on: story.id, of: Case.self, by: cora)
      #expect(try await story.cora.get(story.address).text.contains("Take the case up again"))
      #expect(try await story.reopened().id == next)
      #expect(try await story.cora.get("\(story.address)/reopen").location == "/cases/\(next)")
    }
  }

  @Test func `what stands beside a child's case is kept as briefly as for a child`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site, ["birth-year": "2000"])
      _ = try await story.ask()
      let lines = try await RetentionBook(site.installation.site).lines(of: story.id)
      let question = try #require(lines.first { $0.rule.kind == "information-request" })
      #expect(question.clocked.isChild && question.review == PartialDate(on: .story).adding(months: 36))
    }
  }

  @Test func `another area takes a case over, and its own is told what came of it`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.act("offer", ["area": "E23000002", "words": "He has moved."])
      #expect(try await story.page().contains("8 September 2009"))
      let cora = try await site.account(of: "Cora Coordinator")
      try await story.act("take-over", ["owner": cora])
      let page = try await story.page()
      #expect(page.contains("took it over") && page.contains("From the area"))
      #expect(page.contains("Sam Sample") && page.contains("href=\"/referrals/"))
      let home = try await story.cora.get("/").text
      #expect(!home.contains("Transfers to answer"))
      // Who answers for the old area alone is told at home, and for a while.
      #expect(!home.contains("Cases that your area handed over"))
    }
  }

  @Test func `the referral goes where its case goes, and the old area is told what came of it`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      func coordinator(_ name: String, of area: String) async throws -> Visitor {
        let role =
          #"{"role": "channel-coordinator", "place": "area:\#(area)", "from": "2009-09-01", "reason": "r"}"#
        let adam = try await site.visitor("Adam Administrator")
        let visitor = try await site.newcomer(name, role, adam).visitor
        _ = try await visitor.setUpFactor { .story }
        return visitor
      }
      let old = try await coordinator("olaf", of: "E23000013")
      let new = try await coordinator("nell", of: "E23000002")
      let referral = "/referrals/\(story.id)"
      func isOpen(to visitor: Visitor) async throws -> Bool {
        try await visitor.get(referral).location?.hasPrefix("/purpose/") == true
      }
      #expect(try await isOpen(to: old))
      #expect(try await !isOpen(to: new))
      try await story.act("offer", ["area": "E23000002", "words": "He has moved."])
      try await story.act("take-over", ["owner": try await site.account(of: "Cora Coordinator")])
      #expect(try await !isOpen(to: old))
      #expect(try await isOpen(to: new))
      #expect(try await new.get("/referrals").text.contains(referral))
      #expect(!(try await old.get("/referrals").text.contains(referral)))
      let home = try await old.get("/").text
      #expect(home.contains("Cases that your area handed over") && home.contains("Taken over by"))
      #expect(!(try await new.get("/").text.contains("Cases that your area handed over")))
    }
  }

  @Test func `a plan has room for two more kinds of support than it has`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      var fields = ["needs": "Work.", "consent": "By Cora, at home."]
      for place in 1...5 {
        fields["nature-\(place)"] = "careers"
        fields["provider-\(place)"] = "College \(place)"
        fields["way-\(place)"] = "Each Tuesday."
      }
      let days = Dictionary(uniqueKeysWithValues: (1...5).map { ("from-\($0)", 0) })
      try await story.act("plan", fields, days: days)
      let page = try await story.cora.get("\(story.address)/plan").text
      #expect(page.contains("College 5") && page.contains("Seventh support"))
      #expect(!page.contains("Eighth support"))
    }
  }

  @Test func `an area that asked for a case takes that back, and nobody else can`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let role =
        #"{"role": "channel-coordinator", "place": "area:E23000002", "from": "2009-09-01", "reason": "r"}"#
      let nell = try await site.newcomer("nell", role, try await site.visitor("Adam Administrator")).visitor
      _ = try await nell.setUpFactor { .story }
      let moved = ["area": "E23000002", "words": "He has moved."]
      let asked = try await nell.act("request", on: story.id, moved)
      #expect(asked.status == 303, "\(asked.text)")
      #expect(try await nell.get(story.address).text.contains("Take back that your area asked for it"))
      #expect(try await story.cora.get("\(story.address)/take-back").status == 409)
      // Whoever has the case owes the answer.
      let page = try await story.page()
      #expect(page.contains(#/Answer to a transfer<[^Z]*?Cleveland/#))
      let withdrawn = try await nell.act("withdraw-request", on: story.id, ["reason": "He stays."])
      #expect(withdrawn.status == 303, "\(withdrawn.text)")
      #expect(try await !story.cora.get("/").text.contains("Transfers to answer"))
      let again = ["area": "E23000002", "words": "He moves after all."]
      #expect(try await nell.act("request", on: story.id, again).status == 303)
    }
  }

  @Test func `a third rejection waits for a second signature`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      var last = story
      for round in 1...2 {
        try await last.screened()
        let again = round == 1 ? [:] : ["again": "Nothing new was said."]
        try await last.act("reject", last.rejection.merging(again) { $1 })
        last = try await last.reopened()
      }
      try await last.screened()
      let silent = try await last.cora.act("reject", on: last.id, last.rejection)
      #expect(silent.status == 422 && silent.text.contains("Say why the person is rejected again"))
      try await last.act("reject", last.rejection.merging(["again": "Nothing new."]) { $1 })
      #expect(try await last.page().contains("Second signature under a rejection"))
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/").text.contains("second signature under a rejection"))
      _ = try await sue.state("supervision", for: last.id, of: "case")
      #expect(try await sue.get("\(last.address)/countersign").text.contains("Why again: Nothing new."))
      try await last.act("countersign", by: sue)
      let closed = try await last.page()
      #expect(closed.contains("Closed, since") && closed.contains("Proposed by"))
      #expect(closed.contains(Case.reference(of: story.id)))
    }
  }

  @Test func `a partner is told although consent was refused, and somebody else reviews it`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      try await story.consented("refused")
      let tell = [
        "recipient": "Exampleshire Hospital, ward sister", "what": "What he said.",
        "basis": "vital-interests",
        "declaration": "none",
      ]
      let early = try await story.cora.act("tell", on: story.id, tell.merging(story.day("on", 0)) { $1 })
      #expect(early.status == 422 && early.text.contains("A supervisor must override that first"))
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.state("supervision", for: story.id, of: "case")
      try await story.act("override", ["ground": "vital-interests", "words": "He spoke of dying."], by: sue)
      #expect(try await sue.get("\(story.address)/review-override").status == 403)
      try await story.act("tell", tell, days: ["on": 0])
      let page = try await story.page()
      #expect(page.contains("Told outside the case") && page.contains("Exampleshire Hospital, ward sister"))
      let told = try await site.accessLines().filter { $0.line.act == .disclosure }
      #expect(told.map(\.line.recipient) == ["Exampleshire Hospital, ward sister"])
    }
  }

  /// As it is where the program is stopped before the line is written.
  @Test func `nobody is told without a line in the access log`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      try await story.consented()
      let tell = [
        "recipient": "Exampleshire College", "what": "That he is helped.", "basis": "public-task",
        "declaration": "none",
      ]
      .merging(story.day("on", 0)) { $1 }
      func lines() async throws -> [String?] {
        try await site.accessLines().filter { $0.line.act == .disclosure }.map(\.line.recipient)
      }
      let refused = try await story.cora.act("tell", on: story.id, tell.merging(["what": ""]) { $1 })
      #expect(refused.status == 422)
      #expect(try await lines() == [])
      let form = try await story.cora.get("\(story.address)/tell").hidden("record") ?? ""
      let sent = tell.merging(["record": form]) { $1 }
      for _ in 0..<2 { #expect(try await story.cora.post("\(story.address)/tell", sent).status == 303) }
      #expect(try await lines() == ["Exampleshire College"])
      try await site.refuseAccessLines(of: .safeguarding)
      let lost = sent.merging(["recipient": "Exampleshire Hospital", "record": Identifier.make()]) { $1 }
      #expect(try await story.cora.post("\(story.address)/tell", lost).status == 500)
      let items = try await site.installation.site.load(Case.self, story.id).state.items.values
      let told = items.compactMap { event -> String? in
        guard case .disclosed(let body) = event else { return nil }
        return body.words.value?.recipient
      }
      #expect(told == ["Exampleshire College"])
    }
  }

  @Test func `a question to a partner and an assessment stand in the case's own story`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      let record = try await story.cora.get("\(story.address)/requests/new").hidden("record") ?? ""
      let question = [
        "record": record, "partner": "Exampleshire School", "agency": "education", "what": "Does he attend?",
        "why": "To judge the concern.", "basis": "public-task",
      ]
      .merging(story.day("due", 7)) { $1 }
      #expect(try await story.cora.post("\(story.address)/requests", question).status == 303)
      let page = try await story.page()
      #expect(page.contains("asked a partner") && page.contains("Was asked: Does he attend?"))
      #expect(page.contains("href=\"/requests/\(record)\""))
      let only = try await story.cora.get("\(story.address)?show=told").text
      #expect(only.contains("asked a partner") && !only.contains("opened the case"))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `nothing of an intelligence service is written into a case`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let fields = ["systems": "open-source", "result": "clear", "reasons": "He thinks MI5 follows him."]
      let asked = try await story.cora.act("screen", on: story.id, fields)
      #expect(asked.status == 422 && asked.text.contains("Nothing that comes from an intelligence service"))
      #expect(
        asked.text.contains("He thinks MI5 follows him.") && asked.text.contains("value=\"named-only\"")
      )
      let sensitive = fields.merging(["declaration": "sensitive"]) { $1 }
      #expect(try await story.cora.act("screen", on: story.id, sensitive).status == 422)
      try await story.act("screen", fields.merging(["declaration": "named-only"]) { $1 })
      #expect(try await story.page().contains("He thinks MI5 follows him."))
    }
  }

  @Test func `a service that somebody was pointed to is followed up, after closing too`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let follow = "\(story.address)/follow-up"
      #expect(try await story.cora.get(follow).status == 409)
      #expect(try await !story.page().contains(follow))
      let fields = ["service": "Exampleshire Homes", "nature": "housing", "why": "He has no room."]
      try await story.act("signpost", fields, days: ["on": 0])
      #expect(try await story.page().contains(follow))
      let signpost = try await story.choice("signpost", in: "follow-up")
      try await story.act("follow-up", ["signpost": signpost, "taken": "taken"], days: ["on": 0])
      let page = try await story.page()
      #expect(page.contains("Taken up") && !page.contains(follow))
      #expect(page.components(separatedBy: "Exampleshire Homes").count == 3)
    }
  }
}

extension CaseStory {
  init(_ site: TestSite, cora: Visitor, id: String) { (self.site, self.cora, self.id) = (site, cora, id) }

  /// The first of the radio buttons of a form.
  func choice(_ name: String, in act: String) async throws -> String {
    let page = try await cora.get("\(address)/\(act)").text
    let found = page.components(separatedBy: "name=\"\(name)\" type=\"radio\" value=\"").dropFirst().first
    return String(found?.prefix { $0 != "\"" } ?? "")
  }

  var rejection: [String: String] {
    closing("malicious-misguided", days: 300).merging(["grounds": "Nothing was found."]) { $1 }
  }

  /// The case that takes this one up.
  func reopened() async throws -> CaseStory {
    let record = try await cora.get("\(address)/reopen").hidden("record") ?? ""
    let owner = try await site.account(of: "Cora Coordinator")
    let answer = try await cora.post(
      "\(address)/reopen",
      ["record": record, "owner": owner, "why": "A teacher is worried again."]
    )
    #expect(answer.location == "/cases/\(record)", "\(answer.text)")
    _ = try await cora.state("screening", for: record, of: "case")
    return CaseStory(site, cora: cora, id: record)
  }
}
