import Foundation
import HTTPTypes
import Testing

/// What programs send that is no request: a problem document, and nothing is stored.
struct BadJSONTests {
  private func detail(_ answer: Answer) throws -> String { try answer.json["detail"] as? String ?? "" }

  @Test(arguments: [
    ("{\n  \"title\": \"a\",\n  \"aim\" \"b\"\n}", "line 3, character 9: a colon is missing"),
    (#"{"title": "é", }"#, "line 1, character 16"), ("", "one JSON object"), ("[]", "one JSON object"),
    ("null", "one JSON object"), (#"{"title": "a"} x"#, "something follows"),
    (#"{"title": "a", "title": "b"}"#, "“title” stands there twice"),
    (#"{"title": {"a": 1}}"#, "“title” must be text"), (#"{"title": [["a"]]}"#, "“title” must be text"),
    (#"{"title": "\ud83d"}"#, "half a character"), (#"{"title": "\x"}"#, "no such escape"),
    (#"{"title": "a"#, "does not end"), (#"{"title": tru}"#, "a value is missing"),
    (#"{"cost_gbp": 1.}"#, "a digit is missing"), ("{\"title\": \"a\nb\"}", "control character"),
    (String(repeating: #"{"a":"#, count: 100_000), "must be text"),
    ("{\"a\":" + String(repeating: "[", count: 100_000), "must be text"),
  ])
  func `a body that is no JSON is refused with the place where it ends to be`(
    _ body: String,
    _ words: String
  ) async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let answer = try await dora.api(.post, "/api/v1/practices", body)
      #expect(answer.status == 400 && answer.headers[.contentType] == "application/problem+json")
      #expect(try detail(answer).contains(words), "\(answer.text)")
    }
  }

  @Test func `every way to write JSON is read`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let body =
        #"{ "title" : "\u0041 \"b\" \\ \/ \uD83D\uDE00 é" ,"cost_gbp":1.2e3, "steps":["a","b"],"setting":[],"start":null}"#
      let made = try await dora.api(.post, "/api/v1/practices", body)
      #expect(made.status == 201, "\(made.text)")
      #expect(try made.json["title"] as? String == #"A "b" \ / 😀 é"#)
      #expect(try made.json["cost_gbp"] as? Int == 1200)
      #expect(try made.json["steps"] as? [String] == ["a", "b"])
    }
  }

  @Test func `bytes that are no text are refused`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let body = Data(#"{"title": ""#.utf8) + Data([0xFF, 0xFE]) + Data(#""}"#.utf8)
      let answer = try await dora.send(
        .post,
        "/api/v1/practices",
        body,
        [.contentType: "application/json; charset=utf-8"]
      )
      #expect(try answer.status == 400 && detail(answer).contains("not UTF-8"))
    }
  }

  @Test(arguments: ["text/plain", "application/jsonp", "application/json; charset=utf-16", nil])
  func `a body of another kind is refused`(_ type: String?) async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      var headers: HTTPFields = [:]
      headers[.contentType] = type
      let answer = try await dora.send(.post, "/api/v1/practices", Data(#"{"title": "a"}"#.utf8), headers)
      #expect(try answer.status == 415 && detail(answer).contains("application/json"))
    }
  }

  @Test func `a null character is kept nowhere`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let made = try await dora.api(.post, "/api/v1/practices", #"{"title": "a\u0000b"}"#)
      #expect(try made.status == 201 && made.json["title"] as? String == "ab")
      let named = try await dora.api(.post, "/api/v1/practices", #"{"title": "a", "x\u0000": 1}"#)
      #expect(named.status == 422)
      let adam = try await site.visitor("Adam Administrator")
      for path in [
        "practices/%00", "accounts/%00", "organisations/a%00", "adoptions/%FF", "practices/%00/adoptions",
      ] {
        #expect(try await adam.get("/api/v1/\(path)").status == 404, "\(path)")
      }
      #expect(try await adam.get("/api/v1/practices?words=%00").status == 200)
    }
  }

  @Test func `an identifier of one's own must be one`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let wrong = try await dora.api(.post, "/api/v1/practices", #"{"title": "a", "record": "../1"}"#)
      let errors = try wrong.json["errors"] as? [[String: String]]
      #expect(wrong.status == 422 && errors?.first?["pointer"] == "/record")
      var headers: HTTPFields = [:]
      headers[try #require(HTTPField.Name("Idempotency-Key"))] = String(repeating: "k", count: 201)
      #expect(
        try await dora.api(.post, "/api/v1/practices", #"{"title": "a"}"#, headers: headers).status == 400
      )
      let path = "/api/v1" + (try await dora.deposit())
      for version in ["x", "\"-1\"", "W/\"1\"", "99999999999999999999"] {
        let answer = try await dora.api(.put, path, #"{"aim": "b"}"#, headers: [.ifMatch: version])
        #expect(answer.status == 400, "\(version)")
      }
    }
  }

  @Test func `an address says what it takes`() async throws {
    try await TestSite.with(people: false) { site in
      let answer = try await site.anybody().api(.delete, "/api/v1/practices/none")
      #expect(answer.status == 405 && answer.headers[.allow] == "GET, PUT")
      #expect(try answer.json["type"] as? String == "/problems/method")
    }
  }

  @Test func `too many changes are slowed down, with the time to wait`() async throws {
    try await TestSite.with(people: false) { site in
      var last = try await site.anybody().api(.post, "/api/v1/practices", "{}")
      for _ in 0..<150 where last.status != 429 {
        last = try await site.anybody().api(.post, "/api/v1/practices", "{}")
      }
      #expect(last.status == 429 && last.headers[.contentType] == "application/problem+json")
      #expect(Int(last.headers[.retryAfter] ?? "") != nil)
    }
  }
}
