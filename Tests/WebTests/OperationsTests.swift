import Assembly
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Platform
import Projection
import Testing

/// The operators' port: alive, ready, measured, and no word about anybody.
struct OperationsTests {
  private func ask(_ path: String, _ site: TestSite, _ measures: Measures) async throws -> Answer {
    let responder = Operations(site.installation.site, measures).router().buildResponder()
    let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
    let source = ApplicationRequestContextSource(
      channel: NIOAsyncTestingChannel(),
      logger: Logger(label: "test")
    )
    let response = try await responder.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer())),
      context: BasicRequestContext(source: source)
    )
    let writer = CollectingWriter()
    try await response.body.write(writer)
    return Answer(status: response.status.code, headers: response.headers, body: writer.bytes)
  }

  @Test func `it says that it is alive and that every vault is ready`() async throws {
    try await TestSite.with(people: false) { site in
      #expect(try await ask("/health", site, site.measures).status == 200)
      let ready = try await ask("/ready", site, site.measures)
      #expect(ready.status == 200)
      #expect(try (ready.json["vaults"] as? [String: String])?.count == 5)
      #expect(try ready.json["search"] as? [String: String] == ["practice": "ready"])
      #expect(
        try await ask("/metrics", site, site.measures).text.contains(
          "touchstone_search_ready{index=\"practice\"} 1"
        )
      )
    }
  }

  @Test func `it measures how long looks wait for the access log`() async throws {
    try await TestSite.with { site in
      func writes() async throws -> Double {
        let text = try await ask("/metrics", site, site.measures).text
        let line = try #require(text.firstMatch(of: /\ntouchstone_access_writes ([0-9.]+)\n/))
        return try #require(Double(line.output.1))
      }
      let before = try await writes()
      let line = AccessLine(.consultation, reason: "read")
      try await site.installation.site.note(line, in: .safeguarding, by: Site.itself)
      #expect(try await writes() == before + 1)
    }
  }

  @Test func `it is not ready while a view has stopped, and pages go on`() async throws {
    try await TestSite.with { site in
      let learning = try site.installation.site.service(.learning)
      let unknown = NewEntry(name: "practice.renamed", version: 9, body: Data("{}".utf8))
      try await learning.dispatcher.log.append(
        [Append(to: StreamName("practice", "x"), expecting: 0, [unknown])],
        Occasion(by: "dora", at: Date())
      )
      await #expect(throws: Fault(.unknownEvent, "")) { try await learning.views.catchUp() }
      let ready = try await ask("/ready", site, site.measures)
      #expect(ready.status == 503)
      let vaults = try ready.json["vaults"] as? [String: String]
      #expect(vaults?["learning"]?.contains("unknown-event") == true && vaults?["directory"] == "ready")
      #expect(try await site.anybody().get("/practices").status == 200)
    }
  }

  @Test func `what fails here is told by a number, and by nothing of what failed`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      try await site.installation.site.service(.learning).views.close()
      let page = try await dora.get(path)
      #expect(page.status == 500 && page.text.contains("the number request-1"))
      let call = try await dora.get("/api/v1\(path)")
      #expect(call.status == 500 && call.headers[.contentType] == "application/problem+json")
      for answer in [page, call] {
        for word in ["sqlite", "SQL", "views", "storage", "Fault", ".swift"] {
          #expect(!answer.text.contains(word), "\(word)")
        }
      }
    }
  }

  @Test func `it measures routes and tells of no record and no person`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.get(path)
      let text = try await ask("/metrics", site, site.measures).text
      #expect(
        text.contains("http_request_seconds_count{method=\"GET\",route=\"/practices/{id}\",status=\"200\"}")
      )
      #expect(text.contains("touchstone_log_entries{vault=\"learning\"} 1.0"))
      #expect(text.contains("touchstone_view_position{vault=\"learning\"} 1.0"))
      #expect(!text.contains(path) && !text.contains("Dora") && !text.contains("enter/e"))
    }
  }
}
