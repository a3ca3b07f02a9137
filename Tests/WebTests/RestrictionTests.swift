import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// An objection that is granted is more than a line in a file: what was objected to is used no more.
struct RestrictionTests {
  /// It is known who asks, and the referral is added.
  private func scene(_ site: TestSite, _ kind: String) async throws -> RightsScene {
    let scene = try await RightsScene(site, kind)
    try await scene.take("confirm-identity", ["how": "document"])
    try await scene.take("link", ["record": Referral.reference(of: scene.referral)])
    return scene
  }

  private func answer(_ scene: RightsScene, _ outcome: String) async throws {
    try await scene.take("propose", ["outcome": outcome, "letter": "We have decided."])
    try await scene.state(scene.sue)
    try await scene.take("approve", by: scene.sue)
    #expect(try await scene.take("answer", ["how": "letter"]).status == 303)
  }

  @Test func `what was objected to is given to nobody from the answer on, but to protect a life`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site, "objection")
      #expect(try await scene.copy(on: "safeguarding").status == 200)
      try await answer(scene, "granted")
      let cora = try await scene.coordinator()
      _ = try await cora.state("screening", for: scene.referral)
      let page = try await cora.get("/referrals/\(scene.referral)").text
      #expect(page.contains("Its use has been restricted since"))
      let refused = try await scene.copy(on: "safeguarding")
      #expect(refused.status == 422 && refused.text.contains("given to nobody except with consent"))
      #expect(try await scene.copy(on: "vital-interests").status == 200)
      let lines = try await site.accessLines().filter { $0.line.act == .disclosure }.map(\.line)
      #expect(lines.compactMap(\.basis) == ["safeguarding", "vital-interests"])

      #expect(try await scene.dee.get(scene.path).text.contains("Restricted since"))
      #expect(try await scene.take("end-restriction", ["words": "They agreed."]).status == 303)
      #expect(try await scene.copy(on: "safeguarding").status == 200)
      #expect(!(try await cora.get("/referrals/\(scene.referral)").text).contains("been restricted"))
    }
  }

  @Test func `a case is restricted with its referral, and nobody writes a lesson from it or tells of it`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.closed()
      let lesson = try await story.lesson()
      let scene = try await scene(site, "objection")
      let title = Referral.reference(of: story.id)
      #expect(try await scene.take("link", ["record": title]).status == 303)
      try await answer(scene, "granted")
      #expect(try await story.page().contains("Its use has been restricted since"))
      let told = [
        "recipient": "Exampleshire College", "what": "That it ended.", "basis": "public-task",
        "declaration": "none",
      ].merging(story.day("on", 0)) { $1 }
      let answer = try await story.cora.act("tell", on: story.id, told)
      #expect(answer.status == 422 && answer.text.contains("Its use has been restricted"))
      let record = try await story.cora.get("\(story.address)/lessons/new").hidden("record") ?? ""
      let other = CaseStory.lesson.merging(["record": record]) { $1 }
      #expect(try await story.cora.post("\(story.address)/lessons", other).status == 422)
      // What was written before goes nowhere either.
      let asked = try await story.cora.post("/lessons/\(lesson)/ask", [:])
      #expect(asked.status == 409 && asked.text.contains("Its use has been restricted"))
    }
  }

  @Test func `a case that is restricted is shown to nobody more, and to no panel`() async throws {
    try await TestSite.with(at: .story) { site in
      let meeting = try await MeetingStory(site)
      let scene = try await scene(site, "objection")
      #expect(
        try await scene.take("link", ["record": Referral.reference(of: meeting.story.id)]).status == 303
      )
      try await answer(scene, "granted")
      let papers = try await meeting.cora.post("\(meeting.path)/papers/share", [:])
      #expect(papers.status == 409 && papers.text.contains("Its use has been restricted"))
      let shared = try await meeting.story.cora.act(
        "share",
        on: meeting.story.id,
        ["account": meeting.members[1], "role": "worker", "reason": "Helps."]
      )
      #expect(shared.status == 422 && shared.text.contains("Its use has been restricted"))
    }
  }

  @Test func `a supervisor who is kept out of a case reads nothing of it through a request`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let scene = try await scene(site, "access")
      #expect(try await scene.take("link", ["record": Referral.reference(of: story.id)]).status == 303)
      try await scene.take("propose", ["outcome": "granted", "letter": "Here it is."])
      try await scene.state(scene.sue)
      #expect(try await scene.sue.get(scene.path).status == 200)
      let fields = [
        "account": try await site.account(of: "Sue Supervisor"),
        "cover": try await site.account(of: "Charlie Chair"), "reason": "She is his aunt.",
      ]
      _ = try await scene.sue.state("supervision", for: story.id, of: "case")
      try await story.act("keep-out", fields, by: scene.sue)
      for path in [scene.path, "\(scene.path)/bundle", "\(scene.path)/approve"] {
        #expect(try await scene.sue.get(path).status == 404, "\(path)")
      }
    }
  }

  @Test func `an objection that is refused restricts nothing, and tells nobody`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site, "objection")
      #expect(try await scene.copy(on: "safeguarding").status == 200)
      try await answer(scene, "refused")
      #expect(try await scene.copy(on: "safeguarding").status == 200)
      let page = try await scene.dee.get(scene.path).text
      #expect(!page.contains("Restricted since") && !page.contains("Still to be told"))
    }
  }

  @Test func `words that are kept back leave a gap, and must stand there`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site, "access")
      let part = "referral/\(scene.referral)/grounds"
      let grounds = ["record": part, "ground": "third-party", "words": "Somebody else."]
      let wrong = try await scene.take("withhold", grounds.merging(["only": "Nobody said this"]) { $1 })
      #expect(wrong.status == 422 && wrong.text.contains("That part does not say “Nobody said this”"))
      #expect(try await scene.take("withhold", grounds.merging(["only": "where to go"]) { $1 }).status == 303)
      let bundle = try await scene.dee.get("\(scene.path)/bundle").text
      #expect(bundle.contains("He asked [kept back].") && !bundle.contains("where to go"))
      #expect(bundle.contains("It is about somebody else"))
    }
  }

  @Test func `a case is added with its referral, so that whoever was told of it is told`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.accepted()
      let told = [
        "recipient": "Exampleshire College", "what": "That there is a case.", "basis": "public-task",
        "declaration": "none",
      ].merging(story.day("on", 0)) { $1 }
      try await story.act("tell", told)
      let scene = try await scene(site, "objection")
      try await scene.take("link", ["record": Referral.reference(of: story.id)])
      #expect(try await scene.dee.get(scene.path).text.contains(Case.reference(of: story.id)))
      try await answer(scene, "in-part")
      let page = try await scene.dee.get("\(scene.path)/notices").text
      #expect(page.contains("Exampleshire College") && page.contains("we have agreed in part"))
      try await scene.take("end-restriction", ["words": "They agreed."])
      #expect(try await scene.dee.get("\(scene.path)/notices").text.contains("There is nobody to be told."))
    }
  }

  @Test func `other requests about somebody of the same names are shown beside the records`() async throws {
    try await TestSite.with(at: .story) { site in
      let first = try await scene(site, "access")
      let second = try await scene(site, "objection")
      let page = try await second.dee.get("\(second.path)/find").text
      #expect(page.contains(RightsRequest.reference(of: first.request)))
      #expect(!page.contains(RightsRequest.reference(of: second.request) + "</a>"))
    }
  }
}

extension RightsScene {
  fileprivate func coordinator() async throws -> Visitor { try await site.visitor("Cora Coordinator") }

  fileprivate func copy(on basis: String) async throws -> Answer {
    let cora = try await coordinator()
    _ = try await cora.state("screening", for: referral)
    return try await cora.post(
      "/referrals/\(referral)/copy",
      ["recipient": "Exampleshire School", "basis": basis]
    )
  }
}
