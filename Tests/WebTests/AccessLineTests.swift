import Assembly
import Foundation
import Kernel
import Platform
import Testing

/// Who looked at what, and who was turned away, stands in the access log.
struct AccessLineTests {
  private func lines(_ vault: Vault, _ site: TestSite) async throws -> [(by: String, line: AccessLine)] {
    let log = try site.installation.site.service(vault).access
    return try await log.entries(after: 0, limit: 1000).map { entry in
      (entry.occasion.by, try JSONDecoder().decode(AccessLine.self, from: entry.body))
    }
  }

  @Test func `whoever opens an OFFICIAL-SENSITIVE record by any way stands there`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.edit(path, "handling", ["marking": "official-sensitive"])
      let record = Reference(kind: "practice", id: path.replacing("/practices/", with: ""))
      let before = try await lines(.learning, site).count
      let edie = try await site.visitor("Edie Editor")
      for page in [path, "\(path)/edit/problem", "/api/v1\(path)", "\(path)/attachments/none"] {
        _ = try await edie.get(page)
      }
      let added = try await lines(.learning, site).dropFirst(before)
      #expect(added.count == 4)
      #expect(Set(added.map(\.by)).count == 1)
      #expect(added.allSatisfy { $0.line.act == .consultation && $0.line.record == record })
      #expect(added.map(\.line.reason) == ["read", "revise", "read", "read"])
    }
  }

  @Test func `what carries no marking is read without a line`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      _ = try await site.anybody().get(path)
      #expect(try await lines(.learning, site).isEmpty)
    }
  }

  @Test func `whoever is turned away stands there with what they tried`() async throws {
    try await TestSite.with { site in
      let path = try await site.visitor("Dora Depositor").deposit()
      _ = try await site.anybody().get(path)
      _ = try await site.visitor("Rita Reader").get("/people")
      let denied = try await lines(.directory, site).filter { $0.line.act == .denied }
      #expect(denied.map(\.line.reason) == ["read", "listPeople"])
      #expect(denied.map(\.by)[0] == "anyone" && denied.map(\.by)[1] != "anyone")
    }
  }

  @Test func `signing in, failing to and signing out stand there`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      _ = try await dora.post("/sign-out", [:])
      _ = try await dora.post(
        "/sign-in",
        ["email": "dora.depositor@touchstone.example", "password": "guess"]
      )
      let lines = try await lines(.directory, site).map(\.line)
      #expect(lines.map(\.act) == [.signedIn, .signedOut, .signInFailed])
      // Whose address it was, and nothing of what was typed.
      #expect(lines[0].record == lines[2].record && lines[2].record != nil)
      #expect(lines[0].reason == "link of a made-up person" && lines[2].reason == nil)
    }
  }

  private static let role =
    #"{"role": "contributor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  @Test func `who made a link for whom, and what was done to a password, stand there and are told`()
    async throws
  {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let (ada, id) = try await site.newcomer("ada", Self.role, adam)
      let administrator = try #require(
        try await site.installation.site.people.account("adam.administrator@touchstone.example")
      )
      _ = try await adam.post("/people/\(id)/link", [:])
      _ = try await site.installation.signInLink(for: "ada@touchstone.example")
      let fresh = "five other unrelated plain words"
      let change = ["password": "a made-up pass phrase", "new-password": fresh, "again": fresh]
      #expect(try await ada.post("/account/password", change).location == "/account?done=1")
      let record = Reference(kind: "account", id: id)
      let lines = try await lines(.directory, site)
        .filter { $0.line.record == record && AccessLine.Act.onWaysIn.contains($0.line.act) }
      #expect(
        lines.map(\.line.act) == [.linkMade, .passwordChanged, .linkMade, .linkMade, .passwordChanged]
      )
      #expect(lines.map(\.by) == [administrator, id, administrator, Occasion.system, id])
      #expect(lines.map(\.line.reason) == [nil, "by a one-time link", nil, "by the operator", nil])
      let told = try await ada.get("/account").text
      #expect(told.contains("A one-time link for a new password was made"))
      #expect(told.contains("By Adam Administrator") && told.contains("By Touchstone"))
      #expect(told.contains("The password was changed, by a one-time link") && told.contains("By you"))
      let watched = try await site.visitor("Otto Auditor").get("/oversight/sign-ins").text
      #expect(watched.contains("Made a one-time link") && watched.contains("Changed a password"))
      #expect(watched.contains("by the operator"))
    }
  }

  @Test func `whoever signs in is first told what somebody else did to how they sign in`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let (_, id) = try await site.newcomer("ada", Self.role, adam)
      var fields = ["email": "ada@touchstone.example", "password": "a made-up pass phrase"]
      fields["back"] = "/practices"
      #expect(try await site.anybody().post("/sign-in", fields).location == "/practices")
      let path = "/people/\(id)/edit"
      let page = try await adam.get(path)
      let revision = [
        "name": "Ada", "email": "ada.new@touchstone.example", "reason": "Married",
        "version": page.hidden("version") ?? "",
      ]
      #expect(try await adam.post(path, revision).location == "/people/\(id)")
      _ = try await site.anybody().post("/sign-in", fields)
      fields["email"] = "ada.new@touchstone.example"
      _ = try await site.anybody().post("/sign-in", fields.merging(["password": "guess"]) { $1 })
      let browser = site.anybody()
      let led = try #require(try await browser.post("/sign-in", fields).location)
      #expect(led == "/account?back=%2Fpractices")
      let told = try await browser.get(led).text
      #expect(told.contains("The e-mail address was changed, by Adam Administrator"))
      #expect(told.contains("href=\"/practices\"") && told.contains("Once somebody failed to sign in as you"))
      // Told once.
      #expect(try await site.anybody().post("/sign-in", fields).location == "/practices")
      #expect(try await browser.get("/account").text.contains("Done by somebody else") == false)
    }
  }
}
