import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Cases for programs: what pages do, by the same rules.
struct CaseAPITests {
  private static let supporting: HTTPFields = {
    var fields = HTTPFields()
    if let name = HTTPField.Name("Touchstone-Purpose") { fields[name] = "support" }
    return fields
  }()

  @Test func `a program opens, screens and reads a case, and says what for`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      let owner = try await site.account(of: "Cora Coordinator")
      let opened = try await cora.api(
        .post,
        "/api/v1/cases",
        #"{"referral": "\#(id)", "owner": "\#(owner)"}"#
      )
      #expect(opened.status == 201 && opened.headers[.location] == "/api/v1/cases/\(id)", "\(opened.text)")
      #expect(try opened.json["stage"] as? String == "screening")
      let screening = #"{"systems": ["open-source"], "result": "clear", "reasons": "Two meetings."}"#
      let silent = try await cora.api(.post, "/api/v1/cases/\(id)/screen", screening)
      #expect(silent.status == 428)
      let screened = try await cora.api(
        .post,
        "/api/v1/cases/\(id)/screen",
        screening,
        headers: Self.supporting
      )
      #expect(screened.status == 200, "\(screened.text)")
      let read = try await cora.api(.get, "/api/v1/cases/\(id)", headers: Self.supporting)
      let lines = try read.json["lines"] as? [[String: Any]]
      #expect(lines?.map { $0["act"] as? String } == ["case.opened", "case.screened"])
      #expect(read.text.contains("Two meetings."))
      let name = try read.json["family_name"] as? String
      #expect(name == "Sample" && !read.text.contains("Tia Teacher"))
      let list = try await cora.api(.get, "/api/v1/cases")
      #expect(list.text.contains(id) && !list.text.contains("Two meetings."))
    }
  }

  @Test func `what is wrong is told field by field, and a refusal too`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = "/api/v1/cases/\(story.id)"
      let empty = try await story.cora.api(.post, "\(path)/screen", "{}", headers: Self.supporting)
      #expect(empty.status == 422 && empty.text.contains("Choose what came of it"))
      let unknown = try await story.cora.api(
        .post,
        "\(path)/screen",
        #"{"score": 3}"#,
        headers: Self.supporting
      )
      #expect(unknown.status == 422 && unknown.text.contains("There is no field “score” here"))
      let early = try await story.cora.api(
        .post,
        "\(path)/adopt",
        #"{"next": "2009-09-10"}"#,
        headers: Self.supporting
      )
      #expect(early.status == 409 && early.text.contains("The panel has not offered support."))
    }
  }

  @Test func `a list goes on where it stopped`() async throws {
    try await TestSite.with(at: .story) { site in
      for _ in 0..<3 { _ = try await CaseStory(site) }
      let sue = try await site.visitor("Sue Supervisor")
      let first = try await sue.api(.get, "/api/v1/cases?limit=2").json
      let next = try #require(first["next"] as? String)
      let rest = try await sue.api(.get, next).json
      #expect((first["cases"] as? [Any])?.count == 2 && (rest["cases"] as? [Any])?.count == 1)
      #expect(rest["next"] is NSNull)
    }
  }
}
