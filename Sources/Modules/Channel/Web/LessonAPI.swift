import Analysis
import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What was learned of cases, and lessons on their way out, for programs: the same commands and views as the pages.
package struct LessonAPI: SteppedRowsAPI {
  let pages: LessonPages
  let learning: LearningPages

  package init(site: Site) { (pages, learning) = (LessonPages(site: site), LearningPages(site: site)) }

  private static let listed: [Shape<LessonList.Row>.Part] = [
    .value("id", "Identifier, which is that of the release") { $0.id },
    .value("case", "The identifier of the case") { $0.caseID },
    .value(
      "life",
      "Where it stands",
      of: Lesson.State.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
    ) { $0.life.rawValue },
    .value("drafted_on", "The day on which it was begun") { $0.draftedOn },
    .value("asked_on", "The day on which approval was asked for") { $0.askedOn },
    .value("approved_on", "The day on which it was approved") { $0.approvedOn },
    .value("delivered_on", "The day on which the library had it") { $0.deliveredOn },
    .value("practice", "The identifier of the practice that it became, or is attached to") { $0.practice },
    .value("version", "How many changes made it what it is") { $0.version },
  ]

  private static let row = Shape<LessonList.Row>("LessonRow", listed)

  private static let finding = Shape<(Identifying.Finding, String?)>(
    "LessonFinding",
    [
      .value("code", "What it is justified by") { $0.0.code },
      .value("field", "The field that it is found in; together, where it is in several") { $0.0.field },
      .value("start", "Where it begins, in characters") { $0.0.start },
      .value("words", "The words") { $0.0.words },
      .value("kind", "What it may tell", of: Identifying.Finding.Kind.allCases.map(\.rawValue)) {
        $0.0.kind.rawValue
      },
      .value("severity", "What is to be done", of: Identifying.Finding.Severity.allCases.map(\.rawValue)) {
        $0.0.severity.rawValue
      },
      .value("why", "Why it was found") { $0.0.why },
      .value("reason", "Why it may stay; null where nobody said") { $0.1 },
    ]
  )

  private static let lesson = Shape<LessonPages.Checked>(
    "Lesson",
    [
      .value("id", "Identifier, which is that of the release") { $0.opened.row.id },
      .value("case", "The identifier of the case") { $0.opened.row.caseID },
      .value("life", "Where it stands") { $0.opened.row.life.rawValue },
      .value("title", "Title; null once it is erased") { $0.opened.state.text?.title },
      .value("problem", "The problem") { $0.opened.state.text?.problem },
      .value("helped", "What helped") { $0.opened.state.text?.helped },
      .value("mechanism", "How it helped") { $0.opened.state.text?.mechanism },
      .value("settings", "Setting, by codes") { $0.opened.state.text?.settings ?? [] },
      .value("caution", "What to be careful about") { $0.opened.state.text?.caution },
      .value("practice", "The practice that it became, or is attached to") { $0.opened.row.practice },
      .value("refused", "The grounds of the last refusal") { $0.opened.state.refused?.value },
      .list("findings", "What the check found", of: finding) { checked in
        checked.findings.map { ($0, checked.reason(for: $0)) }
      },
      .value("version", "How many changes made it what it is") { $0.opened.row.version },
    ]
  )

  private static let learned = Shape<LearningPages.Learning>(
    "CaseLearning",
    [
      .value("case", "The identifier of the case") { $0.found.row.id },
      .value("factors", "Factors that were present, by codes") { $0.recorded?.factors ?? [] },
      .value("changes", "What changed, by codes") { ($0.recorded?.changes ?? []).map(\.code) },
      .value("helped", "What helped, by codes") { ($0.recorded?.helped ?? []).map(\.code) },
      .value("mechanisms", "By what mechanism, by codes") { ($0.recorded?.mechanisms ?? []).map(\.code) },
      .value("missed", "Missed chances, by codes") { ($0.recorded?.missed ?? []).map(\.code) },
      .value("transfer", "Whether it would help elsewhere, by a code") { $0.recorded?.transfer.code },
      .value("changed_words", "What changed, in words") { $0.recorded?.words.value?.changed },
      .value("helped_words", "What helped and how, in words") { $0.recorded?.words.value?.helped },
      .value("missed_words", "Missed chances, in words") { $0.recorded?.words.value?.missed },
      .value("transfer_words", "Where it would help, in words") { $0.recorded?.words.value?.transfer },
      .list("lessons", "The lessons that were written of it", of: row) { $0.lessons },
      .value("version", "How many times it was recorded") { $0.version },
    ]
  )

  private static let drafting = APIBody.record(LearningForms.lesson)

  static let rows = RecordRows(at: "lessons", as: row, in: Lesson.vault, LessonList.find) { $0.version }
  static let needsPurpose = true

  package static let calls: [APICall<LessonAPI>] = [
    APICall(
      .get,
      "cases/{id}/learning",
      "readCaseLearning",
      "Open what was learned of a case, and say what for",
      answer: .record(learned),
      needsPurpose: true
    ) { api, request, context in
      let (opened, _) = try await api.learning.open(request, context)
      return try api.site.answer(learned, opened, version: opened.version)
    },
    LearningSteps.record.call(
      "cases/{id}/learning",
      "recordCaseLearning",
      "Record what was learned of a closed case",
      answer: .record(learned),
      needsPurpose: true,
      { $0.learning },
      { api, before in
        let (state, version) = try await api.site.load(CaseLearning.self, before.found.row.id)
        let now = LearningPages.Learning(
          found: before.found,
          recorded: state.recorded,
          lessons: before.lessons,
          version: version
        )
        return try api.site.answer(learned, now, version: version)
      }
    ),
    APICall(
      .post,
      "cases/{id}/lessons",
      "draftLesson",
      "Write a lesson of a closed case for others",
      body: drafting,
      answer: .made(row),
      needsPurpose: true,
      act: CasePolicy.Act.work.rawValue
    ) { api, request, context in
      let found = try await api.learning.cases.found(context, to: .work)
      _ = try await api.site.statedPurpose(for: found.record, request, context)
      let values = try await api.site.values(of: request, drafting)
      let id = try api.site.recordID(for: values, of: request, by: context.viewer)
      try await api.learning.draft(values, found, as: id, refusing: nil, context)
      return try await api.site.answer(rows, made: id)
    },
    APICall(
      .get,
      "lessons/{id}",
      "readLesson",
      "Open a lesson with what the check found, and say what for",
      answer: .record(lesson),
      needsPurpose: true
    ) { api, request, context in
      let (checked, _) = try await api.pages.open(request, context)
      return try api.site.answer(lesson, checked, version: checked.opened.row.version)
    },
    step(LessonSteps.revise, "reviseLesson", "Write the text of a lesson anew"),
    step(LessonSteps.justify, "justifyInLesson", "Say why something that was found may stay"),
    step(LessonSteps.ask, "askToReleaseLesson", "Ask for approval of a lesson"),
    step(LessonSteps.approve, "releaseLesson", "Approve a lesson, and release it"),
    step(LessonSteps.refuse, "refuseLesson", "Refuse to release a lesson"),
    step(LessonSteps.withdraw, "withdrawLesson", "Withdraw a lesson that was not released"),
  ]
}

extension LessonPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    [CasePolicy.Act.work.rawValue, CasePolicy.Act.approveLesson.rawValue]
  }
}
