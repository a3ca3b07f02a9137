import Assembly
import Foundation
import Kernel
import TestSupport
import Testing

/// A referral that nobody takes up is seen by those who should.
struct ReferralWaitingTests {
  private static let heading = "Referrals that nobody has taken up"

  @Test func `it waits for coordinators, once screening is late for supervisors, until it has a case`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let id = try await cora.refer()
      #expect(try await home(of: "Cora Coordinator", site).contains("/referrals/\(id)"))
      #expect(try await !home(of: "Sue Supervisor", site).contains(Self.heading))
      site.pass(minutes: 9 * 24 * 60)
      let late = try await home(of: "Sue Supervisor", site)
      #expect(late.contains("/referrals/\(id)") && late.contains("screening due on 8 September 2009, late"))
      #expect(try await !home(of: "Mina Member", site).contains(Self.heading))
      let back = try await site.visitor("Cora Coordinator")
      _ = try await back.state("screening", for: id)
      _ = try await back.openCase(of: id, owner: site.account(of: "Cora Coordinator"))
      #expect(try await !home(of: "Sue Supervisor", site).contains(Self.heading))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew)
    }
  }

  @Test func `the list says which have no case, and shows those alone`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let taken = try await cora.refer()
      _ = try await cora.openCase(of: taken, owner: site.account(of: "Cora Coordinator"))
      let none = try await cora.get("/referrals?waits=case").text
      #expect(none.contains("Somebody has opened a case of every referral."))
      let waiting = try await cora.refer(["given_name": "Otherwise"])
      let all = try await cora.get("/referrals").text
      #expect(all.contains(taken) && all.contains(waiting) && all.contains("Nobody has opened one"))
      let alone = try await cora.get("/referrals?waits=case").text
      #expect(!alone.contains(taken) && alone.contains(waiting))
      let file = try await cora.get("/referrals.csv?waits=case").text
      #expect(file.contains("Nobody has opened one") && !file.contains("Opened"))
    }
  }

  private func home(of name: String, _ site: TestSite) async throws -> String {
    try await site.visitor(name).get("/").text
  }
}
