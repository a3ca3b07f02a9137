import Domain
import Kernel
import Platform
import Views

/// What is done in an assessment: each part is saved by itself.
enum AssessmentSteps {
  typealias Step = RecordStep<AssessmentPages>
  typealias Assessed = AssessmentPages.Assessed

  private static let work = CasePolicy.Act.work.rawValue

  static let judge = Step(
    work,
    FormFrame(
      heading: "A factor",
      path: "/factors/{factor}",
      button: "Save and go on",
      lead: "One factor by itself: what was seen of it, by whom and when."
    ),
    AssessmentForms.judging,
    into: .init(),
    of: Assessment.self,
    refusing: "presence"
  ) { _, assessed, judging in
    let judgement = AssessmentForms.judgement(judging)
    return (.judge(factor: assessed.factor?.code ?? "", judgement), on: assessed.row.id)
  }
  .titled { $0.factor?.label ?? "" }
  .beginning { _, assessed in
    let judgement = assessed.factor.flatMap { assessed.state.judgements[$0.code]?.judgement.value }
    return judgement.map { AssessmentForms.judging.values(of: AssessmentForms.judging($0)) } ?? FormValues()
  }
  .noting { _, assessed in
    guard let factor = assessed.factor, let on = assessed.previousOn,
      let before = assessed.previous?.judgements[factor.code]?.judgement.value
    else { return [] }
    return ["On \(on.words): \(AssessmentWording.judgement(before))"]
  }
  .going { pages, assessed in
    let state = try await pages.site.load(Assessment.self, assessed.row.id).state
    return AssessmentWording.next(in: state, after: assessed.factor?.code).map {
      "/assessments/\(assessed.row.id)\($0)"
    } ?? "/assessments/\(assessed.row.id)"
  }

  static let narrate = Step(
    work,
    FormFrame(heading: "A dimension", path: "/dimensions/{dimension}", button: "Save and go on"),
    AssessmentForms.narrative,
    into: "",
    of: Assessment.self,
    refusing: "words"
  ) { _, assessed, words in
    (.narrate(dimension: assessed.dimension?.code ?? "", words: words), on: assessed.row.id)
  }
  .titled { $0.dimension?.label ?? "" }
  .beginning { _, assessed in
    let words = assessed.dimension.flatMap { assessed.state.narratives[$0.code]?.words.value }
    return AssessmentForms.narrative.values(of: words ?? "")
  }
  .noting { _, assessed in
    guard let dimension = assessed.dimension, let on = assessed.previousOn,
      let before = assessed.previous?.narratives[dimension.code]?.words.value
    else { return [] }
    return ["On \(on.words): \(before)"]
  }

  static let complete = Step(
    work,
    FormFrame(
      heading: "Conclude the assessment",
      path: "/complete",
      button: "Conclude it",
      lead: "Every factor must be recorded, if only as not known. Nothing of it is changed afterwards."
    ),
    AssessmentForms.conclusion(isFirst: true),
    { _, assessed in AssessmentForms.conclusion(isFirst: assessed.row.previous == nil) },
    into: .init(summary: "", plan: "", changes: ""),
    of: Assessment.self,
    refusing: "summary"
  ) { _, assessed, conclusion in
    (.complete(conclusion), on: assessed.row.id)
  }

  static let abandon = Step(
    work,
    FormFrame(
      heading: "Abandon the assessment",
      path: "/abandon",
      button: "Abandon it",
      lead: "What was recorded in it stays in the record, and is compared with nothing.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: Assessment.self,
    refusing: "reason"
  ) { _, assessed, reason in
    (.abandon(reason: reason), on: assessed.row.id)
  }

  static let all = [judge, narrate, complete, abandon]
}
