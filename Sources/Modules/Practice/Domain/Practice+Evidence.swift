extension Practice {
  /// How far an evaluation could see.
  package enum Measured: Equatable, Sendable {
    /// Nothing says that anything was measured.
    case not
    /// Measured, and compared with nothing: levels 1 and 2 of the Maryland scale.
    case withoutComparison
    /// Levels 3 to 5.
    case withComparison
  }
}

extension Practice.Details {
  package var measured: Practice.Measured {
    switch maryland {
    case "1", "2": .withoutComparison
    case "3", "4", "5": .withComparison
    default: .not
    }
  }

  /// The evidence stages that the evaluation bears out, codes of ``Practice/stageList``.
  ///
  /// Which of them holds, its result decides and a person says: nothing here reads what was found.
  package var suggestedStages: [String] {
    switch measured {
    case .not: ["unknown", "new"]
    case .withoutComparison: ["promising", "did-not-work"]
    case .withComparison: ["worked", "did-not-work", "promising"]
    }
  }

  /// Whether the stage claims more, or less, than the evaluation bears out: said plainly, and never refused.
  package var isStageInDoubt: Bool {
    switch measured {
    // An official review that is named may find without measuring that something did not work.
    case .not: !suggestedStages.contains(stage) && !(stage == "did-not-work" && !evaluationDesign.isEmpty)
    case .withoutComparison: stage == "worked"
    case .withComparison: !suggestedStages.contains(stage)
    }
  }

  /// Whether a study looked at what came of it: its design is known, the stage is one that only a study bears out,
  /// or the strength of a finding is known.
  ///
  /// What is written about the evaluation is not read: it may say that there was none.
  package var isEvaluated: Bool {
    measured != .not || !["unknown", "new"].contains(stage)
      || emmie.dimensions.contains { $0.strength != "not-known" }
  }

  /// The dimensions of EMMIE on which something was found, of five.
  package var knownDimensions: Int { emmie.dimensions.count { !$0.finding.isEmpty } }
}
