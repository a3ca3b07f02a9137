import Assembly
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Platform

/// Showing once more that it is oneself, before what cannot be undone.
struct ProofTests {
  private static let role =
    #"{"role": "administrator", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
  private static let words = "a made-up pass phrase"

  /// An administrator with a password, whom the minutes have overtaken.
  private func stale(_ site: TestSite) async throws -> Visitor {
    let ada = try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator")).visitor
    site.pass(minutes: 11)
    return ada
  }

  private func path(of name: String, _ visitor: Visitor) async throws -> String {
    let people = try await visitor.get("/people").text
    let name = try #require(people.range(of: name))
    let link = people[..<name.lowerBound].components(separatedBy: "href=\"").last ?? ""
    return String(link.prefix { $0 != "\"" })
  }

  @Test func `a form that changes roles asks for the password first, and then opens`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await stale(site)
      let form = try await path(of: "Dora Depositor", ada) + "/roles/new"
      let asked = try await ada.get(form)
      #expect(asked.status == 403 && asked.text.contains("Show that it is you"))
      var fields = asked.hiddenFields
      fields["password"] = "wrong"
      let wrong = try await ada.postAsIs("/prove", fields)
      #expect(wrong.status == 422 && wrong.text.contains("That is not your password"))
      fields["password"] = Self.words
      let before = ada.cookies["__Host-session"]
      #expect(try await ada.postAsIs("/prove", fields).location == form)
      #expect(ada.cookies["__Host-session"] != before, "the secret is the one of before")
      #expect(try await ada.get(form).status == 200)
      site.pass(minutes: 9)
      #expect(try await ada.get(form).status == 200)
      site.pass(minutes: 2)
      #expect(try await ada.get(form).status == 403)
    }
  }

  @Test func `the secret of before the proof is nobody's any more`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await stale(site)
      let thief = site.anybody()
      thief.cookies = ada.cookies
      #expect(
        try await ada.post("/prove", ["password": Self.words, "back": "/account"]).location == "/account"
      )
      #expect(try await thief.get("/account").status == 303)
      #expect(try await ada.get("/account").status == 200)
    }
  }

  @Test func `what was written is kept while somebody proves who they are, and then sent`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await stale(site)
      let person = try await path(of: "Dora Depositor", ada)
      let grant = [
        "role": "reviewer", "place": "everywhere", "from-day": "1", "from-month": "9", "from-year": "2009",
        "reason": "A reason of <several> words",
      ]
      let turned = try await ada.post("\(person)/roles", grant)
      #expect(turned.status == 403 && turned.text.contains("nothing of it is lost"))
      #expect(try await ada.get(person).text.contains("Reviewer") == false)
      var fields = turned.hiddenFields
      fields["password"] = "wrong"
      let wrong = try await ada.postAsIs("/prove", fields)
      #expect(wrong.status == 422)
      fields = wrong.hiddenFields
      fields["password"] = Self.words
      let proved = try await ada.postAsIs("/prove", fields)
      #expect(proved.status == 200 && proved.text.contains("A reason of &lt;several&gt; words"))
      #expect(try await ada.postAsIs("\(person)/roles", proved.hiddenFields).location == person)
      #expect(try await ada.get(person).text.contains("Reviewer"))
    }
  }

  @Test func `roles, accounts, links, factors and tokens are all asked about`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await stale(site)
      let dora = try await path(of: "Dora Depositor", ada)
      let pages = [
        "/account/tokens", "\(dora)/roles/new", "\(dora)/roles/0/end", "\(dora)/close",
        "\(dora)/second-factor", "\(dora)/edit", "\(dora)/sessions",
      ]
      for page in pages { #expect(try await ada.get(page).text.contains("Show that it is you"), "\(page)") }
      let forms = [
        "/account/tokens", "\(dora)/roles", "\(dora)/roles/0/end", "\(dora)/close", "\(dora)/link",
        "\(dora)/second-factor", "/account/second-factor", "/account/second-factor/recovery-codes",
        "/reviews", "\(dora)/roles/0/review", "\(dora)/edit",
        "\(dora)/sessions", "/account/sessions/end-others", "/account/sessions/0123456789abcdef/end",
      ]
      for form in forms {
        #expect(try await ada.post(form, ["reason": "r"]).text.contains("Show that it is you"), "\(form)")
      }
    }
  }

  @Test func `a program that signed in too long ago is told so, and a token goes on`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator")).visitor
      let dora = try await path(of: "Dora Depositor", ada).replacing("/people/", with: "/api/v1/accounts/")
      let made = try await ada.post("/account/tokens", ["token_name": "t", "reach": "write", "days": "7"])
        .text
      let token = "ts_" + (made.components(separatedBy: "<code>ts_").last ?? "").prefix { $0 != "<" }
      let body = #"{"email": "ada@touchstone.example", "password": "\#(Self.words)"}"#
      let session = try await site.anybody().api(.post, "/api/v1/sessions", body).json["token"] as? String
      site.pass(minutes: 11)
      func link(_ secret: String) async throws -> Answer {
        var headers: HTTPFields = [:]
        headers[.authorization] = "Bearer \(secret)"
        return try await site.anybody().api(.post, "\(dora)/link", "{}", headers: headers)
      }
      let refused = try await link(session ?? "")
      #expect(try refused.status == 403 && refused.json["type"] as? String == "/problems/proof-needed")
      #expect(try await link(token).status == 201)
    }
  }

  @Test func `a made-up person is asked for nothing, since their link is all they have`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      site.pass(minutes: 50)
      let dora = try await path(of: "Dora Depositor", adam)
      #expect(try await adam.get("\(dora)/roles/new").status == 200)
    }
  }

  // MARK: Sessions that somebody set, places that somebody named, clocks that go back

  @Test func `every sign-in begins a session of its own and ends the one that was there`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator")).visitor
      let planted = ada.cookies
      let victim = site.anybody()
      victim.cookies["__Host-session"] = "planted-by-somebody-else"
      let fields = ["email": "ada@touchstone.example", "password": Self.words]
      #expect(try await victim.post("/sign-in", fields).status == 303)
      #expect(victim.cookies["__Host-session"] != "planted-by-somebody-else")
      // In the browser that holds a session already.
      #expect(try await ada.post("/sign-in", fields).status == 303)
      let thief = site.anybody()
      thief.cookies = planted
      #expect(try await thief.get("/account").status == 303)
    }
  }

  @Test(arguments: [
    "https://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y",
    "/a\nLocation: //evil",
    "javascript:alert(1)", "/%0d%0aSet-Cookie:x", "/ok path", "", "/\u{2028}x",
  ])
  func `nobody is sent elsewhere, and no header is slipped in`(_ back: String) async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator"))
      let browser = site.anybody()
      let fields = ["email": "ada@touchstone.example", "password": Self.words, "back": back]
      let answer = try await browser.post("/sign-in", fields)
      let location = answer.location ?? ""
      #expect(location.hasPrefix("/") && !location.hasPrefix("//") && !location.contains("\\"))
      #expect(!location.contains { $0.isNewline || $0 == " " })
      let proof = try await browser.post("/prove", ["password": Self.words, "back": back])
      #expect(proof.location == location)
    }
  }

  @Test func `where the clock goes back a session ends, and nothing lasts longer for it`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator")).visitor
      site.pass(minutes: -1)
      #expect(try await ada.get("/account").status == 200, "a minute is no matter")
      site.pass(minutes: -60)
      #expect(try await ada.get("/account").status == 303)
      let wrong = ["email": "ada@touchstone.example", "password": "wrong"]
      for _ in 0..<8 { #expect(try await site.anybody().post("/sign-in", wrong).status == 422) }
      site.pass(minutes: -600)
      let right = ["email": "ada@touchstone.example", "password": Self.words]
      #expect(try await site.anybody().post("/sign-in", right).text.contains("Try again in 15 minutes"))
      site.pass(minutes: 16)
      #expect(try await site.anybody().post("/sign-in", right).status == 303)
    }
  }
}
