import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

struct RetentionDecisions {
  typealias Given = Story<Retention>
  private let today = PartialDate(on: .story)

  @Test func `a record is kept until a day to come, with a reason, and not for ever`() {
    let until = today.adding(months: 12)
    Given.given().when(
      .keep(until: until, reason: "An inquiry"),
      then: .kept(.init(until: until, reason: "An inquiry"))
    )
    Given.given().when(.keep(until: today, reason: "r"), refused: .untilPast)
    Given.given().when(.keep(until: today.adding(months: 121), reason: "r"), refused: .tooLong)
    Given.given().when(.keep(until: until, reason: ""), refused: .reasonNeeded)
    #expect(Given.given(.kept(.init(until: until, reason: "r"))).state.keptUntil == until)
  }

  @Test func `a legal hold is put on once and ended with a reason`() {
    let held = Given.given(.held(.init(reason: "Proceedings")))
    Given.given().when(.hold(reason: "Proceedings"), then: .held(.init(reason: "Proceedings")))
    held.when(.hold(reason: "r"), refused: .alreadyHeld)
    held.when(.release(reason: ""), refused: .reasonNeeded)
    held.when(.release(reason: "Over"), then: .released(.init(reason: "Over")))
    Given.given().when(.release(reason: "r"), refused: .notHeld)
    #expect(held.state.isHeld && !held.and(.released(.init(reason: "r")), by: "della").state.isHeld)
  }
}

struct ErasureDecisions {
  typealias Given = Story<Erasure>
  private let asked = Erasure.Asked(subject: "subject-1", ground: "Article 17", vault: nil)
  private let plan = ErasurePlan([
    .init(
      vault: .learning,
      key: "ab12",
      records: [Reference(kind: "practice", id: "p")],
      values: 2,
      since: 1,
      probes: [.init(length: 5, digest: Data([1]), filter: 7)]
    )
  ])
  private var waiting: Given { Given.given(.asked(asked), by: "della") }
  private var approved: Given { waiting.and(.approved(.init(reason: "")), by: "adam") }
  private var begun: Given { approved.and(.begun(.init(plan: plan)), by: Occasion.system) }

  @Test func `an erasure is asked for once, on a legal ground`() {
    Given.given().when(.ask(asked), then: .asked(asked))
    waiting.when(.ask(asked), by: "della")
    waiting.when(.ask(.init(subject: "other", ground: "g", vault: nil)), refused: .alreadyAsked)
    Given.given().when(.ask(.init(subject: "subject-1", ground: "", vault: nil)), refused: .groundNeeded)
  }

  @Test func `nobody approves what they asked for, nor the erasure of themselves`() {
    waiting.when(.approve(reason: ""), by: "della", refused: .ownRequest)
    waiting.when(.approve(reason: ""), by: "subject-1", refused: .ownRequest)
    waiting.when(.approve(reason: "Checked"), by: "adam", then: .approved(.init(reason: "Checked")))
    approved.when(.approve(reason: ""), by: "otto", refused: .notPossible(in: .approved))
  }

  @Test func `a request is refused by others, and withdrawn by whoever made it, with a reason`() {
    waiting.when(.refuse(reason: ""), by: "adam", refused: .reasonNeeded)
    waiting.when(.refuse(reason: "Still needed"), by: "adam", then: .refused(.init(reason: "Still needed")))
    waiting.when(.withdraw(reason: "r"), by: "adam", refused: .notYours)
    waiting.when(.withdraw(reason: "Mistaken"), by: "della", then: .withdrawn(.init(reason: "Mistaken")))
    approved.when(.refuse(reason: "r"), by: "adam", refused: .notPossible(in: .approved))
    begun.when(.withdraw(reason: "r"), by: "della", refused: .notPossible(in: .begun))
  }

  @Test func `nothing begins before it is approved, save what a rule or the operator asks for`() {
    waiting.when(.begin(plan), by: "della", refused: .notPossible(in: .asked))
    waiting.when(.begin(plan), by: Occasion.system, refused: .notPossible(in: .asked))
    approved.when(.begin(plan), by: Occasion.system, then: .begun(.init(plan: plan)))
    approved.when(.begin(.init([])), by: Occasion.system, refused: .nothingHeld)
    Given.given(.asked(asked), by: Occasion.system)
      .when(.begin(plan), by: Occasion.system, then: .begun(.init(plan: plan)))
    begun.when(.begin(plan), by: Occasion.system, refused: .notPossible(in: .begun))
  }

  @Test func `it is certified once, after it began`() {
    begun.when(.certify("note"), by: Occasion.system, then: .certified(.init(certificate: "note")))
    approved.when(.certify("note"), refused: .notPossible(in: .approved))
    begun.and(.certified(.init(certificate: "note")), by: Occasion.system).when(.certify("other"))
  }
}
