import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

@testable import Web

/// Who looked, searched by whom, record, act, purpose and time, by those who watch.
struct OversightTests {
  /// A referral that Cora and, in need, Mina looked at.
  private func looked(_ site: TestSite) async throws -> String {
    let cora = try await site.visitor("Cora Coordinator")
    let id = try await cora.refer()
    _ = try await cora.state("screening", for: id)
    _ = try await cora.get("/referrals/\(id)")
    let mina = try await site.visitor("Mina Member")
    _ = try await mina.breakGlass(id)
    _ = try await mina.state("support", for: id)
    _ = try await mina.get("/referrals/\(id)")
    return id
  }

  @Test func `those who answer for a record see who looked at it, and nobody else does`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await looked(site)
      for name in ["Sue Supervisor", "Otto Auditor", "Dee Protection"] {
        let page = try await site.visitor(name).get("/oversight/records/referral/\(id)")
        #expect(page.status == 200, "\(name)")
        #expect(page.text.contains("Cora Coordinator") && page.text.contains("Mina Member"))
        #expect(page.text.contains("Screening") && page.text.contains("under break-glass"))
        #expect(!page.text.contains("Sample"))
      }
      for name in ["Cora Coordinator", "Mina Member", "Rita Reader", "Adam Administrator"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get("/oversight/records/referral/\(id)").status == 403, "\(name)")
        #expect(try await visitor.get("/oversight").status == 403, "\(name)")
      }
    }
  }

  @Test func `the log is searched by person, act, purpose, record and day`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await looked(site)
      let otto = try await site.visitor("Otto Auditor")
      let mina = try await site.account(of: "Mina Member")
      func found(_ query: String) async throws -> Int {
        let answer = try await otto.api(.get, "/api/v1/oversight/lines?\(query)")
        #expect(answer.status == 200, "\(query)")
        return (try answer.json["lines"] as? [Any])?.count ?? -1
      }
      #expect(try await found("person=\(mina)&act=consultation") == 1)
      #expect(try await found("purpose=screening") == 1)
      #expect(try await found("purpose=complaint") == 0)
      #expect(try await found("kind=referral&record=\(id)&act=collection") == 1)
      #expect(try await found("from=2009-09-01&until=2009-09-01&act=consultation") == 2)
      #expect(try await found("from=2009-09-02") == 0)
      #expect(try await found("vault=directory&act=signed-in") >= 3)
      #expect(try await otto.api(.get, "/api/v1/oversight/lines?from=2009").status == 400)
      let page = try await otto.get("/oversight/log?person=\(mina)&act=consultation")
      #expect(page.status == 200 && page.text.contains("Mina Member"))
      #expect(page.text.contains("Support") == false || page.text.contains("Giving or arranging support"))
      let wrong = try await otto.get("/oversight/log?from-day=31&from-month=2&from-year=2009")
      #expect(wrong.status == 422 && wrong.text.contains("must be a real date"))
      let unknown = try await otto.get("/oversight/log?reference=R-AAAAA-AAAAA")
      #expect(unknown.status == 200 && unknown.text.contains("No line fits"))
    }
  }

  @Test func `a supervisor searches sealed vaults alone, and no log of other things`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await looked(site)
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/oversight/log").status == 200)
      #expect(try await sue.get("/oversight/log?vault=directory").status != 200)
      #expect(try await sue.api(.get, "/api/v1/oversight/lines?vault=directory").status == 403)
      #expect(try await sue.get("/oversight/sign-ins").status == 403)
      #expect(try await sue.get("/oversight/releases").status == 403)
    }
  }

  @Test func `lines are given part by part, and none twice`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("screening", for: id)
      for _ in 0..<60 { _ = try await cora.get("/referrals/\(id)") }
      let otto = try await site.visitor("Otto Auditor")
      var next: String? = "/api/v1/oversight/lines?act=consultation&limit=25"
      var positions: [Int] = []
      while let address = next {
        let answer = try await otto.api(.get, address).json
        positions += (answer["lines"] as? [[String: Any]] ?? []).compactMap { $0["position"] as? Int }
        next = answer["next"] as? String
      }
      #expect(positions.count == 60 && positions == positions.sorted(by: >))
      #expect(Set(positions).count == 60)
      let first = try await otto.get("/oversight/log?act=consultation").text
      let older = try #require(first.firstMatch(of: /href="([^"]+before=[^"]+)"/)).output.1
      let rest = try await otto.get(String(older).replacing("&amp;", with: "&"))
      #expect(rest.text.components(separatedBy: "<tr").count - 2 == 10)
      let ids = try await otto.get("/oversight/records/referral/\(id)")
      #expect(ids.text.contains("Earlier lines"))
    }
  }

  @Test func `who takes the log with them stands in it`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await looked(site)
      let otto = try await site.visitor("Otto Auditor")
      let file = try await otto.get("/oversight/log.csv?act=consultation")
      #expect(file.status == 200 && file.text.hasPrefix("When,Who,Did,Record,What for,Given to"))
      #expect(file.text.contains("Cora Coordinator"))
      for path in ["log.ods", "break-glass.csv", "unusual.csv", "sign-ins.csv"] {
        #expect(try await otto.get("/oversight/\(path)").status == 200, "\(path)")
      }
      let downloads = try await site.accessLines().compactMap(\.line.reason).filter {
        $0.hasPrefix("download")
      }
      #expect(downloads.count == 4)
    }
  }

  @Test func `failed sign-ins are counted by day, and releases are said to be none`() async throws {
    try await TestSite.with(at: .story) { site in
      let nobody = site.anybody()
      _ = try await nobody.post("/sign-in", ["email": "x@touchstone.example", "password": "guess"])
      let otto = try await site.visitor("Otto Auditor")
      let page = try await otto.get("/oversight/sign-ins").text
      #expect(page.contains("1 September 2009") && page.contains("numeric\">1</td>"))
      #expect(try await otto.get("/oversight/releases").text.contains("None has been made"))
    }
  }

  @Test func `looking at night is listed, asked about by somebody else, and the answer kept`() async throws {
    var settings = Settings()
    settings[Settings.sessionHours] = 168
    try await TestSite.with(at: Date.story.addingTimeInterval(13 * 3600), settings: settings) { site in
      let id = try await looked(site)
      let sue = try await site.visitor("Sue Supervisor")
      let page = try await sue.get("/oversight/unusual")
      #expect(page.text.contains("Outside working hours: before 7:00 or from 20:00 in London"))
      #expect(page.text.contains("Cora Coordinator") && page.text.contains("To be reviewed"))
      #expect(!page.text.lowercased().contains("score"))
      let address = String(
        try #require(page.text.firstMatch(of: /href="(\/oversight\/unusual\/[0-9a-f]+\/review)"/)).output.1
      )
      let wrong = try await sue.post(address, ["outcome": "in-order", "words": ""])
      #expect(wrong.status == 422 && wrong.text.contains("Say what you asked and found"))
      #expect(try await site.visitor("Otto Auditor").get(address).status == 403)
      for finding in page.text.matches(of: /href="(\/oversight\/unusual\/[0-9a-f]+\/review)"/).map({
        String($0.output.1)
      }) {
        let review = ["outcome": "in-order", "words": "She was on call."]
        #expect(try await sue.post(finding, review).status == 303)
      }
      let after = try await sue.get("/oversight/unusual")
      #expect(
        after.text.contains("Nothing unusual was looked at.") && after.text.contains("She was on call.")
      )
      let cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("review", for: id)
      _ = try await cora.get("/referrals/\(id)")
      #expect(try await sue.get("/oversight/unusual").text.contains("In order; 1 more since"))
    }
  }
}

