import Assembly
import Domain
import Foundation
import GRDB
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

/// Have we met before? Likely earlier referrals are a question, and a person answers it.
struct MatchTests {
  private static let first = [
    "given_name": "Mohamed", "family_name": "Abdirahman", "birth-day": "3", "birth-month": "7",
    "birth-year": "1995", "street": "12 High Street", "postcode": "TS1 1AA",
  ]
  private static let second = first.merging([
    "given_name": "Muhammad", "family_name": "Abdurrahman", "birth-day": "7", "birth-month": "3",
    "grounds": "He asked again.",
  ]) { $1 }

  /// Two referrals that may be of one person, and who may open both for a purpose.
  private func met(_ site: TestSite) async throws -> (cora: Visitor, one: String, other: String) {
    let cora = try await site.visitor("Cora Coordinator")
    let one = try await cora.refer(Self.first)
    let other = try await cora.refer(Self.second)
    for id in [one, other] { _ = try await cora.state("screening", for: id) }
    return (cora, one, other)
  }

  private func say(
    _ verdict: String,
    _ reason: String,
    _ cora: Visitor,
    _ one: String,
    _ other: String
  ) async throws -> Answer {
    try await cora.post("/referrals/\(one)/matches/\(other)", ["verdict": verdict, "reason": reason])
  }

