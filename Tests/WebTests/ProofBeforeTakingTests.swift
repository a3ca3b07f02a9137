import Assembly
import Foundation
import HTTPTypes
import TestSupport
import Testing

/// Showing once more that it is oneself, before files that hold more than the public reads, and before an erasure.
struct ProofBeforeTakingTests {
  private static let words = "a made-up pass phrase"

  private static func role(_ code: String) -> String {
    #"{"role": "\#(code)", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
  }

  /// Somebody with a password and a role.
  private func newcomer(_ name: String, _ role: String, _ site: TestSite) async throws -> Visitor {
    try await site.newcomer(name, Self.role(role), site.visitor("Adam Administrator")).visitor
  }

  /// A file is refused until its taker has given their password, and then given.
  private func expectAsked(_ path: String, _ visitor: Visitor) async throws {
    let asked = try await visitor.get(path)
    #expect(asked.status == 403 && asked.text.contains("Show that it is you"), "\(path)")
    var fields = asked.hiddenFields
    fields["password"] = Self.words
    #expect(try await visitor.postAsIs("/prove", fields).location == path)
    #expect(try await visitor.get(path).status == 200, "\(path)")
  }

  @Test func `the list of people is a file only for who shows that it is them`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await newcomer("ada", "administrator", site)
      #expect(try await ada.get("/people.csv").status == 200)
      site.pass(minutes: 11)
      try await expectAsked("/people.csv", ada)
    }
  }

  @Test func `practices that the public does not read are a file only for who shows that`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.published()
      let ed = try await newcomer("ed", "editor", site)
      site.pass(minutes: 11)
      #expect(try await ed.get("/practices.csv").status == 200, "all of it is public")
      let dora = try await site.visitor("Dora Depositor")
      _ = try await dora.submit(dora.deposit(.complete))
      #expect(try await site.anybody().get("/practices.csv").status == 200)
      try await expectAsked("/practices.csv", ed)
    }
  }

  @Test func `an erasure is approved only by who shows that it is them`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let ada = try await newcomer("ada", "administrator", site)
      let leaver = try await site.newcomer("zebedee", Self.role("reader"), adam).id
      let ask = #"{"subject": "\#(leaver)", "ground": "Article 17(1)(b)"}"#
      let id = try #require(try await adam.api(.post, "/api/v1/erasures", ask).json["id"] as? String)
      site.pass(minutes: 11)
      let path = "/erasures/\(id)/approve"
      #expect(try await ada.get(path).text.contains("Show that it is you"))
      let stopped = try await ada.post(path, ["reason": "Checked"])
      #expect(stopped.status == 403 && stopped.hiddenFields["resend.reason"] == "Checked")
      #expect(try await ada.get("/people/\(leaver)").text.contains("zebedee"), "nothing is erased yet")
      #expect(try await ada.api(.post, "/api/v1\(path)", #"{"reason": "Checked"}"#).status == 403)
      #expect(try await ada.post("/prove", ["password": Self.words, "back": path]).location == path)
      #expect(try await ada.post(path, ["reason": "Checked"]).location == "/erasures/\(id)")
      #expect(!(try await ada.get("/people").text.contains("zebedee")))
    }
  }
}
