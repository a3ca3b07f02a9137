import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Before a look, a purpose: asked for, remembered for a while, and written down before anything is shown.
struct PurposeTests {
  @Test func `a page asks what a record is opened for, and goes on to where one was going`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let asked = try await cora.get("/referrals/\(id)")
      #expect(asked.status == 303 && asked.location == "/purpose/referral/\(id)?back=%2Freferrals%2F\(id)")
      let page = try await cora.get(asked.location ?? "")
      #expect(page.status == 200 && !page.text.contains("Sample"))
      let nothing = try await cora.post("/purpose/referral/\(id)", ["purpose": "", "back": "/x"])
      #expect(nothing.status == 422 && nothing.text.contains("Choose what you open it for"))
      let silent = try await cora.state("other", for: id)
      #expect(silent.status == 422 && silent.text.contains("Say what you open it for"))
      #expect(try await cora.state("screening", for: id).location == "/referrals/\(id)")
      let shown = try await cora.get("/referrals/\(id)")
      #expect(shown.status == 200 && shown.text.contains("Sam Sample"))
      #expect(shown.text.contains("You opened this for: Screening"))
    }
  }

  @Test func `a look stands in the access log with who, what for and where`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.get("/referrals/\(id)")
      #expect(try await site.accessLines().count { $0.line.act == .consultation } == 0)
      _ = try await cora.state("other", words: "Handover to Sue", for: id)
      _ = try await cora.get("/referrals/\(id)")
      let looks = try await site.accessLines().filter { $0.line.act == .consultation }
      #expect(looks.map(\.by) == [try await site.account(of: "Cora Coordinator")])
      let line = try #require(looks.first?.line)
      #expect(line.record == Reference(kind: "referral", id: id) && line.reason == "read")
      #expect(line.purpose == "other" && line.words?.value == "Handover to Sue" && line.area == "E23000013")
      // The words may be about the person: they are sealed in the log, and in what the session keeps.
      let log = try site.installation.site.service(.safeguarding).access
      for entry in try await log.entries(after: 0, limit: 100) {
        #expect(!String(decoding: entry.body, as: UTF8.self).contains("Handover"))
      }
      let kept = try Data(contentsOf: site.folder.appending(path: "data/vaults/directory/access.sqlite"))
      #expect(kept.range(of: Data("Handover".utf8)) == nil)
    }
  }

  @Test func `a purpose stands for one record and one session, and for a while`() async throws {
    var settings = Settings()
    settings[Settings.idleMinutes] = 1440
    try await TestSite.with(at: .story, settings: settings) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let other = try await cora.refer(["given_name": "Sal"])
      _ = try await cora.state("screening", for: id)
      #expect(try await cora.get("/referrals/\(id)").status == 200)
      #expect(try await cora.get("/referrals/\(other)").status == 303)
      let again = try await site.visitor("Cora Coordinator")
      #expect(try await again.get("/referrals/\(id)").status == 303)
      site.move(to: Date.story.addingTimeInterval(29 * 60))
      #expect(try await cora.get("/referrals/\(id)").status == 200)
      site.move(to: Date.story.addingTimeInterval(31 * 60))
      #expect(try await cora.get("/referrals/\(id)").status == 303)
    }
  }

  @Test func `two people decide how long a purpose and break-glass stand`() async throws {
    var settings = Settings()
    settings[Settings.idleMinutes] = 1440
    try await TestSite.with(at: .story, settings: settings) { site in
      let adam = try await site.visitor("Adam Administrator")
      let officer =
        #"{"role": "data-protection-officer", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      let della = try await site.newcomer("della", officer, adam).visitor
      for (key, value) in [("purpose.minutes", "5"), ("break-glass.minutes", "45")] {
        let change = [
          "value": value, "from-day": "1", "from-month": "9", "from-year": "2009", "reason": "Less is enough",
          "source": "",
        ]
        #expect(try await adam.post("/settings/\(key)/change", change).status == 303)
        #expect(try await adam.post("/settings/\(key)/agree", [:]).status == 403)
        #expect(try await della.post("/settings/\(key)/agree", [:]).status == 303)
      }
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      #expect(try await cora.get("/purpose/referral/\(id)").text.contains("for 5 minutes"))
      let mina = try await site.visitor("Mina Member")
      #expect(
        try await mina.get("/break-glass/new?kind=referral&record=\(id)").text.contains("for 45 minutes")
      )
      _ = try await cora.state("screening", for: id)
      site.move(to: Date.story.addingTimeInterval(4 * 60))
      #expect(try await cora.get("/referrals/\(id)").status == 200)
      site.move(to: Date.story.addingTimeInterval(6 * 60))
      #expect(try await cora.get("/referrals/\(id)").status == 303)
    }
  }

  @Test func `a form that is sent when its purpose has run out is kept, and sent once more`() async throws {
    var settings = Settings()
    settings[Settings.idleMinutes] = 1440
    try await TestSite.with(at: .story, settings: settings) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("screening", for: id)
      site.move(to: Date.story.addingTimeInterval(31 * 60))
      let asked = try await cora.post(
        "/referrals/\(id)/copy",
        ["recipient": "A college", "basis": "safeguarding"]
      )
      #expect(asked.status == 428 && asked.text.contains("A college"))
      let carried = [
        "purpose": "panel", "words": "", "back": "/", "resend-path": "/referrals/\(id)/copy",
        "resend.recipient": "A college",
      ]
      let resend = try await cora.post("/purpose/referral/\(id)", carried)
      #expect(resend.status == 200 && resend.text.contains("A college"))
      #expect(resend.text.contains("action=\"/referrals/\(id)/copy\""))
    }
  }

  @Test func `a program says it in a header, and is told so where it does not`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let path = "/api/v1/referrals/\(id)"
      let silent = try await cora.api(.get, path)
      #expect(silent.status == 428 && silent.text.contains("/problems/purpose-needed"))
      let name = try #require(HTTPField.Name("Touchstone-Purpose"))
      #expect(try await cora.api(.get, path, headers: [name: "curiosity"]).status == 400)
      #expect(try await cora.api(.get, path, headers: [name: "other"]).status == 400)
      let shown = try await cora.api(.get, path, headers: [name: "panel"])
      #expect(try shown.status == 200 && shown.json["family_name"] as? String == "Sample")
      #expect(try await site.accessLines().last?.line.purpose == "panel")
    }
  }

  @Test func `who may not open a record is not even asked what for`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      for name in ["Rita Reader", "Adam Administrator", "Otto Auditor"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get("/purpose/referral/\(id)").status == 404, "\(name)")
        #expect(try await visitor.state("screening", for: id).status == 404, "\(name)")
      }
      #expect(try await site.visitor("Rita Reader").get("/referrals/\(id)").status == 404)
      // Who works in casework is shown how to open it in need, wherever they ask.
      let mina = try await site.visitor("Mina Member")
      for answer in [
        try await mina.get("/referrals/\(id)"), try await mina.get("/purpose/referral/\(id)"),
        try await mina.state("screening", for: id),
      ] { #expect(answer.location?.hasPrefix("/break-glass") == true) }
      let denied = try await site.accessLines().filter { $0.line.act == .denied }
      #expect(denied.count == 10 && denied.allSatisfy { $0.line.area == "E23000013" })
    }
  }

  @Test func `one who looks for two purposes stands in the log with each`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      for purpose in ["screening", "panel"] {
        _ = try await cora.state(purpose, for: id)
        #expect(try await cora.get("/referrals/\(id)").text.contains("Change what for"))
      }
      let looks = try await site.accessLines().map(\.line).filter { $0.act == .consultation }
      #expect(looks.map(\.purpose) == ["screening", "panel"])
      let sue = try await site.visitor("Sue Supervisor")
      let who = try await sue.get("/oversight/records/referral/\(id)").text
      #expect(who.contains("Preparing for or holding a panel, Screening"))
    }
  }

  @Test func `where the line cannot be written nothing is shown`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("screening", for: id)
      try await site.refuseAccessLines(of: .safeguarding)
      let answer = try await cora.get("/referrals/\(id)")
      #expect(answer.status == 500 && !answer.text.contains("Sample"))
    }
  }
}
