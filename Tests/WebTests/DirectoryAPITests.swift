import Foundation
import HTTPTypes
import Testing

/// The directory for programs.
struct DirectoryAPITests {
  private func account(_ name: String, _ admin: Visitor) async throws -> [String: Any] {
    let accounts = try await admin.get("/api/v1/accounts").json["accounts"] as? [[String: Any]] ?? []
    return try #require(accounts.first { $0["name"] as? String == name })
  }

  @Test func `an administrator opens an account, changes it, gives roles, ends them and closes it`()
    async throws
  {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let person = #"{"name": "Nell", "email": "Nell@touchstone.example"}"#
      let made = try await adam.api(.post, "/api/v1/accounts", person)
      #expect(made.status == 201, "\(made.text)")
      let path = try #require(made.headers[.location])
      #expect(try made.json["email"] as? String == "nell@touchstone.example")
      #expect(try made.json["is_open"] as? Bool == true)
      #expect(try made.json["is_demonstration"] as? Bool == false)
      let twice = try await adam.api(.post, "/api/v1/accounts", person)
      #expect(twice.status == 422 && twice.text.contains("Another account has this"))
      let renamed = #"{"name": "Nell Other", "reason": "Married"}"#
      #expect(try await adam.api(.put, path, renamed).status == 428)
      let changed = try await adam.api(.put, path, renamed, headers: [.ifMatch: "\"1\""])
      #expect(try changed.status == 200 && changed.json["name"] as? String == "Nell Other")
      #expect(try changed.json["email"] as? String == "nell@touchstone.example")
      let stale = try await adam.api(
        .put,
        path,
        #"{"name": "N", "reason": "r"}"#,
        headers: [.ifMatch: "\"1\""]
      )
      #expect(stale.status == 412)
      let role = #"{"role": "reader", "place": "area:E23000013", "from": "2009-09-01", "reason": "Joined"}"#
      let granted = try await adam.api(.post, "\(path)/roles", role)
      let roles = try granted.json["roles"] as? [[String: Any]] ?? []
      #expect(roles.count == 1 && roles[0]["place"] as? String == "area:E23000013")
      let end = #"{"on": "2009-12-31", "reason": "Left"}"#
      #expect(
        try await adam.api(.post, "\(path)/roles/0/end", end, headers: [.ifMatch: "\"2\""]).status == 412
      )
      let ended = try await adam.api(.post, "\(path)/roles/0/end", end, headers: [.ifMatch: "\"3\""])
      #expect((try ended.json["roles"] as? [[String: Any]])?.first?["until"] as? String == "2009-12-31")
      #expect(
        try await adam.api(.post, "\(path)/roles/7/end", end, headers: [.ifMatch: "\"4\""]).status == 404
      )
      let link = try await adam.api(.post, "\(path)/link")
      let address = try link.json["address"] as? String ?? ""
      #expect(link.status == 201 && address.hasPrefix("http://touchstone.test/enter/"))
      #expect(try await adam.api(.post, "\(path)/close", "{}").status == 422)
      let closed = try await adam.api(.post, "\(path)/close", #"{"reason": "Left"}"#)
      #expect(try closed.status == 200 && closed.json["is_open"] as? Bool == false)
      #expect(try await adam.api(.post, "\(path)/link", "{}").status == 409)
      #expect(try await adam.api(.post, "\(path)/roles", role).status == 409)
    }
  }

  @Test func `nobody but an administrator learns who has an account`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let id = try await account("Rita Reader", adam)["id"] as? String ?? ""
      for path in ["accounts", "accounts/\(id)", "accounts/none"] {
        #expect(try await site.visitor("Edie Editor").get("/api/v1/\(path)").status == 403, "\(path)")
        let unknown = try await site.anybody().get("/api/v1/\(path)")
        #expect(unknown.status == 401 && !unknown.text.contains("Rita"), "\(path)")
      }
      let open = #"{"name": "N", "email": "n@touchstone.example"}"#
      #expect(try await site.visitor("Edie Editor").api(.post, "/api/v1/accounts", open).status == 403)
      #expect(try await adam.get("/api/v1/accounts/none").status == 404)
    }
  }

  @Test func `nobody changes their own roles`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let id = try await account("Adam Administrator", adam)["id"] as? String ?? ""
      let role = #"{"role": "editor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      #expect(try await adam.api(.post, "/api/v1/accounts/\(id)/roles", role).status == 403)
      #expect(try await adam.api(.post, "/api/v1/accounts/\(id)/close", #"{"reason": "r"}"#).status == 403)
    }
  }

  @Test func `an administrator of one area reaches nobody and nothing beyond it`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let rita = try await account("Rita Reader", adam)["id"] as? String ?? ""
      let dora = try await account("Dora Depositor", adam)["id"] as? String ?? ""
      func role(_ name: String, _ place: String) -> String {
        #"{"role": "\#(name)", "place": "\#(place)", "from": "2009-09-01", "reason": "Pilot"}"#
      }
      let granted = try await adam.api(
        .post,
        "/api/v1/accounts/\(rita)/roles",
        role("administrator", "area:E23000013")
      )
      #expect(granted.status == 200)
      let local = try await site.visitor("Rita Reader")
      try await local.agreeToTexts()
      let path = "/api/v1/accounts/\(dora)"
      #expect(try await local.api(.post, "\(path)/link", "{}").status == 403)
      #expect(try await local.api(.post, "\(path)/close", #"{"reason": "r"}"#).status == 403)
      let end = #"{"on": "2009-12-31", "reason": "r"}"#
      #expect(
        try await local.api(.post, "\(path)/roles/0/end", end, headers: [.ifMatch: "\"2\""]).status == 403
      )
      for (name, place, status) in [
        ("reader", "everywhere", 422), ("reader", "area:E23000002", 422), ("reader", "area:E23000013", 200),
      ] {
        #expect(try await local.api(.post, "\(path)/roles", role(name, place)).status == status, "\(place)")
      }
      let nowhere = #"{"name": "Trust", "kind": "charity"}"#
      #expect(try await local.api(.post, "/api/v1/organisations", nowhere).status == 422)
      let here = #"{"name": "Trust", "kind": "charity", "area": "E23000013"}"#
      #expect(try await local.api(.post, "/api/v1/organisations", here).status == 201)
    }
  }

  @Test func `anyone reads organisations and areas, and an administrator lists them`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let trust = #"{"name": "Madeup Trust", "kind": "charity", "source": "Made up"}"#
      #expect(try await site.anybody().api(.post, "/api/v1/organisations", trust).status == 401)
      let made = try await adam.api(.post, "/api/v1/organisations", trust)
      let path = try #require(made.headers[.location])
      let read = try await site.anybody().get(path)
      #expect(try read.json["name"] as? String == "Madeup Trust" && read.version == 1)
      let silent = try await adam.api(.put, path, #"{"name": "Their Trust"}"#, headers: [.ifMatch: "\"1\""])
      #expect(silent.status == 422)
      let body = #"{"name": "Their Trust", "reason": "Renamed"}"#
      let changed = try await adam.api(.put, path, body, headers: [.ifMatch: "\"1\""])
      #expect(
        try changed.json["name"] as? String == "Their Trust" && changed.json["kind"] as? String == "charity"
      )
      let page = try await site.anybody().get(path.replacing("/api/v1", with: "")).text
      #expect(page.contains("Their Trust") && page.contains("Renamed"))
      let areas =
        try await site.anybody().get("/api/v1/areas?limit=200").json["areas"] as? [[String: Any]] ?? []
      let cleveland = areas.first { $0["id"] as? String == "E23000013" }
      #expect(cleveland?["name"] as? String == "Cleveland" && cleveland?["populations"] is [String: Int])
    }
  }
}
