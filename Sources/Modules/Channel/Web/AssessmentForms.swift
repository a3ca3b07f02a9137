import Domain
import Kernel
import Platform

/// The forms of an assessment, declared once each.
enum AssessmentForms {
  struct Judging: Equatable, Sendable {
    var presence = ""
    var evidence = ""
    var source = ""
    var date: PartialDate?
  }

  static let judging = Form<Judging>(
    "assessment-factor",
    [
      .choice(
        \.presence,
        "presence",
        "What was seen of it?",
        Assessment.presenceList,
        required: "Choose what was seen of it"
      ),
      .area(
        \.evidence,
        "evidence",
        "Evidence",
        hint: "What was seen or said; not what it may mean",
        max: 4000,
        rows: 4
      ),
      .text(\.source, "source", "Who it comes from", max: 300),
      .date(\.date, "date", "When it was seen", hint: "A month or a year is enough"),
    ]
  )

  static func judgement(_ judging: Judging) -> Assessment.Judgement {
    Assessment.Judgement(
      presence: Coded(judging.presence, version: Assessment.presenceList.version),
      evidence: judging.evidence,
      source: judging.source,
      date: judging.date
    )
  }

  static func judging(_ judgement: Assessment.Judgement) -> Judging {
    Judging(
      presence: judgement.presence.code,
      evidence: judgement.evidence,
      source: judgement.source,
      date: judgement.date
    )
  }

  static let narrative = Form<String>(
    "assessment-narrative",
    [
      .area(
        \.self,
        "words",
        "What the factors say together",
        hint: "A formulation in words: how they hang together, in this person’s life. Nothing is added up",
        max: 8000,
        required: "Say what they say together",
        rows: 8
      )
    ]
  )

  /// - Parameter isFirst: Whether there is no assessment before it to compare it with.
  static func conclusion(isFirst: Bool) -> Form<Assessment.Conclusion> {
    let changes: Field<Assessment.Conclusion> = .area(
      \.changes,
      "changes",
      "Significant changes since the last assessment",
      hint: isFirst
        ? "There is none before it: leave it empty" : "In words; the two stand side by side on the page",
      max: 8000,
      required: isFirst ? nil : "Say what changed since the last assessment, or that nothing did",
      rows: 5
    )
    return Form(
      "assessment-conclusion",
      [
        .area(
          \.summary,
          "summary",
          "Summary conclusion",
          max: 8000,
          required: "Write a summary conclusion",
          rows: 6
        ),
        .area(
          \.plan,
          "plan",
          "Management plan",
          hint: "What follows for the support: who does what, until when",
          max: 8000,
          required: "Say what follows for the support",
          rows: 6
        ),
        changes,
      ]
    )
  }
}
