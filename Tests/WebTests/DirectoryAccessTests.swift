import Kernel
import Platform
import Testing

@testable import Web

/// Who may do what in the directory; everybody else is denied.
struct DirectoryAccessTests {
  typealias Act = DirectoryPolicy.Act
  private let adam = PracticeAccessTests.administrator
  private static let administering = Act.allCases.filter {
    ![.readPlaces, .readTexts, .accept, .completeTraining].contains($0)
  }
  private let others = PracticeAccessTests.all.filter { $0 != PracticeAccessTests.administrator }

  @Test(arguments: administering)
  func `an administrator does it and nobody else`(_ act: Act) {
    #expect(DirectoryPolicy.policy.allows(act, adam, .init(account: "dora", places: [.everywhere])))
    for viewer in others {
      #expect(
        !DirectoryPolicy.policy.allows(act, viewer, .init(account: "dora")),
        "\(viewer.account ?? "anyone")"
      )
    }
  }

  @Test(arguments: [Act.grant, .keepRole, .endRole, .close, .sendLink, .recordTraining])
  func `nobody does it to their own account`(
    _ act: Act
  ) {
    #expect(!DirectoryPolicy.policy.allows(act, adam, .init(account: adam.account)))
  }

  @Test func `anyone reads the lists of places`() {
    for viewer in PracticeAccessTests.all {
      #expect(DirectoryPolicy.policy.allows(.readPlaces, viewer, .none))
    }
  }

  /// Somebody who administers one council, or one area, does it there and nowhere else.
  @Test(arguments: administering)
  func `a local administrator does it in their own place only`(_ act: Act) {
    let council = Place(organisation: "council", area: "area")
    let beside = Place(organisation: "beside", area: "area")
    let away = Place(organisation: "away", area: "elsewhere")
    let rows: [(Kernel.Scope, [Place], Bool)] = [
      (.organisation("council"), [council], true), (.organisation("council"), [beside], false),
      (.organisation("council"), [council, .everywhere], false),
      (.organisation("council"), [.everywhere], false),
      (.area("area"), [council, beside], true), (.area("area"), [.init(area: "area")], true),
      (.area("area"), [council, away], false), (.area("area"), [.everywhere], false),
      (.everywhere, [council, away, .everywhere], true),
    ]
    for (scope, places, allowed) in rows {
      let holding = Holding(.administrator, scope, from: PracticeAccessTests.day)
      let viewer = Viewer(account: "ada", holdings: [holding])
      let facts = DirectoryPolicy.Facts(account: "dora", places: places)
      #expect(DirectoryPolicy.policy.allows(act, viewer, facts) == allowed, "\(scope) \(places)")
    }
  }

  @Test(arguments: [Act.grant, .keepRole, .endRole]) func `nobody chooses who watches their own place`(
    _ act: Act
  ) {
    let here = Place(area: "area")
    let local = Viewer(
      account: "ada",
      holdings: [Holding(.administrator, .area("area"), from: PracticeAccessTests.day)]
    )
    for role in Role.allCases {
      let facts = DirectoryPolicy.Facts(account: "dora", places: [here], role: role)
      #expect(DirectoryPolicy.policy.allows(act, local, facts) == !role.isWatching, "\(role)")
      #expect(DirectoryPolicy.policy.allows(act, adam, facts), "\(role)")
    }
  }

  @Test func `a role that has run out is no role`() {
    let day = PracticeAccessTests.day
    let before = PartialDate("2009-08-31") ?? day
    let ended = Holding(.administrator, .everywhere, from: before, until: before)
    #expect(!ended.isHeld(on: day) && ended.isHeld(on: before))
    let later = Holding(.administrator, .everywhere, from: PartialDate("2009-09-02") ?? day)
    #expect(!later.isHeld(on: day))
  }
}
