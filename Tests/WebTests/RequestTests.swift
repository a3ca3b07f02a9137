import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

extension CaseStory {
  /// Asks a partner, and gives the address of the question.
  func ask(_ fields: [String: String] = [:], due days: Int = 7) async throws -> String {
    let record = try await cora.get("\(address)/requests/new").hidden("record") ?? ""
    let all = [
      "record": record, "partner": "Exampleshire College, head", "agency": "education", "what": "Attendance",
      "why": "To see what changed", "basis": "public-task",
    ].merging(fields) { $1 }.merging(day("due", days)) { $1 }
    let answer = try await cora.post("\(address)/requests", all)
    #expect(answer.status == 303, "\(answer.text)")
    return "/requests/\(record)"
  }
}

/// Questions to partners: what, why, on which basis, until when; what section 38 keeps out is kept nowhere.
struct RequestTests {
  @Test func `a question is sent with its basis, and who was told stands in the log`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.ask()
      let page = try await story.cora.get(path).text
      for words in ["Exampleshire College, head", "Public task", "To see what changed", "8 September 2009"] {
        #expect(page.contains(words), "\(words)")
      }
      let told = try #require(try await site.accessLines().map(\.line).first { $0.act == .disclosure })
      #expect(told.recipient == "Exampleshire College, head" && told.reason == "information-request")
      let owed = try await story.page()
      #expect(owed.contains("An answer to a question") && owed.contains("Education"))
      let answer = ["declaration": "none", "text": "He came every day until May."]
      #expect(try await story.cora.post("\(path)/answer", answer).status == 303)
      let answered = try await story.cora.get(path).text
      #expect(answered.contains("He came every day until May.") && answered.contains("Answered on"))
      #expect(try await !story.page().contains("An answer to a question"))
      #expect(
        try await story.cora.post("\(path)/withdraw", ["reason": "r"]).text.contains("recorded already")
      )
    }
  }

  @Test func `what section 38 keeps out is turned away, and nothing of it is kept`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.ask()
      let head = try await site.installation.site.service(.safeguarding).dispatcher.log.head().size
      for (declaration, text) in [("sensitive", "Qsecret"), ("none", "MI5 told us Qsecret")] {
        let refused = try await story.cora.post("\(path)/answer", ["declaration": declaration, "text": text])
        #expect(refused.status == 422 && refused.text.contains("Section 38"))
        #expect(!refused.text.contains("Qsecret"))
      }
      let words = ["ground": "sensitive", "words": "GCHQ has it."]
      #expect(try await story.cora.post("\(path)/refusal", words).status == 422)
      #expect(try await site.installation.site.service(.safeguarding).dispatcher.log.head().size == head)
      #expect(try await !site.dumps(of: .safeguarding).live.contains("Qsecret"))
      let named = ["declaration": "named-only", "text": "He says that MI5 follows him."]
      #expect(try await story.cora.post("\(path)/answer", named).status == 303)
    }
  }

  @Test func `more than a page holds go on over the next, and home shows the first with a way to the rest`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      var story = try await CaseStory(site)
      for _ in 1...51 { _ = try await story.ask() }
      func listed(_ path: String) async throws -> Int {
        let text = try await story.cora.get(path).text
        return text.matches(of: /href="\/requests\/[0-9a-f]{32}"/).count
      }
      #expect(try await listed("/requests") == 50)
      #expect(try await listed("/requests?page=2") == 1)
      #expect(try await story.cora.get("/requests?page=9").location == "/requests?page=2")
      site.pass(minutes: 60 * 24 * 10)
      story.cora = try await site.visitor("Cora Coordinator")
      #expect(try await listed("/") == 20)
      #expect(try await story.cora.get("/").text.contains("All of them, with what others asked"))
    }
  }

  @Test func `what waits is listed with its age, to who may know of the case, and nothing sealed with it`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      var story = try await CaseStory(site)
      let path = try await story.ask()
      site.pass(minutes: 60 * 24 * 10)
      story.cora = try await site.visitor("Cora Coordinator")
      #expect(try await story.cora.get("/").text.contains("Partners that have not answered"))
      let list = try await story.cora.get("/requests").text
      #expect(list.contains("Late") && list.contains(path) && !list.contains("Exampleshire College"))
      #expect(try await story.cora.get("/requests.csv").text.contains("Education"))
      #expect(try await !site.visitor("Mina Member").get("/requests").text.contains(path))
      try await story.cora.state("review", of: "case", story.id)
      let refusal = ["ground": "data-protection", "words": "Not for this."]
      #expect(try await story.cora.post("\(path)/refusal", refusal).status == 303)
      #expect(try await !story.cora.get("/requests").text.contains(path))
      #expect(try await story.cora.get(path).text.contains("It would breach data protection law"))
    }
  }

  @Test func `every field's error is said at once, and programs are refused the same`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let record = try await story.cora.get("\(story.address)/requests/new").hidden("record") ?? ""
      let empty = try await story.cora.post("\(story.address)/requests", ["record": record, "what": "Kept"])
      for words in ["which partner is asked", "lawful basis", "by which an answer is needed", "Kept"] {
        #expect(empty.status == 422 && empty.text.contains(words), "\(words)")
      }
      let past = try await story.cora.post(
        "\(story.address)/requests",
        [
          "record": record, "partner": "p", "agency": "health", "what": "w", "why": "y", "basis": "consent",
          "due-day": "1", "due-month": "1", "due-year": "2009",
        ]
      )
      #expect(past.status == 422 && past.text.contains("must lie ahead"))
      #expect(try await site.accessLines().allSatisfy { $0.line.act != .disclosure })
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "information-gathering"]
      let body =
        #"{"partner": "p", "agency": "health", "what": "w", "why": "y", "basis": "consent", "due": "2009-09-09"}"#
      let path = "/api/v1\(story.address)/requests"
      let made = try await story.cora.api(.post, path, body, headers: purpose)
      #expect(made.status == 201, "\(made.text)")
      let one = try #require(made.headers[.location])
      let secret = #"{"declaration": "sensitive", "text": "t"}"#
      #expect(try await story.cora.api(.post, "\(one)/answer", secret, headers: purpose).status == 409)
      let again = try await site.visitor("Cora Coordinator")
      #expect(try await again.api(.get, one).status == 428)
      #expect(try await story.cora.api(.get, one, headers: purpose).json["what"] as? String == "w")
    }
  }
}
