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
struct ProviderTests: ProviderScene {
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
}
