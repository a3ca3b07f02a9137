import Domain
import Kernel
import Platform
import Views

/// What the page of an assessment shows to one viewer.
struct AssessmentModel {
  typealias Assessed = AssessmentPages.Assessed

  let model: Model

  init(_ assessed: Assessed, _ purpose: StatedPurpose, _ history: [HistoryLine]) {
    let (row, state) = (assessed.row, assessed.state)
    let address = "/assessments/\(row.id)"
    let mayWork = row.life == .started && assessed.found.allows(.work)
    let open = assessed.framework.factors.count { state.judgements[$0.code] == nil }
    let steps = mayWork ? Self.steps(state, at: address) : []
    let conclusion = state.completed?.words.value
    model = [
      "title": "Assessment of \(assessed.found.record.title)", "caption": AssessmentWording.life(row),
      "backAddress": "\(assessed.found.record.address)/assessments", "backLabel": "Assessments",
      "purpose": RecordModel.purpose(purpose, assessed.found.record, at: address),
      "caution": AssessmentWording.caution,
      "framework": assessed.framework.label, "source": assessed.framework.source,
      "waiting": row.life == .started && open > 0 ? Self.waiting(open) : false,
      "isErased": Self.isErased(state),
      "conclusion": conclusion.map { conclusion -> Model in
        [
          "summary": conclusion.summary, "plan": conclusion.plan,
          "changed": conclusion.changes.isEmpty ? false : conclusion.changes,
        ]
      } ?? false,
      "comparison": Self.comparison(assessed),
      "dimensions": assessed.framework.dimensions.map { Self.dimension($0, state, mayWork, at: address) },
      "hasSteps": !steps.isEmpty, "steps": steps,
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: address) },
    ]
  }

  private static func waiting(_ open: Int) -> String {
    open == 1 ? "One factor is not recorded yet." : "\(open) factors are not recorded yet."
  }

  private static func isErased(_ state: Assessment.State) -> Bool {
    !state.judgements.isEmpty && state.judgements.values.allSatisfy { $0.judgement.value == nil }
  }

  private static func steps(_ state: Assessment.State, at address: String) -> [Model] {
    let next = AssessmentWording.next(in: state)
    let all = [
      next.map { ("Go on", $0, "") },
      ("Conclude it", "/complete", next == nil ? "" : "govuk-button--secondary"),
      ("Abandon it", "/abandon", "govuk-button--warning"),
    ]
    return all.compactMap { $0 }.map { label, path, style -> Model in
      ["label": label, "address": address + path, "style": style, "isPost": false]
    }
  }

  // MARK: Factor by factor

  private static func dimension(
    _ dimension: Framework.Dimension,
    _ state: Assessment.State,
    _ mayWork: Bool,
    at address: String
  ) -> Model {
    [
      "dimension": dimension.label, "narrative": state.narratives[dimension.code]?.words.value ?? false,
      "narrateAddress": mayWork ? "\(address)/dimensions/\(dimension.code)" : false,
      "factors": dimension.factors.map { factor -> Model in
        let judged = state.judgements[factor.code]?.judgement
        let judgement = judged?.value
        let from = [judgement?.source ?? "", judgement?.date?.words ?? ""].filter { !$0.isEmpty }
        return [
          "factor": factor.label,
          "presence": judgement.map(AssessmentWording.presence)
            ?? (judged == nil ? "Not recorded yet" : "Erased"),
          "evidence": (judgement?.evidence).flatMap { $0.isEmpty ? nil : $0 } ?? false,
          "from": from.isEmpty ? false : from.joined(separator: ", "),
          "judgeAddress": mayWork ? "\(address)/factors/\(factor.code)" : false,
          "judgeLabel": judged == nil ? "Record" : "Change",
        ]
      },
    ]
  }

  // MARK: Beside the last

  private static func comparison(_ assessed: Assessed) -> Any {
    guard let before = assessed.previous, let on = assessed.previousOn else { return false }
    let all = Assessment.changes(from: before, to: assessed.state)
    let changes = all.filter {
      $0.now != nil && ($0.isChange || $0.before?.evidence != $0.now?.evidence)
    }
    let missing = all.count { $0.now == nil }
    return [
      "since": on.words, "hasChanges": !changes.isEmpty,
      "missing": missing == 0
        ? false : missing == 1 ? "1 factor is not recorded yet." : "\(missing) factors are not recorded yet.",
      "changes": changes.map { change -> Model in
        [
          "factor": change.factor.label, "dimension": change.dimension.label,
          "then": change.before.map(AssessmentWording.judgement) ?? "Nothing is known",
          "now": change.now.map(AssessmentWording.judgement) ?? "",
          "isChange": change.isChange,
        ]
      },
    ] as Model
  }
}
