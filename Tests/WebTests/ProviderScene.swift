import Assembly
import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Platform

/// People who sign in through an organisation's provider.
protocol ProviderScene {}

extension ProviderScene {
  static var editor: String {
    #"{"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
  }

  func with(
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

  func leave(_ browser: Visitor, _ asking: String = "") async throws -> String {
    let away = try await browser.get("/sign-in/provider\(asking)")
    return try #require(away.status == 303 ? away.location : nil, "\(away.text)")
  }

  func signIn(
    _ browser: Visitor,
    _ provider: LoopbackProvider,
    _ asking: String = ""
  ) async throws
    -> Answer
  {
    try await browser.get(try provider.answer(to: try await leave(browser, asking)))
  }

  func isIn(_ browser: Visitor) async throws -> Bool {
    try await browser.get("/account").status == 200
  }
}
