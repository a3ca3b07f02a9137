import Assembly
import HTTPTypes
import Hummingbird
import Kernel
import Testing

@testable import Platform

/// What holds for every module of a sealed vault: a loop over the registry, so that a new one is held to it too.
///
/// A module of which `HostileScene` has no record fails.
struct SealedVaultTests {
  private static let modules = Registry.modules.filter(\.vault.isSealed)
  private static let trusted = ["Cora Coordinator", "Sue Supervisor", "Dee Protection"]

  /// Addresses of a record that show nothing which its key seals: lists of what is beside it, and forms that begin empty.
  private static let open: Set<String> = Set(
    [
      "/cases/{id}/assessments", "/cases/{id}/requests", "/api/v1/cases/{id}/assessments",
      "/api/v1/cases/{id}/requests", "/cases/{id}/requests/new", "/cases/{id}/lessons/new",
      "/cases/{id}/reopen", "/referrals/{id}/copy", "/requests/{id}/answer", "/requests/{id}/refusal",
      "/requests/{id}/withdraw",
    ]
      + [
        "ask-identity", "confirm-identity", "extend", "link", "unlink", "withhold", "propose", "approve",
        "answer", "give", "tell", "carry-out", "ask-review", "review", "withdraw", "end-restriction",
      ]
      .map { "/rights/{id}/\($0)" }
  )

  /// A receipt tells nothing of what it is for.
  private func isOpen(_ route: String) -> Bool {
    Self.open.contains(route) || route.hasSuffix("/receipts/{position}")
  }

  /// The addresses of a module that show something of one record.
  private func routes(of module: Module, _ site: TestSite) -> [String] {
    let router = Router(context: SiteContext.self)
    module.register(site.installation.site, router.group())
    return router.routes.filter { $0.method == .get }.map(\.path.description).filter { $0.contains("{id}") }
  }

  private func looks(at vault: Vault, _ site: TestSite) async throws -> Int64 {
    try await site.installation.site.service(vault).access.head().size
  }

  @Test func `every record that a sealed vault shows stands in its access log first`() async throws {
    try await TestSite.with { site in
      let scene = try await HostileScene(site)
      for module in Self.modules {
        var shown: Set<String> = []
        for route in routes(of: module, site) where !isOpen(route) {
          for address in scene.ownAddresses(of: route) {
            for name in Self.trusted {
              let before = try await looks(at: module.vault, site)
              guard try await scene.visitors[name]?.get(address).status == 200 else { continue }
              shown.insert(route)
              let isWritten = try await looks(at: module.vault, site) > before
              #expect(isWritten, "\(name) at \(route)")
            }
          }
        }
        #expect(!shown.isEmpty, "there is no record of \(module.name) to be shown")
      }
    }
  }

  @Test func `no record of a sealed vault is shown to a session of one factor`() async throws {
    try await TestSite.with { site in
      let scene = try await HostileScene(site)
      let house = site.installation.site
      for name in Self.trusted {
        let browser = site.anybody()
        let account = try await site.account(of: name)
        let secret = try await house.signIn.start(account, by: .password, at: house.now())
        browser.cookies[Visitors.sessionCookie] = secret
        #expect(try await browser.get("/account").status == 200)
        for module in Self.modules {
          for address in routes(of: module, site).flatMap(scene.ownAddresses(of:)) {
            let status = try await browser.get(address).status
            #expect(status >= 300 && status < 500, "\(name) at \(address)")
          }
        }
      }
    }
  }
}
