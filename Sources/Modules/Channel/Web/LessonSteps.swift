import Analysis
import Domain
import Kernel
import Platform
import Views

/// What is done with a lesson before it leaves.
enum LessonSteps {
  typealias Step = RecordStep<LessonPages>

  private static let work = CasePolicy.Act.work.rawValue
  private static let approving = CasePolicy.Act.approveLesson.rawValue

  static let revise = Step(
    work,
    FormFrame(
      heading: "Change the text",
      path: "/revise",
      button: "Save and check it",
      lead: "No names, no places, no days, no ages. What is found stands on the next page, with the reason."
    ),
    LearningForms.lesson,
    into: .init(),
    of: Lesson.self,
    refusing: "title"
  ) { pages, opened, drafting in
    try await pages.site.requireUnrestricted(opened.found.record, besides: "title")
    let practice = try await pages.site.practice(at: drafting.practice)
    return (.draft(try opened.found.ended(), drafting.text, practice: practice), on: opened.row.id)
  }
  .beginning { _, opened in
    let practice = opened.state.drafted?.practice.map { "/practices/\($0)" } ?? ""
    return LearningForms.lesson.values(of: .init(text: opened.state.text ?? .init(), practice: practice))
  }

  static let justify = Step(
    work,
    FormFrame(
      heading: "Say why something may stay",
      path: "/justify",
      button: "Record why",
      lead: "For each, say why nobody is known again by it. If you cannot say why, change the text."
    ),
    LearningForms.justifyingAny,
    { pages, opened in
      let found = try await pages.check(opened).findings.filter { $0.severity == .mustJustify }
      let codes = found.map { finding in
        CodeList.Code(finding.code, "“\(finding.words)”", hint: finding.why)
      }
      return LearningForms.justifying(CodeList("lesson-finding", version: 1, codes))
    },
    into: .init(),
    of: Lesson.self,
    refusing: "finding"
  ) { pages, opened, justifying in
    try await pages.site.requireUnrestricted(opened.found.record, besides: "finding")
    let known = try await pages.known(of: opened)
    return (.justify(finding: justifying.finding, reason: justifying.reason, known), on: opened.row.id)
  }
  .beginning { pages, opened in
    let open = try await pages.check(opened).open
    return LearningForms.justifyingAny.values(of: .init(finding: open.first?.code ?? "", reason: ""))
  }
  .noting { pages, opened in
    try await pages.check(opened).open.isEmpty ? ["Nothing is left to be justified."] : []
  }

  static let ask = plain(
    work,
    FormFrame(
      heading: "Ask for approval",
      path: "/ask",
      button: "Ask for it",
      lead:
        "A supervisor who wrote nothing of it reads the text, and what the check found. The text cannot be changed while it waits."
    ),
    { .ask($0) }
  )

  static let approve = plain(
    approving,
    FormFrame(
      heading: "Release the lesson",
      path: "/approve",
      button: "Release it",
      lead:
        "Read it as somebody would who knows the area and the people, and wants to find out whose case it was. Once it is released it cannot be taken back: others may have read it."
    ),
    { .approve($0) },
    then: { try await LessonDelivery.deliver($0, $1) }
  )

  /// What asks for nothing more: a refusal has no field to stand at, and is a page of its own.
  private static func plain(
    _ act: String,
    _ frame: FormFrame,
    _ command: @escaping @Sendable (Identifying.Known) -> Lesson.Command,
    then next: @escaping @Sendable (String, Site) async throws -> Void = { _, _ in }
  ) -> Step {
    Step(act, frame, LearningForms.nothing, { _, _ in LearningForms.nothing }, into: false) {
      pages,
      opened,
      _,
      context,
      _ in
      try await pages.site.requireUnrestricted(opened.found.record)
      let (id, known) = (opened.row.id, try await pages.known(of: opened))
      try await pages.site.perform(command(known), on: id, of: Lesson.self, by: context.viewer)
      try await next(id, pages.site)
    }
  }

  static let refuse = Step(
    approving,
    FormFrame(heading: "Refuse to release it", path: "/refuse", button: "Refuse it"),
    LearningForms.grounds,
    into: "",
    of: Lesson.self,
    refusing: "grounds"
  ) { _, opened, grounds in
    (.refuse(grounds: grounds), on: opened.row.id)
  }

  static let withdraw = Step(
    work,
    FormFrame(
      heading: "Withdraw the lesson",
      path: "/withdraw",
      button: "Withdraw it",
      lead: "It goes nowhere. That it was written stays in the record.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: Lesson.self,
    refusing: "reason"
  ) { _, opened, reason in
    (.withdraw(reason: reason), on: opened.row.id)
  }

  static let all = [revise, justify, ask, approve, refuse, withdraw]

  /// Those that the viewer may do now.
  static func offered(_ checked: LessonPages.Checked) -> [Model] {
    let opened = checked.opened
    let mayWork = opened.allows(.work)
    let steps: [Step] =
      switch opened.state.life {
      case .draft where mayWork && opened.state.text != nil: drafting(checked)
      case .asked: (opened.allows(.approveLesson) ? [approve, refuse] : []) + (mayWork ? [withdraw] : [])
      default: []
      }
    return steps.enumerated().map { place, step in
      let style = step.frame.style.isEmpty && place > 0 ? "govuk-button--secondary" : step.frame.style
      return [
        "label": step.frame.heading, "address": "/lessons/\(opened.row.id)\(step.frame.path)",
        "style": style, "isPost": false,
      ]
    }
  }

  private static func drafting(_ checked: LessonPages.Checked) -> [Step] {
    let isStopped = checked.findings.contains { $0.severity == .mustChange }
    if isStopped { return [revise] + (checked.open.isEmpty ? [] : [justify]) + [withdraw] }
    return (checked.open.isEmpty ? [ask, revise] : [justify, revise]) + [withdraw]
  }
}
