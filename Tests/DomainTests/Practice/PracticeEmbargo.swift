import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// Published, and not before a day.
///
/// Every story is told on 1 September 2009.
struct PracticeEmbargo {
  typealias Given = Story<Practice>
  private let good = Practice.Review(recommendation: "publish", strengths: "plain", interests: "none")
  private let today = PartialDate("2009-09-01")
  private let day = PartialDate("2009-10-01")
  private let later = PartialDate("2009-11-01")

  private var reviewed: Given {
    .given(.deposited(.init(details: .sample, organisation: "council")), .submitted)
      .and(.reviewed(good), by: "ron").and(.reviewed(good), by: "rhea")
  }
  private var embargoed: Given { reviewed.and(.published(.init(reason: "", embargo: day)), by: "edie") }

  @Test func `an editor publishes not before a day to come`() {
    reviewed.when(
      .publish(reason: "", embargo: day),
      by: "edie",
      then: .published(.init(reason: "", embargo: day))
    )
    for past in [today, PartialDate("2009-08-31"), PartialDate("2009")] {
      reviewed.when(.publish(reason: "", embargo: past), by: "edie", refused: .embargoNotAhead)
    }
  }

  @Test func `publishing twice is publishing once, and never another embargo unseen`() {
    embargoed.when(.publish(reason: "", embargo: day), by: "edie")
    embargoed.when(.publish(reason: "", embargo: later), by: "edie", refused: .notPossible(in: .published))
    embargoed.when(.publish(reason: ""), by: "edie", refused: .notPossible(in: .published))
  }

  @Test func `an embargo is moved or lifted with a reason`() {
    for until in [later, nil] {
      embargoed.when(
        .embargo(until: until, reason: "r"),
        then: .embargoChanged(.init(until: until, reason: "r"))
      )
      embargoed.when(.embargo(until: until, reason: ""), refused: .reasonNeeded)
    }
    embargoed.when(.embargo(until: day, reason: ""))
    embargoed.when(.embargo(until: today, reason: "r"), refused: .embargoNotAhead)
    embargoed.and(.embargoChanged(.init(until: nil, reason: "r")), by: "edie")
      .when(.embargo(until: nil, reason: "r"))
  }

  @Test func `what is public is not put under embargo again`() {
    let open = reviewed.and(.published(.init(reason: "")), by: "edie")
    open.when(.embargo(until: day, reason: "r"), refused: .noEmbargo)
    embargoed.when(.embargo(until: later, reason: "r"), at: day?.moment ?? .story, refused: .noEmbargo)
    embargoed.and(.embargoChanged(.init(until: nil, reason: "r")), by: "edie")
      .when(.embargo(until: later, reason: "r"), refused: .noEmbargo)
    reviewed.when(.embargo(until: day, reason: "r"), refused: .notPossible(in: .inReview))
  }

  @Test func `what is withdrawn before its day was never public, and after it was`() {
    let withdrawn = Practice.Event.withdrawn(.init(reason: "r"))
    #expect(embargoed.and(withdrawn, by: "edie").state.life == .discarded)
    var state = embargoed.state
    Practice.evolve(&state, with: withdrawn, Occasion(by: "edie", at: day?.moment ?? .story))
    #expect(state.life == .withdrawn)
  }
}
