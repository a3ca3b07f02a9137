import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

/// A role from its grant through the texts that it needs to its yearly review, through the router.
struct RoleLifeTests {
  private static let grant = [
    "role": "contributor", "place": "everywhere", "from-day": "1", "from-month": "9", "from-year": "2009",
    "reason": "Joins the team",
  ]

  private func path(of name: String, _ site: TestSite) async throws -> String {
    let people = try await site.installation.site.read(.directory) {
      try AccountList.page(offset: 0, limit: 100, in: $0).people
    }
    return "/people/\(try #require(people.first { $0.name == name }).id)"
  }

  /// Somebody new, who chose a password and holds no role yet.
  private func newcomer(_ name: String, _ adam: Visitor) async throws -> (visitor: Visitor, path: String) {
    let record = try await adam.get("/people/new").hidden("record") ?? ""
    let person = ["record": record, "name": name, "email": "\(name)@touchstone.example"]
    let page = try await adam.post("/people", person).text
    let link = try #require(page.firstMatch(of: /\/enter\/[A-Za-z0-9_-]+/)).output
    let visitor = adam.site.anybody()
    let words = "a made-up pass phrase"
    #expect(try await visitor.post(String(link), ["new-password": words, "again": words]).status == 303)
    return (visitor, "/people/\(record)")
  }

