import Domain
import Platform

extension PracticeForm {
  /// The evaluation and its design, EMMIE (effect, mechanism, moderators, implementation, economics: the headings
  /// of the College of Policing's crime reduction toolkit), and last the stage that they bear out.
  static let evidence = FormSection<Practice.Details>(
    "evidence",
    "Evidence",
    lead:
      "Say plainly what is not known. “Not known” is a respectable answer: most practices have not been measured, and the page shows it as plainly as what is known, so that whoever measures next knows where to begin.",
    [
      .area(
        \.evaluationDesign,
        "evaluation_design",
        "How it was evaluated",
        hint: "Who looked, at what, when, and what it was compared with. Name the report, if there is one",
        max: 2000,
        rows: 2
      ),
      .choice(
        \.maryland,
        "maryland",
        "Evaluation design",
        hint: "What could the evaluation see? Choose the last answer that is true",
        Practice.marylandList
      )
      .guided(
        "How to tell, by five questions",
        [
          "These are the levels of the Maryland scientific methods scale, which grades how sure a design makes anyone, not how well the work went.",
          "Did anybody measure what came of it? If not: No evaluation. If nobody remembers: Not known.",
          "Was it measured before and after? If only once: Level 1. If both, with nothing to compare: Level 2.",
          "Was there a group or place that did not get it, measured at the same times? Level 3.",
          "Were there many groups or places, with their other differences allowed for? Level 4.",
          "Did chance decide who got it, such as a draw? Level 5.",
        ]
      ),
    ]
      + dimension(
        \.emmie.effect.finding,
        \.emmie.effect.strength,
        "emmie_effect",
        "Effect",
        "Did it work, how far, and could it have done harm?",
        "What was meant to change, whether it did, by how much and for whom, and whether anything got worse.",
        "Of 40 families who came, 11 asked for help within six months, against 4 of 38 on the waiting list. Two families said that quarrels at home grew."
      )
      + dimension(
        \.emmie.mechanism.finding,
        \.emmie.mechanism.strength,
        "emmie_mechanism",
        "Mechanism",
        "How is it thought to work?",
        "What it is about the work that brings the change about. What was seen happening counts for more than a theory.",
        "Parents asked for help because they had met the worker at a table and not at a desk: nine of the eleven said so."
      )
      + dimension(
        \.emmie.moderators.finding,
        \.emmie.moderators.strength,
        "emmie_moderator",
        "Moderators",
        "Where, when and for whom does it work?",
        "Where it worked better or worse, and what was different there: people, places, times.",
        "It worked in the two wards with a family centre, and hardly where people had to travel. Nobody came in the month of exams."
      )
      + dimension(
        \.emmie.implementation.finding,
        \.emmie.implementation.strength,
        "emmie_implementation",
        "Implementation",
        "What does it take to do it well?",
        "What somebody needs who copies it: people, skills, time, permission, and what went wrong first.",
        "Two workers for each evening, one of whom speaks the language; a kitchen; three months to become known. The first leaflets frightened people off."
      )
      + dimension(
        \.emmie.economics.finding,
        \.emmie.economics.strength,
        "emmie_economics",
        "Economics",
        "What does it cost for what it gives?",
        "What one outcome cost, what is left out of that figure, and who paid.",
        "£6,400 for two years, or about £580 for each family that asked for help. The hall was lent, and is not counted."
      ) + [
        .choice(\.stage, "evidence_stage", "Evidence stage", Practice.stageList)
          .guided(
            "Which stage goes with which evaluation",
            [
              "You decide: the answers above suggest a stage and never choose one. Where the two do not go together, you and the reviewers are told, and nothing is refused.",
              "Nothing measured: Unknown, or New if it has just begun.",
              "Measured, and compared with nothing (levels 1 and 2): Promising if the result was favourable, Did not work if there was none.",
              "Compared with a group or place that did not get it (levels 3 to 5): Worked or Did not work, whichever was found; Promising if only in part.",
            ]
          )
      ]
  )

  private static func dimension(
    _ finding: Field<Practice.Details>.Path<String>,
    _ strength: Field<Practice.Details>.Path<String>,
    _ name: String,
    _ label: String,
    _ question: String,
    _ good: String,
    _ example: String
  ) -> [Field<Practice.Details>] {
    [
      .area(finding, name, label, hint: question, max: 2000, rows: 2)
        .guided(
          "What a good answer says about \(label.lowercased())",
          [
            good, "A made-up example: “\(example)”",
            "If nobody knows, leave it empty and the strength at “Not known”.",
          ]
        ),
      .choice(
        strength,
        name + "_strength",
        "\(label): strength of that finding",
        hint:
          "Weak: what those involved say. Moderate: counted, with something to compare. Strong: well measured, in several places or by a trial",
        Practice.strengthList
      ),
    ]
  }
}
