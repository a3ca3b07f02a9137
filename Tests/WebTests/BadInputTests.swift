import Foundation
import HTTPTypes
import Platform
import Testing

/// What people and programs send by mistake or on purpose: a clear answer, and nothing is lost.
struct BadInputTests {
  @Test func `a form larger than a megabyte is refused in words`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let answer = try await dora.post("/practices", ["title": String(repeating: "x", count: 10_000_000)])
      #expect(answer.status == 413 && answer.text.contains("too large"))
    }
  }

  @Test func `a form in another encoding is refused in words`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let answer = try await dora.send(
        .post,
        "/practices",
        Data("title=%FF%FE".utf8),
        [.contentType: "application/x-www-form-urlencoded"]
      )
      #expect(answer.status == 400 && answer.text.contains("UTF-8"))
    }
  }

  @Test func `a record's identifier is one that this site made`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      for record in ["", "1", "../x", "<script>"] {
        let answer = try await dora.post("/practices", ["record": record, "title": "t"])
        #expect(answer.status == 400, "\(record)")
      }
    }
  }

  @Test func `an attachment is what its bytes are, and comes back as it was sent`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let good = try await upload(Data("%PDF-1.7 report".utf8), named: "Report é\".pdf", by: dora, path)
      #expect(good.status == 303)
      let page = try await dora.get(path).text
      let start = try #require(page.range(of: "\(path)/attachments/"))
      let digest = page[start.upperBound...].prefix { $0 != "\"" }
      let file = try await dora.get("\(path)/attachments/\(digest)")
      #expect(file.body == Data("%PDF-1.7 report".utf8) && file.headers[.contentType] == "application/pdf")
      #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
      #expect(try await site.anybody().get("\(path)/attachments/\(digest)").status == 404)
      let plain = try await dora.deposit()
      #expect(try await upload(Data("Größe".utf8), named: "Größe.txt", by: dora, plain).status == 303)
      let there = try await dora.get(plain).text.components(separatedBy: "\(plain)/attachments/").last ?? ""
      let words = try await dora.get("\(plain)/attachments/\(there.prefix { $0 != "\"" })")
      #expect(words.body == Data("Größe".utf8))
      #expect(words.headers[.contentType] == "text/plain; charset=utf-8")
      let bad = try await upload(Data("<html><script>".utf8), named: "page.pdf", by: dora, path)
      #expect(
        bad.status == 422 && bad.text.contains("The file must be a PDF") && bad.text.contains("Kept lesson")
      )
      for name in ["report.exe", "report.html", "report.pdf.txt"] {
        let lying = try await upload(Data("%PDF-1.7 other".utf8), named: name, by: dora, path)
        #expect(lying.status == 422 && lying.text.contains("Give it a name that ends in .pdf"), "\(name)")
      }
      let again = try await upload(Data("%PDF-1.7 report".utf8), named: "Again.PDF", by: dora, path)
      #expect(again.status == 303)
      #expect(try await dora.get(path).text.components(separatedBy: "\(path)/attachments/").count == 2)
      let drop = ["drop": String(digest), "lessons": "Kept lesson"]
      #expect(try await dora.edit(path, "learning", drop).status == 303)
      let without = try await dora.get(path).text
      #expect(!without.contains("\(path)/attachments/") && without.contains("attachments"))
      let large = try await upload(Data(repeating: 0x20, count: 12_000_000), named: "l.txt", by: dora, path)
      #expect(large.status == 422 && large.text.contains("smaller than 10 MB"))
      #expect(large.text.contains("Kept lesson"))
      let huge = try await upload(Data(repeating: 0x20, count: 40_000_000), named: "h.txt", by: dora, path)
      #expect(huge.status == 413)
    }
  }

  func upload(
    _ bytes: Data,
    named name: String,
    by visitor: Visitor,
    _ path: String
  ) async throws -> Answer {
    let page = try await visitor.get("\(path)/edit/learning")
    let fields = [
      "csrf": page.hidden("csrf") ?? "", "version": page.hidden("version") ?? "", "lessons": "Kept lesson",
    ]
    var body = Data()
    for (field, value) in fields {
      body += Data("--edge\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
    }
    let head = "--edge\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"\(name)\"\r\n\r\n"
    body += Data(head.utf8) + bytes + Data("\r\n--edge--\r\n".utf8)
    return try await visitor.send(
      .post,
      "\(path)/edit/learning",
      body,
      [.contentType: "multipart/form-data; boundary=edge"]
    )
  }

  @Test(arguments: [
    "page=-1", "page=999999999999999999999", "page=x", "life=nonsense", "strand=%00", "words=%22%27%3B--",
    "country=%FF", "words=*",
  ])
  func `whatever stands in a query, the list answers`(_ query: String) async throws {
    try await TestSite.with(people: false) { site in
      let answer = try await site.anybody().get("/practices?\(query)")
      #expect(answer.status == 200, "\(query)")
    }
  }

  @Test func `too many requests are slowed down in words`() async throws {
    try await TestSite.with(people: false) { site in
      let visitor = site.anybody()
      var last: Answer?
      for _ in 0..<25 {
        last = try await visitor.post("/sign-in", ["email": "eve@touchstone.example", "password": "guess"])
      }
      #expect(last?.status == 429 || last?.text.contains("too many attempts") == true)
      var answers: [Int] = []
      for _ in 0..<25 {
        answers.append(
          try await visitor.post("/sign-in", ["email": "e@touchstone.example", "password": "g"]).status
        )
      }
      #expect(answers.contains(429))
    }
  }
}
