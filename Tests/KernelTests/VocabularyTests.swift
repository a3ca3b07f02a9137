import Foundation
import Kernel
import TestSupport
import Testing

struct CodeListTests {
  @Test func `a code has a label, and an unknown one stands for itself`() {
    #expect(Marking.list.label("official-sensitive") == "OFFICIAL-SENSITIVE")
    #expect(Marking.list.label("secret") == "secret")
    #expect(Marking.list["secret"] == nil)
    #expect(Marking.list["official"]?.hint != nil)
  }

  @Test func `the lists hold a code for every case`() {
    #expect(Marking.list.codes.map(\.code) == Marking.allCases.map(\.rawValue))
    #expect(Role.list.codes.map(\.code) == Role.allCases.map(\.rawValue))
  }

  @Test func `markings are in order`() {
    #expect(Marking.allCases.shuffled().sorted() == [.none, .official, .officialSensitive])
  }
}

struct OccasionTests {
  @Test(arguments: [0, 1, 999, 1000, 1_251_795_600_123, -1, -1001, 253_402_300_799_999] as [Int64])
  func `a moment is kept to the millisecond`(_ milliseconds: Int64) {
    let date = Date(milliseconds: milliseconds)
    #expect(date.milliseconds == milliseconds)
    #expect(Occasion(by: "ada", at: date) == Occasion(by: "ada", at: Occasion(by: "ada", at: date).at))
  }

  @Test func `what is finer than a millisecond is cut`() {
    let one = Occasion(by: "ada", at: Date(timeIntervalSince1970: 10.0011))
    let other = Occasion(by: "ada", at: Date(timeIntervalSince1970: 10.0019))
    #expect(one == other)
    #expect(one.at.milliseconds == 10_001)
  }
}

struct RoleTests {
  static let day = PartialDate(on: .story)

  @Test(
    arguments: [
      ("2009-08-31", nil, true), ("2009-09-01", nil, true), ("2009-09-02", nil, false),
      ("2009-01-01", "2009-08-31", false), ("2009-01-01", "2009-09-01", true),
    ] as [(String, String?, Bool)]
  )
  func `a role is held from a day until a day, both included`(from: String, until: String?, held: Bool) throws
  {
    let holding = Holding(
      .reader,
      .everywhere,
      from: try #require(PartialDate(from)),
      until: until.flatMap { PartialDate($0) }
    )
    #expect(holding.isHeld(on: Self.day) == held)
  }

  @Test func `roles of one kind of work stand together, and each says what it does`() {
    let groups = Role.list.codes.compactMap(\.group)
    #expect(groups.count == Role.allCases.count)
    let parts = groups.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    #expect(parts == Role.Work.allCases.map(\.label))
    #expect(Role.list.codes.allSatisfy { $0.hint?.isEmpty == false })
  }

  @Test func `opening doors, going through them and watching are kept apart`() {
    let apart: [(Role, [Role])] = [
      (.administrator, Role.allCases.filter { $0.isWatching || $0.work.isSealed }),
      (.auditor, Role.allCases.filter { ![.auditor, .reader].contains($0) }),
      (.dataProtectionOfficer, Role.allCases.filter { $0.work.isSealed } + [.administrator, .auditor]),
      (.supervisor, [.administrator, .auditor, .dataProtectionOfficer]), (.reader, []),
      (.editor, [.auditor]),
    ]
    for (role, others) in apart {
      #expect(Set(Role.allCases.filter { role.excludes($0) }) == Set(others), "\(role)")
      for other in Role.allCases { #expect(role.excludes(other) == other.excludes(role)) }
    }
  }

  @Test func `two places may meet unless they are two areas or two organisations`() {
    #expect(Kernel.Scope.everywhere.mayMeet(.area("a")) && Kernel.Scope.area("a").mayMeet(.organisation("o")))
    #expect(Kernel.Scope.area("a").mayMeet(.area("a")) && !Kernel.Scope.area("a").mayMeet(.area("b")))
    #expect(!Kernel.Scope.organisation("a").mayMeet(.organisation("b")))
  }

  @Test func `a role for an area covers that area alone`() {
    let viewer = Viewer(account: "ada", holdings: [Holding(.editor, .area("kent"), from: Self.day)])
    #expect(viewer.holds(.editor, area: "kent"))
    #expect(!viewer.holds(.editor, area: "essex"))
    #expect(!viewer.holds(.editor))
    #expect(!viewer.holds(.reviewer, area: "kent"))
    #expect(viewer.holdsAnywhere(.editor))
    #expect(!Viewer.anyone.holdsAnywhere(.reader))
  }

  @Test(arguments: [Scope.everywhere, .organisation("o1"), .area("a1")])
  func `a scope is read back from what is stored`(_ scope: Scope) throws {
    #expect(try JSONDecoder().decode(Scope.self, from: JSONEncoder().encode(scope)) == scope)
  }
}

struct ReleaseTests {
  static func release(
    by author: String,
    approvedBy approver: String,
    _ document: String
  ) throws(Release.Refusal) -> Release {
    try Release(
      kind: .closedCaseLesson,
      id: "r1",
      author: author,
      approver: approver,
      document: Data(document.utf8),
      origin: .init(position: 1, leaf: Data(count: 32))
    )
  }

  @Test func `a release needs another's approval, and something to release`() throws {
    #expect(throws: Release.Refusal.approverIsAuthor) { try Self.release(by: "ada", approvedBy: "ada", "x") }
    #expect(throws: Release.Refusal.nothingToRelease) { try Self.release(by: "ada", approvedBy: "bob", "") }
    let release = try Self.release(by: "ada", approvedBy: "bob", "x")
    #expect(try JSONDecoder().decode(Release.self, from: JSONEncoder().encode(release)) == release)
  }

  @Test func `no vault releases to itself`() {
    for kind in ReleaseKind.allCases { #expect(kind.giver != kind.receiver) }
  }
}

struct AccessLineTests {
  @Test func `a line stands in the stream of its record`() throws {
    let line = AccessLine(.consultation, Reference(kind: "practice", id: "p1"), reason: "review")
    let append = try line.append()
    #expect(append.stream == StreamName("access", "practice-p1"))
    #expect(append.expecting == nil)
    let body = try #require(append.entries.first?.body)
    #expect(try JSONDecoder().decode(AccessLine.self, from: body) == line)
    #expect(try AccessLine(.signedOut).append().stream.id == "none")
  }
}
