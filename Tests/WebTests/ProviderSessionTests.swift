import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Platform

/// What a session that began at a provider proves, and how it ends.
struct ProviderSessionTests: ProviderScene {
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
