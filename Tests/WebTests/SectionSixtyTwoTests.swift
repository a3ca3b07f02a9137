import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Data Protection Act 2018, section 62: collection, alteration, consultation, disclosure with its recipient,
/// combination and erasure are each written by the code that does it.
struct SectionSixtyTwoTests {
  @Test func `each of the six acts is written by the code that does it`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let record = Reference(kind: "referral", id: id)
      func lines(_ act: AccessLine.Act) async throws -> [AccessLine] {
        try await site.accessLines().map(\.line).filter { $0.act == act }
      }
      #expect(try await lines(.collection).map(\.record) == [record])
      #expect(try await lines(.collection).map(\.reason) == ["referral.made"])

      let other = try await cora.refer(["grounds": "Again."])
      _ = try await cora.state("screening", for: id)
      _ = try await cora.get("/referrals/\(id)")
      #expect(try await lines(.consultation).map(\.record) == [record])
      let combined = try #require(try await lines(.combination).first)
      #expect(combined.record == Reference(kind: "referral", id: other) && combined.purpose == "screening")

      let copy = try await cora.post(
        "/referrals/\(id)/copy",
        ["recipient": "Exampleshire College, head", "basis": "safeguarding"]
      )
      #expect(copy.status == 200 && copy.headers[.contentType]?.contains("opendocument") == true)
      let given = try #require(try await lines(.disclosure).first)
      #expect(given.record == record && given.recipient == "Exampleshire College, head")
      #expect(given.purpose == "screening" && given.area == "E23000013")

      let mina = try await site.visitor("Mina Member")
      let glass = try await mina.breakGlass(id)
      #expect(try await mina.post("/break-glass/\(glass)/give-back", [:]).status == 303)
      let altered = try #require(try await lines(.alteration).first)
      #expect(altered.record == Reference(kind: "break-glass", id: glass))
      #expect(altered.reason == "break-glass.given-back")

      _ = try await site.installation.erase(id, ground: "Article 17", in: .safeguarding)
      #expect(try await lines(.erasure).map(\.record) == [Reference(kind: "subject", id: id)])
      let gone = try await cora.get("/referrals/\(id)")
      #expect(gone.text.contains("is erased") && !gone.text.contains("Sample"))
    }
  }

  @Test func `nothing is recorded, given or changed for an answer without its line`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("screening", for: id)
      let form = try await cora.get("/referrals/new").hidden("record") ?? ""
      try await site.refuseAccessLines(of: .safeguarding)
      let copy = try await cora.post(
        "/referrals/\(id)/copy",
        ["recipient": "A college", "basis": "safeguarding"]
      )
      #expect(copy.status == 500 && copy.headers[.contentDisposition] == nil)
      let made = [
        "record": form, "family_name": "Other", "area": "E23000013", "sector": "police", "concern": "other",
        "grounds": "g",
      ]
      #expect(try await cora.post("/referrals", made).status == 500)
    }
  }

  @Test func `what is compared is said on the page, and both lines are written or none`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let first = try await cora.refer(["birth-year": "1995"])
      let other = try await cora.refer(["birth-year": "1971"])
      let third = try await cora.refer(["birth-year": ""])
      _ = try await cora.state("screening", for: first)
      let page = try await cora.get("/referrals/\(first)")
      // Another date of birth is another person; none at all may be the same.
      #expect(page.text.contains("href=\"/referrals/\(first)/matches/\(third)\""))
      #expect(!page.text.contains(other))
      #expect(try await site.accessLines().count { $0.line.act == .combination } == 1)
    }
  }
}
