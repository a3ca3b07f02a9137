import Kernel
import TestSupport
import Testing

@testable import Domain

struct CollectionDecisions {
  typealias Given = Story<Collection>
  private let details = Collection.Details(title: "First talks", purpose: "For who has to begin one.")
  private let other = Collection.Details(title: "Hard talks", purpose: "For who has to go on with one.")

  private var made: Collection.Event { .made(.init(details: details, organisation: "council")) }
  private func item(_ practice: String, _ why: String = "why") -> Collection.Item {
    .init(practice: practice, why: why)
  }
  private var three: Given {
    .given(made, .practiceAdded(item("a")), .practiceAdded(item("b")), .practiceAdded(item("c")))
  }
  private var published: Given { three.and(.published(.init(reason: "")), by: "edie") }
  private var withdrawn: Given { published.and(.withdrawn(.init(reason: "Outdated")), by: "edie") }
  private var discarded: Given { .given(made, .withdrawn(.init(reason: "Never mind"))) }

  @Test func `a collection is made once, and says what it is for`() {
    Given.given().when(.make(details, organisation: "council"), then: made)
    Given.given(made).when(.make(details, organisation: "council"))
    Given.given(made).when(.make(other, organisation: "council"), refused: .alreadyMade)
    Given.given().when(
      .make(.init(), organisation: nil),
      refused: .incomplete(missing: ["title", "purpose"])
    )
    Given.given().when(.add(item("a")), refused: .notPossible(in: .absent))
  }

  @Test func `a draft changes freely, and what was published with a reason`() {
    Given.given(made).when(.revise(other, reason: ""), then: .revised(.init(details: other, reason: "")))
    Given.given(made).when(.revise(details, reason: ""))
    published.when(.revise(other, reason: ""), refused: .reasonNeeded)
    published.when(
      .revise(other, reason: "Plainer"),
      then: .revised(.init(details: other, reason: "Plainer"))
    )
  }

  @Test func `a practice is added once, with the reason why it is in`() {
    Given.given(made).when(.add(item("a")), then: .practiceAdded(item("a")))
    Given.given(made).when(.add(item("a", "")), refused: .incomplete(missing: ["why"]))
    three.when(.add(item("a")))
    three.when(.add(item("a", "Another reason")), refused: .alreadyIn)
    three.when(.reword(item("a", "Another reason")), then: .practiceReworded(item("a", "Another reason")))
    three.when(.reword(item("a")))
    three.when(.reword(item("a", "")), refused: .incomplete(missing: ["why"]))
    three.when(.reword(item("z", "Another reason")), refused: .notInIt)
  }

  @Test func `a collection holds a hundred practices and no more`() {
    var all = Given.given(made)
    for number in 1...Collection.mostPractices {
      all = all.and(.practiceAdded(item("\(number)")), by: "edie")
    }
    all.when(.add(item("one-more")), refused: .full)
  }

  @Test func `order is the editor's: in front of another, or at the end`() {
    three.when(.move("c", before: "a"), then: .practiceMoved(.init(practice: "c", before: "a")))
    three.when(.move("a", before: nil), then: .practiceMoved(.init(practice: "a", before: nil)))
    for (practice, before) in [("a", "b"), ("c", nil), ("b", "b"), ("b", "c")] as [(String, String?)] {
      three.when(.move(practice, before: before))
    }
    three.when(.move("z", before: "a"), refused: .notInIt)
    three.when(.move("a", before: "z"), refused: .notInIt)
    #expect(order(.init(practice: "c", before: "a")) == ["c", "a", "b"])
    #expect(order(.init(practice: "a", before: "c")) == ["b", "a", "c"])
    #expect(order(.init(practice: "a", before: nil)) == ["b", "c", "a"])
  }

  private func order(_ move: Collection.PracticeMoved) -> [String] {
    three.and(.practiceMoved(move), by: "edie").state.items.map(\.practice)
  }

  @Test func `the same move sent twice moves once`() {
    three.and(.practiceMoved(.init(practice: "c", before: "a")), by: "edie").when(.move("c", before: "a"))
  }

  @Test func `a practice is taken out with a reason, once`() {
    three.when(
      .takeOut("b", reason: "Withdrawn there"),
      then: .practiceTakenOut(.init(practice: "b", reason: "Withdrawn there"))
    )
    three.when(.takeOut("b", reason: ""), refused: .reasonNeeded)
    three.and(.practiceTakenOut(.init(practice: "b", reason: "r")), by: "edie").when(
      .takeOut("b", reason: "r")
    )
  }

  @Test func `it is published with something in it, withdrawn with a reason and published again with one`() {
    Given.given(made).when(.publish(reason: ""), refused: .empty)
    three.when(.publish(reason: ""), then: .published(.init(reason: "")))
    published.when(.publish(reason: "again"))
    published.when(.withdraw(reason: ""), refused: .reasonNeeded)
    published.when(.withdraw(reason: "Outdated"), then: .withdrawn(.init(reason: "Outdated")))
    withdrawn.when(.withdraw(reason: "Outdated"))
    withdrawn.when(.publish(reason: ""), refused: .reasonNeeded)
    withdrawn.when(.publish(reason: "Mended"), then: .published(.init(reason: "Mended")))
  }

  @Test func `a draft that is withdrawn is discarded, and nothing more happens to it`() {
    #expect(discarded.state.life == .discarded)
    discarded.when(.withdraw(reason: "again"))
    for command in [.publish(reason: "r"), .add(item("a")), .revise(other, reason: "r")]
      as [Collection.Command]
    {
      discarded.when(command, refused: .notPossible(in: .discarded))
    }
  }

  @Test func `every event of a collection reads and writes as it was first stored`() throws {
    try Golden.hold(samples)
  }

  private let samples: [Collection.Event] = [
    .made(.init(details: .init(title: "First talks", purpose: "To begin one"), organisation: "council")),
    .revised(.init(details: .init(title: "Hard talks", purpose: "To go on"), reason: "Plainer")),
    .practiceAdded(.init(practice: "practice-1", why: "It says how to begin.")),
    .practiceReworded(.init(practice: "practice-1", why: "It says how to go on.")),
    .practiceMoved(.init(practice: "practice-1", before: "practice-2")),
    .practiceTakenOut(.init(practice: "practice-1", reason: "Superseded")),
    .published(.init(reason: "Mended")),
    .withdrawn(.init(reason: "Outdated")),
  ]
}
