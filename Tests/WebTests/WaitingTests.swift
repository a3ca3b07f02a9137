import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// What waits at home: of every module that has something for whoever asks, and of nobody else's.
struct WaitingTests {
  private static let officer =
    #"{"role": "data-protection-officer", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
  private static let reader =
    #"{"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  private struct Scene {
    let adam: Visitor
    let della: Visitor
    let leaver: String
  }

  private func scene(_ site: TestSite) async throws -> Scene {
    let adam = try await site.visitor("Adam Administrator")
    let della = try await site.newcomer("della", Self.officer, adam).visitor
    let leaver = try await site.newcomer("zebedee", Self.reader, adam).id
    #expect(
      try await adam.api(.post, "/api/v1/accounts/\(leaver)/close", #"{"reason": "Left"}"#).status == 200
    )
    return Scene(adam: adam, della: della, leaver: leaver)
  }

  /// Records of closed accounts are looked at after so many months.
  private func decide(months: String, _ scene: Scene) async throws {
    let change = [
      "value": months, "from-day": "2", "from-month": "9", "from-year": "2009", "reason": "New guidance",
      "source": "",
    ]
    let place = "/settings/retention.account-months"
    #expect(try await scene.adam.post("\(place)/change", change).status == 303)
    #expect(try await scene.della.post("\(place)/agree", [:]).status == 303)
  }

  /// Della's home page on a day, to which none of her sessions lasts.
  private func home(_ site: TestSite, on day: String) async throws -> (della: Visitor, page: String) {
    site.move(to: try #require(PartialDate(day)))
    let della = site.anybody()
    let typed = ["email": "della@touchstone.example", "password": "a made-up pass phrase"]
    #expect(try await della.post("/sign-in", typed).status == 303)
    return (della, try await della.get("/").text)
  }

  @Test func `a retention date that comes near waits for the officer, and for nobody else`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      let place = "/retention/\(scene.leaver)"
      try await decide(months: "2", scene)
      #expect(try await !home(site, on: "2009-10-01").page.contains(place))
      let (della, page) = try await home(site, on: "2009-10-02")
      #expect(page.contains("Records about people, due to be looked at") && page.contains(place))
      #expect(page.contains("Due on 1 November 2009: somebody reviews it"))
      #expect(try await !site.visitor("Adam Administrator").get("/").text.contains(place))
      #expect(try await della.post("\(place)/hold", ["reason": "Proceedings"]).status == 303)
      #expect(try await !della.get("/").text.contains(place))
      #expect(try await della.post("\(place)/release", ["reason": "Over"]).status == 303)
      #expect(try await home(site, on: "2009-11-02").page.contains("Due since 1 November 2009"))
    }
  }

  @Test func `an erasure waits for whoever may approve it, and not for whoever asked`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      let ask = #"{"subject": "\#(scene.leaver)", "ground": "Article 17"}"#
      let erasure = try await scene.della.api(.post, "/api/v1/erasures", ask).json["id"] as? String ?? ""
      #expect(try await scene.adam.get("/").text.contains("/erasures/\(erasure)"))
      #expect(try await !scene.della.get("/").text.contains("/erasures/\(erasure)"))
      #expect(try await scene.adam.api(.post, "/api/v1/erasures/\(erasure)/approve", "{}").status == 200)
      #expect(try await !scene.adam.get("/").text.contains("/erasures/\(erasure)"))
    }
  }

  @Test func `a setting waits for whoever may agree to it`() async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await scene(site)
      let place = "/settings/retention.account-months"
      let change = [
        "value": "24", "from-day": "1", "from-month": "10", "from-year": "2009", "reason": "New guidance",
        "source": "",
      ]
      #expect(try await scene.adam.post("\(place)/change", change).status == 303)
      let home = try await scene.della.get("/").text
      #expect(home.contains("Settings to agree to") && home.contains(place) && home.contains("24 months"))
      #expect(try await !scene.adam.get("/").text.contains(place))
    }
  }
}
