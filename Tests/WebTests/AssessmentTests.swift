import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

extension CaseStory {
  /// Starts an assessment, and gives its address.
  func assess() async throws -> String {
    let answer = try await cora.post("\(address)/assessments", [:])
    #expect(answer.status == 303, "\(answer.text)")
    return try #require(answer.location)
  }

  func judge(
    _ assessment: String,
    _ factor: String,
    _ presence: String,
    _ evidence: String = "He speaks of it often."
  ) async throws -> Answer {
    let known = ["evidence": evidence, "source": "His teacher", "date-year": "2009", "date-month": "8"]
    return try await cora.post(
      "\(assessment)/factors/\(factor)",
      ["presence": presence].merging(presence == "not-known" ? [:] : known) { $1 }
    )
  }

  /// Records every factor and narrative, and concludes; where a factor differs, as it is given.
  func conclude(_ assessment: String, _ seen: [String: String] = [:], changes: String = "") async throws {
    for factor in Framework.current.factors.map(\.code) {
      #expect(try await judge(assessment, factor, seen[factor] ?? "not-known").status == 303, "\(factor)")
    }
    for dimension in Framework.current.dimensions.map(\.code) {
      let words = try await cora.post(
        "\(assessment)/dimensions/\(dimension)",
        ["words": "He looks for company."]
      )
      #expect(words.status == 303, "\(dimension)")
    }
    let conclusion = ["summary": "He wants to belong.", "plan": "A club.", "changes": changes]
    let concluded = try await cora.post("\(assessment)/complete", conclusion)
    #expect(concluded.status == 303, "\(concluded.text)")
  }
}

/// Assessments: factor by factor, in parts, and beside the last.
struct AssessmentTests {
  @Test func `an assessment is made in parts, and goes on where it was left`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.assess()
      #expect(try await story.assess() == path)
      let page = try await story.cora.get(path).text
      #expect(page.contains("31 factors are not recorded yet") && page.contains("never added up"))
      let saved = try await story.judge(path, "grievance", "partly")
      #expect(saved.location == "\(path)/factors/threat")
      let form = try await story.cora.get("\(path)/factors/grievance").text
      #expect(form.contains("He speaks of it often.") && form.contains("value=\"partly\" checked"))
      let early = try await story.cora.post("\(path)/complete", ["summary": "s", "plan": "p"])
      #expect(early.status == 422 && early.text.contains("Nothing is recorded yet of: Feeling under threat"))
      try await story.conclude(path)
      let whole = try await story.cora.get(path).text
      #expect(whole.contains("Concluded on 1 September 2009") && whole.contains("A club."))
      #expect(try await story.judge(path, "grievance", "absent").text.contains("Start another"))
    }
  }

  @Test func `what is known needs evidence, its source and its day, and nothing typed is lost`() async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.assess()
      let bare = try await story.cora.post(
        "\(path)/factors/status",
        ["presence": "present", "evidence": "Kept words"]
      )
      #expect(bare.status == 422 && bare.text.contains("Kept words") && bare.text.contains("source, date"))
      let ahead = ["presence": "present", "evidence": "e", "source": "s", "date-year": "2031"]
      let answer = try await story.cora.post("\(path)/factors/status", ahead)
      #expect(answer.status == 422 && answer.text.contains("cannot lie ahead"))
      #expect(try await story.cora.get("\(path)/factors/nothing").status == 404)
      #expect(try await story.cora.post("\(path)/dimensions/intent", ["words": ""]).status == 422)
    }
  }

  @Test func `two assessments stand side by side, factor by factor`() async throws {
    try await TestSite.with(at: .story) { site in
      var story = try await CaseStory(site)
      let first = try await story.assess()
      try await story.conclude(first, ["grievance": "present", "identity": "partly"])
      site.move(to: PartialDate(on: .story).adding(days: 90))
      story.cora = try await site.visitor("Cora Coordinator")
      try await story.cora.state("review", of: "case", story.id)
      let second = try await story.assess()
      #expect(try await story.cora.get(second).text.contains("31 factors are not recorded yet."))
      let form = try await story.cora.get("\(second)/factors/grievance").text
      #expect(form.contains("On 1 September 2009: Present. He speaks of it often."))
      for factor in Framework.current.factors.map(\.code) {
        _ = try await story.judge(
          second,
          factor,
          factor == "grievance" ? "absent" : "not-known",
          "He laughs."
        )
      }
      let page = try await story.cora.get(second).text
      #expect(page.contains("What is otherwise than on 1 September 2009"))
      #expect(page.contains("Present. He speaks of it often.") && page.contains("Absent. He laughs."))
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "review"]
      let path = "/api/v1\(second)/changes?limit=200"
      let changes = try await story.cora.api(.get, path, headers: purpose)
      let list = try #require(try changes.json["changes"] as? [[String: Any]])
      let changed = list.filter { $0["is_change"] as? Bool == true }.compactMap { $0["factor"] as? String }
      #expect(changed == ["grievance", "identity"] && list.count == 31)
    }
  }

  @Test func `only the circle of the case opens one, each time with a line, and it goes with the person`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.assess()
      #expect(try await story.judge(path, "grievance", "present", "Qevidence").status == 303)
      let before = try await site.accessLines().count
      #expect(try await story.cora.get(path).text.contains("Qevidence"))
      #expect(try await site.accessLines().count == before + 1)
      let mina = try await site.visitor("Mina Member")
      for address in [path, "\(path)/factors/grievance", "\(story.address)/assessments"] {
        #expect(try await !mina.get(address).text.contains("Qevidence"), "\(address)")
        #expect(try await mina.get(address).status != 200, "\(address)")
      }
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew && !dumps.live.contains("Qevidence"))
      let referral = try await site.installation.site.load(Case.self, story.id).state.subject
      _ = try await site.installation.erase(referral, ground: "Article 17", in: .safeguarding)
      let gone = try await story.cora.get(path).text
      #expect(gone.contains("is erased") && !gone.contains("Qevidence"))
    }
  }

  @Test func `programs make an assessment in the same parts`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let purpose: HTTPFields = [HTTPField.Name("Touchstone-Purpose")!: "panel"]
      let made = try await story.cora.api(.post, "/api/v1\(story.address)/assessments", headers: purpose)
      #expect(made.status == 201, "\(made.text)")
      let path = try #require(made.headers[.location])
      let body = #"{"presence": "partly", "evidence": "e", "source": "s", "date": "2009-08"}"#
      let judged = try await story.cora.api(.post, "\(path)/factors/grievance", body, headers: purpose)
      #expect(judged.status == 200, "\(judged.text)")
      let read = try await story.cora.api(.get, path, headers: purpose)
      let factors = try #require(try read.json["factors"] as? [[String: Any]])
      #expect(factors.first?["presence"] as? String == "partly" && factors.count == 31)
      let none = try await story.cora.api(
        .post,
        "\(path)/factors/grievance",
        #"{"presence": "some"}"#,
        headers: purpose
      )
      #expect(none.status == 422)
      let early = #"{"summary": "s", "plan": "p"}"#
      #expect(try await story.cora.api(.post, "\(path)/complete", early, headers: purpose).status == 409)
    }
  }
}
