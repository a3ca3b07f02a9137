import Kernel
import Platform
import Testing

@testable import Web

/// Who may do what in the directory; everybody else is denied.
struct DirectoryAccessTests {
  typealias Act = DirectoryPolicy.Act
  private let adam = PracticeAccessTests.administrator
  private let others = PracticeAccessTests.all.filter { $0 != PracticeAccessTests.administrator }

  @Test(arguments: Act.allCases.filter { $0 != .readPlaces })
  func `an administrator does it and nobody else`(_ act: Act) {
    #expect(DirectoryPolicy.policy.allows(act, adam, "dora"))
    for viewer in others {
      #expect(!DirectoryPolicy.policy.allows(act, viewer, "dora"), "\(viewer.account ?? "anyone")")
    }
  }

  @Test(arguments: [Act.grant, .endRole, .close, .sendLink]) func `nobody does it to their own account`(
    _ act: Act
  ) {
    #expect(!DirectoryPolicy.policy.allows(act, adam, adam.account))
  }

  @Test func `anyone reads the lists of places`() {
    for viewer in PracticeAccessTests.all { #expect(DirectoryPolicy.policy.allows(.readPlaces, viewer, nil)) }
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
