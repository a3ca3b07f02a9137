import Assembly
import Domain
import Foundation
import GRDB
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// A referral by anybody, without an account: saved and found again by a code, sent once, and asked after.
struct ReferTests {
  private static let concern = ["grounds": "He said he would go and fight.", "concern": "other"]
  private static let person = [
    "given_name": "Pip", "family_name": "Quillfeather", "birth-year": "2008", "area": "E23000013",
  ]
  private static let knowing = ["person_knows": "no", "parent_knows": "yes", "awareness": ""]
  private static let you = ["sector": "education", "referrer": "Tia Teacher", "referrer_contact": "0100"]
  private static let steps = [
    ("concern", concern), ("person", person), ("knowing", knowing), ("you", you),
  ]

  /// Begins a referral, and gives its code as it is shown.
  private func begin(_ visitor: Visitor) async throws -> String {
    let begun = try await visitor.post("/refer", [:])
    #expect(begun.status == 303 && begun.location == "/refer/form")
    return try code(on: try await visitor.get("/refer/form"))
  }

  private func code(on page: Answer) throws -> String {
    let found = page.text.firstMatch(of: /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)
    return String(try #require(found, "\(page.text)").output.0)
  }

  /// Fills in every step and sends it; gives its code.
  private func refer(_ visitor: Visitor) async throws -> String {
    let code = try await begin(visitor)
    for (step, fields) in Self.steps {
      #expect(try await visitor.post("/refer/form/\(step)", fields).status == 303)
    }
    let sent = try await visitor.post("/refer/check", [:])
    #expect(sent.status == 303 && sent.location == "/refer/receipt", "\(sent.text)")
    return code
  }

  private func files(_ site: TestSite) throws -> [String] {
    let data = site.folder.appending(path: "data")
    return try (FileManager.default.subpaths(atPath: data.path) ?? []).filter { path in
      let file = data.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return false }
      return try Data(contentsOf: file).range(of: Data("Quillfeather".utf8)) != nil
    }
  }

