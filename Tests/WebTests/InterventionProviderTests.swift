import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

@testable import Views

extension Visitor {
  /// Lists an intervention provider, and gives their identifier.
  func listProvider(_ fields: [String: String] = [:]) async throws -> String {
    let record = try await get("/providers/new").hidden("record") ?? ""
    let all = ["record": record, "name": "Imran Example", "capacity": "4"].merging(fields) { $1 }
    let answer = try await post("/providers", all)
    #expect(answer.status == 303, "\(answer.text)")
    return record
  }

  func approveProvider(_ id: String, until year: String = "2010") async throws -> Answer {
    try await post(
      "/providers/\(id)/approve",
      [
        "natures": "mentoring\u{1F}life-skills", "until-day": "31", "until-month": "3", "until-year": year,
        "words": "By the board, on two references.",
      ]
    )
  }

  /// Says what a record that is sealed is opened for.
  func state(_ purpose: String, of kind: String, _ id: String) async throws {
    let answer = try await post("/purpose/\(kind)/\(id)", ["purpose": purpose, "back": "/"])
    #expect(answer.status == 303, "\(answer.text)")
  }
}

/// The register of intervention providers.
struct InterventionProviderTests {
  @Test func `a provider is listed, approved by a supervisor, and then can be given a case`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.listProvider()
      #expect(try await cora.approveProvider(id).status == 403)
      let sue = try await site.visitor("Sue Supervisor")
      #expect(try await sue.approveProvider(id).status == 303)
      let list = try await cora.get("/providers").text
      #expect(list.contains("Imran Example") && list.contains("Approved"))
      #expect(list.contains("Ideological or theological mentoring; Life skills"))
      let state = try await site.installation.site.load(Domain.Provider.self, id).state
      let day = PartialDate(on: .story)
      #expect(state.assignable(id, to: "case-1", for: "mentoring", engaged: 3, on: day) != nil)
      #expect(state.assignable(id, to: "case-1", for: "mentoring", engaged: 4, on: day) == nil)
      #expect(state.assignable(id, to: "case-1", for: "health", engaged: 0, on: day) == nil)
    }
  }

  @Test func `mentoring is planned with an approved provider alone, who then has less room`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      let sue = try await site.visitor("Sue Supervisor")
      let id = try await sue.listProvider(["capacity": "1"])
      let reference = Domain.Provider.reference(of: id)
      let plan = [
        "needs": "Somebody to talk to.", "consent": "By Cora, at home.", "nature-1": "mentoring",
        "provider-1": reference, "way-1": "Each Tuesday.",
      ].merging(story.day("from-1", 0)) { $1 }
      #expect(try await story.cora.act("plan", on: story.id, plan).status == 422)
      #expect(try await sue.approveProvider(id).status == 303)
      try await story.act("plan", plan)
      #expect(try await story.page().contains(reference))
      let near = ["case": Case.reference(of: story.id), "words": "His cousin."]
      let list = try await sue.api(.get, "/api/v1/providers").json["providers"] as? [[String: Any]]
      #expect(list?.first?["engaged"] as? Int == 1)
      #expect(try await sue.post("/providers/\(id)/conflicts", near).status == 303)
      #expect(try await story.cora.act("plan", on: story.id, plan).status == 422)
    }
  }

  @Test
  func `a provider whom a new plan does not name sees the case no longer, and is still named in its story`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      let sue = try await site.visitor("Sue Supervisor")
      let piet = try await site.account(of: "Piet Provider")
      let id = try await sue.listProvider(["account": piet])
      #expect(try await sue.approveProvider(id).status == 303)
      let reference = Domain.Provider.reference(of: id)
      let plan = [
        "needs": "Somebody to talk to.", "consent": "By Cora, at home.", "nature-1": "mentoring",
        "provider-1": reference, "way-1": "Each Tuesday.",
      ].merging(story.day("from-1", 0)) { $1 }
      try await story.act("plan", plan)
      try await story.act("share", ["account": piet, "role": "provider", "reason": "Gives the mentoring."])
      try await story.consented()
      try await story.act("adopt", days: ["next": 14])
      let support = try await story.choice("support", in: "session")
      let session = ["support": support, "attendance": "attended", "done": "They talked."]
      try await story.act("session", session, days: ["on": 0, "next": 7])
      let page = try await story.page()
      #expect(page.contains("Imran Example (\(reference))") && page.contains("href=\"/providers/\(id)\""))
      #expect(page.contains("Gives support"))
      try await story.planned()
      let after = try await story.page()
      #expect(after.contains("The plan does not name them any more."))
      let circle = try await site.installation.site.load(Case.self, story.id).state.circle
      #expect(circle[piet] == nil)
      #expect(
        after.contains("Ideological or theological mentoring: Imran Example") && !after.contains(support)
      )
    }
  }

  @Test func `a plan says at which support a provider cannot be named, and why`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      try await story.resolved("offer-support")
      let sue = try await site.visitor("Sue Supervisor")
      let id = try await sue.listProvider(["capacity": "0"])
      let reference = Domain.Provider.reference(of: id)
      let unknown = try await refusal(of: "P-00000-00000", in: story)
      #expect(unknown?.hasPrefix("No intervention provider has the reference “P-00000-00000”") == true)
      #expect(try await refusal(of: reference, in: story) == "\(reference) is not approved yet")
      #expect(try await sue.approveProvider(id).status == 303)
      #expect(try await refusal(of: reference, in: story) == "\(reference) has no room for another case")
      #expect(try await sue.post("/providers/\(id)/withdraw", ["reason": "Moved abroad."]).status == 303)
      #expect(try await refusal(of: reference, in: story) == "The approval of \(reference) was withdrawn")
    }
  }

  /// What a plan says at its second support, which a provider is to give.
  private func refusal(of provider: String, in story: CaseStory) async throws -> String? {
    let plan = [
      "needs": "Work.", "consent": "By Cora.", "nature-1": "careers", "provider-1": "The college",
      "way-1": "Each Tuesday.", "nature-2": "mentoring", "provider-2": provider, "way-2": "Each Friday.",
    ].merging(story.day("from-1", 0)) { $1 }.merging(story.day("from-2", 0)) { $1 }
    let answer = try await story.cora.act("plan", on: story.id, plan)
    #expect(answer.status == 422)
    return answer.text.firstMatch(of: /<a href="#provider-2">([^<]+)</).map { String($0.output.1) }
  }

  @Test func `an approval ends on its day, and a withdrawal at once`() async throws {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let id = try await sue.listProvider()
      #expect(try await sue.get("/providers").text.contains("Not approved yet"))
      #expect(try await sue.approveProvider(id, until: "2009").text.contains("must lie ahead"))
      #expect(try await sue.approveProvider(id).status == 303)
      #expect(try await sue.post("/providers/\(id)/withdraw", ["reason": "Moved abroad."]).status == 303)
      let page = try await sue.get("/providers").text
      #expect(page.contains("Withdrawn") && !page.contains("Not approved yet"))
      let again = try await sue.approveProvider(id)
      #expect(again.status == 422 && again.text.contains("nothing more can be recorded"))
    }
  }

  @Test func `what is sealed of a provider is shown for a purpose, with a line, and goes with them`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let id = try await sue.listProvider()
      #expect(try await sue.approveProvider(id).status == 303)
      let asked = try await sue.get("/providers/\(id)")
      #expect(asked.status == 303 && asked.location?.hasPrefix("/purpose/intervention-provider/") == true)
      try await sue.state("supervision", of: "intervention-provider", id)
      #expect(try await sue.get("/providers/\(id)").text.contains("By the board, on two references."))
      let looks = try await site.accessLines().map(\.line).filter { $0.act == .consultation }
      #expect(looks.map(\.record) == [Reference(kind: "intervention-provider", id: id)])
      _ = try await site.installation.erase(id, ground: "Article 17", in: .safeguarding)
      let gone = try await sue.get("/providers/\(id)").text
      #expect(gone.contains("is erased") && !gone.contains("Imran") && !gone.contains("two references"))
      #expect(try await !sue.get("/providers").text.contains("Imran"))
    }
  }

  @Test func `a provider reads and keeps their own page, and nobody else's`() async throws {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let own = try await sue.listProvider(["account": try await site.account(of: "Piet Provider")])
      let other = try await sue.listProvider(["name": "Ivan Example"])
      let piet = try await site.visitor("Piet Provider")
      try await piet.state("support", of: "intervention-provider", own)
      #expect(try await piet.get("/providers/\(own)").status == 200)
      #expect(try await piet.post("/providers/\(own)/capacity", ["capacity": "2"]).status == 303)
      #expect(try await piet.get("/providers/\(other)").status == 404)
      #expect(try await piet.get("/providers").status == 403)
      #expect(try await piet.approveProvider(own).status == 403)
    }
  }

  @Test func `every field's error is said at once, and what was typed stays`() async throws {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let record = try await sue.get("/providers/new").hidden("record") ?? ""
      let wrong = try await sue.post("/providers", ["record": record, "name": "", "capacity": ""])
      #expect(wrong.status == 422 && wrong.text.contains("Enter a name"))
      #expect(wrong.text.contains("Say how many cases they take at once"))
      let id = try await sue.listProvider()
      let empty = try await sue.post("/providers/\(id)/approve", ["words": "Kept"])
      #expect(empty.status == 422 && empty.text.contains("Choose for which support they are approved"))
      #expect(empty.text.contains("Enter the last day of the approval") && empty.text.contains("Kept"))
      for capacity in ["-1", "many", "99999"] {
        #expect(try await sue.post("/providers/\(id)/capacity", ["capacity": capacity]).status == 422)
      }
      let case_ = try await sue.post("/providers/\(id)/conflicts", ["case": "C-0", "words": "w"])
      #expect(case_.status == 422 && case_.text.contains("There is no case with this reference"))
    }
  }

  @Test func `programs do the same, and say what they open one for`() async throws {
    try await TestSite.with(at: .story) { site in
      let sue = try await site.visitor("Sue Supervisor")
      let body = #"{"name": "Imran Example", "capacity": 4}"#
      let made = try await sue.api(.post, "/api/v1/providers", body)
      #expect(made.status == 201, "\(made.text)")
      let path = try #require(made.headers[.location])
      let approval = #"{"natures": ["mentoring"], "until": "2010-03-31", "words": "By the board"}"#
      #expect(try await sue.api(.post, "\(path)/approve", approval).json["until"] as? String == "2010-03-31")
      #expect(try await sue.api(.get, path).status == 428)
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "supervision"]
      let read = try await sue.api(.get, path, headers: purpose)
      #expect(read.status == 200)
      #expect(try (read.json["conflicts"] as? [Any])?.isEmpty == true)
      let late = #"{"natures": ["mentoring"], "until": "2009-03-31", "words": "w"}"#
      #expect(try await sue.api(.post, "\(path)/approve", late).status == 409)
    }
  }
}
