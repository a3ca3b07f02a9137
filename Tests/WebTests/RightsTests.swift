import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// A person asks what is held about them, through the pages and calls of those who answer.
struct RightsTests {
  @Test func `records are found however the name was taken down, and those of others are not`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site)
      let cora = try await site.visitor("Cora Coordinator")
      let written = try await cora.refer(["given_name": "Samuel", "family_name": "Sampel"])
      let turned = try await cora.refer(["given_name": "Sample", "family_name": "Sam"])
      let other = try await cora.refer(["given_name": "Kasia", "family_name": "Sample"])
      let page = try await scene.dee.get("\(scene.path)/find").text
      for id in [scene.referral, written, turned] { #expect(page.contains(Referral.reference(of: id))) }
      #expect(!page.contains(Referral.reference(of: other)))
    }
  }

  @Test func `from the request to the bundle that goes out, with a second pair of eyes`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site)
      let page = try await scene.dee.get(scene.path).text
      #expect(page.contains("What do you hold about me?") && page.contains("1 October 2009"))
      let early = ["outcome": "granted", "letter": "Here it is."]
      #expect(try await scene.take("propose", early).status == 422)
      #expect(try await scene.take("confirm-identity", ["how": "document"]).status == 303)
      let title = try await scene.title()
      #expect(try await scene.take("link", ["record": title.lowercased()]).status == 303)
      let back = [
        "record": "referral/\(scene.referral)/referrer", "ground": "third-party", "words": "A teacher.",
      ]
      #expect(try await scene.take("withhold", back).status == 303)
      let whole = try await scene.take("propose", early)
      #expect(whole.status == 422 && whole.text.contains("must fit what was found"))
      let proposal = ["outcome": "in-part", "letter": "Here is what we hold."]
      #expect(try await scene.take("propose", proposal).status == 303)
      #expect(try await scene.dee.get("\(scene.path)/approve").status == 403)
      try await scene.state(scene.sue)
      // Who sent it back has done their part, and the request is not theirs to read any more.
      let sentBack = try await scene.take("send-back", by: scene.sue, ["reason": "Say more."])
      #expect(sentBack.status == 303 && sentBack.location == "/rights")
      #expect(try await scene.take("propose", proposal).status == 303)
      let agreed = try await scene.take("approve", by: scene.sue)
      #expect(agreed.status == 303 && agreed.location == scene.path)
      let bundle = try await scene.dee.get("\(scene.path)/bundle").text
      #expect(bundle.contains("He asked where to go.") && bundle.contains("Here is what we hold."))
      #expect(!bundle.contains("Tia Teacher") && bundle.contains("It is about somebody else"))
      #expect(bundle.contains("for: screening") && !bundle.contains("Cora"))
      #expect(try await scene.take("answer", ["how": "letter"]).status == 303)
      // What went out stays as it was, though the record goes on.
      let sent = try await scene.dee.get("\(scene.path)/sent.json")
      #expect(sent.status == 200 && sent.text.contains("He asked where to go."))
      #expect(!sent.text.contains("Tia Teacher") && !sent.text.contains("Whoever asked by"))
      let lines = try await site.accessLines().filter { $0.line.record?.id == scene.referral }.map(\.line)
      #expect(lines.contains { $0.act == .disclosure && $0.recipient?.contains("Q-") == true })
      #expect(lines.contains { $0.act == .combination && $0.purpose == "subject-request" })
      #expect(try await scene.dee.get("/rights.csv").text.contains("Answered"))
    }
  }

  @Test func `who had received a record is told what became of it, and what was granted is carried out`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site, "rectification")
      let cora = try await site.visitor("Cora Coordinator")
      _ = try await cora.state("screening", for: scene.referral)
      let copy = ["recipient": "Exampleshire School", "basis": "safeguarding"]
      #expect(try await cora.post("/referrals/\(scene.referral)/copy", copy).status == 200)
      _ = try await scene.take("confirm-identity", ["how": "document"])
      _ = try await scene.take("link", ["record": try await scene.title()])
      _ = try await scene.take("propose", ["outcome": "granted", "letter": "It is corrected."])
      try await scene.state(scene.sue)
      _ = try await scene.take("approve", by: scene.sue)
      #expect(try await scene.take("answer", ["how": "email"]).status == 303)
      let page = try await scene.dee.get(scene.path).text
      #expect(page.contains("Still to be told") && page.contains("Exampleshire School"))
      let home = try await scene.dee.get("/").text
      #expect(home.contains("Still to be told") && home.contains("1 recipient to be told"))
      let notices = try await scene.dee.get("\(scene.path)/notices").text
      #expect(notices.contains("Exampleshire School") && notices.contains("Article 19 of the UK GDPR"))
      #expect(!notices.contains("Sample"), "a notice names nobody")
      let recipient = "referral/\(scene.referral)/Exampleshire School"
      #expect(try await scene.take("tell", ["record": recipient]).status == 303)
      let after = try await scene.dee.get(scene.path).text
      #expect(!(try await scene.dee.get("/").text).contains("Still to be told"))
      #expect(!after.contains("Still to be told") && after.contains("Exampleshire School, told on"))
      #expect(after.contains("To be carried out") && after.contains("Sent on"))
      #expect(try await scene.dee.get("/").text.contains("Granted, and not carried out yet"))
      #expect(try await scene.take("carry-out", ["words": "Spelt as he spells it."]).status == 303)
      let done = try await scene.dee.get(scene.path).text
      #expect(done.contains("recorded that it was carried out") && !done.contains("To be carried out"))
      #expect(!(try await scene.dee.get("/").text.contains("not carried out yet")))
      #expect(try await scene.take("carry-out", ["words": "Again."]).status == 422)
    }
  }

  @Test func `nobody else knows of a request, and it is opened behind its purpose only`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site)
      for name in ["Cora Coordinator", "Otto Auditor", "Adam Administrator", "Rita Reader"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get(scene.path).status == 404, "\(name)")
        #expect(try await visitor.get("/rights").status == 403, "\(name)")
      }
      #expect(try await scene.sue.get(scene.path).status == 404)
      #expect(try await scene.sue.get("/rights").text.contains("No request waits for a second person"))
      let other = try await scene.dee.get("/rights/new").hidden("record") ?? ""
      _ = try await scene.dee.post(
        "/rights",
        RightsScene.asked.merging(["record": other, "kind": "access"]) { $1 }
      )
      let gate = try await scene.dee.get("/rights/\(other)")
      #expect(gate.status == 303 && gate.location?.hasPrefix("/purpose/rights-request/\(other)") == true)
      #expect(try await scene.dee.get(gate.location ?? "").text.contains("A request by the person"))
    }
  }

  @Test func `a form says all that is wrong with it and keeps what was typed`() async throws {
    try await TestSite.with(at: .story) { site in
      let dee = try await site.visitor("Dee Protection")
      let record = try await dee.get("/rights/new").hidden("record") ?? ""
      let answer = try await dee.post(
        "/rights",
        ["record": record, "kind": "access", "words": "Qkept", "asker": "parent"]
      )
      #expect(answer.status == 422 && answer.text.contains("Qkept"))
      for words in ["under which law", "Choose how it came in", "Enter where the answer goes"] {
        #expect(answer.text.contains(words), "\(words)")
      }
    }
  }

  @Test func `what is said is gone once the person is erased, in what lives and in what is rebuilt`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site)
      _ = try await scene.take("confirm-identity", ["how": "known", "words": "Qnote"])
      let service = try site.installation.site.service(.safeguarding)
      #expect(try await service.views.dump().contains("Qnote"))
      _ = try await site.installation.erase(scene.request, ground: "Article 17", in: .safeguarding)
      let erased = try await service.views.dump()
      #expect(!erased.contains("Qnote") && !erased.contains("1 Example Street"))
      #expect(try await scene.dee.get(scene.path).text.contains("What was said is erased."))
      _ = try await site.installation.rebuild(nil)
      #expect(try await service.views.dump() == erased)
    }
  }

  @Test func `programs take the same steps, and say what for`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await RightsScene(site)
      let why: HTTPFields = [try #require(HTTPField.Name("Touchstone-Purpose")): "subject-request"]
      let path = "/api/v1/rights/\(scene.request)"
      let bare = try await scene.dee.api(.get, path)
      #expect(bare.status == 200, "the session's purpose stands")
      let body = #"{"how": "document", "on": "2009-09-01"}"#
      let confirmed = try await scene.dee.api(.post, "\(path)/confirm-identity", body, headers: why)
      #expect(try confirmed.json["is_confirmed"] as? Bool == true)
      let link = #"{"record": "\#(try await scene.title())"}"#
      #expect(try await scene.dee.api(.post, "\(path)/link", link, headers: why).status == 200)
      let bundle = try await scene.dee.api(.get, "\(path)/bundle", headers: why).json
      let records = try #require(bundle["records"] as? [[String: Any]])
      let parts = try #require(records.first?["parts"] as? [[String: Any]])
      #expect(parts.contains { $0["field"] as? String == "grounds" && $0["text"] as? String != nil })
      let unknown = try await scene.dee.api(.post, "\(path)/link", #"{"record": "R-1"}"#, headers: why)
      #expect(unknown.status == 422 && unknown.text.contains("No record has this reference"))
      let list = try await scene.dee.api(.get, "/api/v1/rights").json["rights"] as? [[String: Any]]
      #expect(list?.count == 1 && list?.first?["family_name"] == nil)
    }
  }
}

extension RightsScene {
  /// What the search for records of the person's names finds.
  fileprivate func title() async throws -> String {
    let text = try await dee.get("\(path)/find").text
    return try #require(text.firstMatch(of: /R-[0-9A-F]{5}-[0-9A-F]{5}/).map { String($0.0) })
  }
}