  @Test func `anybody refers somebody in four steps, and gets a receipt that tells nothing of them`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let code = try await begin(partner)
      for (step, fields) in Self.steps {
        #expect(try await partner.get("/refer/form/\(step)").status == 200)
        #expect(try await partner.post("/refer/form/\(step)", fields).status == 303)
      }
      let check = try await partner.get("/refer/check").text
      #expect(
        check.contains("Pip") && check.contains("He said he would go and fight.") && check.contains("2008")
      )
      #expect(try await partner.post("/refer/check", [:]).location == "/refer/receipt")
      let receipt = try await partner.get("/refer/receipt").text
      #expect(receipt.contains(code) && receipt.contains("Nobody has opened it yet"))
      #expect(!receipt.contains("Quillfeather") && !receipt.contains("fight"))

      let cora = try await site.visitor("Cora Coordinator")
      let list = try await cora.get("/referrals").text
      let id = try #require(list.firstMatch(of: /href="\/referrals\/([0-9a-f]{32})"/)?.output.1)
      _ = try await cora.state("screening", for: String(id))
      let shown = try await cora.get("/referrals/\(id)").text
      #expect(shown.contains("Pip Quillfeather") && shown.contains("Tia Teacher"))
      #expect(shown.contains("A partner by code "))
      let lines = try await site.accessLines()
      #expect(lines.first { $0.line.act == .collection }?.by.hasPrefix("partner-") == true)
      #expect(lines.first { $0.line.act == .collection }?.line.area == "E23000013")
      #expect(try await partner.get("/refer/receipt").text.contains("whose work this is has opened it"))
      _ = try await site.installation.erase(String(id), ground: "Article 17", in: .safeguarding)
      #expect(try await partner.get("/refer/receipt").text.contains("is finished"))
    }
  }

  @Test func `what is unfinished is found again by its code alone, and lies nowhere in clear`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let code = try await begin(partner)
      let later = Self.person.merging(["later": "yes", "age": "many"]) { $1 }
      let saved = try await partner.post("/refer/form/person", later)
      #expect(saved.status == 200 && saved.text.contains(code))
      #expect(try files(site).isEmpty)
      // The browser has forgotten it, and so has every other.
      #expect(try await partner.get("/refer/form").location == "/refer")
      let other = site.anybody()
      let typed = code.lowercased().replacing("-", with: " ").replacing("0", with: "o")
      #expect(try await other.post("/refer/code", ["code": typed]).location == "/refer/form")
      let step = try await other.get("/refer/form/person").text
      #expect(step.contains("value=\"Quillfeather\"") && step.contains("value=\"many\""))
      #expect(try await other.post("/refer/leave", [:]).location == "/refer")
      #expect(try await other.get("/refer/form/person").location == "/refer")
      site.pass(minutes: 14 * 1440 + 1)
      let late = try await other.post("/refer/code", ["code": code])
      #expect(late.status == 422 && late.text.contains("its time has run out"))
      _ = try await begin(site.anybody())
      let store = site.folder.appending(path: "data/vaults/directory/access.sqlite")
      let rows = try await DatabaseQueue(path: store.path).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM coded_form") ?? 0
      }
      #expect(rows == 1)
    }
  }

  @Test func `every error is said at once, and what was typed is kept`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      _ = try await begin(partner)
      let wrong = [
        "given_name": "Pip", "birth-day": "31", "birth-month": "2", "birth-year": "2008", "age": "x",
      ]
      let step = try await partner.post("/refer/form/person", wrong)
      #expect(step.status == 422 && step.text.contains("value=\"Pip\""))
      for message in ["real date", "Age in years must be", "Choose the area where they live"] {
        #expect(step.text.contains(message), "\(message)")
      }
      #expect(!step.text.contains("Enter a name"))
      let half = wrong.merging(["birth-day": "", "birth-month": "13", "age": ""]) { $1 }
      let date = try await partner.post("/refer/form/person", half)
      #expect(date.text.contains("must be a real date, a month and year, or a year alone"))
      let other = [
        "birth-day": "", "birth-month": "", "birth-year": "1999", "age": "15", "area": "E23000013",
      ]
      let unlike = try await partner.post("/refer/form/person", wrong.merging(other) { $1 })
      #expect(unlike.status == 422 && unlike.text.contains("somebody born in 1999 is about 10"))
      _ = try await partner.post("/refer/form/person", wrong)
      let sent = try await partner.post("/refer/check", [:])
      #expect(sent.status == 422)
      for message in [
        "Say what worries you", "Choose which is nearest", "Choose where you work", "real date",
      ] {
        #expect(sent.text.contains(message), "\(message)")
      }
      #expect(try await site.accessLines().isEmpty)
      let long = try await partner.post(
        "/refer/form/concern",
        ["grounds": String(repeating: "a", count: 70_000)]
      )
      #expect(long.status == 413)
    }
  }

  @Test func `a referral that is sent twice is one, and what was written is deleted with it`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let code = try await refer(partner)
      #expect(try await partner.post("/refer/check", [:]).location == "/refer")
      #expect(try await partner.get("/refer/form/person").location == "/refer")
      let log = try site.installation.site.service(.safeguarding).dispatcher.log
      #expect(try await log.head().size == 1)
      let other = site.anybody()
      #expect(try await other.post("/refer/code", ["code": code]).location == "/refer/receipt")
      let store = try Data(contentsOf: site.folder.appending(path: "data/vaults/directory/access.sqlite"))
      #expect(store.range(of: Data("Quillfeather".utf8)) == nil)
    }
  }

  @Test func `what somebody deletes is gone, and its code leads nowhere`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let code = try await begin(partner)
      #expect(try await partner.post("/refer/delete", [:]).status == 200)
      #expect(try await partner.post("/refer/code", ["code": code]).status == 422)
    }
  }

  @Test func `codes cannot be tried out, nor forms begun without end`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let code = try await begin(partner)
      for number in 0..<8 {
        let wrong = "0000-0000-0000-000\(number)"
        #expect(try await partner.post("/refer/code", ["code": wrong]).status == 422)
      }
      let locked = try await partner.post("/refer/code", ["code": code])
      #expect(locked.status == 429 && locked.headers[.retryAfter] == "900")
      site.pass(minutes: 16)
      #expect(try await partner.post("/refer/code", ["code": code]).status == 303)
      var statuses: Set<Int> = []
      for _ in 0..<25 { statuses.insert(try await partner.post("/refer", [:]).status) }
      #expect(statuses == [303, 429])
    }
  }

  @Test func `no answer tells whether somebody is known`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await refer(site.anybody())
      var pages: [String] = []
      for name in ["Quillfeather", "Nobody"] {
        let partner = site.anybody()
        let code = try await begin(partner)
        for (step, fields) in Self.steps {
          let named = step == "person" ? fields.merging(["family_name": name]) { $1 } : fields
          _ = try await partner.post("/refer/form/\(step)", named)
        }
        _ = try await partner.post("/refer/check", [:])
        let page = try await partner.get("/refer/receipt").text
        pages.append(
          page.replacing(code, with: "CODE").replacing(/R-[0-9A-F]{5}-[0-9A-F]{5}/, with: "R")
            .replacing(/name="csrf" value="[^"]*"/, with: "")
        )
      }
      #expect(pages[0] == pages[1])
    }
  }

  @Test func `a partner's program refers without an account, and asks how far it is`() async throws {
    try await TestSite.with(at: .story) { site in
      let program = site.anybody()
      let fields = Self.steps.reduce(into: [String: String]()) { $0.merge($1.1) { $1 } }
      var body = fields.filter { $0.key != "birth-year" }
      body["birth"] = "2008"
      let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
      let sent = try await program.api(.post, "/api/v1/refer", text)
      #expect(sent.status == 201, "\(sent.text)")
      let code = try #require(try sent.json["code"] as? String)
      #expect(try sent.json["progress"] as? String == "received")
      let asked = try await program.api(.post, "/api/v1/refer/progress", #"{"code": "\#(code)"}"#)
      #expect(try asked.json["reference"] as? String == sent.json["reference"] as? String)
      let wrong = try await program.api(.post, "/api/v1/refer", #"{"age": "x"}"#)
      let errors = try #require(try wrong.json["errors"] as? [Any])
      #expect(wrong.status == 422 && errors.count >= 4)
      let unknown = #"{"code": "0000-0000-0000-0000"}"#
      #expect(try await program.api(.post, "/api/v1/refer/progress", unknown).status == 422)
    }
  }
}
