import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Reviews and erasures through their pages and calls.
struct ErasurePagesTests {
  private static let officer =
    #"{"role": "data-protection-officer", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  private struct Scene {
    let adam: Visitor
    let della: Visitor
    /// Whose account is closed.
    let subject: String
  }

  private func scene(_ site: TestSite) async throws -> Scene {
    let adam = try await site.visitor("Adam Administrator")
    let della = try await site.newcomer("della", Self.officer, adam).visitor
    let reader = #"{"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
    let leaver = try await site.newcomer("zebedee", reader, adam).id
    let closed = try await adam.api(.post, "/api/v1/accounts/\(leaver)/close", #"{"reason": "Left"}"#)
    #expect(closed.status == 200)
    return Scene(adam: adam, della: della, subject: leaver)
  }

  @Test func `one asks, another approves, and the certificate is there to keep`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      _ = try await scene.adam.get("/people.csv")
      let record = try await scene.della.get("/erasures/new?subject=\(scene.subject)").hidden("record") ?? ""
      let asked = ["record": record, "subject": scene.subject, "ground": "Article 17", "vault": ""]
      #expect(try await scene.della.post("/erasures", asked).status == 303)
      let path = "/erasures/\(record)"
      let page = try await scene.adam.get(path).text
      #expect(page.contains("2 sealed values") && page.contains("account \(scene.subject)"))
      #expect(page.contains("download of the list of people") && page.contains("6 October 2009"))
      #expect(try await scene.della.post("\(path)/approve", ["reason": ""]).status == 403)
      #expect(try await scene.adam.post("\(path)/approve", ["reason": "Checked"]).status == 303)
      let done = try await scene.della.get(path).text
      #expect(done.contains("\(path)/certificate") && done.contains("certified it"))
      let shown = try await scene.della.get("\(path)/certificate").text
      #expect(shown.contains("The signature of this certificate holds."))
      #expect(shown.contains("Asked for by") && shown.contains("della") && shown.contains("Article 17"))
      #expect(shown.contains("Nothing was found.") && shown.contains("download of the list of people"))
      #expect(shown.contains("6 October 2009") && !shown.contains("zebedee"))
      let contents = try await scene.della.get("\(path)/certificate.json")
      #expect(try contents.json["subject"] as? String == scene.subject)
      let certificate = try await scene.della.get("\(path)/certificate.txt")
      #expect(certificate.status == 200 && !certificate.text.contains("zebedee"))
      #expect(certificate.text.contains("download of the list of people"))
      #expect(try await scene.adam.get("/people/\(scene.subject)").text.contains("A person who was erased"))
      #expect(try await scene.adam.post("\(path)/approve", ["reason": ""]).status == 422)
      #expect(try await scene.adam.get("/erasures").text.contains("Article 17"))
      let file = site.folder.appending(path: "certificate.txt")
      try certificate.body.write(to: file)
      let data = DataFolder(site.folder.appending(path: "data"))
      #expect(try await Upkeep.checkErasure(file, data, Settings()).holds)
    }
  }

  @Test func `a closed account is a task, kept longer, held, and then no task of today`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      let path = "/retention/\(scene.subject)"
      #expect(try await scene.della.get("/retention").text.contains("Nothing waits."))
      let page = try await scene.della.get(path).text
      #expect(page.contains("1 September 2015") && page.contains("Somebody reviews it"))
      let keep = ["until-day": "1", "until-month": "9", "until-year": "2017", "reason": "An inquiry"]
      #expect(try await scene.della.post("\(path)/keep", keep).status == 303)
      #expect(try await scene.della.get(path).text.contains("1 September 2017"))
      let empty = try await scene.della.post("\(path)/keep", ["reason": ""])
      #expect(empty.status == 422 && empty.text.contains("Enter the day") && empty.text.contains("Say why"))
      #expect(try await scene.della.post("\(path)/hold", ["reason": "Proceedings"]).status == 303)
      let held = try await scene.della.get(path).text
      #expect(held.contains("Legal hold") && !held.contains("Erase the person"))
      let ask = #"{"subject": "\#(scene.subject)", "ground": "Article 17"}"#
      let erasure = try await scene.della.api(.post, "/api/v1/erasures", ask).json["id"] as? String ?? ""
      let stopped = try await scene.adam.api(.post, "/api/v1/erasures/\(erasure)/approve", "{}")
      #expect(stopped.status == 409 && stopped.text.contains("legal-hold"))
      #expect(try await scene.della.post("\(path)/release", ["reason": "Over"]).status == 303)
      #expect(try await scene.adam.api(.post, "/api/v1/erasures/\(erasure)/approve", "{}").status == 200)
      #expect(try await scene.adam.get(path).status == 403)
    }
  }

  @Test func `programs read what is due, keep, ask, refuse and withdraw`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      let path = "/api/v1/retention/\(scene.subject)"
      let body = #"{"until": "2016-01-01", "reason": "r"}"#
      let kept = try await scene.della.api(.post, "\(path)/keep", body).json["reviews"] as? [[String: Any]]
      #expect(kept?.first?["due"] as? String == "2016-01-01" && kept?.first?["kind"] as? String == "account")
      #expect(try await scene.della.api(.get, "/api/v1/retention").json["reviews"] as? [String] == [])
      let ask = #"{"subject": "\#(scene.subject)", "ground": "Article 17"}"#
      let first = try await scene.della.api(.post, "/api/v1/erasures", ask).json["id"] as? String ?? ""
      let foreseen = try await scene.adam.api(.get, "/api/v1/erasures/\(first)/foreseen").json
      #expect((foreseen["vaults"] as? [[String: Any]])?.first?["values"] as? Int == 2)
      let refused = try await scene.adam.api(.post, "/api/v1/erasures/\(first)/refuse", #"{"reason": "r"}"#)
      #expect(try refused.json["life"] as? String == "refused")
      let second = try await scene.della.api(.post, "/api/v1/erasures", ask).json["id"] as? String ?? ""
      let address = "/api/v1/erasures/\(second)/withdraw"
      #expect(try await scene.adam.api(.post, address, #"{"reason": "r"}"#).status == 403)
      #expect(try await scene.della.api(.post, address, #"{"reason": "r"}"#).status == 200)
      let list = try await scene.adam.api(.get, "/api/v1/erasures").json["erasures"] as? [[String: Any]]
      #expect(list?.count == 2)
      let nobody = try await scene.della.api(.post, "/api/v1/erasures", #"{"subject": "x", "ground": "g"}"#)
      #expect(nobody.status == 422)
    }
  }

  @Test func `readers, editors and the public see neither reviews nor erasures`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      for visitor in [try await site.visitor("Edie Editor"), try await site.visitor("Rita Reader")] {
        for path in ["/retention", "/erasures", "/erasures/new", "/retention/\(scene.subject)"] {
          #expect(try await visitor.get(path).status == 403, "\(path)")
        }
      }
      #expect(try await site.anybody().get("/erasures").status == 303)
      #expect(try await scene.adam.get("/erasures/none").status == 404)
      #expect(try await scene.della.get("/retention/none").status == 404)
    }
  }
}
