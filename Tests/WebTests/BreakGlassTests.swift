import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import Projection
import TestSupport
import Testing

/// From the outside, in need: opened with a reason, seen by those who answer for the record, and reviewed by
/// somebody else however long that takes.
struct BreakGlassTests {
  /// A day in the life of the settings: sessions that last, and two hours of break-glass.
  private var settings: Settings {
    var settings = Settings()
    settings[Settings.idleMinutes] = 1440
    settings[Settings.sessionHours] = 168
    return settings
  }

  private func hours(_ count: Double) -> Date { .story.addingTimeInterval(count * 3600) }

  @Test func `it opens the record for a purpose, for two hours, and no longer`() async throws {
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let outside = try await mina.get("/referrals/\(id)")
      #expect(outside.location == "/break-glass/new?kind=referral&record=\(id)")
      let page = try await mina.get(outside.location ?? "")
      #expect(page.text.contains("2 hours") && page.text.contains("2 September 2009"))
      let fields = ["record": page.hidden("record") ?? "", "kind": "referral", "of": id]
      let silent = try await mina.post("/break-glass", fields)
      #expect(silent.status == 422 && silent.text.contains("Say why you need to see it now"))
      let glass = try await mina.breakGlass(id)
      #expect(try await mina.get("/referrals/\(id)").location?.hasPrefix("/purpose/") == true)
      _ = try await mina.state("support", for: id)
      let shown = try await mina.get("/referrals/\(id)")
      #expect(shown.text.contains("Sam Sample") && shown.text.contains("You broke the glass"))
      #expect(!shown.text.contains("Give a copy"))
      #expect(try await mina.get("/referrals/\(id)/copy").status == 404)
      #expect(try await site.accessLines().last { $0.line.act == .consultation }?.line.breakGlass == glass)
      site.move(to: hours(2))
      #expect(try await mina.get("/referrals/\(id)").location?.hasPrefix("/break-glass/new") == true)
    }
  }

  @Test func `only who works in casework, outside the circle, breaks it`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let path = "/break-glass/new?kind=referral&record=\(id)"
      for name in ["Rita Reader", "Adam Administrator", "Otto Auditor", "Asa Assessor"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get(path).status == 404, "\(name)")
        #expect(try await visitor.get("/break-glass").status == 403, "\(name)")
      }
      #expect(try await cora.get(path).location == "/referrals/\(id)")
      let form = ["record": String(repeating: "a", count: 32), "kind": "referral", "of": id, "reason": "r"]
      #expect(try await cora.post("/break-glass", form).status == 403)
    }
  }

  @Test func `somebody who is told a reference on the telephone finds the record by it`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let list = try await cora.get("/referrals").text
      let reference = String(try #require(list.firstMatch(of: /R-[0-9A-F]{5}-[0-9A-F]{5}/)).output)
      let mina = try await site.visitor("Mina Member")
      let found = try await mina.get("/break-glass?reference=\(reference.lowercased())")
      #expect(found.location == "/break-glass/new?kind=referral&record=\(id)")
      let unknown = try await mina.get("/break-glass?reference=R-AAAAA-AAAAA")
      #expect(unknown.status == 422 && unknown.text.contains("No record has this reference"))
    }
  }

  @Test func `its supervisors are told, review it after, and it stays until they have`() async throws {
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id, reason: "He is on his way.")
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/").text.contains("Mina Member broke the glass"))
      #expect(!(try await mina.get("/").text.contains("broke the glass")))
      let early = try await sue.get("/break-glass/\(glass)")
      #expect(early.text.contains("He is on his way.") && !early.text.contains("Review it"))
      let review = ["outcome": "justified", "words": "There was no time."]
      #expect(try await sue.post("/break-glass/\(glass)/review", review).status == 422)
      site.move(to: hours(3))
      // Neither who broke it nor who only watches judges it.
      #expect(try await mina.post("/break-glass/\(glass)/review", review).status == 403)
      let otto = try await site.visitor("Otto Auditor")
      #expect(try await otto.post("/break-glass/\(glass)/review", review).status == 403)
      let wrong = try await sue.post("/break-glass/\(glass)/review", ["outcome": "", "words": "Kept"])
      #expect(wrong.status == 422 && wrong.text.contains("Kept"))
      #expect(try await sue.get("/oversight").text.contains("1 to look at"))
      #expect(try await sue.post("/break-glass/\(glass)/review", review).status == 303)
      let done = try await sue.get("/break-glass/\(glass)")
      #expect(done.text.contains("Justified") && done.text.contains("There was no time."))
      #expect(!(try await sue.get("/").text.contains("broke the glass")))
    }
  }

  @Test func `a late review is on every list with its age, and no time closes it`() async throws {
    var settings = settings
    settings[Settings.sessionHours] = 168
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      _ = try await site.visitor("Mina Member").breakGlass(id)
      #expect(!(try await site.visitor("Dee Protection").get("/").text.contains("broke the glass")))
      // The story begins on a Tuesday.
      site.move(to: hours(24 * 4))
      for name in ["Sue Supervisor", "Dee Protection"] {
        let home = try await site.visitor(name).get("/").text
        #expect(home.contains("Mina Member broke the glass") && home.contains("Overdue by 3 days"), "\(name)")
      }
      for name in ["Sue Supervisor", "Dee Protection", "Otto Auditor"] {
        let list = try await site.visitor(name).get("/oversight/break-glass").text
        #expect(list.contains("Overdue by 3 days"), "\(name)")
      }
    }
  }

  @Test func `given back, it opens nothing, and can be reviewed at once`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id)
      #expect(try await mina.post("/break-glass/\(glass)/give-back", [:]).status == 303)
      #expect(try await mina.get("/referrals/\(id)").location?.hasPrefix("/break-glass/new") == true)
      let sue = try await site.visitor("Sue Supervisor")
      let review = ["outcome": "not-justified", "words": "It could wait."]
      #expect(try await sue.post("/break-glass/\(glass)/review", review).status == 303)
    }
  }

  @Test func `whoever would review it ends it before its time, and nobody else does`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id)
      #expect(try await mina.get("/referrals/\(id)").location?.hasPrefix("/break-glass/new") != true)
      let (sue, otto) = (try await site.visitor("Sue Supervisor"), try await site.visitor("Otto Auditor"))
      #expect(try await otto.post("/break-glass/\(glass)/give-back", [:]).status == 403)
      #expect(try await sue.get("/break-glass/\(glass)").text.contains("End it now"))
      #expect(try await sue.post("/break-glass/\(glass)/give-back", [:]).status == 303)
      #expect(try await mina.get("/referrals/\(id)").location?.hasPrefix("/break-glass/new") == true)
      let page = try await sue.get("/break-glass/\(glass)").text
      #expect(page.contains("ended it") && !page.contains("gave it back"))
    }
  }

  @Test func `each step of it has a receipt, for those who may read it`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id)
      _ = try await mina.post("/break-glass/\(glass)/give-back", [:])
      let sue = try await site.visitor("Sue Supervisor")
      let review = ["outcome": "not-justified", "words": "It could wait."]
      #expect(try await sue.post("/break-glass/\(glass)/review", review).status == 303)
      let page = try await sue.get("/break-glass/\(glass)").text
      let receipts = page.matches(of: /href="([^"]+\/receipts\/[0-9]+)" download/).map { String($0.output.1) }
      #expect(receipts.count == 3 && page.contains("reviewed it") && page.contains("gave it back"))
      for address in receipts {
        #expect(try await sue.get(address).headers[.contentDisposition]?.hasSuffix(".tlog-proof\"") == true)
        #expect(try await site.visitor("Piet Provider").get(address).status == 404)
      }
      #expect(try await sue.get("/break-glass/\(glass)/receipts/1").status == 404)
    }
  }

  @Test func `when it ends between two clicks, the next one asks for it again`() async throws {
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      _ = try await mina.breakGlass(id)
      #expect(try await mina.get("/purpose/referral/\(id)").status == 200)
      site.move(to: hours(2))
      let late = try await mina.state("support", for: id)
      #expect(late.status == 303 && late.location?.hasPrefix("/break-glass/new") == true)
      #expect(try await mina.get("/referrals/\(id)/receipts/1").status == 303)
      _ = try await mina.breakGlass(id, reason: "He is still there.")
      _ = try await mina.state("support", for: id)
      #expect(try await mina.get("/referrals/\(id)").text.contains("Sam Sample"))
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/").text.components(separatedBy: "broke the glass").count == 3)
    }
  }

  @Test func `who broke it does not review it, whatever they become`() async throws {
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id)
      let adam = try await site.visitor("Adam Administrator")
      let person = try await site.account(of: "Mina Member")
      let grant = [
        "role": "supervisor", "place": "everywhere", "from-day": "1", "from-month": "9", "from-year": "2009",
        "reason": "Covers for Sue",
      ]
      #expect(try await adam.post("/people/\(person)/roles", grant).status == 303)
      site.move(to: hours(3))
      let review = ["outcome": "justified", "words": "I was right."]
      #expect(try await mina.post("/break-glass/\(glass)/review", review).status == 403)
      #expect(!(try await mina.get("/break-glass/\(glass)").text.contains("Review it")))
      #expect(
        try await site.visitor("Sue Supervisor").post("/break-glass/\(glass)/review", review).status == 303
      )
    }
  }

  @Test func `programs do the same, and are told the same`() async throws {
    try await TestSite.with(at: .story, settings: settings) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      let mina = try await site.visitor("Mina Member")
      let outside = try await mina.api(.get, "/api/v1/referrals/\(id)")
      #expect(outside.status == 403 && outside.text.contains("/problems/outside-circle"))
      let path = "/api/v1/records/referral/\(id)/break-glass"
      #expect(try await mina.api(.post, path, #"{"reason": ""}"#).status == 422)
      let made = try await mina.api(.post, path, #"{"reason": "He is here"}"#)
      #expect(try made.status == 201 && made.json["due"] as? String == "2009-09-02")
      let glass = try #require(made.headers[.location])
      #expect(try await mina.api(.post, "\(glass)/give-back", "{}").status == 200)
      let sue = try await site.visitor("Sue Supervisor")
      let review = #"{"outcome": "justified", "words": "No time"}"#
      #expect(try await mina.api(.post, "\(glass)/review", review).status == 403)
      let done = try await sue.api(.post, "\(glass)/review", review)
      #expect(try done.status == 200 && done.json["outcome"] as? String == "justified")
      let again = try await sue.api(.post, "\(glass)/review", #"{"outcome": "not-justified", "words": "w"}"#)
      #expect(again.status == 409)
      #expect(try await sue.api(.get, "/api/v1/break-glass").text.contains(glass.suffix(32)))
    }
  }

  @Test func `views that live agree with those folded anew, after an erasure too`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("other", words: "Qwords", for: id)
      _ = try await cora.get("/referrals/\(id)")
      _ = try await site.visitor("Mina Member").breakGlass(id, reason: "Qreason")
      let runner = try site.installation.site.service(.safeguarding).looks
      try await runner.catchUp()
      #expect(try await runner.dump().contains("Qwords"))
      _ = try await site.installation.erase(id, ground: "Article 17", in: .safeguarding)
      let looks = try await runner.dump()
      let views = try await site.dumps(of: .safeguarding)
      #expect(views.live == views.anew)
      #expect(try await runner.dump() == looks)
      for secret in ["Qwords", "Qreason", "Sample", "Tia Teacher", "He asked where"] {
        #expect(!looks.contains(secret) && !views.live.contains(secret), "\(secret)")
      }
    }
  }
}
