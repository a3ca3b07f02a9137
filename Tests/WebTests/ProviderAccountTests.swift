import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Platform

/// Which account somebody comes to through a provider, and the roles that its groups give and take.
struct ProviderAccountTests: ProviderScene {
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
}
