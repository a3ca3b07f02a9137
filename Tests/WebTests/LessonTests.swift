import Analysis
import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

@testable import Domain
@testable import Views
@testable import Web

extension CaseStory {
  /// Closed after support, as the panel agreed.
  func closed() async throws {
    try await adopted()
    try await resolved("close", contact: nil)
    try await act("close", closing("no-further-concern", days: 700))
  }

  static let learned = [
    "factors": "identity\u{1F}transition", "changes": "relations\u{1F}daily-life", "helped": "mentoring",
    "mechanisms": "trust", "missed": "earlier", "transfer": "conditions",
    "changed-words": "He goes to college.",
    "helped-words": "A mentor whom he came to trust.", "missed-words": "His teacher saw it in spring.",
    "transfer-words": "Where there is a place.",
  ]

  static let lesson = [
    "title": "A mentor and something to do",
    "problem": "Somebody had left work and found company that did them harm.",
    "helped": "A mentor met them each week, and a place in training was found.",
    "mechanism": "They came to trust somebody, and had something of their own to do.",
    "settings": "workplace", "caution": "It took longer than was planned.",
  ]

  /// Writes a lesson, and gives its identifier.
  func lesson(_ fields: [String: String] = [:], by visitor: Visitor? = nil) async throws -> String {
    let author = visitor ?? cora
    let record = try await author.get("\(address)/lessons/new").hidden("record") ?? ""
    let all = Self.lesson.merging(fields) { $1 }.merging(["record": record]) { $1 }
    let answer = try await author.post("\(address)/lessons", all)
    #expect(answer.status == 303, "\(answer.text)")
    return record
  }

  /// A supervisor who opened the case.
  func supervisor() async throws -> Visitor {
    let sue = try await site.visitor("Sue Supervisor")
    _ = try await sue.state("review", of: "case", id)
    return sue
  }
}

