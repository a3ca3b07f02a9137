import Domain
import Kernel
import Platform

/// The forms of what was learned of a case, and of a lesson that leaves it, declared once each.
enum LearningForms {
  private static let factors = CodeList(
    "factor",
    version: Framework.current.version,
    Framework.current.dimensions.flatMap { dimension in
      dimension.factors.map { .init($0.code, $0.label, group: dimension.label) }
    }
  )

  static let learned = Form<CaseLearning.Learned>(
    "case-learning",
    [
      .choices(
        \.factors,
        "factors",
        "Which factors were present?",
        hint: "As far as they are known now. None of them is added up. Leave all empty where there was none",
        factors
      ),
      .choices(
        \.changes,
        "changes",
        "What changed?",
        CaseLearning.changeList,
        required: "Choose what changed, or that nothing did"
      ),
      words(\.words.changed, "changed-words", "What changed, in words", "Say what changed"),
      .choices(
        \.helped,
        "helped",
        "What helped?",
        CaseLearning.helpList,
        required: "Choose what helped, or that nothing did"
      ),
      .choices(
        \.mechanisms,
        "mechanisms",
        "By what mechanism?",
        hint: "What happened in the person, or around them, for it to help",
        CaseLearning.mechanismList,
        required: "Choose by what mechanism it helped"
      ),
      words(\.words.helped, "helped-words", "What helped and how, in words", "Say what helped, and how"),
      .choices(
        \.missed,
        "missed",
        "Which chances were missed?",
        CaseLearning.chanceList,
        required: "Choose which chances were missed, or that none is seen"
      ),
      words(
        \.words.missed,
        "missed-words",
        "Missed chances, in words",
        "Say which chances were missed, or how you know that none was"
      ),
      .choice(
        \.transfer,
        "transfer",
        "Would it help elsewhere?",
        CaseLearning.transferList,
        required: "Choose whether it would help elsewhere"
      ),
      words(
        \.words.transfer,
        "transfer-words",
        "Where it would help, and where not",
        "Say where it would help"
      ),
    ]
  )

  private static func words(
    _ path: any WritableKeyPath<CaseLearning.Learned, String> & Sendable,
    _ name: String,
    _ label: String,
    _ required: String
  ) -> Field<CaseLearning.Learned> {
    .area(path, name, label, max: 4000, required: required, rows: 4)
  }

  // MARK: A lesson

  struct Drafting: Equatable, Sendable {
    var text = Lesson.Text()
    /// The address of a practice; empty where it becomes a draft of its own.
    var practice = ""
  }

  static let lesson = Form<Drafting>(
    "lesson",
    [
      .text(
        \.text.title,
        "title",
        "Title",
        hint: "What helped with what; nothing of who it was",
        max: 150,
        required: "Enter a title"
      ),
      part(\.text.problem, "problem", "The problem", "As it may stand anywhere: nobody’s story"),
      part(\.text.helped, "helped", "What helped", "What was done, so that somebody else can do it"),
      part(\.text.mechanism, "mechanism", "How it helped", "What had to happen for it to help"),
      .choices(\.text.settings, "settings", "Setting", Practice.settingList),
      part(\.text.caution, "caution", "What to be careful about", "What went wrong, took long or did harm"),
      .text(
        \.practice,
        "practice",
        "Attach it to a practice",
        hint: "Its address in the library. Leave it empty, and the lesson becomes the draft of a practice",
        max: 200
      ),
    ]
  )

  private static func part(
    _ path: any WritableKeyPath<Drafting, String> & Sendable,
    _ name: String,
    _ label: String,
    _ hint: String
  ) -> Field<Drafting> {
    .area(path, name, label, hint: hint, max: 4000, rows: 4)
  }

  struct Justifying: Equatable, Sendable {
    var finding = ""
    var reason = ""
  }

  /// - Parameter findings: Those that are to be justified, by their codes.
  static func justifying(_ findings: CodeList) -> Form<Justifying> {
    Form(
      "lesson-justification",
      [.choice(\.finding, "finding", "What may stay?", findings, required: "Choose what may stay"), why]
    )
  }

  static let justifyingAny = Form<Justifying>(
    "lesson-justification",
    [
      .text(\.finding, "finding", "The code of the finding", max: 20, required: "Choose what may stay"), why,
    ]
  )

  private static let why = Field<Justifying>.area(
    \.reason,
    "reason",
    "Why nobody is known again by it",
    hint: "Whoever approves reads it",
    max: 1000,
    required: "Say why nobody is known again by it",
    rows: 3
  )

  static let grounds = Form<String>(
    "lesson-refusal",
    [
      .area(
        \.self,
        "grounds",
        "On what grounds?",
        hint: "Whoever wrote it reads them, and can change the text",
        max: 2000,
        required: "Say on what grounds",
        rows: 4
      )
    ]
  )

  static let nothing = Form<Bool>("lesson-act", [])
}
