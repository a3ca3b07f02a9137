import Domain
import Kernel
import Platform
import Testing

@testable import Web

/// Who may do what with an adoption: one row for each rule, and default deny for the rest.
struct AdoptionAccessTests {
  typealias Act = AdoptionPolicy.Act
  typealias Facts = AdoptionPolicy.Facts

  private let colleague = Viewer(
    account: "cora",
    organisation: "council",
    holdings: [Holding(.contributor, .organisation("council"), from: PracticeAccessTests.day)]
  )
  private let stranger = Viewer(
    account: "stan",
    organisation: "elsewhere",
    holdings: [Holding(.contributor, .everywhere, from: PracticeAccessTests.day)]
  )
  private let recorded = Facts(
    readsPractice: true,
    isListed: true,
    recorder: "dora",
    organisation: "council",
    area: "E23000013"
  )

  private var everybody: [Viewer] { PracticeAccessTests.all + [colleague, stranger] }

  private func allowed(_ act: Act, _ facts: Facts) -> Set<String> {
    Set(everybody.filter { AdoptionPolicy.policy.allows(act, $0, facts) }.map { $0.account ?? "anyone" })
  }

  @Test func `whoever reads the practice reads it, and nobody else`() {
    #expect(allowed(.read, recorded).count == everybody.count)
    var hidden = recorded
    hidden.readsPractice = false
    for act in Act.allCases { #expect(allowed(act, hidden).isEmpty, "\(act)") }
  }

  @Test func `a contributor records what stands in the library`() {
    #expect(allowed(.record, Facts(readsPractice: true, isListed: true)) == ["dora", "cora", "stan"])
    #expect(allowed(.record, Facts(readsPractice: true, isListed: false)).isEmpty)
  }

  @Test(arguments: [Act.revise, .report, .correct, .end, .takeBack])
  func `its organisation, its recorder and an editor change it`(_ act: Act) {
    #expect(allowed(act, recorded) == ["dora", "cora", "edie"])
    var alone = recorded
    (alone.organisation, alone.recorder) = (nil, "stan")
    #expect(allowed(act, alone) == ["stan", "edie"])
  }
}