  @Test func `a name that was put right is met by, and the wrong one no more`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let one = try await cora.refer(Self.first)
      let other = try await cora.refer(["given_name": "Kasia", "family_name": "Nowak"])
      for id in [one, other] { _ = try await cora.state("screening", for: id) }
      #expect(!(try await cora.get("/referrals/\(other)").text.contains("Have we met before?")))
      let form = try await cora.get("/referrals/\(other)/correct").text
      #expect(form.contains("value=\"Nowak\"") && !form.contains("Tia Teacher"))
      let right = Self.second.merging([
        "version": "1", "sector": "education", "concern": "other", "remark": "He says he was joking.",
        "reason": "His teacher mixed two pupils up.",
      ]) { $1 }
      let corrected = try await cora.post("/referrals/\(other)/correct", right)
      #expect(corrected.status == 303, "\(corrected.text)")
      let page = try await cora.get("/referrals/\(other)").text
      #expect(page.contains("Have we met before?") && page.contains("Muhammad Abdurrahman"))
      #expect(page.contains("He says he was joking.") && page.contains("He asked where to go."))
      #expect(page.contains("corrected it") && page.contains("mixed two pupils up"))
      #expect(!page.contains("Nowak"))
      #expect(try await cora.get("/referrals/\(one)").text.contains(other))
    }
  }

  @Test func `what is wrong with a correction is said, and nothing typed is lost`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      #expect(try await cora.get("/referrals/\(id)/correct").status == 303)
      _ = try await cora.state("screening", for: id)
      let same = [
        "version": "1", "given_name": "Sam", "family_name": "Sample", "birth-year": "1995",
        "reason": "Why not.",
        "sector": "education", "concern": "other",
      ]
      let nothing = try await cora.post("/referrals/\(id)/correct", same)
      #expect(nothing.status == 422 && nothing.text.contains("Nothing differs"))
      let wrong = same.merging(["given_name": "", "family_name": "", "age": "x", "reason": ""]) { $1 }
      let refused = try await cora.post("/referrals/\(id)/correct", wrong)
      for words in ["Enter a name", "must be a whole number", "Say why it is corrected"] {
        #expect(refused.status == 422 && refused.text.contains(words))
      }
      let other = same.merging(["family_name": "Samples"]) { $1 }
      #expect(try await cora.post("/referrals/\(id)/correct", other).status == 303)
      let late = try await cora.post(
        "/referrals/\(id)/correct",
        same.merging(["family_name": "Simple"]) { $1 }
      )
      #expect(late.status == 422 && late.text.contains("Somebody corrected it after you opened this"))
      #expect(late.text.contains("value=\"Simple\"") && late.text.contains("value=\"2\""))
      let lines = try await site.accessLines().map(\.line)
      #expect(lines.contains { $0.act == .alteration && $0.record?.id == id })
    }
  }

  @Test func `a program corrects what it names, of the version that it saw`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let body = #"{"town": "Exampleton", "reason": "He has moved."}"#
      let path = "/api/v1/referrals/\(id)"
      var headers: HTTPFields = [:]
      if let name = HTTPField.Name("Touchstone-Purpose") { headers[name] = "screening" }
      #expect(try await cora.api(.put, path, body, headers: headers).status == 428)
      headers[.ifMatch] = "\"1\""
      let corrected = try await cora.api(.put, path, body, headers: headers)
      #expect(corrected.status == 200, "\(corrected.text)")
      let read = try await cora.api(.get, path, headers: headers).json
      #expect(read["town"] as? String == "Exampleton" && read["family_name"] as? String == "Sample")
      let later = body.replacing("Exampleton", with: "Sampleton")
      #expect(try await cora.api(.put, path, later, headers: headers).status == 412)
    }
  }

  @Test func `a likely earlier referral is shown with its reasons in words, and without a number`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      _ = try await cora.refer(["given_name": "Kasia", "family_name": "Nowak"])
      let page = try await cora.get("/referrals/\(other)").text
      #expect(page.contains("Have we met before?"))
      #expect(page.contains("sounds the same: Abdurrahman / Abdirahman"))
      #expect(page.contains("wapped") && page.contains("/referrals/\(other)/matches/\(one)"))
      #expect(!page.contains("Nowak"))
      let main = page.components(separatedBy: "<main").last?.components(separatedBy: "</main").first ?? ""
      #expect(main.firstMatch(of: /\d+\.\d+|\d ?%/) == nil)
      let combined = try await site.accessLines().filter { $0.line.act == .combination }.map(\.line)
      #expect(combined.map(\.record) == [Reference(kind: "referral", id: one)])
      #expect(combined.first?.area == "E23000013" && combined.first?.purpose == "screening")
      let beside = try await cora.get("/referrals/\(other)/matches/\(one)").text
      #expect(beside.contains("Mohamed Abdirahman") && beside.contains("Muhammad Abdurrahman"))
      #expect(beside.contains("12 High Street, TS1 1AA") && !beside.contains("He asked where to go"))
      #expect(try await site.accessLines().count { $0.line.act == .combination } == 2)
    }
  }

  @Test func `nothing is linked until somebody says so with a reason, and a wrong link is taken back`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      #expect(try await cora.get("/referrals/\(one)/contacts").text.contains("the only one so far"))
      let silent = try await say("same", "", cora, one, other)
      #expect(silent.status == 422 && silent.text.contains("Say how you know"))
      #expect(silent.text.contains("value=\"same\" checked"))
      let said = try await say("same", "His mother told us.", cora, one, other)
      #expect(said.status == 303 && said.location == "/referrals/\(one)/contacts")
      for id in [one, other] {
        let page = try await cora.get("/referrals/\(id)/contacts").text
        #expect(page.contains("His mother told us.") && page.contains("Cora Coordinator"))
        #expect(page.contains("/referrals/\(id == one ? other : one)\""))
        let shown = try await cora.get("/referrals/\(id)").text
        #expect(shown.contains("One other referral is of this person") && !shown.contains("id=\"met\""))
      }
      let against = try await say("different", "A cousin.", cora, other, one)
      #expect(against.status == 422 && against.text.contains("take that back first"))
      let path = "/referrals/\(other)/matches/\(one)"
      #expect(try await cora.post("\(path)/undo", ["reason": ""]).status == 422)
      #expect(try await cora.post("\(path)/undo", ["reason": "It was the cousin."]).status == 303)
      #expect(try await cora.get("/referrals/\(other)").text.contains("id=\"met\""))
      #expect(try await say("different", "A cousin.", cora, other, one).status == 303)
      let page = try await cora.get("/referrals/\(other)/contacts").text
      #expect(page.contains("A cousin.") && page.contains("the only one so far"))
      #expect(!page.contains("id=\"met\""))
    }
  }

  @Test func `who is linked through another stands on the page of all contacts`() async throws {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      let third = try await cora.refer(["given_name": "Mo", "family_name": "Rahman"])
      #expect(try await say("same", "Told us.", cora, one, other).status == 303)
      _ = try await cora.state("screening", for: third)
      #expect(try await say("same", "He uses it at school.", cora, third, other).status == 303)
      let page = try await cora.get("/referrals/\(one)/contacts").text
      #expect(page.contains("Linked through another") && page.contains("/referrals/\(third)\""))
      #expect(page.contains("He uses it at school."))
      let (live, anew) = try await site.dumps(of: .safeguarding)
      #expect(live == anew && live.contains("He uses it at school."))
    }
  }

  @Test(arguments: [true, false])
  func `the erasure of either person takes the reason and the keys along`(_ isFirst: Bool) async throws {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      #expect(try await say("same", "Quillfeather told us.", cora, one, other).status == 303)
      let (erased, left) = isFirst ? (one, other) : (other, one)
      func rows(_ id: String) async throws -> Int {
        try await site.installation.site.read(.safeguarding) { db in
          try Int.fetchOne(
            db,
            sql:
              "SELECT count(*) FROM referral_keys JOIN referral_keys_record USING (record) WHERE referral = ?",
            arguments: [id]
          ) ?? 0
        }
      }
      #expect(try await rows(erased) > 5)
      let report = try await site.installation.erase(erased, ground: "Article 17", in: .safeguarding)
      #expect(report.found.isEmpty, "\(report.found)")
      let counts = (erased: try await rows(erased), left: try await rows(left))
      #expect(counts.erased == 0 && counts.left > 5)
      let page = try await cora.get("/referrals/\(left)/contacts").text
      #expect(page.contains("the reason is erased") && !page.contains("Quillfeather"))
      #expect(try await cora.get("/referrals/\(left)/matches/\(erased)").status == 404)
      let undone = try await cora.post("/referrals/\(left)/matches/\(erased)/undo", ["reason": "r"])
      #expect(undone.status == 422 && undone.text.contains("is erased"))
      let (live, anew) = try await site.dumps(of: .safeguarding)
      #expect(live == anew && !live.contains("Quillfeather"))
    }
  }

  @Test func `a referral of an area that is not one's own is neither shown as likely nor linked`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let (_, one, other) = try await met(site)
      let admin = try await site.visitor("Adam Administrator")
      let role =
        #"{"role": "channel-coordinator", "place": "area:E23000002", "from": "2009-09-01", "reason": "r"}"#
      let neighbour = try await site.newcomer("nell", role, admin).visitor
      _ = try await neighbour.setUpFactor { .story }
      let own = try await neighbour.refer(Self.first.merging(["area": "E23000002"]) { $1 })
      _ = try await neighbour.state("screening", for: own)
      #expect(try await !neighbour.get("/referrals/\(own)").text.contains("id=\"met\""))
      for path in ["/referrals/\(own)/matches/\(one)", "/referrals/\(one)/matches/\(other)"] {
        #expect(try await neighbour.get(path).status == 404)
        #expect(try await neighbour.post(path, ["verdict": "same", "reason": "r"]).status == 404)
      }
    }
  }

  @Test func `programs are told what is likely and why, and say what people found`() async throws {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      let path = "/api/v1/referrals/\(one)"
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose") ?? .accept: "screening"]
      let read = try await cora.api(.get, path, headers: purpose).json
      let likely = try #require((read["likely"] as? [[String: Any]])?.first)
      #expect(likely["id"] as? String == other)
      #expect((likely["agreements"] as? [String])?.isEmpty == false)
      #expect(!likely.values.contains { $0 is NSNumber }, "a number stands beside a person")
      let body = #"{"other": "\#(other)", "verdict": "same", "reason": "Told us."}"#
      let said = try await cora.api(.post, "\(path)/matches", body, headers: purpose)
      #expect(said.status == 200, "\(said.text)")
      #expect(try said.json["state"] as? String == "confirmed")
      let contacts = try await cora.api(.get, "\(path)/contacts", headers: purpose).json["contacts"]
      #expect((contacts as? [[String: Any]])?.count == 2)
      let undo = "\(path)/matches/\(other)/undo"
      let undone = try await cora.api(.post, undo, #"{"reason": "A cousin."}"#, headers: purpose)
      #expect(try undone.json["state"] as? String == "open")
      #expect(try await cora.api(.post, undo, "{}", headers: purpose).status == 422)
    }
  }

  @Test func `whoever looks up who changed a pair is told where it belongs`() async throws {
    try await TestSite.with(at: .story) { site in
      let (cora, one, other) = try await met(site)
      #expect(try await say("same", "Told us.", cora, one, other).status == 303)
      let line = try #require(try await site.accessLines().last { $0.line.record?.kind == "match" })
      #expect(line.line.reason == "match.confirmed" && line.line.area == "E23000013")
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.get("/oversight/log").text.contains("Link between referrals"))
    }
  }

  @Test func `rejections of all referrals of one person count, and those of others do not`() async throws {
    try await TestSite.with(at: .story) { site in
      let earlier = try await CaseStory(site, Self.first)
      try await earlier.screened()
      let closing = earlier.closing("no-vulnerability", days: 80)
      try await earlier.act("reject", closing.merging(["grounds": "Nothing in it."]) { $1 })
      let later = try await CaseStory(site, Self.second)
      try await later.screened()
      // A case has the identifier of its referral.
      let (cora, known) = (later.cora, Case.reference(of: earlier.id))
      #expect(try await !cora.get("\(later.address)/reject").text.contains(known))
      _ = try await cora.state("screening", for: later.id)
      #expect(try await say("same", "Told us.", cora, later.id, earlier.id).status == 303)
      #expect(try await cora.get("\(later.address)/reject").text.contains(known))
      #expect(try await cora.get("/referrals/\(later.id)/contacts").text.contains(known))
    }
  }
}
