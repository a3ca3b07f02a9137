import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Platform

/// Signing in through an organisation's provider, which tells the truth or does not.
struct ProviderTests {
  private static let editor =
    #"{"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  private func with(
    rsa: Bool = false,
    people: Bool = true,
    standingStill: Bool = false,
    settings change: @Sendable (inout Settings) -> Void = { _ in },
    _ body: @Sendable (TestSite, LoopbackProvider) async throws -> Void
  ) async throws {
    let settings = Settings()
    try await LoopbackProvider.with(rsa: rsa) { provider in
      var settings = settings
      settings[Settings.providerIssuer] = provider.issuer
      settings[Settings.providerName] = "Northshire Council"
      settings[Settings.providerClient] = LoopbackProvider.client.id
      settings[Settings.providerSecret] = LoopbackProvider.client.secret
      settings[Settings.providerRoles] = "editor=editors; reader=readers"
      settings[Settings.providerUnknown] = "open"
      change(&settings)
      try await TestSite.with(people: people, at: standingStill ? Date() : nil, settings: settings) { site in
        // A site waits for its turn, and the provider's clock goes on meanwhile.
        if standingStill { site.move(to: Date()) }
        try await body(site, provider)
      }
    }
  }

  private func leave(_ browser: Visitor, _ asking: String = "") async throws -> String {
    let away = try await browser.get("/sign-in/provider\(asking)")
    return try #require(away.status == 303 ? away.location : nil, "\(away.text)")
  }

  private func signIn(
    _ browser: Visitor,
    _ provider: LoopbackProvider,
    _ asking: String = ""
  ) async throws
    -> Answer
  {
    try await browser.get(try provider.answer(to: try await leave(browser, asking)))
  }

  private func isIn(_ browser: Visitor) async throws -> Bool {
    try await browser.get("/account").status == 200
  }

  // MARK: The truth

  @Test(arguments: [false, true]) func `somebody comes in by either algorithm`(rsa: Bool) async throws {
    try await with(rsa: rsa) { site, provider in
      let browser = site.anybody()
      let address = try await leave(browser, "?back=/account")
      #expect(
        address.hasPrefix("\(provider.issuer)/authorize?") && address.contains("code_challenge_method=S256")
      )
      #expect(!address.contains(browser.cookies.values.joined()))
      let answer = try await browser.get(try provider.answer(to: address))
      #expect(answer.status == 303 && answer.location == "/account")
      #expect(try await isIn(browser))
    }
  }

  @Test func `keys that were changed are fetched, and few times for whoever makes names up`() async throws {
    try await with { site, provider in
      for key in ["key-1", "key-2"] {
        provider.state.withLock { $0.keys = LoopbackProvider.Keys(key) }
        let answer = try await signIn(site.anybody(), provider)
        #expect(answer.status == 303)
      }
      #expect(provider.count(of: "keys") == 2)
      provider.state.withLock { $0.lie = .otherKeyID }
      for _ in 0..<7 {
        let answer = try await signIn(site.anybody(), provider)
        #expect(answer.status == 403)
      }
      #expect(provider.count(of: "keys") <= 5)
    }
  }

  // MARK: Lies

  @Test(arguments: LoopbackProvider.Lie.allCases)
  func `a provider that lies lets nobody in`(lie: LoopbackProvider.Lie) async throws {
    try await isRefused(lie, rsa: false)
  }

  @Test(arguments: [.noAlgorithm, .sharedSecret, .otherKey, .ofAnotherKind] as [LoopbackProvider.Lie])
  func `one that signs with the other algorithm does not either`(lie: LoopbackProvider.Lie) async throws {
    try await isRefused(lie, rsa: true)
  }

  private func isRefused(_ lie: LoopbackProvider.Lie, rsa: Bool) async throws {
    try await with(rsa: rsa, people: false) { site, provider in
      let browser = site.anybody()
      provider.state.withLock { $0.lie = lie }
      if lie == .otherInUserInfo { provider.state.withLock { $0.tellsAll = false } }
      let away = try await browser.get("/sign-in/provider")
      let answer =
        away.status == 303
        ? try await browser.get(try provider.answer(to: away.location ?? "")) : away
      #expect([403, 503].contains(answer.status), "\(lie)")
      #expect(answer.text.contains("You could not be signed in"), "\(lie)")
      #expect(answer.text.contains("Sign in another way"))
      #expect(try await !isIn(browser))
      provider.state.withLock { ($0.lie, $0.tellsAll) = (nil, true) }
      #expect(try await signIn(browser, provider).status == 303)
    }
  }

  @Test func `what comes back to another browser, twice or changed lets nobody in`() async throws {
    try await with { site, provider in
      let (browser, other) = (site.anybody(), site.anybody())
      let back = try provider.answer(to: try await leave(browser))
      _ = try await leave(other)
      #expect(try await other.get(back).status == 403)
      #expect(try await site.anybody().get(back).status == 403)
      #expect(try await !isIn(other))
      let kept = browser.cookies
      #expect(try await browser.get(back).status == 303)
      let again = site.anybody()
      again.cookies = kept
      #expect(try await again.get(back).status == 503)
      #expect(try await !isIn(again))
      let third = site.anybody()
      let changed = try provider.answer(to: try await leave(third)).replacing("state=", with: "state=x")
      #expect(try await third.get(changed).text.contains("it was begun in another browser"))
      let fourth = site.anybody()
      let mixed = try provider.answer(to: try await leave(fourth)).replacing("iss=http", with: "iss=https")
      #expect(try await fourth.get(mixed).text.contains("cannot be relied on"))
    }
  }

  @Test func `a provider that is down says so, and other ways stay open`() async throws {
    try await with { site, provider in
      provider.state.withLock { $0.isDown = true }
      let browser = site.anybody()
      let answer = try await browser.get("/sign-in/provider?back=/account")
      #expect(answer.status == 503 && answer.text.contains("Northshire Council does not answer"))
      let page = try await browser.get("/sign-in")
      #expect(page.text.contains("did not answer a few minutes ago"))
      let (visitor, _) = try await site.newcomer("bea", Self.editor, site.visitor("Adam Administrator"))
      #expect(try await isIn(visitor))
      provider.state.withLock { $0.isDown = false }
      #expect(try await signIn(browser, provider).status == 303)
      #expect(try await !site.anybody().get("/sign-in").text.contains("did not answer"))
    }
  }

  @Test func `a provider that went down after it was asked says so too, and nobody is left at its address`()
    async throws
  {
    try await with(standingStill: true) { site, provider in
      let browser = site.anybody()
      _ = try await leave(browser)
      _ = try await leave(browser)
      #expect(provider.count(of: "description") == 1)
      provider.state.withLock { $0.isDown = true }
      site.pass(minutes: 1)
      let answer = try await browser.get("/sign-in/provider")
      #expect(answer.status == 503 && answer.text.contains("Northshire Council does not answer"))
    }
  }

  @Test func `another site sends nobody through the provider to a session`() async throws {
    try await with { site, provider in
      let browser = site.anybody()
      var headers: HTTPFields = [:]
      headers[.named("Sec-Fetch-Site")] = "cross-site"
      let led = try await browser.send(.get, "/sign-in/provider?back=/account", nil, headers)
      #expect(led.location == "/sign-in" && browser.cookies["__Host-errand"] == nil)
      headers[.named("Sec-Fetch-Site")] = "same-origin"
      let pressed = try await browser.send(.get, "/sign-in/provider?back=/account", nil, headers)
      #expect(pressed.location?.hasPrefix(provider.issuer) == true)
    }
  }

  @Test func `a page that lets people in has one green button`() async throws {
    @Sendable func green(_ page: Answer) -> Int {
      page.text.matches(of: /class="govuk-button ?"/).count
    }
    try await with { site, provider in
      let before = try await site.anybody().get("/sign-in")
      #expect(green(before) == 1 && before.text.contains("class=\"govuk-button\" href=\"/sign-in/provider"))
      provider.state.withLock { $0.isDown = true }
      _ = try await site.anybody().get("/sign-in/provider")
      let after = try await site.anybody().get("/sign-in")
      #expect(green(after) == 1 && !after.text.contains("class=\"govuk-button\" href"))
    }
  }

  @Test func `whoever has no password is not told that theirs alone signs them in`() async throws {
    try await with { site, provider in
      let browser = site.anybody()
      #expect(try await signIn(browser, provider).status == 303)
      let own = try await browser.get("/account").text
      #expect(own.contains("None: Northshire Council alone signs you in."))
      #expect(try await !browser.get("/account/second-factor").text.contains("learns your password"))
      let (bea, _) = try await site.newcomer("bea", Self.editor, site.visitor("Adam Administrator"))
      #expect(try await bea.get("/account").text.contains("None: your password alone signs you in."))
    }
  }

  @Test func `a provider that is slow is not waited for`() async throws {
    try await LoopbackProvider.with { server in
      server.state.withLock { $0.isSlow = true }
      let (id, secret) = LoopbackProvider.client
      let options = ProviderOptions(issuer: server.issuer, name: "n", clientID: id, clientSecret: secret)
      let provider = try Provider(options, seconds: 1)
      await #expect(throws: ProviderFailure.unavailable) { try await provider.description(at: Date()) }
      #expect(provider.failed(lately: Date()))
    }
  }

  // MARK: Accounts

  @Test func `an account with a password is linked by its owner alone`() async throws {
    try await with { site, provider in
      let adam = try await site.visitor("Adam Administrator")
      let (ada, id) = try await site.newcomer("ada", Self.editor, adam)
      let stranger = site.anybody()
      let refused = try await signIn(stranger, provider)
      #expect(refused.status == 403 && refused.text.contains("There is an account here with your address"))
      #expect(try await !isIn(stranger))
      let linked = try await signIn(ada, provider, "?link=1&back=/account")
      #expect(linked.location == "/account?linked=1", "\(linked.text)")
      #expect(try await signIn(stranger, provider).status == 303)
      #expect(try await stranger.get("/account/roles").text.contains("Editor"))
      let (other, _) = try await site.newcomer("bea", Self.editor, adam)
      #expect(try await signIn(other, provider, "?link=1").text.contains("signs in to another account here"))
      #expect(try await ada.post("/account/provider/unlink", [:]).location == "/account?unlinked=1")
      #expect(try await signIn(site.anybody(), provider).status == 403)
      #expect(try await adam.get("/people/\(id)").status == 200)
    }
  }

  @Test func `nobody comes in by an address that is not theirs, or without an account where none is opened`()
    async throws
  {
    try await with(settings: { $0[Settings.providerUnknown] = "refuse" }) { site, provider in
      let unknown = try await signIn(site.anybody(), provider)
      #expect(unknown.text.contains("you have no account here"))
      provider.state.withLock { $0.isVerified = false }
      let unverified = try await signIn(site.anybody(), provider)
      #expect(unverified.text.contains("does not say that your e-mail address"))
    }
  }

  // MARK: Groups

  @Test func `a group's role comes with it and goes with it, and by name it is explained`() async throws {
    try await with { site, provider in
      let adam = try await site.visitor("Adam Administrator")
      let browser = site.anybody()
      #expect(try await signIn(browser, provider).status == 303)
      let id = try #require(try await site.installation.site.people.account("ada@touchstone.example"))
      #expect(try await browser.get("/account/roles").text.contains("Editor"))
      let page = try await adam.get("/people/\(id)").text
      #expect(page.contains("Group at the provider: editors"))
      _ = try await browser.post("/account/texts/conduct", ["version": "1", "accept": "yes"])
      let why = try await adam.get("/people/\(id)/why?act=practice.publish").text
      #expect(why.contains("Group at the provider: editors"), "\(why)")
      provider.state.withLock { $0.groups = ["readers"] }
      #expect(try await signIn(browser, provider).status == 303)
      let house = site.installation.site
      let person = try #require(try await house.people.find(id, house.today))
      #expect(!person.viewer.holdings.contains { $0.role == .editor })
      provider.state.withLock { $0.groups = ["editors"] }
      #expect(try await signIn(browser, provider).status == 303)
      provider.state.withLock { $0.groups = [] }
      #expect(try await signIn(browser, provider).status == 303)
      #expect(try await adam.get("/people/\(id)").text.contains("no longer in it"))
    }
  }

  @Test func `a role of a group that somebody here ended stays ended, until somebody here grants it`()
    async throws
  {
    try await with(standingStill: true) { site, provider in
      let adam = try await site.visitor("Adam Administrator")
      #expect(try await signIn(site.anybody(), provider).status == 303)
      let house = site.installation.site
      let id = try #require(try await house.people.account("ada@touchstone.example"))
      func isEditor() async throws -> Bool {
        let account = try await house.load(Account.self, id).state
        return account.holdings.contains { $0.role == .editor && $0.isHeld(on: house.today) }
      }
      #expect(try await isEditor())
      let form = "/people/\(id)/roles/0/end"
      let day = house.today
      let ending = [
        "on-day": String(day.day ?? 0), "on-month": String(day.month ?? 0), "on-year": String(day.year),
        "reason": "Moved to other work", "version": try await adam.get(form).hidden("version") ?? "",
      ]
      #expect(try await adam.post(form, ending).status == 303)
      for days in [1, 40] {
        site.pass(minutes: Double(days * 24 * 60))
        provider.state.withLock { $0.ahead += days * 86_400 }
        #expect(try await signIn(site.anybody(), provider).status == 303)
        #expect(try await !isEditor(), "after \(days) days")
      }
      let again =
        #"{"role": "editor", "place": "everywhere", "from": "\#(house.today.iso)", "reason": "Back"}"#
      let back = try await site.visitor("Adam Administrator")
      #expect(try await back.api(.post, "/api/v1/accounts/\(id)/roles", again).status < 300)
      #expect(try await signIn(site.anybody(), provider).status == 303)
      #expect(try await isEditor())
    }
  }

  @Test func `a group's role is renewed at a sign-in once half of its days are over, and else runs out`()
    async throws
  {
    try await with(standingStill: true, settings: { $0[Settings.providerRoleDays] = 30 }) { site, provider in
      let house = site.installation.site
      let start = house.today
      #expect(try await signIn(site.anybody(), provider).status == 303)
      let id = try #require(try await house.people.account("ada@touchstone.example"))
      func held() async throws -> Holding? {
        try await house.load(Account.self, id).state.holdings
          .last { $0.role == .editor && $0.isHeld(on: house.today) }
      }
      func pass(days: Int) {
        site.pass(minutes: Double(days * 24 * 60))
        provider.state.withLock { $0.ahead += days * 86_400 }
      }
      #expect(try await held()?.until == start.adding(days: 30))
      pass(days: 15)
      #expect(try await signIn(site.anybody(), provider).status == 303)
      #expect(try await held()?.until == start.adding(days: 30), "half of them are left")
      pass(days: 1)
      #expect(try await signIn(site.anybody(), provider).status == 303)
      #expect(try await held()?.until == start.adding(days: 46))
      pass(days: 31)
      #expect(try await held() == nil, "nobody signed in through the provider")
      #expect(try await signIn(site.anybody(), provider).status == 303)
      #expect(try await held()?.until == start.adding(days: 77))
    }
  }

  @Test func `a group gives an auditor no other work`() async throws {
    try await with { site, provider in
      let adam = try await site.visitor("Adam Administrator")
      provider.state.withLock { $0.groups = [] }
      let browser = site.anybody()
      #expect(try await signIn(browser, provider).status == 303)
      let id = try #require(try await site.installation.site.people.account("ada@touchstone.example"))
      let auditor = #"{"role": "auditor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      #expect(try await adam.api(.post, "/api/v1/accounts/\(id)/roles", auditor).status < 300)
      provider.state.withLock { $0.groups = ["editors", "readers"] }
      #expect(try await signIn(browser, provider).status == 303)
      let roles = try await browser.get("/account/roles").text
      #expect(roles.contains("Reader") && roles.contains("Auditor") && !roles.contains("Editor"))
    }
  }

  @Test func `no group gives a role that opens doors, goes through sealed ones or watches`() throws {
    for role in ["administrator", "auditor", "data-protection-officer", "panel-chair", "assessor"] {
      #expect(throws: Fault.self) { try Settings.groupRoles("\(role)=everybody") }
    }
    #expect(try Settings.groupRoles("editor=cn=a,dc=b; reader@area:E1=readers").count == 2)
    for text in ["editor", "nobody=x", "editor@moon:1=x", "=x", "editor="] {
      #expect(throws: Fault.self) { try Settings.groupRoles(text) }
    }
  }

  // MARK: Two factors, proof, and leaving

  @Test func `what the settings believe is a second factor, and nothing else`() async throws {
    try await with(settings: { $0[Settings.providerTwofold] = "mfa" }) { site, provider in
      for (amr, isTwofold) in [(["pwd"], false), (["pwd", "mfa"], true)] {
        provider.state.withLock { $0.amr = amr }
        let browser = site.anybody()
        #expect(try await signIn(browser, provider).status == 303)
        let secret = try #require(browser.cookies["__Host-session"])
        let session = try await site.installation.site.signIn.session(secret, at: Date())
        #expect(session?.hasSecondFactor == isTwofold)
      }
    }
  }

  @Test func `an old session at the provider proves nothing until somebody signed in there anew`()
    async throws
  {
    try await with { site, provider in
      let browser = site.anybody()
      #expect(try await signIn(browser, provider).status == 303)
      let asked = try await browser.get("/account/tokens")
      #expect(asked.status == 403 && asked.text.contains("Sign in with Northshire Council"))
      let address = try await leave(browser, "?prove=1&back=/account/tokens")
      #expect(address.contains("prompt=login") && address.contains("max_age=600"))
      provider.state.withLock { $0.signedInAt = Date(timeIntervalSinceNow: -3600) }
      #expect(
        try await browser.get(try provider.answer(to: address)).text.contains("did not ask you to sign in")
      )
      provider.state.withLock { $0.signedInAt = Date() }
      provider.state.withLock { ($0.subject, $0.email) = ("subject-2", "bea@touchstone.example") }
      let other = try await signIn(browser, provider, "?prove=1")
      #expect(other.text.contains("as somebody else"))
      provider.state.withLock { ($0.subject, $0.email) = ("subject-1", "ada@touchstone.example") }
      let proved = try await signIn(browser, provider, "?prove=1&back=/account/tokens")
      #expect(proved.location == "/account/tokens")
      #expect(try await browser.get("/account/tokens").status == 200)
    }
  }

  @Test func `signing out here leads to the provider, and signing out there ends the session here`()
    async throws
  {
    try await with { site, provider in
      let browser = site.anybody()
      #expect(try await signIn(browser, provider).status == 303)
      let out = try await browser.post("/sign-out", [:])
      #expect(out.location?.hasPrefix("\(provider.issuer)/leave?id_token_hint=") == true)
      #expect(try await !isIn(browser))

      #expect(try await signIn(browser, provider).status == 303)
      let anybody = site.anybody()
      let lies: [(inout [String: Any]) -> Void] = [
        { $0["nonce"] = "n" }, { $0["events"] = nil }, { $0["aud"] = "another" }, { $0["iss"] = "another" },
        { $0["iat"] = 1 }, { $0["sub"] = nil },
      ]
      for lie in lies {
        let token = try provider.farewell(lie)
        #expect(try await anybody.postAsIs("/sign-in/provider/logout", ["logout_token": token]).status == 400)
      }
      #expect(try await anybody.postAsIs("/sign-in/provider/logout", ["logout_token": "a.b.c"]).status == 400)
      #expect(try await isIn(browser))
      let token = try provider.farewell()
      #expect(try await anybody.postAsIs("/sign-in/provider/logout", ["logout_token": token]).status == 200)
      #expect(try await !isIn(browser))
    }
  }
}