/// The rules that list looking, each by itself.
struct UnusualLookingTests {
  private func looking(
    names: [String: String] = [:],
    surnames: [Reference: String] = [:],
    _ change: (inout OversightRules) -> Void = { _ in }
  ) -> UnusualLooking {
    var rules = OversightRules()
    rules.recordsInADay = 2
    change(&rules)
    let day = PartialDate(on: .story)
    let here = [Holding(.channelCoordinator, .area("here"), from: day)]
    return UnusualLooking(rules: rules, holdings: ["cora": here], names: names, surnames: surnames)
  }

  private func look(_ record: Int = 1, hours: Double = 0, area: String? = "here") -> UnusualLooking.Look {
    let at = Date.story.addingTimeInterval(hours * 3600)
    return .init(at: at, by: "cora", record: Reference(kind: "referral", id: "\(record)"), area: area)
  }

  @Test func `what is in working hours, in one's own area and of few records is not listed`() {
    #expect(looking().findings([look(), look(2), look(2)]).isEmpty)
  }

  @Test func `more different records in a day than is set are listed, and looking often at one is not`() {
    #expect(looking().findings((1...3).map { look($0) }).map(\.rule) == ["volume"])
    #expect(looking().findings((1...9).map { _ in look(1) }).isEmpty)
  }

  @Test(arguments: [(-3.1, true), (-3.0, false), (9.9, false), (10.0, true), (24 * 4.0, true)])
  func `hours are those of London, and of working days`(_ hours: Double, _ isListed: Bool) {
    // The story begins on a Tuesday at nine in Greenwich, ten in London.
    let listed = looking().findings([look(hours: hours)]).map(\.rule)
    #expect(listed == (isListed ? ["hours"] : []))
  }

  @Test func `bank holidays are no working days`() {
    let holiday = looking { $0.workingDays = WorkingDays([PartialDate(on: .story)]) }
    #expect(holiday.findings([look()]).map(\.rule) == ["hours"])
  }

  @Test(arguments: [("Cora Sample", true), ("Cora SÁMPLE", true), ("Sample Cora", false), ("Cora", false)])
  func `a person of the same surname is listed, however it is written`(_ name: String, _ isListed: Bool) {
    let record = Reference(kind: "referral", id: "1")
    let listed = looking(names: ["cora": name], surnames: [record: "Sample"]).findings([look(), look(2)])
    #expect(listed.map(\.rule) == (isListed ? ["surname"] : []))
    #expect(listed.allSatisfy { $0.looks.map(\.record) == [record] })
  }

  @Test func `an area in which they hold no role that day is listed`() {
    #expect(looking().findings([look(area: "there")]).map(\.rule) == ["area"])
    // A day before the role began.
    #expect(looking().findings([look(hours: -24)]).map(\.rule) == ["area"])
    #expect(looking().findings([look(area: nil)]).isEmpty)
  }

  @Test func `each rule lists by itself, and a finding is the same whoever lists it`() {
    let looks = (1...3).map { look($0, hours: 12, area: "there") }
    let findings = looking().findings(looks)
    #expect(findings.map(\.rule) == ["area", "hours", "volume"])
    #expect(Set(findings.map(\.id)).count == 3)
    #expect(looking().findings(looks.reversed()).map(\.id) == findings.map(\.id))
  }
}
