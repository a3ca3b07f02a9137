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
      let acts = try await lines(.directory, site).map(\.line.act)
      #expect(acts == [.signedIn, .signedOut, .signInFailed])
    }
  }
}
