import Kernel
import Testing

@testable import Domain

/// Which stages an evaluation bears out: suggested, and never chosen for anybody.
struct PracticeEvidenceTests {
  private func details(_ maryland: String, _ stage: String, evaluation: String = "") -> Practice.Details {
    var details = Practice.Details.sample
    (details.maryland, details.stage, details.evaluationDesign) = (maryland, stage, evaluation)
    return details
  }

  /// The stages that are in doubt at a level of the Maryland scale.
  private func inDoubt(_ maryland: String, evaluation: String = "") -> [String] {
    Practice.stageList.codes.map(\.code).filter {
      details(maryland, $0, evaluation: evaluation).isStageInDoubt
    }
  }

  @Test func `every level of the scale suggests a stage, and no stage that it suggests is in doubt`() {
    for level in Practice.marylandList.codes.map(\.code) {
      let suggested = details(level, "unknown").suggestedStages
      #expect(!suggested.isEmpty, "\(level)")
      #expect(suggested.allSatisfy { Practice.stageList[$0] != nil }, "\(level)")
      #expect(Set(suggested).isDisjoint(with: inDoubt(level)), "\(level)")
    }
  }

  @Test(arguments: ["not-known", "0"]) func `what nobody measured has not been seen to work`(_ level: String)
  {
    #expect(inDoubt(level) == ["worked", "promising", "did-not-work"])
    #expect(inDoubt(level, evaluation: "An official review") == ["worked", "promising"])
  }

  @Test(arguments: ["1", "2"]) func `without a comparison nobody can say that it worked`(_ level: String) {
    #expect(inDoubt(level) == ["worked"])
  }

  @Test(arguments: ["3", "4", "5"]) func `what was compared has a result that can be said`(_ level: String) {
    #expect(inDoubt(level) == ["new", "unknown"])
  }

  @Test func `words alone are no evaluation, a design, a stage or a strength that a study gave is`() {
    for words in ["", "none seen", "No study seen", "Delivery counts only"] {
      for (level, stage) in [("not-known", "unknown"), ("0", "new")] {
        #expect(!details(level, stage, evaluation: words).isEvaluated, "\(words)")
      }
    }
    #expect(details("1", "unknown").isEvaluated && details("5", "worked").isEvaluated)
    #expect(details("not-known", "did-not-work").isEvaluated)
    var graded = details("not-known", "unknown")
    graded.emmie.economics.strength = "weak"
    #expect(graded.isEvaluated)
  }

  @Test func `the dimensions on which something was found are counted`() {
    var details = Practice.Details(title: "t")
    #expect(details.knownDimensions == 0)
    details.emmie.effect.finding = "More asked."
    details.emmie.economics.finding = "Cheap."
    #expect(details.knownDimensions == 2)
  }
}
