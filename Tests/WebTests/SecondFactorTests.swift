import Assembly
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Platform

/// A second factor, from its set-up to the day when the phone is lost.
struct SecondFactorTests {
  /// Somebody with a password, and what their authenticator holds.
  private struct Person {
    let visitor: Visitor
    let id: String
    let secret: Data
    var recovery: [String] = []
    static let words = "a made-up pass phrase"

    func code(_ offset: Int64 = 0) -> String {
      OneTimeCode.code(secret, step: OneTimeCode.step(at: .story) + offset)
    }

    func signIn(_ site: TestSite) async throws -> (Visitor, Answer) {
      let browser = site.anybody()
      let fields = ["email": "ada@touchstone.example", "password": Self.words, "back": "/account"]
      return (browser, try await browser.post("/sign-in", fields))
    }
  }

  private static let role =
    #"{"role": "contributor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  private func withoutFactor(_ site: TestSite) async throws -> (visitor: Visitor, id: String) {
    try await site.newcomer("ada", Self.role, site.visitor("Adam Administrator"))
  }

  private func withFactor(_ site: TestSite) async throws -> Person {
    let (visitor, id) = try await withoutFactor(site)
    let (secret, recovery) = try await visitor.setUpFactor { .story }
    return Person(visitor: visitor, id: id, secret: secret, recovery: recovery)
  }

  private func send(_ browser: Visitor, _ page: Answer, _ code: String) async throws -> Answer {
    let fields = ["half": page.hidden("half") ?? "", "back": page.hidden("back") ?? "", "code": code]
    return try await browser.post("/sign-in/code", fields)
  }

  // MARK: Setting it up

  @Test func `it counts only once a code was right, and then ends every other session`() async throws {
    try await TestSite.with(at: .story) { site in
      let (visitor, id) = try await withoutFactor(site)
      let signIn = site.installation.site.signIn
      let other = site.anybody()
      let fields = ["email": "ada@touchstone.example", "password": Person.words]
      #expect(try await other.post("/sign-in", fields).status == 303)
      _ = try await visitor.post("/account/second-factor", [:])
      let wrong = try await visitor.post("/account/second-factor/confirm", ["code": "000000"])
      #expect(wrong.status == 422 && wrong.text.contains("That code is wrong"))
      #expect(try await signIn.hasFactor(id) == false)
      #expect(try await other.get("/account").status == 200)
      let key = try #require(wrong.text.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)).output.1
      let code = OneTimeCode.code(Visitor.bytes(ofKey: String(key)), step: OneTimeCode.step(at: .story))
      let before = visitor.cookies["__Host-session"]
      #expect(try await visitor.post("/account/second-factor/confirm", ["code": code]).status == 200)
      #expect(visitor.cookies["__Host-session"] != before)
      #expect(try await signIn.hasFactor(id))
      #expect(try await other.get("/account").status == 303)
      #expect(try await visitor.get("/account").status == 200)
    }
  }

  @Test func `the picture and the key hold the same secret, which the file does not hold in clear`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let (visitor, _) = try await withoutFactor(site)
      _ = try await visitor.post("/account/second-factor", [:])
      let page = try await visitor.get("/account/second-factor/confirm").text
      let key = try #require(page.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)).output.1.filter { $0 != " " }
      let name = "Touchstone:ada".urlEncoded
      let drawn = try QRCode(
        "otpauth://totp/\(name)?secret=\(key)&issuer=Touchstone&algorithm=SHA1&digits=6&period=30"
      )
      #expect(page.contains("<path d=\"\(drawn.path)\"/>"))
      let file = try Data(contentsOf: site.folder.appending(path: "data/vaults/directory/access.sqlite"))
      #expect(
        file.range(of: Visitor.bytes(ofKey: String(key))) == nil && file.range(of: Data(key.utf8)) == nil
      )
    }
  }

  // MARK: Signing in

  @Test func `a password alone signs nobody in who has one`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let (browser, page) = try await ada.signIn(site)
      #expect(page.status == 200 && page.text.contains("Enter your code"))
      #expect(browser.cookies["__Host-session"] == nil)
      #expect(try await browser.get("/account").status == 303)
      let wrong = try await send(browser, page, "123456")
      #expect(wrong.status == 422 && browser.cookies["__Host-session"] == nil)
      #expect(try await send(browser, wrong, ada.code()).location == "/account")
      #expect(try await browser.get("/account").status == 200)
    }
  }

  @Test func `a code signs in once, and so does each recovery code`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      #expect(ada.recovery.count == 10 && Set(ada.recovery).count == 10)
      let code = ada.code()
      for (sent, isIn) in [
        (code, true), (code, false), (ada.recovery[0], true), (ada.recovery[0], false),
        (ada.recovery[1].lowercased().replacing(" ", with: "-"), true),
      ] {
        let (browser, page) = try await ada.signIn(site)
        #expect(try await send(browser, page, sent).status == (isIn ? 303 : 422), "\(sent)")
      }
      let page = try await ada.visitor.get("/account/second-factor").text
      #expect(page.contains("You have 8 recovery codes left."))
    }
  }

  @Test func `the first step is used up by the second, and runs out`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let (browser, page) = try await ada.signIn(site)
      #expect(try await send(browser, page, ada.code()).status == 303)
      let again = try await send(site.anybody(), page, ada.recovery[0])
      #expect(again.status == 422 && again.text.contains("That took too long"))
      let none = try await site.anybody().post("/sign-in/code", ["half": "made up", "code": ada.recovery[0]])
      #expect(none.status == 422 && none.text.contains("That took too long"))
    }
  }

  @Test func `wrong codes lock the account as wrong passwords do, and a right password opens no lock`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      var (browser, page) = try await ada.signIn(site)
      for _ in 0..<3 { #expect(try await send(browser, page, "000000").status == 422) }
      (browser, page) = try await ada.signIn(site)
      for _ in 0..<3 { #expect(try await send(browser, page, "000000").status == 422) }
      let locked = try await send(browser, page, ada.code())
      #expect(locked.status == 422 && locked.text.contains("too many attempts"))
      #expect(try await ada.signIn(site).1.text.contains("too many attempts"))
    }
  }

  @Test func `somebody who chooses a new password by a link still needs the code`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let adam = try await site.visitor("Adam Administrator")
      let link = try await adam.api(.post, "/api/v1/accounts/\(ada.id)/link", "{}").json["address"] as? String
      let browser = site.anybody()
      let path = "/enter/\(link?.split(separator: "/").last ?? "")"
      let words = "another made-up phrase"
      let page = try await browser.post(path, ["new-password": words, "again": words])
      #expect(page.status == 200 && page.text.contains("Enter your code"))
      #expect(try await send(browser, page, ada.code()).status == 303)
    }
  }

  @Test func `a program sends the code with the password`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      func ask(_ code: String) async throws -> Answer {
        let body = #"{"email": "ada@touchstone.example", "password": "\#(Person.words)", "code": "\#(code)"}"#
        return try await site.anybody().api(.post, "/api/v1/sessions", body)
      }
      #expect(try await ask("").status == 422)
      #expect(try await ask("000000").status == 422)
      let token = try await ask(ada.code()).json["token"] as? String ?? ""
      let session = try await site.installation.site.signIn.session(token, at: .story)
      #expect(session?.hasSecondFactor == true)
    }
  }

  // MARK: Taking it off

  @Test func `taking it off asks for password and code`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let path = "/account/second-factor/remove"
      for fields in [
        ["code": ada.code()], ["password": Person.words], ["password": "wrong", "code": ada.code()],
      ] {
        #expect(try await ada.visitor.post(path, fields).status == 422)
      }
      let done = try await ada.visitor.post(path, ["password": Person.words, "code": ada.code()])
      #expect(done.location == "/account/second-factor")
      #expect(try await ada.signIn(site).1.location == "/account")
    }
  }

  @Test func `a recovery code has 140 bits in groups of four, and a shorter one of before is still taken`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      #expect(ada.recovery.allSatisfy { $0.wholeMatch(of: /([A-Z2-7]{4} ){6}[A-Z2-7]{4}/) != nil })
      let old = "ABCDEFGHIJKLMNOP"
      try await site.installation.site.signIn.store.setRecovery(
        [Secret.digest("recovery:\(ada.id):\(old)")],
        of: ada.id
      )
      let (browser, page) = try await ada.signIn(site)
      #expect(try await send(browser, page, "ABCD EFGH IJKL MNOP").status == 303)
      #expect(try await send(browser, ada.signIn(site).1, old).status == 422)
    }
  }

  @Test func `a new password asks for the code too, and a wrong one changes nothing`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let fresh = "five other unrelated plain words"
      func change(_ fields: [String: String]) async throws -> Answer {
        try await ada.visitor.post(
          "/account/password",
          ["password": Person.words, "new-password": fresh, "again": fresh].merging(fields) { $1 }
        )
      }
      #expect(try await change([:]).text.contains("Enter the code"))
      #expect(try await change(["code": "000000"]).text.contains("That code is wrong"))
      // What is wrong before uses no code up.
      #expect(try await change(["code": ada.recovery[0], "again": "x"]).text.contains("are not the same"))
      #expect(try await ada.signIn(site).1.status == 200)
      let before = ada.visitor.cookies["__Host-session"]
      #expect(try await change(["code": ada.recovery[0]]).location == "/account?done=1")
      #expect(ada.visitor.cookies["__Host-session"] != before, "the secret is the one of before")
      #expect(try await ada.signIn(site).1.status == 422)
    }
  }

  @Test func `new recovery codes take the place of the old`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let made = try await ada.visitor.post("/account/second-factor/recovery-codes", [:])
      let fresh = made.text.matches(of: /<li><code>([A-Z2-7 ]+)<\/code>/).map { String($0.output.1) }
      #expect(fresh.count == 10 && Set(fresh).isDisjoint(with: ada.recovery))
      let (browser, page) = try await ada.signIn(site)
      #expect(try await send(browser, page, ada.recovery[0]).status == 422)
      #expect(try await send(browser, page, fresh[0]).status == 303)
    }
  }

  @Test func `an administrator takes off what somebody lost, with a reason, and nobody else does`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let path = "/people/\(ada.id)/second-factor"
      #expect(try await site.visitor("Edie Editor").post(path, ["reason": "r"]).status == 403)
      let adam = try await site.visitor("Adam Administrator")
      #expect(try await adam.get("/people/\(ada.id)").text.contains("Take off the second factor"))
      #expect(try await adam.post(path, ["reason": ""]).status == 422)
      let log = try site.installation.site.service(.directory).access
      let before = try await log.head().size
      #expect(try await adam.post(path, ["reason": "Phone lost"]).location == "/people/\(ada.id)")
      #expect(try await log.head().size == before + 1)
      #expect(try await adam.get("/people/\(ada.id)").text.contains("Take off the second factor") == false)
      #expect(try await ada.visitor.get("/account").status == 303)
      let (browser, answer) = try await ada.signIn(site)
      let told = try await browser.get(answer.location ?? "").text
      #expect(told.contains("The second factor was taken off, by Adam Administrator"))
    }
  }

  // MARK: The sealed vaults

  @Test func `the sealed vaults take a session that two things proved, and no token`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let signIn = site.installation.site.signIn
      func session(_ visitor: Visitor) async throws -> Session? {
        try await signIn.session(visitor.cookies["__Host-session"] ?? "", at: .story)
      }
      #expect(try await session(ada.visitor)?.hasSecondFactor == true)
      let grace = try await site.newcomer("grace", Self.role, site.visitor("Adam Administrator")).visitor
      #expect(try await session(grace)?.hasSecondFactor == false)
      // A made-up person has nothing but their link.
      #expect(try await session(site.visitor("Dora Depositor"))?.hasSecondFactor == true)
      #expect(Vault.allCases.filter(\.needsSecondFactor) == [.safeguarding, .online])
    }
  }

  @Test func `where it is wanted of everybody, a password alone opens nothing but the way to set one up`()
    async throws
  {
    var settings = Settings()
    settings[Settings.secondFactor] = "everything"
    try await TestSite.with(at: .story, settings: settings) { site in
      let visitor = try await {
        let adam = try await site.visitor("Adam Administrator")
        let person = #"{"name": "ada", "email": "ada@touchstone.example", "organisation": ""}"#
        let path = try #require(try await adam.api(.post, "/api/v1/accounts", person).headers[.location])
        let link = try await adam.api(.post, "\(path)/link", "{}").json["address"] as? String ?? ""
        let visitor = site.anybody()
        let fields = ["new-password": Person.words, "again": Person.words]
        _ = try await visitor.post("/enter/\(link.split(separator: "/").last ?? "")", fields)
        return visitor
      }()
      for path in ["/", "/account", "/practices", "/account/tokens", "/api/v1/accounts"] {
        let answer = try await visitor.get(path)
        #expect(answer.status == 403 && answer.text.contains("second factor"), "\(path)")
      }
      #expect(try await visitor.post("/account/password", [:]).status == 403)
      let body = #"{"email": "ada@touchstone.example", "password": "\#(Person.words)"}"#
      let token = try await site.anybody().api(.post, "/api/v1/sessions", body).json["token"] as? String
      var headers: HTTPFields = [:]
      headers[.authorization] = "Bearer \(token ?? "")"
      let call = try await site.anybody().api(.get, "/api/v1/accounts", headers: headers)
      #expect(try call.status == 403 && call.json["type"] as? String == "/problems/second-factor-needed")
      _ = try await visitor.setUpFactor { .story }
      #expect(try await visitor.get("/account").status == 200)
      #expect(try await site.anybody().get("/practices").status == 200, "the public has no session")
      #expect(try await site.visitor("Dora Depositor").get("/account").status == 200)
    }
  }

  @Test func `the rules are told how a session was proved`() async throws {
    try await TestSite.with(at: .story) { site in
      let ada = try await withFactor(site)
      let grace = try await site.newcomer("grace", Self.role, site.visitor("Adam Administrator")).visitor
      for (visitor, isTwofold) in [(ada.visitor, true), (grace, false)] {
        var context = site.context()
        let secret = visitor.cookies["__Host-session"] ?? ""
        try await Visitors(site.installation.site).identify(secret, &context)
        #expect(context.viewer.account != nil && context.viewer.circumstance.hasSecondFactor == isTwofold)
        #expect(context.mayEnter(.safeguarding) == isTwofold && context.mayEnter(.learning))
      }
    }
  }
}
