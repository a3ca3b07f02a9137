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
  @Test func `those who answer for a record see who looked at it, and nobody else does`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.looked()
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
      let id = try await site.looked()
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
      #expect(
        try await found("from=2009-09-01&until=2009-09-01&act=consultation&kind=referral&record=\(id)") == 2
      )
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
      _ = try await site.looked()
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/oversight/log").status == 200)
      #expect(try await sue.get("/oversight/log?vault=directory").status != 200)
      #expect(try await sue.api(.get, "/api/v1/oversight/lines?vault=directory").status == 403)
      #expect(try await sue.get("/oversight/sign-ins").status == 403)
      #expect(try await sue.get("/oversight/releases").status == 403)
    }
  }

  @Test func `a thousand lines are given part by part, each once, on pages and to programs`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      try await site.writeLooks(1000, at: id)
      let otto = try await site.visitor("Otto Auditor")
      var next: String? = "/api/v1/oversight/lines?purpose=screening&limit=200"
      var positions: [Int] = []
      while let address = next {
        let answer = try await otto.api(.get, address).json
        positions += (answer["lines"] as? [[String: Any]] ?? []).compactMap { $0["position"] as? Int }
        next = answer["next"] as? String
      }
      #expect(positions.count == 1000 && positions == positions.sorted(by: >))
      #expect(Set(positions).count == 1000)
      var page = "/oversight/log?purpose=screening"
      var counts: [Int] = []
      while true {
        let text = try await otto.get(page).text
        counts.append(text.components(separatedBy: "<tr").count - 2)
        guard let older = text.firstMatch(of: /href="([^"]+before=[^"]+)"/)?.output.1 else { break }
        page = String(older).replacing("&amp;", with: "&")
      }
      #expect(counts == Array(repeating: 50, count: 20))
      let one = try await otto.get("/oversight/records/referral/\(id)")
      #expect(one.text.contains("Earlier lines") && one.text.contains("1,001"))
      let file = try await otto.get("/oversight/log.csv?purpose=screening").text
      #expect(file.split(separator: "\r\n").count == 1001)
    }
  }

  @Test func `somebody who did nothing is found with no lines, and nobody unknown is found`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.looked()
      let otto = try await site.visitor("Otto Auditor")
      let rita = try await site.account(of: "Rita Reader")
      let nothing = try await otto.get("/oversight/log?person=\(rita)")
      #expect(nothing.status == 200 && nothing.text.contains("No line fits what was asked."))
      #expect(nothing.text.contains("value=\"\(rita)\" checked"))
      #expect(try await otto.get("/oversight/log?person=nobody").status == 422)
      let lines = try await otto.api(.get, "/api/v1/oversight/lines?person=\(rita)")
      #expect(try (lines.json["lines"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func `who reads the log stands in it too`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.looked()
      let sue = try await site.visitor("Sue Supervisor")
      _ = try await sue.get("/oversight/log")
      _ = try await sue.get("/oversight/records/referral/\(id)")
      _ = try await sue.api(.get, "/api/v1/oversight/lines")
      let own = try await site.account(of: "Sue Supervisor")
      let read = try await site.accessLines().filter { $0.by == own }
      #expect(read.allSatisfy { $0.line.act == .consultation && $0.line.record == nil })
      let words = read.compactMap(\.line.reason)
      #expect(words.count == 3 && words[0] == "access log" && words[1].hasPrefix("access log: referral R-"))
    }
  }

  @Test func `who takes the log with them stands in it`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.looked()
      let otto = try await site.visitor("Otto Auditor")
      let file = try await otto.get("/oversight/log.csv?act=consultation")
      #expect(file.status == 200 && file.text.hasPrefix("When,Who,Did,Record,What for,Given to"))
      #expect(file.text.contains("Cora Coordinator"))
      for path in ["log.ods", "break-glass.csv", "unusual.csv", "sign-ins.csv", "roles.csv"] {
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
      let id = try await site.looked()
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
      let proof = try #require(
        after.text.firstMatch(of: /href="(\/oversight\/unusual\/[0-9a-f]+\/receipts\/)([0-9]+)"/)
      )
      #expect(try await sue.get(String(proof.output.1 + proof.output.2)).status == 200)
      #expect(try await sue.get("\(proof.output.1)1").status == 404)
      let cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("review", for: id)
      _ = try await cora.get("/referrals/\(id)")
      #expect(try await sue.get("/oversight/unusual").text.contains("In order; 1 more since"))
    }
  }
}
