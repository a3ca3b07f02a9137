import Assembly
import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Platform

/// Where somebody is signed in: seen on their account's page, and ended from there.
struct SessionListTests {
  private static let phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"
  private static let desk = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

  /// Dora at two places, each with its browser.
  private func atTwoPlaces(_ site: TestSite) async throws -> (desk: Visitor, phone: Visitor) {
    var visitors: [Visitor] = []
    for agent in [Self.desk, Self.phone] {
      let links = try await site.installation.demonstrationLinks()
      let link = try #require(links.first { $0.name == "Dora Depositor" })
      let visitor = site.anybody()
      #expect(try await visitor.post(link.address, [:], headers: [.userAgent: agent]).status == 303)
      visitors.append(visitor)
    }
    return (visitors[0], visitors[1])
  }

  /// The addresses at which sessions are ended, by the words beside them.
  private func ends(_ page: Answer) -> [(address: String, words: String)] {
    page.text.matches(of: /action="(\/account\/sessions\/[0-9a-f]+\/end)".*?session ([^,]+),/).map {
      (String($0.output.1), String($0.output.2))
    }
  }

  @Test func `every session is listed by its device, and this one says so`() async throws {
    try await TestSite.with { site in
      let (desk, _) = try await atTwoPlaces(site)
      let page = try await desk.get("/account")
      #expect(Set(ends(page).map(\.words)) == ["Firefox on Linux", "Safari on iPhone"])
      #expect(page.text.components(separatedBy: "This one").count == 2)
      #expect(page.text.contains("Safari on iPhone"))
    }
  }

  @Test func `one session is ended and the others go on`() async throws {
    try await TestSite.with { site in
      let (desk, phone) = try await atTwoPlaces(site)
      let other = try #require(ends(try await desk.get("/account")).first { $0.words == "Safari on iPhone" })
      #expect(try await desk.post(other.address, [:]).location == "/account?ended=1")
      #expect(try await phone.get("/account").location == "/sign-in?back=%2Faccount")
      #expect(try await desk.get("/account?ended=1").text.contains("It has ended"))
    }
  }

  @Test func `all others are ended at once, and one's own as signing out does`() async throws {
    try await TestSite.with { site in
      let (desk, phone) = try await atTwoPlaces(site)
      #expect(try await phone.post("/account/sessions/end-others", [:]).status == 303)
      #expect(try await desk.get("/account").status == 303)
      let own = try #require(ends(try await phone.get("/account")).first)
      #expect(try await phone.post(own.address, [:]).location == "/")
      #expect(phone.cookies["__Host-session"] == nil)
      #expect(try await phone.get("/account").status == 303)
    }
  }

  @Test func `nobody ends a session of somebody else`() async throws {
    try await TestSite.with { site in
      let (desk, _) = try await atTwoPlaces(site)
      let ends = ends(try await desk.get("/account"))
      let adam = try await site.visitor("Adam Administrator")
      for end in ends { #expect(try await adam.post(end.address, [:]).status == 303) }
      #expect(try await desk.get("/account").status == 200)
    }
  }

  @Test func `an administrator signs somebody out everywhere, with a reason, and nobody else does`()
    async throws
  {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let token = ["token_name": "t", "reach": "read", "days": "7"]
      let made = try await dora.post("/account/tokens", token).text
      let secret = "ts_" + (made.components(separatedBy: "<code>ts_").last ?? "").prefix { $0 != "<" }
      var headers: HTTPFields = [:]
      headers[.authorization] = "Bearer \(secret)"
      #expect(try await site.anybody().api(.get, "/api/v1/practices", headers: headers).status == 200)
      let id = try #require(
        try await site.installation.site.people.account("dora.depositor@touchstone.example")
      )
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("/people/\(id)/sessions", ["reason": "r"]).status == 403)
      let adam = try await site.visitor("Adam Administrator")
      #expect(try await adam.post("/people/\(id)/sessions", ["reason": ""]).status == 422)
      #expect(try await dora.get("/account").status == 200)
      #expect(try await adam.post("/people/\(id)/sessions", ["reason": "Laptop stolen"]).status == 303)
      #expect(try await dora.get("/account").status == 303)
      #expect(try await site.anybody().api(.get, "/api/v1/practices", headers: headers).status == 401)
      let again = try await adam.api(.post, "/api/v1/accounts/\(id)/sessions/end", #"{"reason": "Again"}"#)
      #expect(again.status == 200)
    }
  }

  @Test func `what ended stands in the access log`() async throws {
    try await TestSite.with { site in
      let (desk, _) = try await atTwoPlaces(site)
      let log = try site.installation.site.service(.directory).access
      let before = try await log.head().size
      _ = try await desk.post("/account/sessions/end-others", [:])
      #expect(try await log.head().size == before + 1)
    }
  }

  @Test func `a browser is told in a few words, whatever it says`() {
    #expect(Device.words(nil) == "" && Device.words("<script>") == "")
    #expect(
      Device.words("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120") == "Edge on Windows"
    )
    #expect(Device.words("curl/8.0") == "curl")
    #expect(
      Device.words("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537") == "Chrome on Android"
    )
  }
}
