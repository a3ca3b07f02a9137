import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

/// Referrals from a file: looked over first, then recorded, all or none.
struct ReferralImportTests {
  private static let header = "given_name,family_name,birth,area,sector,concern,grounds\r\n"
  private static let good =
    header + "Sam,Sample,1995-07-03,E23000013,education,other,\"He asked, twice.\"\r\n"
    + "Pip,Quillfeather,2008,Cleveland,police,islamist,He said so.\r\n"
  private static let bad =
    header + "Sam,Sample,1995-13-03,E23000013,education,other,He asked.\r\n"
    + "Pip,,2008,Nowhere,police,,\"He\r\nsaid so.\"\r\n" + "short,row\r\n"

  private func send(_ visitor: Visitor, _ text: String) async throws -> Answer {
    let token = try await visitor.get("/sign-in").hidden("csrf") ?? ""
    let boundary = "touchstone-boundary"
    let body = """
      --\(boundary)\r
      Content-Disposition: form-data; name="csrf"\r
      \r
      \(token)\r
      --\(boundary)\r
      Content-Disposition: form-data; name="file"; filename="referrals.csv"\r
      Content-Type: text/csv\r
      \r
      \(text)\r
      --\(boundary)--\r

      """
    return try await visitor.send(
      .post,
      "/referrals/import",
      Data(body.utf8),
      [.contentType: "multipart/form-data; boundary=\(boundary)"]
    )
  }

  private func count(_ site: TestSite) async throws -> Int {
    try await site.installation.site.read(.safeguarding) { try ReferralList.count(areas: nil, in: $0) }
  }

  @Test func `a file is looked over before anything is recorded, and recorded once however often it is sent`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      #expect(try await cora.get("/referrals/import").text.contains("Needed: area, sector, concern, grounds"))
      let plan = try await send(cora, Self.good)
      #expect(plan.status == 200 && plan.text.contains("What would be recorded: 2"), "\(plan.text)")
      #expect(plan.text.contains("Pip Quillfeather"))
      #expect(try await count(site) == 0)
      let fields = plan.hiddenFields.filter { $0.key != "csrf" }
      for _ in 0..<2 {
        #expect(try await cora.post("/referrals/import/record", fields).location == "/referrals")
      }
      #expect(try await count(site) == 2)
      let lines = try await site.accessLines().filter { $0.line.act == .collection }
      #expect(lines.map(\.line.reason) == ["referral.made", "referral.made"])
      #expect(lines.allSatisfy { $0.line.area == "E23000013" })
      let again = try await send(cora, Self.good)
      #expect(again.status == 422 && again.text.contains("word for word: 2"))
    }
  }

  @Test func `every error is said with its line and column, and nothing is recorded`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let plan = try await send(cora, Self.bad)
      #expect(plan.status == 422 && !plan.text.contains("Record them"))
      for (line, column) in [(2, "birth"), (3, "area"), (3, "concern")] {
        let rest = "</th><td role=\"cell\" data-label=\"Column\" class=\"govuk-table__cell\">"
        #expect(plan.text.contains(">\(line)\(rest)\(column)</td>"), "\(line) \(column)")
      }
      #expect(plan.text.contains("the row has 2 cells, and the header 7"))
      let whole = [
        "import": String(repeating: "0", count: 32), "content": Data(Self.bad.utf8).base64EncodedString(),
      ]
      #expect(try await cora.post("/referrals/import/record", whole).status == 422)
      #expect(try await count(site) == 0)
      let empty = try await cora.post("/referrals/import", [:])
      #expect(empty.status == 422 && empty.text.contains("Choose a file"))
      #expect(try await site.visitor("Rita Reader").get("/referrals/import").status == 403)
    }
  }

  @Test func `the command line plans, records all or nothing, and says no name`() async throws {
    try await TestSite.with(at: .story) { site in
      let file = site.folder.appending(path: "referrals.csv")
      try Data(Self.bad.utf8).write(to: file)
      let wrong = try await site.installation.planReferrals(of: file)
      #expect(wrong.errors.count >= 4 && !wrong.words.contains("Pip"))
      try Data(Self.good.utf8).write(to: file)
      let plan = try await site.installation.planReferrals(of: file)
      #expect(plan.errors.isEmpty && plan.new.count == 2 && !plan.words.contains("Quillfeather"))
      #expect(try await site.installation.carryOut(plan).recorded == 2)
      #expect(try await site.installation.planReferrals(of: file).known == 2)
      let (live, anew) = try await site.dumps(of: .safeguarding)
      #expect(live == anew && live.contains("Quillfeather"))
    }
  }
}
