import HTTPTypes
import Kernel
import Testing

@testable import Platform

/// What somebody has already is not sent again, and to have looked is to have looked.
struct ConditionalGetTests {
  private func ask(_ visitor: Visitor, _ address: String, having tag: String) async throws -> Answer {
    try await visitor.api(.get, address, headers: [.ifNoneMatch: tag])
  }

  @Test func `a tag of a list is that tag, weak or strong, and an asterisk is any`() {
    for (list, isNamed) in [
      (#""a""#, true), (#"W/"a""#, true), (#""b", W/"c" ,"a""#, true), ("*", true), (" * ", true),
      (#""b""#, false), ("a", false), ("", false), (#""A""#, false), (#""b,a""#, false), (#""*""#, false),
    ] {
      #expect(ConditionalGet.names(list, #""a""#) == isNamed, "\(list)")
      #expect(ConditionalGet.names(list, #"W/"a""#) == isNamed, "\(list)")
    }
  }

  @Test func `whoever has a record learns that it is the same, until it is not`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let address = "/api/v1\(try await dora.deposit())"
      let read = try await dora.get(address)
      let tag = try #require(read.headers[.eTag])
      let same = try await ask(dora, address, having: tag)
      #expect(same.status == 304 && same.body.isEmpty && same.headers[.eTag] == tag)
      #expect(same.headers[.contentType] == nil && same.headers[.cacheControl] == "no-store")
      #expect(same.headers[.xContentTypeOptions] == "nosniff")
      #expect(try await dora.send(.head, address, nil, [.ifNoneMatch: tag]).status == 304)
      let revise = #"{"aim": "They ask.", "reason": "It was wrong"}"#
      let changed = try await dora.api(.put, address, revise, headers: [.ifMatch: tag, .ifNoneMatch: "*"])
      #expect(changed.status == 200 && changed.version == 2)
      let again = try await ask(dora, address, having: tag)
      #expect(again.status == 200 && again.version == 2 && !again.body.isEmpty)
    }
  }

  @Test func `a list has a tag too, which changes with any of its rows`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = "/api/v1\(try await dora.deposit())"
      let tag = try #require(try await dora.get("/api/v1/practices").headers[.eTag])
      #expect(try await ask(dora, "/api/v1/practices", having: tag).status == 304)
      #expect(try await ask(site.anybody(), "/api/v1/practices", having: tag).status == 200)
      let revise = #"{"title": "Doorstep evenings", "reason": "It was wrong"}"#
      #expect(try await dora.api(.put, path, revise, headers: [.ifMatch: "1"]).status == 200)
      #expect(try await ask(dora, "/api/v1/practices", having: tag).status == 200)
    }
  }

  @Test func `what cannot be had is refused as ever, and a page has no tag`() async throws {
    try await TestSite.with { site in
      let nobody = site.anybody()
      let none = try await ask(nobody, "/api/v1/practices/\(Identifier.make())", having: "*")
      #expect(none.status == 404)
      #expect(try await ask(nobody, "/api/v1/accounts", having: "*").status == 401)
      #expect(try await ask(nobody, "/practices", having: "*").status == 200)
    }
  }

  @Test func `whoever looks at a sealed record stands in the access log, whatever they had already`()
    async throws
  {
    try await TestSite.with { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      _ = try await cora.state("screening", for: id)
      let address = "/api/v1/referrals/\(id)"
      let tag = try #require(try await cora.get(address).headers[.eTag])
      let before = try await site.accessLines().count { $0.line.act == .consultation }
      let same = try await ask(cora, address, having: tag)
      #expect(same.status == 304 && same.body.isEmpty)
      #expect(try await site.accessLines().count { $0.line.act == .consultation } == before + 1)
    }
  }
}
