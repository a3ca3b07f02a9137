import Assembly
import Foundation
import HTTPTypes
import Testing

/// The interface for programs.
struct PracticeAPITests {
  private let body =
    #"{"title": "Evenings", "strand": "all", "setting": ["family"], "cost_gbp": 1200, "start": "2009-03"}"#

  @Test func `a program deposits, reads and changes a practice`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let made = try await dora.api(.post, "/api/v1/practices", body)
      #expect(made.status == 201)
      let id = try made.json["id"] as? String ?? ""
      let read = try await dora.api(.get, "/api/v1/practices/\(id)")
      #expect(try read.json["cost_gbp"] as? Int == 1200)
      #expect(read.version == 1 && made.headers[.location] == "/api/v1/practices/\(id)")
      #expect(try await dora.api(.put, "/api/v1/practices/\(id)", #"{"title": "E"}"#).status == 428)
      let changed = try await dora.api(
        .put,
        "/api/v1/practices/\(id)",
        #"{"aim": "Peace"}"#,
        headers: [.ifMatch: "\"1\""]
      )
      #expect(changed.status == 200)
      #expect(try changed.json["aim"] as? String == "Peace")
      #expect(try changed.json["title"] as? String == "Evenings")
      let stale = try await dora.api(
        .put,
        "/api/v1/practices/\(id)",
        #"{"aim": "War"}"#,
        headers: [.ifMatch: "\"1\""]
      )
      #expect(stale.status == 412)
      #expect(try stale.json["type"] as? String == "/problems/changed-meanwhile")
    }
  }

  @Test func `what is wrong is a problem document that names every field`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let wrong = try await dora.api(
        .post,
        "/api/v1/practices",
        #"{"title": "", "strand": "none such", "cost_gbp": "many"}"#
      )
      #expect(wrong.status == 422 && wrong.headers[.contentType] == "application/problem+json")
      let errors = try wrong.json["errors"] as? [[String: String]] ?? []
      #expect(errors.map { $0["pointer"] } == ["/title", "/strand", "/cost_gbp"])
      #expect(try await dora.api(.post, "/api/v1/practices", "{").status == 400)
      #expect(try await dora.postAsIs("/api/v1/practices", ["title": "t"]).status == 415)
      let unknown = try await site.anybody().api(.post, "/api/v1/practices", body)
      #expect(unknown.status == 401 && unknown.headers[.wwwAuthenticate] == "Bearer")
      let slip = try await dora.api(.post, "/api/v1/practices", #"{"title": "A", "titel": "x", "lfe": 1}"#)
      let slips = try slip.json["errors"] as? [[String: String]] ?? []
      #expect(slip.status == 422 && slips.map { $0["pointer"] } == ["/lfe", "/titel"])
      #expect(try await site.anybody().api(.get, "/api/v1/practices/none").status == 404)
      let refused = try await dora.api(.post, "/api/v1/practices", String(repeating: " ", count: 2_000_000))
      #expect(refused.status == 413)
    }
  }

  @Test func `a program signs in for a token that runs like a session`() async throws {
    try await TestSite.with(people: false) { site in
      let link = try #require(try await site.installation.firstAdministratorLink())
      let words = "four unrelated plain words"
      let ada = site.anybody()
      _ = try await ada.post(
        link.address,
        ["name": "Ada", "email": "ada@touchstone.example", "new-password": words, "again": words]
      )
      try await ada.agreeToTexts()
      let signIn = try await site.anybody().api(
        .post,
        "/api/v1/sessions",
        #"{"email": "ada@touchstone.example", "password": "\#(words)"}"#
      )
      #expect(signIn.status == 201)
      let token = try signIn.json["token"] as? String ?? ""
      let page = try await site.anybody().send(.get, "/people", nil, [.authorization: "Bearer \(token)"])
      #expect(page.status == 200)
      let wrong = try await site.anybody().api(
        .post,
        "/api/v1/sessions",
        #"{"email": "ada@touchstone.example", "password": "x"}"#
      )
      #expect(wrong.status == 422)
    }
  }

  @Test func `what programs may do to a practice is what people may do`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = "/api/v1" + (try await dora.deposit())
      #expect(try await dora.api(.post, "\(path)/submit", "{}").status == 409)
      _ = try await dora.submit(path.replacing("/api/v1", with: ""))
      #expect(try await dora.api(.post, "\(path)/review", "{}").status == 403)
      let ron = try await site.visitor("Ron Reviewer")
      let incomplete = try await ron.api(.post, "\(path)/review", #"{"recommendation": "publish"}"#)
      #expect(incomplete.status == 422)
      let review =
        #"{"recommendation": "publish", "strengths": "s", "concerns": "c", "evidence": "e", "interests": "none"}"#
      #expect(try await ron.api(.post, "\(path)/review", review).status == 200)
      #expect(try await ron.api(.post, "\(path)/explode", "{}").status == 404)
    }
  }

  @Test func `the description names every call there is`() async throws {
    try await TestSite.with(people: false) { site in
      let document = try await site.anybody().get("/api/v1/openapi.json").json
      #expect(document["openapi"] as? String == "3.1.0")
      let paths = Set((document["paths"] as? [String: Any] ?? [:]).keys)
      for route in site.routes where route.path.contains("/api/v1/") && !route.path.hasSuffix("openapi.json")
      {
        #expect(paths.contains(route.path), "\(route.path)")
      }
      #expect(paths.contains("/api/v1/practices/{id}/publish"))
    }
  }
}
