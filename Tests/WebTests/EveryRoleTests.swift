import Assembly
import HTTPTypes
import Kernel
import Testing

@testable import Platform

/// Every role that there is, at every call that reads: a program of somebody who holds one alone, everywhere, with two
/// factors and without a purpose.
struct EveryRoleTests {
  private static let library: Set = ["Qmarked", "Qadopted"]
  /// What of all that is hidden a role reads: nothing, unless it stands here.
  private static let readers: [Role: Set<String>] = [
    .reader: library, .contributor: library, .researchCoordinator: library, .policyOwner: library,
    .board: library, .reviewer: library.union(["Qdraft", "Qembargo"]),
    .editor: library.union(["Qdraft", "Qembargo", "Qtheme"]),
    .administrator: ["gone@touchstone.example"],
  ]

  @Test func `whatever one role somebody holds, they find nothing that it does not read`() async throws {
    try await TestSite.with { site in
      let scene = try await HostileScene(site)
      let adam = try await site.visitor("Adam Administrator")
      try await withThrowingTaskGroup(of: (Role, Set<String>).self) { group in
        for role in Role.allCases {
          let visitor = try await holder(of: role, site, adam)
          group.addTask { (role, try await found(by: visitor, scene)) }
        }
        for try await (role, found) in group {
          #expect(found == Self.readers[role] ?? [], "\(role.rawValue)")
        }
      }
    }
  }

  private func holder(of role: Role, _ site: TestSite, _ admin: Visitor) async throws -> Visitor {
    let person = #"{"name": "\#(role.rawValue)", "email": "\#(role.rawValue)@touchstone.example"}"#
    let granted =
      #"{"role": "\#(role.rawValue)", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
    let path = try #require(try await admin.api(.post, "/api/v1/accounts", person).headers[.location])
    #expect(try await admin.api(.post, "\(path)/roles", granted).status < 300)
    let (visitor, house) = (site.anybody(), site.installation.site)
    visitor.cookies[Visitors.sessionCookie] = try await house.signIn.start(
      String(path.split(separator: "/").last ?? ""),
      by: .passwordAndCode,
      at: house.now()
    )
    try await visitor.agreeToTexts()
    return visitor
  }

  private func found(by visitor: Visitor, _ scene: HostileScene) async throws -> Set<String> {
    var found: Set<String> = []
    for route in scene.site.routes where route.method == .get && route.path.hasPrefix("/api/v1/") {
      for address in scene.ownAddresses(of: route.path) {
        let answer = try await visitor.get(address)
        #expect(answer.status < 500, "\(address)")
        found.formUnion(HostileScene.secrets.map(\.words).filter(answer.holds))
      }
    }
    return found
  }
}
