import Domain
import Platform

extension PracticeForm {
  /// The evaluation, its design, and EMMIE: effect, mechanism, moderators, implementation, economics.
  static let evidence = FormSection<Practice.Details>(
    "evidence",
    "Evidence",
    lead: "Say plainly what is not known: most practices have not been measured.",
    [
      .choice(\.stage, "evidence_stage", "Evidence stage", Practice.stageList),
      .area(\.evaluationDesign, "evaluation_design", "How it was evaluated", max: 2000, rows: 2),
      .choice(
        \.maryland,
        "maryland",
        "Evaluation design",
        hint: "The Maryland scientific methods scale",
        Practice.marylandList
      ),
    ]
      + dimension(
        \.emmie.effect.finding,
        \.emmie.effect.strength,
        "emmie_effect",
        "Effect",
        "Did it work, how far, and could it have done harm?"
      )
      + dimension(
        \.emmie.mechanism.finding,
        \.emmie.mechanism.strength,
        "emmie_mechanism",
        "Mechanism",
        "How is it thought to work?"
      )
      + dimension(
        \.emmie.moderators.finding,
        \.emmie.moderators.strength,
        "emmie_moderator",
        "Moderators",
        "Where, when and for whom does it work?"
      )
      + dimension(
        \.emmie.implementation.finding,
        \.emmie.implementation.strength,
        "emmie_implementation",
        "Implementation",
        "What does it take to do it well?"
      )
      + dimension(
        \.emmie.economics.finding,
        \.emmie.economics.strength,
        "emmie_economics",
        "Economics",
        "What does it cost for what it gives?"
      )
  )

  private static func dimension(
    _ finding: Field<Practice.Details>.Path<String>,
    _ strength: Field<Practice.Details>.Path<String>,
    _ name: String,
    _ label: String,
    _ hint: String
  ) -> [Field<Practice.Details>] {
    [
      .area(finding, name, label, hint: hint, max: 2000, rows: 2),
      .choice(
        strength,
        name + "_strength",
        "\(label): strength of that finding",
        Practice.strengthList
      ),
    ]
  }
}
