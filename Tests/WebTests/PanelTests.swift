import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

extension Visitor {
  /// Names somebody to the panel of Cleveland.
  func nameMember(_ name: String, _ agency: String, chairs: Bool = false) async throws -> Answer {
    try await post(
      "/panels/E23000013/members",
      ["account": try await site.account(of: name), "agency": agency, "is_chair": chairs ? "yes" : ""]
    )
  }
}

/// Who sits on the panel of an area.
struct PanelTests {
  private let path = "/panels/E23000013"

  @Test func `members are named for their agencies, and the authority chairs`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let empty = try await cora.get(path).text
      #expect(empty.contains("Nobody sits on it yet") && empty.contains("it cannot decide anything"))
      let wrong = try await cora.nameMember("Charlie Chair", "police", chairs: true)
      #expect(wrong.status == 422 && wrong.text.contains("for the local authority"))
      #expect(try await cora.nameMember("Charlie Chair", "local-authority", chairs: true).status == 303)
      #expect(try await cora.nameMember("Mina Member", "police").status == 303)
      let page = try await cora.get(path).text
      #expect(page.contains("Charlie Chair") && page.contains("Mina Member"))
      #expect(!page.contains("it cannot decide anything"))
      #expect(try await cora.get("/panels").text.contains("Local authority; Police"))
    }
  }

  @Test func `only who holds a role on panels there can be named`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let stranger = try await cora.nameMember("Rita Reader", "police")
      #expect(stranger.status == 422 && stranger.text.contains("choose from the list"))
      let mina = try await site.visitor("Mina Member")
      #expect(try await mina.get(path).status == 200)
      #expect(try await mina.nameMember("Mina Member", "police").status == 403)
      #expect(try await site.visitor("Otto Auditor").get("/panels").status == 403)
      #expect(try await cora.get("/panels/E99").status == 404)
    }
  }

  @Test func `who is released is gone from the panel, and their history stays`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      #expect(try await cora.nameMember("Mina Member", "police").status == 303)
      let mina = try await site.account(of: "Mina Member")
      let release = "\(path)/members/\(mina)/release"
      #expect(try await cora.post(release, ["reason": ""]).status == 422)
      #expect(try await cora.post(release, ["reason": "She moved."]).status == 303)
      let page = try await cora.get(path).text
      #expect(page.contains("released Mina Member") && page.contains("She moved."))
      #expect(page.contains("Nobody sits on it yet"))
      #expect(try await cora.get(release).status == 404)
      _ = try await site.installation.erase(mina, ground: "Article 17", in: .safeguarding)
      #expect(try await !cora.get(path).text.contains("She moved."))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew && dumps.live.contains("member-released"))
    }
  }

  @Test func `programs name and release the same`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let charlie = try await site.account(of: "Charlie Chair")
      let body = #"{"account": "\#(charlie)", "agency": "local-authority", "is_chair": true}"#
      let named = try await cora.api(.post, "/api/v1\(path)/members", body)
      #expect(named.status == 200, "\(named.text)")
      #expect((try named.json["members"] as? [[String: Any]])?.first?["is_chair"] as? Bool == true)
      let listed = try await cora.api(.get, "/api/v1/panels").json["panels"] as? [[String: Any]]
      #expect(listed?.first { $0["area"] as? String == "E23000013" }?["members"] as? Int == 1)
      let reason = #"{"reason": "Elected elsewhere"}"#
      let gone = try await cora.api(.post, "/api/v1\(path)/members/\(charlie)/release", reason)
      #expect((try gone.json["members"] as? [Any])?.isEmpty == true)
    }
  }
}
