import Assembly
import Foundation
import TestSupport
import Testing

/// Pages as they are sent, compared with files that were looked at; `make golden` writes them anew.
struct GoldenPages {
  /// The path of the first made-up person.
  private static let dora = "/people/00000000000000000000000000000002"

  @Test func `pages are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let adam = try await site.visitor("Adam Administrator")
      let record = try await dora.get("/practices/new").hidden("record") ?? ""
      let edie = try await site.visitor("Edie Editor")
      let collection =
        try await edie.post(
          "/collections",
          [
            "record": try await edie.get("/collections/new").hidden("record") ?? "", "title": "First talks",
            "purpose": "For who has to begin one.",
          ]
        ).location ?? ""
      let noCollection = try await site.anybody().get("/collections")
      _ = try await edie.post("\(collection)/add", ["practice": path, "why": "It says how to begin."])
      _ = try await edie.post("\(collection)/publish", ["reason": "For the spring"])
      try await site.installation.signCheckpoints()
      let pages: [(name: String, answer: Answer)] = [
        ("site/home-public", try await site.anybody().get("/")),
        ("site/home-contributor", try await dora.get("/")),
        ("site/sign-in", try await site.anybody().get("/sign-in")),
        ("site/not-found", try await site.anybody().get("/nowhere")),
        ("site/about", try await site.anybody().get("/about")),
        ("site/log", try await site.anybody().get("/log")),
        ("practice/index", try await site.anybody().get("/practices")),
        ("practice/nothing-found", try await site.anybody().get("/practices?words=nothingofthesort")),
        ("practice/show-public", try await site.anybody().get(path)),
        ("practice/show-depositor", try await dora.get(path)),
        ("practice/deposit", try await dora.get("/practices/new")),
        (
          "practice/deposit-errors",
          try await dora.post("/practices", ["record": record, "title": "", "problem": "Kept"])
        ),
        ("practice/evidence", try await site.visitor("Edie Editor").get("\(path)/edit/evidence")),
        ("collection/index-empty", noCollection),
        ("collection/index", try await site.anybody().get("/collections")),
        ("collection/show-public", try await site.anybody().get(collection)),
        ("collection/show-editor", try await edie.get(collection)),
        ("collection/add-errors", try await edie.post("\(collection)/add", ["why": "Kept"])),
        ("directory/people", try await adam.get("/people")),
        ("directory/areas", try await site.anybody().get("/areas")),
        ("directory/person", try await adam.get(Self.dora)),
        ("directory/new-role", try await adam.get("\(Self.dora)/roles/new")),
        ("directory/why", try await adam.get("\(Self.dora)/why?act=practice.publish&record=\(path)")),
        ("directory/reviews", try await adam.get("/reviews")),
        ("directory/reviews-errors", try await adam.post("/reviews", ["decision": "keep"])),
        ("directory/texts", try await site.anybody().get("/texts")),
        ("directory/text", try await dora.get("/texts/conduct")),
        ("directory/own-roles", try await dora.get("/account/roles")),
        ("directory/new-person", try await adam.get("/people/new")),
      ]
      try compare(pages)
    }
  }

  @Test func `pages of sealed records and of who watches over them are what was last looked at`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let mina = try await site.visitor("Mina Member")
      let (sue, otto) = (try await site.visitor("Sue Supervisor"), try await site.visitor("Otto Auditor"))
      let empty = try await cora.get("/referrals")
      let nothing = try await otto.get("/oversight/break-glass")
      let form = try await cora.get("/referrals/new")
      let errors = try await cora.post(
        "/referrals",
        ["record": form.hidden("record") ?? "", "grounds": "Kept"]
      )
      let id = try await cora.refer()
      let (record, other) = ("/referrals/\(id)", try await cora.refer(["birth-year": ""]))
      let purpose = try await cora.get("/purpose/referral/\(id)")
      let noPurpose = try await cora.state("other", for: id)
      _ = try await cora.state("screening", for: id)
      let outside = try await mina.get("/break-glass/new?kind=referral&record=\(id)")
      let glass = try await mina.breakGlass(id)
      _ = try await mina.state("support", for: id)
      let broken = try await mina.get(record)
      let own = try await mina.get("/break-glass/\(glass)")
      let told = try await sue.get("/")
      _ = try await mina.post("/break-glass/\(glass)/give-back", [:])
      let review = try await sue.get("/break-glass/\(glass)/review")
      #expect(try await cora.get("/referrals/\(other)").status == 303)
      try compare([
        ("channel/index-empty", empty), ("channel/new-errors", errors), ("channel/purpose", purpose),
        ("channel/purpose-errors", noPurpose), ("channel/index", try await cora.get("/referrals")),
        ("channel/show", try await cora.get(record)), ("channel/show-glass", broken),
        ("channel/copy", try await cora.get("\(record)/copy")),
        ("oversight/find", try await mina.get("/break-glass")),
        ("oversight/find-errors", try await mina.get("/break-glass?reference=R-1")),
        ("oversight/break", outside), ("oversight/glass-own", own), ("oversight/home-supervisor", told),
        ("oversight/glass-review", review),
        ("oversight/glass-waiting", try await sue.get("/break-glass/\(glass)")),
        ("oversight/glasses-none", nothing),
        ("oversight/glasses", try await otto.get("/oversight/break-glass")),
        ("oversight/index", try await otto.get("/oversight")),
        ("oversight/log", try await otto.get("/oversight/log?act=consultation")),
        ("oversight/log-nothing", try await otto.get("/oversight/log?purpose=complaint")),
        (
          "oversight/log-errors", try await otto.get("/oversight/log?from-day=31&from-month=2&from-year=2009")
        ),
        ("oversight/lookers", try await sue.get("/oversight/records/referral/\(id)")),
        ("oversight/unusual", try await otto.get("/oversight/unusual")),
        ("oversight/roles", try await otto.get("/oversight/roles")),
        ("oversight/sign-ins", try await otto.get("/oversight/sign-ins")),
        ("oversight/releases", try await otto.get("/oversight/releases")),
        ("oversight/export", try await otto.get("/oversight/export")),
      ])
    }
  }

  @Test func `pages of cases are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let empty = try await site.visitor("Sue Supervisor").get("/cases")
      let story = try await CaseStory(site)
      let (cora, address) = (story.cora, story.address)
      let new = try await cora.get("/cases/new?referral=\(try await cora.refer())")
      let screening = try await cora.get("\(address)/screen")
      let opened = try await cora.get(address)
      try await story.screened()
      let rejecting = try await cora.act("reject", on: story.id, ["grounds": "Kept"])
      try await story.act("accept", ["grounds": "What his teacher heard."])
      try await story.resolved("offer-support")
      let planning = try await cora.get("\(address)/plan")
      try await story.consented()
      try await story.planned()
      try await story.act("adopt", days: ["next": 14])
      let mina = try await site.visitor("Mina Member")
      let outside = try await mina.get(address)
      try await story.act("ask", ["reason": "He is at my school."], by: mina)
      site.pass(minutes: 20 * 24 * 60)
      let (back, again) = (try await site.visitor("Cora Coordinator"), try await site.visitor("Mina Member"))
      _ = try await back.state("support", for: story.id, of: "case")
      try compare([
        ("channel/cases-empty", empty), ("channel/case-new", new), ("channel/case-screen", screening),
        ("channel/case-opened", opened), ("channel/case-reject-errors", rejecting),
        ("channel/case-plan", planning), ("channel/case-outline", outside),
        ("channel/case-outline-asked", try await again.get(address)),
        ("channel/cases", try await back.get("/cases")), ("channel/case", try await back.get(address)),
        ("channel/case-consent", try await back.get("\(address)?show=consent")),
        ("channel/case-share", try await back.get("\(address)/share")),
        ("channel/case-not-now", try await back.get("\(address)/screen")),
        ("channel/case-session", try await back.get("\(address)/session")),
        ("channel/case-tell", try await back.get("\(address)/tell")),
        ("channel/cases-overview", try await back.get("/cases/overview?area=E23000013")),
        ("channel/cases-overview-asked", try await back.get("/cases/overview")),
        ("channel/home-coordinator", try await back.get("/")),
        ("channel/cases-errors", try await back.get("/cases?stage=nowhere")),
      ])
    }
  }

  @Test func `pages of providers and panels are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let empty = try await sue.get("/providers")
      let form = try await sue.get("/providers/new")
      let errors = try await sue.post("/providers", ["record": form.hidden("record") ?? "", "name": "Kept"])
      let id = try await sue.listProvider()
      let approval = try await sue.get("/providers/\(id)/approve")
      #expect(try await sue.approveProvider(id).status == 303)
      try await sue.state("supervision", of: "intervention-provider", id)
      let lacking = try await sue.get("/panels/E23000013")
      #expect(try await sue.nameMember("Charlie Chair", "local-authority", chairs: true).status == 303)
      #expect(try await sue.nameMember("Mina Member", "police").status == 303)
      try compare([
        ("channel/providers-empty", empty), ("channel/provider-new", form),
        ("channel/provider-new-errors", errors), ("channel/provider-approve", approval),
        ("channel/providers", try await sue.get("/providers")),
        ("channel/provider", try await sue.get("/providers/\(id)")), ("channel/panel-lacking", lacking),
        ("channel/panel", try await sue.get("/panels/E23000013")),
        ("channel/panel-member", try await sue.get("/panels/E23000013/members")),
        ("channel/panels", try await sue.get("/panels")),
      ])
    }
  }

  @Test func `pages of a meeting are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let cora = meeting.cora
      let arranged = try await cora.get(meeting.path)
      let form = try await cora.get("/meetings/new")
      let attendance = try await cora.get("\(meeting.path)/attendance")
      try await meeting.attended()
      let decision = try await cora.get("\(meeting.casePath)/decision")
      let errors = try await cora.post("\(meeting.casePath)/decision", ["reasons": "Kept"])
      try await meeting.decided(["dissent": "Health would wait."])
      let action = ["owner": meeting.members[1], "what": "Ask the college."]
      let due = meeting.story.day("due", 7)
      try await meeting.act("/cases/\(meeting.story.id)/actions", action.merging(due) { $1 })
      try await meeting.act("/end")
      let remarks = try await cora.get("\(meeting.path)/minutes/propose")
      try await meeting.act("/minutes/propose", ["remark_\(meeting.story.id)": "Health spoke first."])
      try compare([
        ("channel/meeting-arranged", arranged), ("channel/meeting-new", form),
        ("channel/meeting-attendance", attendance), ("channel/meeting-decision", decision),
        ("channel/meeting-decision-errors", errors), ("channel/meeting-remarks", remarks),
        ("channel/meeting-held", try await cora.get(meeting.path)),
        ("channel/meeting-minutes", try await cora.get("\(meeting.path)/minutes")),
        ("channel/meetings", try await cora.get("/meetings")),
        ("channel/meeting-calendar", try await cora.get("/meetings/calendar")),
      ])
    }
  }

  @Test func `pages beside a case are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let cora = story.cora
      let none = try await cora.get("\(story.address)/requests")
      let form = try await cora.get("\(story.address)/requests/new")
      let question = try await story.ask()
      let waiting = try await cora.get("/requests")
      let answer = try await cora.get("\(question)/answer")
      let secret = try await cora.post(
        "\(question)/answer",
        ["declaration": "sensitive", "text": "Not kept"]
      )
      let sent = try await cora.get(question)
      let refusal = ["ground": "not-necessary", "words": "Not for this."]
      #expect(try await cora.post("\(question)/refusal", refusal).status == 303)
      let first = try await story.assess()
      let begun = try await cora.get(first)
      let factor = try await cora.get("\(first)/factors/grievance")
      try await story.conclude(first, ["grievance": "present", "trust": "partly"])
      let second = try await story.assess()
      #expect(try await story.judge(second, "grievance", "absent", "He laughs about it.").status == 303)
      try compare([
        ("channel/requests-none", none), ("channel/request-new", form), ("channel/requests-due", waiting),
        ("channel/request-answer", answer), ("channel/request-section-38", secret),
        ("channel/request-sent", sent), ("channel/request-refused", try await cora.get(question)),
        ("channel/assessment-begun", begun), ("channel/assessment-factor", factor),
        ("channel/assessment-compared", try await cora.get(second)),
        ("channel/assessment-factor-again", try await cora.get("\(second)/factors/trust")),
        ("channel/assessment-concluded", try await cora.get(first)),
        ("channel/assessments", try await cora.get("\(story.address)/assessments")),
      ])
    }
  }

  private func compare(_ pages: [(name: String, answer: Answer)]) throws {
    for (name, answer) in pages {
      let page = answer.text.replacing(/name="csrf" value="[^"]*"/) { _ in
        "name=\"csrf\" value=\"TOKEN\""
      }
      // Keys are made at random, and with them all that is sealed: no two logs have the same hashes.
      .replacing(/<code([^>]*)>(touchstone\.example\/log\+)?[0-9A-Za-z+\/=]{43,}<\/code>/) { found in
        "<code\(found.output.1)>HASH</code>"
      }
      let golden = try Golden.bytes("pages/\(name).html", making: Data(page.utf8))
      #expect(String(decoding: golden, as: UTF8.self) == page, "\(name)")
    }
  }
}
