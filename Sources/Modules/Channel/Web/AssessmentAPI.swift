import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Assessments for programs: the same commands and the same views as the pages, as JSON.
package struct AssessmentAPI: SteppedRowsAPI {
  let pages: AssessmentPages

  package init(site: Site) { pages = AssessmentPages(site: site) }

  private static let listed: [Shape<AssessmentList.Row>.Part] = [
    .value("id", "Identifier") { $0.id },
    .value("case", "The identifier of the case") { $0.caseID },
    .value("framework", "The framework that it is made by") { $0.framework.code },
    .value("framework_version", "The version of the framework") { $0.framework.version },
    .value("previous", "The last that was concluded before it") { $0.previous },
    .value(
      "life",
      "Where it stands",
      of: Assessment.State.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
    ) { $0.life.rawValue },
    .value("started_at", "When, in Coordinated Universal Time") { $0.startedAt.ISO8601Format() },
    .value("version", "How many changes made it what it is") { $0.version },
  ]

  private static let row = Shape<AssessmentList.Row>("AssessmentRow", listed)
  private static let assessments = APIList("assessments", of: row)

  private typealias Factor = (factor: CodeList.Code, dimension: String, judgement: Assessment.Judgement?)

  private static let factor = Shape<Factor>(
    "AssessmentFactor",
    [
      .value("factor", "The code of the factor") { $0.factor.code },
      .value("label", "The factor, as people read it") { $0.factor.label },
      .value("dimension", "The code of its dimension") { $0.dimension },
      .value("presence", "What was seen of it; null where nothing is recorded") {
        $0.judgement?.presence.code
      },
      .value("evidence", "What was seen or said") { $0.judgement?.evidence },
      .value("source", "Who it comes from") { $0.judgement?.source },
      .value("date", "When it was seen") { $0.judgement?.date },
    ]
  )

  private typealias Narrative = (dimension: String, words: String?)

  private static let narrative = Shape<Narrative>(
    "AssessmentNarrative",
    [
      .value("dimension", "The code of the dimension") { $0.dimension },
      .value("words", "What its factors say together") { $0.words },
    ]
  )

  private static let assessment = Shape<AssessmentPages.Assessed>(
    "Assessment",
    [
      .value("id", "Identifier") { $0.row.id },
      .value("case", "The identifier of the case") { $0.row.caseID },
      .value("framework", "The framework that it is made by") { $0.framework.label },
      .value("life", "Where it stands") { $0.row.life.rawValue },
      .value("version", "How many changes made it what it is") { $0.row.version },
      .list("factors", "Each factor by itself, in the order of the framework", of: factor) { assessed in
        assessed.framework.dimensions.flatMap { dimension in
          dimension.factors.map {
            ($0, dimension.code, assessed.state.judgements[$0.code]?.judgement.value)
          }
        }
      },
      .list("narratives", "In words, by dimension", of: narrative) { assessed in
        assessed.framework.dimensions.map { ($0.code, assessed.state.narratives[$0.code]?.words.value) }
      },
      .value("summary", "Summary conclusion") { $0.state.completed?.words.value?.summary },
      .value("plan", "Management plan") { $0.state.completed?.words.value?.plan },
      .value("changes", "Significant changes since the last, in words") {
        $0.state.completed?.words.value?.changes
      },
    ]
  )

  private static let change = Shape<Assessment.Change>(
    "AssessmentChange",
    [
      .value("factor", "The code of the factor") { $0.factor.code },
      .value("dimension", "The code of its dimension") { $0.dimension.code },
      .value("before", "What was seen of it then") { $0.before?.presence.code },
      .value("before_evidence", "The evidence then") { $0.before?.evidence },
      .value("now", "What is seen of it now") { $0.now?.presence.code },
      .value("now_evidence", "The evidence now") { $0.now?.evidence },
      .value("is_change", "Whether another code is recorded") { $0.isChange },
    ]
  )

  private static let changes = APIList("changes", of: change)

  static let rows = RecordRows(at: "assessments", as: row, in: Assessment.vault, AssessmentList.find) {
    $0.version
  }
  static let needsPurpose = true

  package static let calls: [APICall<AssessmentAPI>] = [
    APICall(
      .get,
      "cases/{id}/assessments",
      "listAssessments",
      "List the assessments of a case, the latest first, with nothing that is sealed",
      answer: .list(assessments)
    ) { api, request, context in
      let found = try await api.pages.cases.found(context, to: .read)
      try api.site.requireSecondFactor(for: Assessment.vault, context)
      return try api.site.answer(assessments, all: try await api.pages.rows(of: found.row.id), request)
    },
    APICall(
      .post,
      "cases/{id}/assessments",
      "startAssessment",
      "Start an assessment, or go on with the one that is not concluded",
      body: .nothing,
      answer: .made(row),
      needsPurpose: true,
      act: CasePolicy.Act.work.rawValue
    ) { api, request, context in
      let found = try await api.pages.cases.found(context, to: .work)
      _ = try await api.site.statedPurpose(for: found.record, request, context)
      let values = try await api.site.values(of: request, .nothing)
      let id = try api.site.recordID(for: values, of: request, by: context.viewer)
      let made = try await api.pages.start(found, as: id, context)
      return try await api.site.answer(rows, made: made)
    },
    APICall(
      .get,
      "assessments/{id}",
      "readAssessment",
      "Open an assessment, and say what for",
      answer: .record(assessment),
      needsPurpose: true
    ) { api, request, context in
      let (assessed, _) = try await api.pages.open(request, context)
      return try api.site.answer(assessment, assessed, version: assessed.row.version)
    },
    APICall(
      .get,
      "assessments/{id}/changes",
      "listAssessmentChanges",
      "List each factor as the last assessment had it and as this one has it, and say what for",
      answer: .list(changes),
      needsPurpose: true
    ) { api, request, context in
      let (assessed, _) = try await api.pages.open(request, context)
      let all = assessed.previous.map { Assessment.changes(from: $0, to: assessed.state) } ?? []
      return try api.site.answer(changes, all: all, request)
    },
    step(AssessmentSteps.judge, "judgeFactor", "Record what was seen of one factor"),
    step(AssessmentSteps.narrate, "narrateDimension", "Write what the factors of a dimension say together"),
    step(AssessmentSteps.complete, "completeAssessment", "Conclude an assessment"),
    step(AssessmentSteps.abandon, "abandonAssessment", "Abandon an assessment"),
  ]
}

extension AssessmentPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> { [CasePolicy.Act.work.rawValue] }
}
