import Domain
import Foundation
import Kernel
import Platform
import Testing
import Views

@testable import Web

/// Who may do what with a collection: one row for each rule, and default deny for the rest.
struct CollectionAccessTests {
  typealias Act = CollectionPolicy.Act
  typealias Facts = CollectionPolicy.Facts

  private let colleague = Viewer(
    account: "ella",
    organisation: "council",
    holdings: [Holding(.editor, .organisation("council"), from: PracticeAccessTests.day)]
  )
  private let stranger = Viewer(
    account: "stan",
    organisation: "elsewhere",
    holdings: [Holding(.editor, .organisation("elsewhere"), from: PracticeAccessTests.day)]
  )
  private let areaEditor = Viewer(
    account: "anna",
    organisation: "council",
    holdings: [Holding(.editor, .area("E23000013"), from: PracticeAccessTests.day)]
  )

  private var everybody: [Viewer] { PracticeAccessTests.all + [colleague, stranger, areaEditor] }
  private let changing: [Act] = [.revise, .add, .reword, .move, .takeOut, .publish, .withdraw]

  private func facts(_ life: Collection.Life, _ maker: String = "edie") -> Facts {
    Facts(life: life, organisation: "council", maker: maker)
  }

  private func allowed(_ act: Act, _ facts: Facts) -> Set<String> {
    Set(everybody.filter { CollectionPolicy.policy.allows(act, $0, facts) }.map { $0.account ?? "anyone" })
  }

  private var editors: Set<String> { ["edie", "ella", "stan", "anna"] }

  @Test func `anyone reads what was published, and editors what was not`() {
    for life in [Collection.Life.published, .withdrawn] {
      #expect(allowed(.read, facts(life)).count == everybody.count, "\(life)")
    }
    for life in [Collection.Life.draft, .discarded] { #expect(allowed(.read, facts(life)) == editors) }
    #expect(allowed(.read, facts(.absent)).isEmpty)
  }

  @Test func `editors make collections`() { #expect(allowed(.make, .none) == editors) }

  @Test func `its maker and the editors of its organisation change it`() {
    for act in changing {
      for life in [Collection.Life.draft, .published, .withdrawn] {
        #expect(allowed(act, facts(life)) == ["edie", "ella"], "\(act) \(life)")
        #expect(allowed(act, facts(life, "anna")) == ["edie", "ella", "anna"], "\(act) \(life)")
      }
      // Who is no editor any more changes nothing, whoever made it.
      #expect(allowed(act, facts(.draft, "dora")) == ["edie", "ella"], "\(act)")
      for life in [Collection.Life.absent, .discarded] { #expect(allowed(act, facts(life)).isEmpty) }
    }
  }

  @Test func `every act was asked about`() {
    #expect(Set(changing + [.read, .make]) == Set(Act.allCases))
  }

  @Test func `whoever asks finds listed what they may read, save what is over`() {
    for viewer in everybody {
      let listed = CollectionPolicy.listed(for: viewer)
      for life in [Collection.Life.draft, .published] {
        let reads = CollectionPolicy.policy.allows(.read, viewer, facts(life))
        #expect(listed.contains(life) == reads, "\(viewer.account ?? "anyone") \(life)")
      }
      #expect(!listed.contains(.discarded) && !listed.contains(.absent))
    }
  }
}