  @Test func `a role does nothing until its holder accepted the text it needs`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let (nell, path) = try await newcomer("Nell", adam)
      #expect(try await nell.get("/account/roles").text.contains("You hold no role"))
      #expect(try await adam.post("\(path)/roles", Self.grant).status == 303)
      #expect(try await nell.get("/practices/new").status == 403)
      let home = try await nell.get("/").text
      #expect(home.contains("Read and accept: Code of conduct") && home.contains("Not active until then"))
      let roles = try await nell.get("/account/roles").text
      #expect(roles.contains("Not active") && roles.contains("Read and accept “Code of conduct”"))
      #expect(
        try await adam.get(path).text.contains("They have not accepted “Code of conduct” as it is now.")
      )
      let text = try await nell.get("/texts/conduct")
      #expect(text.text.contains("I have read this and accept it"))
      let stale = try await nell.post("/account/texts/conduct", ["version": "0"])
      #expect(stale.status == 422 && stale.text.contains("The text changed meanwhile"))
      #expect(
        try await nell.post("/account/texts/online", ["version": "1", "on": "2009-09-01"]).status == 403
      )
      let accepted = try await nell.post("/account/texts/conduct", ["version": text.hidden("version") ?? ""])
      #expect(accepted.status == 303 && accepted.location == "/account/roles")
      #expect(try await nell.get("/practices/new").status == 200)
      #expect(try await nell.get("/account/roles").text.contains("Accepted on 1 September 2009"))
      #expect(!(try await nell.get("/texts/conduct").text.contains("I have read this and accept it")))
      #expect(try await adam.get(path).text.contains("accepted a text: Code of conduct"))
    }
  }

  @Test func `training is said to be completed by its holder, or recorded by an administrator`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let (nell, path) = try await newcomer("Nell", adam)
      let assessor = Self.grant.merging(["role": "assessor"]) { $1 }
      #expect(try await adam.post("\(path)/roles", assessor).status == 303)
      let home = try await nell.get("/").text
      for title in ["Read and accept: Code of conduct", "Complete: Assessing material online"] {
        #expect(home.contains(title), "\(title)")
      }
      let accepted = try await nell.post("/account/texts/conduct", ["version": "1"])
      #expect(accepted.location == "/texts/people")
      let none = try await nell.post("/account/texts/people", ["version": "1"])
      #expect(none.status == 422 && none.text.contains("Enter the day on which you completed it"))
      let ahead = try await nell.post("/account/texts/people", ["version": "1", "on": "2009-09-02"])
      #expect(ahead.status == 422 && ahead.text.contains("must not lie in the future"))
      let done = try await nell.post("/account/texts/people", ["version": "1", "on": "2009-08-31"])
      #expect(done.status == 303 && done.location == "/texts/online")
      #expect(try await nell.post("\(path)/training", ["text": "online", "on": "2009-09-01"]).status == 403)
      let form = try await adam.get("\(path)/training").text
      #expect(form.contains("Assessing material online") && !form.contains("Code of conduct"))
      #expect(try await adam.post("\(path)/training", ["on": ""]).status == 422)
      let recorded = try await adam.post("\(path)/training", ["text": "online", "on": "2009-09-01"])
      #expect(recorded.status == 303)
      let own = try await nell.get("/account/roles").text
      #expect(own.contains("Active") && own.contains("until 30 August 2010"))
      site.move(to: try #require(PartialDate("2010-08-10")))
      let later = try await site.installation.signInLink(for: "nell@touchstone.example").address
      let words = "a made-up pass phrase"
      _ = try await nell.post(later, ["new-password": words, "again": words])
      #expect(try await nell.get("/").text.contains("Training that runs out soon"))
    }
  }

  @Test func `roles are kept and ended together, and what nobody reviewed lapses`() async throws {
    try await TestSite.with(at: .story) { site in
      site.move(to: try #require(PartialDate("2010-08-15")))
      #expect(try await site.visitor("Adam Administrator").get("/").text.contains("29 roles to review"))
      site.move(to: try #require(PartialDate("2010-09-05")))
      let adam = try await site.visitor("Adam Administrator")
      let page = try await adam.get("/reviews").text
      #expect(page.contains("29 overdue") && !page.contains("Adam Administrator, Administrator"))
      #expect(page.contains("without one it ends after 1 October 2010"))
      func key(_ name: String, _ role: String) async throws -> String {
        let id = try await path(of: name, site).split(separator: "/").last ?? ""
        return "\(id) \(role) everywhere 2009-09-01"
      }
      let dora = try await key("Dora Depositor", "contributor")
      let edie = try await key("Edie Editor", "editor")
      let wrong = try await adam.post("/reviews", ["decision": "keep", "reason": ""])
      #expect(wrong.status == 422 && wrong.text.contains("Tick the roles") && wrong.text.contains("Say why"))
      let untold = try await adam.post("/reviews", ["role": dora, "decision": "keep", "reason": ""])
      #expect(untold.status == 422 && untold.text.contains("value=\"\(dora)\" checked"))
      let kept = ["role": "\(dora)\u{1F}\(edie)", "decision": "keep", "reason": "Asked their manager"]
      #expect(try await adam.post("/reviews", kept).location == "/reviews?kept=2")
      #expect(try await adam.get("/reviews?kept=2").text.contains("2 roles kept."))
      #expect(try await adam.post("/reviews", kept).status == 422)
      // One that was decided on meanwhile keeps no other from its decision.
      let ron = try await key("Ron Reviewer", "reviewer")
      let mixed = ["role": "\(dora)\u{1F}\(ron)", "decision": "keep", "reason": "Asked their manager"]
      let half = try await adam.post("/reviews", mixed)
      #expect(half.status == 422 && half.text.contains("1 role kept."))
      #expect(half.text.contains("One of these was decided on meanwhile") && !half.text.contains(ron))
      let rita = try await key("Rita Reader", "reader")
      let ended = ["role": rita, "decision": "end", "reason": "Left the team"]
      #expect(try await adam.post("/reviews", ended).location == "/reviews?ended=1")
      let history = try await adam.get(try await path(of: "Dora Depositor", site)).text
      #expect(history.contains("reviewed a role: contributor, everywhere, next by 5 September 2011"))
      site.move(to: try #require(PartialDate("2010-10-02")))
      #expect(try await site.visitor("Dora Depositor").get("/practices/new").status == 200)
      let late = try await site.visitor("Adam Administrator")
      #expect(try await late.get("/people").status == 403)
      #expect(try await late.get("/account/roles").text.contains("Nobody reviewed it in time"))
      #expect(try await late.get("/").text.contains("Administrator: no longer held"))
    }
  }

  @Test func `one role is reviewed with a reason, by somebody else, and a lapsed one taken up again`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let rita = try await path(of: "Rita Reader", site)
      let adam = try await site.visitor("Adam Administrator")
      let more = Self.grant.merging(["role": "administrator", "until-day": "", "from-year": "2009"]) { $1 }
      #expect(try await adam.post("\(rita)/roles", more).status == 303)
      try await site.visitor("Rita Reader").agreeToTexts()
      site.move(to: try #require(PartialDate("2010-09-20")))
      let own = try await path(of: "Adam Administrator", site)
      let first = try await site.visitor("Adam Administrator")
      #expect(try await first.get("\(own)/roles/0/review").status == 403)
      #expect(try await first.post("\(rita)/roles/0/review", ["reason": "Still here"]).status == 303)
      site.move(to: try #require(PartialDate("2010-10-20")))
      let second = try await site.visitor("Rita Reader")
      #expect(try await site.visitor("Adam Administrator").get("/people").status == 403)
      #expect(try await second.get(own).text.contains("Review lapsed"))
      #expect(try await second.get("/reviews").text.contains("Lapsed"))
      let form = try await second.get("\(own)/roles/0/review")
      #expect(form.text.contains("the next review is then due by 20 October 2011"))
      #expect(try await second.post("\(own)/roles/0/review", ["reason": ""]).status == 422)
      #expect(try await second.post("\(own)/roles/0/review", ["reason": "Was ill"]).status == 303)
      #expect(try await site.visitor("Adam Administrator").get("/people").status == 200)
    }
  }

  @Test func `the operator keeps the role of an administrator whom nobody is left to review`() async throws {
    try await TestSite.with(at: .story) { site in
      site.move(to: try #require(PartialDate("2011-01-01")))
      #expect(try await site.visitor("Adam Administrator").get("/people").status == 403)
      let email = "adam.administrator@touchstone.example"
      #expect(try await site.installation.keepAdministrator(email) == 1)
      let adam = try await site.visitor("Adam Administrator")
      let page = try await adam.get(try await path(of: "Adam Administrator", site)).text
      #expect(page.contains("kept by the operator") && page.contains("To be reviewed by 1 January 2012"))
      for other in ["rita.reader@touchstone.example", "nobody@touchstone.example"] {
        await #expect(throws: Fault.self) { try await site.installation.keepAdministrator(other) }
      }
    }
  }

  @Test func `a local administrator reviews roles of their own place only`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let (nell, path) = try await newcomer("Nell", adam)
      for (role, area) in [("administrator", "E23000013")] {
        let local = Self.grant.merging(["role": role, "place": "area:\(area)"]) { $1 }
        #expect(try await adam.post("\(path)/roles", local).status == 303)
      }
      try await nell.agreeToTexts()
      let dora = try await self.path(of: "Dora Depositor", site)
      let here = Self.grant.merging(["role": "reader", "place": "area:E23000013"]) { $1 }
      #expect(try await adam.post("\(dora)/roles", here).status == 303)
      site.move(to: try #require(PartialDate("2010-08-20")))
      let link = try await site.installation.signInLink(for: "nell@touchstone.example").address
      let words = "a made-up pass phrase"
      _ = try await nell.post(link, ["new-password": words, "again": words])
      let page = try await nell.get("/reviews").text
      #expect(page.contains("1 due soon") && page.contains("Reader, in Cleveland, since"))
      #expect(!page.contains("Edie Editor"))
      #expect(try await nell.get("\(dora)/roles/0/review").status == 403)
    }
  }

  @Test func `programs accept, complete, keep and list as people do`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let (nell, path) = try await newcomer("Nell", adam)
      let account = "/api/v1" + path.replacing("/people", with: "/accounts")
      let role = #"{"role": "assessor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      let granted = try await adam.api(.post, "\(account)/roles", role).json["roles"] as? [[String: Any]]
      #expect(granted?.first?["is_active"] as? Bool == false)
      #expect((granted?.first?["obstacles"] as? [String])?.count == 3)
      #expect(granted?.first?["review_by"] as? String == "2010-09-01")
      #expect((try await nell.api(.get, "/api/v1/texts").json["texts"] as? [Any])?.count == 5)
      let asPlain = try await nell.api(.get, "/api/v1/texts/online").json
      #expect(asPlain["months"] as? Int == 12 && asPlain["kind"] as? String == "training")
      let conduct = try await nell.api(.post, "/api/v1/texts/conduct/accept", #"{"version": "1"}"#)
      #expect(conduct.status == 200)
      let wrong = try await nell.api(
        .post,
        "/api/v1/texts/conduct/complete",
        #"{"version": "1", "on": "2009-09-01"}"#
      )
      #expect(wrong.status == 404)
      for text in ["people", "online"] {
        let body = #"{"version": "1", "on": "2009-09-01"}"#
        #expect(try await nell.api(.post, "/api/v1/texts/\(text)/complete", body).status == 200)
      }
      let read = try await adam.api(.get, account)
      #expect((try read.json["roles"] as? [[String: Any]])?.first?["is_active"] as? Bool == true)
      site.move(to: try #require(PartialDate("2010-08-20")))
      let then = try await site.visitor("Adam Administrator")
      let reviews = try await then.api(.get, "/api/v1/reviews").json["reviews"] as? [[String: Any]] ?? []
      let found = try #require(reviews.first { $0["account"] as? String == String(path.dropFirst(8)) })
      #expect(found["state"] as? String == "due" && found["number"] as? Int == 0)
      let tag = "\"\(found["version"] as? Int ?? 0)\""
      let stale = try await then.api(
        .post,
        "\(account)/roles/0/keep",
        #"{"reason": "again"}"#,
        headers: [.ifMatch: "\"1\""]
      )
      #expect(stale.status == 412)
      let keep = try await then.api(
        .post,
        "\(account)/roles/0/keep",
        #"{"reason": "r"}"#,
        headers: [.ifMatch: tag]
      )
      let roles = try keep.json["roles"] as? [[String: Any]]
      #expect(roles?.first?["review_by"] as? String == "2011-08-20")
    }
  }
}