/// What was learned of a closed case, and how a lesson leaves it: checked, approved by another, delivered once.
struct LessonTests {
  @Test func `what was learned is recorded once the case is closed, and not before`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = "\(story.address)/learning"
      #expect(try await !story.page().contains("What was learned"))
      #expect(try await story.cora.post("\(path)/record", CaseStory.learned).status == 409)
      try await story.closed()
      #expect(try await story.page().contains("href=\"\(path)\""))
      let empty = try await story.cora.post("\(path)/record", ["changed-words": "Kept"])
      for words in [
        "Choose what changed", "Choose what helped", "Choose whether it would help elsewhere", "Kept",
      ] {
        #expect(empty.status == 422 && empty.text.contains(words), "\(words)")
      }
      #expect(try await story.cora.post("\(path)/record", CaseStory.learned).status == 303)
      let page = try await story.cora.get(path).text
      for words in ["A need for identity", "They came to trust somebody", "His teacher saw it in spring."] {
        #expect(page.contains(words), "\(words)")
      }
      #expect(try await story.cora.get("\(path)/record").text.contains("He goes to college."))
    }
  }

  @Test func `a text with a name cannot leave, and says where the name stands`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site, ["given_name": "Sam", "family_name": "Sample"])
      try await story.closed()
      let id = try await story.lesson(["problem": "We asked what Sam did last Tuesday, and Cora knew."])
      let page = try await story.cora.get("/lessons/\(id)").text
      for words in ["<mark>Sam</mark>", "<mark>Cora</mark>", "<mark>last Tuesday</mark>", "Must be changed"] {
        #expect(page.contains(words), "\(words)")
      }
      #expect(!page.contains("/lessons/\(id)/ask\""))
      let refused = try await story.cora.post("/lessons/\(id)/ask", [:])
      #expect(refused.status == 409 && refused.text.contains("must be changed"))
      let body = ["problem": "We asked what they did last Tuesday."]
      #expect(
        try await story.cora.post("/lessons/\(id)/revise", CaseStory.lesson.merging(body) { $1 }).status
          == 303
      )
      let open = try await story.cora.get("/lessons/\(id)/justify").text
      let code = open.firstMatch(of: /name="finding" type="radio" value="([^"]+)"/)?.output.1 ?? ""
      #expect(!code.isEmpty && open.contains("last Tuesday"))
      #expect(try await story.cora.post("/lessons/\(id)/ask", [:]).status == 409)
      let why = ["finding": String(code), "reason": "Every week has one."]
      #expect(try await story.cora.post("/lessons/\(id)/justify", why).status == 303)
      #expect(try await story.cora.post("/lessons/\(id)/ask", [:]).status == 303)
      #expect(try await story.cora.get("/lessons/\(id)").text.contains("Every week has one."))
    }
  }

  @Test func `another approves it, and the library has it as a draft of the author's organisation`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let id = try await story.lesson()
      #expect(try await story.cora.post("/lessons/\(id)/ask", [:]).status == 303)
      #expect(try await story.cora.post("/lessons/\(id)/approve", [:]).status == 403)
      let sue = try await story.supervisor()
      #expect(try await sue.get("/").text.contains("Lessons that wait for your approval"))
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 303)
      let draft = try await story.cora.get("/practices/\(id)")
      #expect(draft.text.contains("From a closed case, released on 1 September 2009"), "\(draft.text)")
      #expect(draft.text.contains("They came to trust somebody, and had something of their own to do."))
      #expect(!draft.text.contains(story.id) && !draft.text.contains("/cases/"))
      let released = try await sue.get("/lessons/\(id)").text
      #expect(released.contains("Released on 1 September 2009") && released.contains("/practices/\(id)"))
      let otto = try await site.visitor("Otto Auditor").get("/oversight/releases").text
      for words in ["Cora Coordinator", "Sue Supervisor", "The draft of a practice"] {
        #expect(otto.contains(words), "\(words)")
      }
      // Nothing but the identifier of the release leads from there to here.
      let learning = try await site.dumps(of: .learning).live
      #expect(
        learning.contains(id) && !learning.contains(story.id) && !learning.contains(story.id.suffix(10))
      )
    }
  }

  @Test func `a lesson is attached to a practice that everybody can read, and stands there with its day`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let path = try await site.published()
      let story = try await CaseStory(site)
      try await story.closed()
      let record = try await story.cora.get("\(story.address)/lessons/new").hidden("record") ?? ""
      let nowhere = CaseStory.lesson.merging(["record": record, "practice": "/practices/nowhere"]) { $1 }
      let wrong = try await story.cora.post("\(story.address)/lessons", nowhere)
      #expect(wrong.status == 422 && wrong.text.contains("no practice in the library"))
      let id = try await story.lesson(["practice": "https://touchstone.example\(path)"])
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let sue = try await story.supervisor()
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 303)
      let page = try await site.anybody().get(path).text
      #expect(page.contains("Lessons from closed cases") && page.contains("It took longer than was planned."))
      #expect(page.contains("From a closed case, released on 1 September 2009"))
      #expect(!page.contains("Cora Coordinator") && !page.contains("Sue Supervisor"))
    }
  }

  @Test func `a refused one goes back with its grounds, and a withdrawn one goes nowhere`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let id = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let sue = try await story.supervisor()
      #expect(try await sue.post("/lessons/\(id)/refuse", [:]).status == 422)
      let grounds = ["grounds": "Half the town knows the mentor."]
      #expect(try await sue.post("/lessons/\(id)/refuse", grounds).status == 303)
      #expect(try await story.cora.get("/lessons/\(id)").text.contains("Half the town knows the mentor."))
      #expect(
        try await story.cora.post("/lessons/\(id)/withdraw", ["reason": "It tells nothing new."]).status
          == 303
      )
      #expect(try await story.cora.post("/lessons/\(id)/ask", [:]).status == 409)
      #expect(try await site.anybody().get("/practices/\(id)").status == 404)
    }
  }

  @Test func `a supervisor who wrote any of it does not approve it`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let sue = try await story.supervisor()
      let id = try await story.lesson(by: sue)
      let writing = try await sue.get("/").text
      #expect(writing.contains("Lessons that you write") && writing.contains("/lessons/\(id)"))
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      #expect(try await !sue.get("/").text.contains("Lessons that you write"))
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 403)
      #expect(try await !sue.get("/").text.contains("Lessons that wait for your approval"))
      #expect(try await sue.get("/lessons/\(id)").status == 200)
    }
  }

  @Test func `nobody outside the case learns that there is a lesson`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let id = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      for name in ["Mina Member", "Edie Editor", "Otto Auditor", "Adam Administrator"] {
        let visitor = try await site.visitor(name)
        let answer = try await visitor.get("/lessons/\(id)")
        #expect(answer.status != 200 && !answer.text.contains("A mentor and something to do"), "\(name)")
        _ = try await visitor.post("/lessons/\(id)/approve", [:])
        #expect(try await visitor.get("\(story.address)/learning").status != 200, "\(name)")
      }
      #expect(try await site.installation.site.load(Lesson.self, id).state.life == .asked)
    }
  }

  @Test func `its author, who deposits nothing else, fills in the draft it became and submits it`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let id = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let sue = try await story.supervisor()
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 303)
      let home = try await story.cora.get("/").text
      #expect(home.contains("Your drafts") && home.contains("/practices/\(id)"))
      let path = "/practices/\(id)"
      let form = try await story.cora.get("\(path)/edit/problem").text
      #expect(form.contains("Nothing in it may tell whose case that was"))
      let written = CaseStory.lesson.filter { ["title", "problem"].contains($0.key) }
      let problem = [String: String].complete.merging(written) { $1 }
      #expect(try await story.cora.edit(path, "problem", problem).status == 303)
      #expect(try await sue.post("\(path)/submit", [:]).status == 404)
      #expect(try await story.cora.submit(path).status == 303)
      let review = try await site.visitor("Ron Reviewer").get("\(path)/review").text
      #expect(review.contains("Nothing in it may tell whose case that was"))
      #expect(try await story.cora.get("\(path)/edit/method").status == 403)
      #expect(try await story.cora.get("/practices/new").status == 403)
      #expect(try await story.cora.post("\(path)/publish", ["reason": ""]).status == 403)
    }
  }

  @Test func `what both vaults show of it is the same when it is made anew, and nothing once it is erased`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      _ = try await story.cora.post("\(story.address)/learning/record", CaseStory.learned)
      let id = try await story.lesson(["problem": "We asked what they did last Tuesday."])
      let open = try await story.cora.get("/lessons/\(id)/justify").text
      let code = open.firstMatch(of: /name="finding" type="radio" value="([^"]+)"/)?.output.1 ?? ""
      let why = ["finding": String(code), "reason": "Every week has one."]
      #expect(try await story.cora.post("/lessons/\(id)/justify", why).status == 303)
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let sue = try await story.supervisor()
      _ = try await sue.post("/lessons/\(id)/refuse", ["grounds": "Half the town knows the mentor."])
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 303)
      let other = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(other)/withdraw", ["reason": "It tells nothing new."])
      for (vault, rows) in [
        (Vault.safeguarding, ["learning_list", "lesson_list", id, other, "withdrawn"]),
        (.learning, ["released_list", id, "They came to trust somebody"]),
      ] {
        let dumps = try await site.dumps(of: vault)
        #expect(dumps.live == dumps.anew)
        for words in rows { #expect(dumps.live.contains(words), "\(words)") }
      }
      _ = try await site.installation.erase(story.id, ground: "Article 17", in: nil)
      let after = try await site.dumps(of: .safeguarding)
      #expect(after.live == after.anew)
      for words in ["He goes to college.", "Every week has one.", "Half the town", "It tells nothing new."] {
        #expect(!after.live.contains(words), "\(words)")
      }
    }
  }

  // MARK: Stopped between the vaults

  private func approve(_ id: String, _ site: Site, by account: String) async throws {
    try await site.perform(
      .approve(Identifying.Known()),
      on: id,
      of: Lesson.self,
      by: Viewer(account: account)
    )
  }

  @Test(arguments: [false, true])
  func `stopped between the two vaults, it is delivered later, and once`(_ wasReceived: Bool) async throws {
    try await TestSite.with(at: .story) { test in
      let story = try await CaseStory(test)
      try await story.closed()
      let id = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let site = test.installation.site
      try await approve(id, site, by: test.account(of: "Sue Supervisor"))
      let otto = try await test.visitor("Otto Auditor")
      #expect(try await otto.get("/oversight/releases").text.contains("Not yet"))
      if wasReceived {
        let log = try site.service(.safeguarding)
        let approval = try #require(try await log.dispatcher.log.entries(of: StreamName("lesson", id)).last)
        let state = try await site.load(Lesson.self, id).state
        let release = try Release(
          kind: .closedCaseLesson,
          id: id,
          author: state.asker,
          approver: state.approver,
          document: JSONEncoder().encode(state.text),
          origin: .init(position: approval.position, leaf: log.leaf(approval))
        )
        _ = try await site.receive(release, beside: nil, from: nil)
        #expect(try await otto.get("/oversight/releases").text.contains("not noted yet"))
      }
      for _ in 0..<2 { #expect(try await test.installation.keepUp().isWhole) }
      let received = try await site.service(.learning).dispatcher.log.entries(of: StreamName("practice", id))
      #expect(received.map(\.name) == ["practice.deposited", "practice.lesson-received"])
      let state = try await site.load(Lesson.self, id).state
      #expect(state.life == .delivered && state.practice == id)
      #expect(try await otto.get("/oversight/releases").text.contains("1 September 2009"))
    }
  }

  @Test func `a practice that has gone meanwhile is not waited for`() async throws {
    try await TestSite.with(at: .story) { test in
      let path = try await test.published()
      let story = try await CaseStory(test)
      try await story.closed()
      let id = try await story.lesson(["practice": path])
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      let edie = try await test.visitor("Edie Editor")
      #expect(try await edie.post("\(path)/withdraw", ["reason": "It did harm."]).status == 303)
      let sue = try await story.supervisor()
      #expect(try await sue.post("/lessons/\(id)/approve", [:]).status == 303)
      #expect(try await test.installation.site.load(Lesson.self, id).state.practice == id)
    }
  }

  @Test func `what the leaf of a release says is what the log's tree holds`() async throws {
    try await TestSite.with(at: .story) { test in
      let story = try await CaseStory(test)
      try await story.closed()
      let id = try await story.lesson()
      _ = try await story.cora.post("/lessons/\(id)/ask", [:])
      #expect(try await story.supervisor().post("/lessons/\(id)/approve", [:]).status == 303)
      let site = test.installation.site
      let row = try #require(try await site.read(.safeguarding) { try LessonList.find(id, in: $0) })
      let other = try #require(try await site.read(.learning) { try ReleasedList.find([id], in: $0) }[id])
      #expect(other.origin == row.position)
      try await test.installation.signCheckpoints()
      let receipt = try await story.cora.get("/lessons/\(id)/receipts/\(other.origin)")
      let extra = receipt.text.firstMatch(of: /extra (\S+)/)?.output.1 ?? ""
      let data = try #require(Data(base64Encoded: String(extra)))
      #expect(receipt.status == 200 && data.suffix(32).hex == other.leaf)
    }
  }

  // MARK: For programs

  @Test func `programs do the same, and are refused the same`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "review"]
      let path = "/api/v1\(story.address)"
      let learned =
        #"{"factors": ["identity"], "changes": ["views"], "helped": ["time"], "mechanisms": ["doubt"], "missed": ["none"], "transfer": "this-case", "changed-words": "a", "helped-words": "b", "missed-words": "c", "transfer-words": "d"}"#
      #expect(
        try await story.cora.api(.post, "\(path)/learning/record", learned, headers: purpose).status == 404
      )
      let made = try await story.cora.api(.post, "\(path)/learning", learned, headers: purpose)
      #expect(made.status == 200, "\(made.text)")
      let text =
        #"{"title": "T", "problem": "We met Cora.", "helped": "h", "mechanism": "m", "settings": ["online"], "caution": "c"}"#
      let lesson = try await story.cora.api(.post, "\(path)/lessons", text, headers: purpose)
      #expect(lesson.status == 201, "\(lesson.text)")
      let one = try #require(lesson.headers[.location])
      #expect(try await story.cora.api(.post, "\(one)/ask", "{}", headers: purpose).status == 409)
      let read = try await story.cora.api(.get, one, headers: purpose)
      let found = try read.json["findings"] as? [[String: Any]] ?? []
      #expect(
        found.map { $0["severity"] as? String } == ["must-change"]
          && found.first?["words"] as? String == "Cora"
      )
      let again = try await site.visitor("Cora Coordinator")
      #expect(try await again.api(.get, one).status == 428)
    }
  }
}
