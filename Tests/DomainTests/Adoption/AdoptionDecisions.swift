import Kernel
import TestSupport
import Testing

@testable import Domain

struct AdoptionDecisions {
  typealias Given = Story<Adoption>
  let plain = Adoption.Details(
    practice: "evenings",
    version: 7,
    organisation: "council",
    kind: "as-published"
  )
  let changed = Adoption.Details(
    practice: "evenings",
    version: 7,
    organisation: "council",
    kind: "adapted",
    changes: "In a café"
  )
  let better = Adoption.Result(
    measure: "Families who asked for help",
    verdict: "better",
    comparison: "before"
  )
  let none = Adoption.Result(measure: "Families who asked for help", verdict: "no-difference")
  let day = PartialDate(year: 2009, month: 9, day: 1) ?? PartialDate(on: .story)

  private var recorded: Given { .given(.recorded(.init(details: plain))) }
  private var reported: Given { recorded.and(.resultReported(.init(id: "r1", result: better)), by: "ada") }
  private var ended: Given { reported.and(.ended(.init(on: day, reason: "Money ran out")), by: "ada") }
  private var takenBack: Given { recorded.and(.takenBack(.init(reason: "Wrong practice")), by: "ada") }

  @Test func `it is recorded once, and the same form sent twice records it once`() {
    Given.given().when(.record(plain), then: .recorded(.init(details: plain)))
    recorded.when(.record(plain))
    recorded.when(.record(changed), refused: .alreadyRecorded)
  }

  @Test func `whoever adapts it says what they do otherwise`() {
    let silent = Adoption.Details(practice: "evenings", version: 7, kind: "adapted")
    Given.given().when(.record(silent), refused: .incomplete(missing: ["changes"]))
    Given.given().when(.record(changed), then: .recorded(.init(details: changed)))
    Given.given().when(.record(.init()), refused: .incomplete(missing: ["practice", "kind"]))
  }

  @Test func `it changes with a reason`() {
    recorded.when(.revise(changed, reason: ""), refused: .reasonNeeded)
    recorded.when(.revise(changed, reason: "Moved"), then: .revised(.init(details: changed, reason: "Moved")))
    recorded.when(.revise(plain, reason: ""))
    Given.given().when(.revise(plain, reason: "r"), refused: .notPossible(in: .absent))
  }

  @Test func `a result names what was measured and what was found`() {
    recorded.when(.report(.init(), id: "r1"), refused: .incomplete(missing: ["measure", "verdict"]))
    recorded.when(
      .report(better, id: "r1"),
      then: .resultReported(.init(id: "r1", result: better))
    )
    reported.when(.report(better, id: "r1"))
    reported.when(.report(none, id: "r1"), refused: .alreadyReported)
    reported.when(.report(none, id: "r2"), then: .resultReported(.init(id: "r2", result: none)))
  }

  @Test func `that it made no difference is as welcome as that it helped`() {
    for verdict in Adoption.verdictList.codes.map(\.code) {
      let result = Adoption.Result(measure: "m", verdict: verdict)
      recorded.when(.report(result, id: "r"), then: .resultReported(.init(id: "r", result: result)))
    }
  }

  @Test func `a result is corrected with a reason, and the first one stays in the log`() {
    reported.when(.correct(none, id: "r1", reason: ""), refused: .reasonNeeded)
    reported.when(.correct(none, id: "r9", reason: "r"), refused: .noSuchResult)
    reported.when(
      .correct(none, id: "r1", reason: "Counted twice"),
      then: .resultCorrected(.init(id: "r1", result: none, reason: "Counted twice"))
    )
    reported.when(.correct(better, id: "r1", reason: ""))
  }

  @Test func `what ended can still be reported on, and what was taken back cannot`() {
    recorded.when(.end(on: day, reason: ""), refused: .reasonNeeded)
    recorded.when(.end(on: day, reason: "Done"), then: .ended(.init(on: day, reason: "Done")))
    ended.when(.end(on: day, reason: "again"))
    ended.when(.report(none, id: "r2"), then: .resultReported(.init(id: "r2", result: none)))
    recorded.when(.takeBack(reason: ""), refused: .reasonNeeded)
    takenBack.when(.takeBack(reason: "again"))
    takenBack.when(.report(none, id: "r2"), refused: .notPossible(in: .takenBack))
    takenBack.when(.revise(changed, reason: "r"), refused: .notPossible(in: .takenBack))
    takenBack.when(.end(on: day, reason: "r"), refused: .notPossible(in: .takenBack))
  }

  @Test func `every event reads and writes as it was first stored`() throws {
    var full = better
    (full.value, full.comparedWith, full.reach, full.cost) = ("11 of 14", "the year before", "14", 1200)
    (full.costCovers, full.harms, full.source) = ("Food", "None seen", "https://example.org/report")
    (full.from, full.until) = (PartialDate("2009-01"), PartialDate("2009-12"))
    var placed = changed
    (placed.area, placed.areaCode, placed.audience) = ("Cleveland", "E23000013", "Parents")
    placed.start = PartialDate("2009-01")
    let samples: [Adoption.Event] = [
      .recorded(.init(details: placed)), .revised(.init(details: plain, reason: "Moved")),
      .resultReported(.init(id: "r1", result: full)),
      .resultCorrected(.init(id: "r1", result: none, reason: "Counted twice")),
      .ended(.init(on: day, reason: "Money ran out")), .takenBack(.init(reason: "Wrong practice")),
    ]
    try Golden.hold(samples)
  }
}
