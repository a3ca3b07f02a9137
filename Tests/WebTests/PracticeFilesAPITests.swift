import Foundation
import HTTPTypes
import Platform
import TestSupport
import Testing

/// Attachments and citations for programs.
struct PracticeFilesAPITests {
  private func body(_ bytes: Data, named name: String = "report.txt", reason: String = "") -> String {
    #"{"name": "\#(name)", "content": "\#(bytes.base64EncodedString())", "reason": "\#(reason)"}"#
  }

  private let words = Data("Orchard evenings".utf8)

  private func files(_ visitor: Visitor, _ path: String) async throws -> [[String: Any]] {
    try await visitor.get("/api/v1\(path)/attachments").json["attachments"] as? [[String: Any]] ?? []
  }

  @Test func `a program adds a file, downloads it and takes it off`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let all = "/api/v1\(path)/attachments"
      let added = try await dora.api(.post, all, body(words), headers: [.ifMatch: "\"1\""])
      #expect(added.status == 201 && added.version == 2)
      #expect(try added.json["media_type"] as? String == "text/plain" && added.json["size"] as? Int == 16)
      let address = try #require(added.headers[.location])
      #expect(try added.json["href"] as? String == address)
      let file = try await dora.get(address)
      #expect(file.body == words && file.headers[.contentType] == "text/plain; charset=utf-8")
      #expect(file.headers[.contentDisposition] == "attachment; filename=\"report.txt\"")
      #expect(try await dora.get(path).text.contains("report.txt"))
      #expect(try await files(dora, path).map { $0["href"] as? String } == [address])
      let acts = try await dora.get("/api/v1\(path)/history").json["history"] as? [[String: Any]]
      let change = try #require(acts?.last?["href"] as? String)
      #expect(try await dora.get(change.replacing("/api/v1", with: "")).text.contains("report.txt</ins>"))
      let stale = try await dora.api(.post, "\(address)/remove", "{}", headers: [.ifMatch: "\"1\""])
      #expect(stale.status == 412)
      let gone = try await dora.api(.post, "\(address)/remove", "{}", headers: [.ifMatch: "\"2\""])
      #expect(gone.status == 200 && gone.version == 3)
      #expect(try await files(dora, path).isEmpty)
      #expect(try await dora.get(address).status == 404)
      let again = try await dora.api(.post, "\(address)/remove", "{}", headers: [.ifMatch: "\"3\""])
      #expect(again.status == 404)
    }
  }

  @Test func `a file sent twice is one, and a late one changes nothing`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let all = "/api/v1\(path)/attachments"
      #expect(try await dora.api(.post, all, body(words)).status == 428)
      let first = try await dora.api(.post, all, body(words), headers: [.ifMatch: "\"1\""])
      let second = try await dora.api(.post, all, body(words, named: "b.txt"), headers: [.ifMatch: "\"1\""])
      #expect(second.status == 201 && second.headers == first.headers && second.body == first.body)
      let late = try await dora.api(.post, all, body(Data("Other".utf8)), headers: [.ifMatch: "\"1\""])
      #expect(late.status == 412)
      #expect(try await files(dora, path).count == 1)
    }
  }

  @Test func `what the page does not take, programs cannot send either`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      func send(_ body: String) async throws -> Answer {
        try await dora.api(.post, "/api/v1\(path)/attachments", body, headers: [.ifMatch: "\"1\""])
      }
      let large = Data(repeating: 0x41, count: 10_000_001)
      for bytes in [Data("<html><script>".utf8), Data([0, 1, 2]), Data("MZ\u{0}".utf8), large] {
        let answer = try await send(body(bytes))
        let errors = try answer.json["errors"] as? [[String: String]]
        #expect(answer.status == 422 && errors?.map { $0["pointer"] } == ["/content"], "\(bytes.count)")
      }
      for content in ["", "not base64", "QUJ"] {
        let answer = try await send(#"{"name": "a", "content": "\#(content)"}"#)
        let errors = try answer.json["errors"] as? [[String: String]]
        #expect(answer.status == 422 && errors?.map { $0["pointer"] } == ["/content"], "\(content)")
      }
      #expect(try await send(body(Data(repeating: 0x41, count: 16_000_000))).status == 413)
      #expect(try await send(body(words, named: "../../etc/passwd")).json["name"] as? String == "passwd")
    }
  }

  @Test func `files are added, read and taken off by those alone who may do so on the page`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let all = "/api/v1\(path)/attachments"
      let read = try await edie.get("/api/v1\(path)")
      let version: HTTPFields = [.ifMatch: read.headers[.eTag] ?? ""]
      let bare = try await edie.api(.post, all, body(words), headers: version)
      #expect(try bare.status == 409 && bare.json["type"] as? String == "/problems/reason-needed")
      let added = try await edie.api(.post, all, body(words, reason: "The report"), headers: version)
      let address = try #require(added.headers[.location])
      #expect(try await site.anybody().get(address).body == words)
      #expect(try await site.anybody().get(path).text.contains("The report"))
      let other = body(Data("Other".utf8), reason: "r")
      for name in ["Dora Depositor", "Ron Reviewer", "Rita Reader", "Adam Administrator"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.api(.post, all, other, headers: version).status == 403, "\(name)")
        let removal = try await visitor.api(
          .post,
          "\(address)/remove",
          #"{"reason": "r"}"#,
          headers: version
        )
        #expect(removal.status == 403, "\(name)")
      }
      #expect(try await site.anybody().api(.post, all, other, headers: version).status == 401)
      _ = try await edie.edit(path, "handling", ["marking": "official", "reason": "Marked"])
      for hidden in [all, address, "/api/v1\(path)/citation"] {
        #expect(try await site.anybody().get(hidden).status == 404, "\(hidden)")
      }
      _ = try await edie.post("\(path)/withdraw", ["reason": "Harm"])
      #expect(try await files(edie, path).isEmpty)
      #expect(try await edie.get(address).status == 404)
    }
  }

  @Test func `a program cites a practice as the page does`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let anybody = site.anybody()
      for format in ["bibtex", "ris", "csl"] {
        let page = try await anybody.get("\(path)/cite/\(format)")
        let answer = try await anybody.get("/api/v1\(path)/citation?format=\(format)")
        #expect(answer.status == 200 && answer.body == page.body && answer.headers == page.headers)
      }
      let plain = try await anybody.get("/api/v1\(path)/citation")
      #expect(plain.headers[.contentType] == "application/vnd.citationstyles.csl+json")
      #expect(try await anybody.get("/api/v1\(path)/citation?format=word").status == 400)
      #expect(try await anybody.get("/api/v1\(path)/citation?format=").status == 400)
    }
  }
}
