import Foundation
import HTTPTypes
import Platform
import Testing

/// Tokens that people make for their programs.
struct TokenTests {
  /// Makes a token on the page, and gives what is shown once.
  private func make(_ visitor: Visitor, _ reach: String, days: String = "30") async throws -> String {
    let form = ["token_name": "Weekly report", "reach": reach, "days": days]
    let page = try await visitor.post("/account/tokens", form).text
    let start = try #require(page.range(of: "<code>ts_"))
    return "ts_" + page[start.upperBound...].prefix { $0 != "<" }
  }

  private func bearer(_ token: String) -> HTTPFields {
    var fields: HTTPFields = [:]
    fields[.authorization] = "Bearer \(token)"
    return fields
  }

  private let body = #"{"title": "Evenings"}"#

  @Test func `a program acts as its owner does, and the token is shown once`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      #expect(try await dora.get("/account/tokens").text.contains("You have no token."))
      let token = try await make(dora, "write")
      #expect(try await dora.get("/account/tokens").text.contains(token) == false)
      let program = site.anybody()
      let made = try await program.api(.post, "/api/v1/practices", body, headers: bearer(token))
      #expect(made.status == 201)
      let id = try made.json["id"] as? String ?? ""
      #expect(try await dora.get("/practices/\(id)").status == 200)
      #expect(try await dora.get("/account/tokens").text.contains("Never") == false)
      #expect(try await program.api(.post, "/api/v1/practices", body).status == 401)
      #expect(
        try await program.api(.post, "/api/v1/practices", body, headers: bearer(token + "x")).status == 401
      )
    }
  }

  @Test func `a token that only reads changes nothing`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let token = try await make(dora, "read")
      let program = site.anybody()
      #expect(try await program.api(.get, "/api/v1\(path)", headers: bearer(token)).status == 200)
      let refused = try await program.api(.post, "/api/v1/practices", body, headers: bearer(token))
      #expect(try refused.status == 403 && refused.json["type"] as? String == "/problems/read-only-token")
    }
  }

  @Test func `a token ends when it is ended, when its owner leaves everywhere and when they go`() async throws
  {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let program = site.anybody()
      func works(_ token: String) async throws -> Bool {
        try await program.api(.get, "/api/v1\(path)", headers: bearer(token)).status == 200
      }
      let first = try await make(dora, "read")
      #expect(try await works(first))
      let page = try await dora.get("/account/tokens").text
      let link = try #require(page.range(of: "action=\"/account/tokens/"))
      let end = "/account/tokens/\(page[link.upperBound...].prefix { $0 != "\"" })"
      #expect(try await site.visitor("Edie Editor").post(end, [:]).status == 303)
      #expect(try await works(first), "somebody else ended it")
      #expect(try await dora.post(end, [:]).status == 303)
      #expect(try await !works(first))
      let gone = try await program.api(.get, "/api/v1/practices", headers: bearer(first))
      #expect(try gone.status == 401 && gone.json["type"] as? String == "/problems/bad-token")
      let second = try await make(dora, "read")
      #expect(try await works(second))
      _ = try await dora.post("/account/sign-out-everywhere", [:])
      #expect(try await !works(second))
    }
  }

  @Test func `a token makes no token, and changes no password`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let token = try await make(dora, "write")
      let program = site.anybody()
      for path in ["/account/tokens", "/account/password", "/account/sign-out-everywhere"] {
        let answer = try await program.post(
          path,
          ["token_name": "t", "reach": "write"],
          headers: bearer(token)
        )
        #expect(answer.status == 403 || answer.status == 303, "\(path)")
      }
      #expect(try await program.api(.get, "/account/tokens", headers: bearer(token)).status == 403)
      let tokens = try await dora.get("/account/tokens").text
      #expect(tokens.components(separatedBy: "What it can do</th>").count == 2)
      #expect(tokens.components(separatedBy: "<form method=\"post\" action=\"/account/tokens/").count == 2)
    }
  }

  @Test func `what is wrong with a token's form is said beside its fields`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let wrong = try await dora.post("/account/tokens", ["token_name": "", "reach": "all", "days": "9999"])
      #expect(wrong.status == 422 && wrong.text.contains("Say what it is for"))
      #expect(wrong.text.contains("is not in it"))
    }
  }

  @Test func `the same key makes one record, and another person's key another`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      var headers: HTTPFields = [:]
      headers[try #require(HTTPField.Name("Idempotency-Key"))] = "import 7, row 3"
      let first = try await dora.api(.post, "/api/v1/practices", body, headers: headers)
      let again = try await dora.api(.post, "/api/v1/practices", body, headers: headers)
      #expect(try first.json["id"] as? String == again.json["id"] as? String && again.status == 201)
      let other = try await dora.api(.post, "/api/v1/practices", #"{"title": "Other"}"#, headers: headers)
      #expect(other.status == 409)
      headers[try #require(HTTPField.Name("Idempotency-Key"))] = "import 7, row 4"
      let named = #"{"title": "Evenings", "contacts": ["Ann | Lead", "Bob"]}"#
      let people = try await dora.api(.post, "/api/v1/practices", named, headers: headers)
      let same = try await dora.api(.post, "/api/v1/practices", named, headers: headers)
      #expect(try people.json["id"] as? String == same.json["id"] as? String && same.status == 201)
      let without = try await dora.api(.post, "/api/v1/practices", body)
      #expect(try without.json["id"] as? String != first.json["id"] as? String)
    }
  }
}
