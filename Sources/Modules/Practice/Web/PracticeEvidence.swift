import Domain
import Kernel
import Platform

/// What the pages say of a practice's evidence beside what was filled in.
enum PracticeEvidence {
  /// Which stage the answers suggest, and why; the person decides.
  static func suggestion(_ details: Practice.Details) -> String {
    switch details.measured {
    case .not:
      "The answers suggest Unknown, or New if it has just begun: nothing here says that anything was measured."
    case .withoutComparison:
      "The answers suggest Promising if the result was favourable, and Did not work if there was none: it was measured, but compared with nothing, so something else may have made the difference."
    case .withComparison:
      "The answers suggest Worked or Did not work, whichever the comparison found, and Promising if it found it only in part."
    }
  }

  /// Where the stage and the evaluation do not go together; nil where they do.
  static func doubt(_ details: Practice.Details) -> String? {
    guard details.isStageInDoubt else { return nil }
    let stage = Practice.stageList.label(details.stage)
    let design = Practice.marylandList.label(details.maryland).lowercased()
    switch details.measured {
    case .not:
      return
        "The evidence stage is “\(stage)”, but the evaluation design is “\(design)”: a reader cannot see what that rests on."
    case .withoutComparison:
      return
        "The evidence stage is “\(stage)”, but the evaluation (\(design)) compared it with nothing: something else may have made the difference."
    case .withComparison:
      return
        "The evidence stage is “\(stage)”, but the evaluation (\(design)) compared it with something: what it found can be said."
    }
  }

  /// For those who describe or review a practice: the suggestion, and where the stage departs from it.
  static func advice(_ details: Practice.Details) -> [Model] {
    guard let doubt = doubt(details) else { return [] }
    let advice =
      "\(doubt) \(suggestion(details)) It can stay as it is, if it says why under “How it was evaluated”."
    return [["sentence": advice]]
  }

  /// How the evaluation and the stage stand on the page: a code with what it means.
  static func rows(_ details: Practice.Details) -> [Model] {
    let design = details.evaluationDesign.isEmpty ? "Not known" : details.evaluationDesign
    return [
      Model.row("How it was evaluated", design),
      Model.row("Evaluation design", meaning(details.maryland, Practice.marylandList)),
      Model.row("Evidence stage", meaning(details.stage, Practice.stageList)),
    ]
  }

  private static func meaning(_ code: String, _ list: CodeList) -> String {
    guard let hint = list[code]?.hint else { return list.label(code) }
    return "\(list.label(code)): \(hint.lowercasedFirst)"
  }

  static func known(_ details: Practice.Details) -> String {
    switch details.knownDimensions {
    case 0: "Nothing is known yet on any of the five dimensions."
    case 5: "Something is known on all five dimensions."
    case let count:
      "Something is known on \(count) of the five dimensions, and nothing yet on the other \(5 - count)."
    }
  }
}
