import Domain
import Kernel
import Platform
import Views

extension Site {
  /// What the records beside a case say of its person, for whoever has a right to know; empty once it is erased.
  func passagesBeside(_ caseID: String) async throws -> [HeldPassage] {
    let (assessments, requests, meetings) = try await read(Case.vault) { db in
      (
        try AssessmentList.all(of: caseID, in: db), try RequestList.all(of: caseID, in: db),
        try MeetingList.all(of: caseID, in: db)
      )
    }
    var found: [HeldPassage] = []
    for row in assessments.reversed() {
      found += Self.passages(of: row, try await load(Assessment.self, row.id).state)
    }
    for row in requests.reversed() {
      found += Self.passages(of: row, try await load(InformationRequest.self, row.id).state)
    }
    for row in meetings.reversed() {
      found += Self.passages(of: row, caseID, try await load(PanelMeeting.self, row.id).state)
    }
    return found
  }

  private static func passages(of row: AssessmentList.Row, _ state: Assessment.State) -> [HeldPassage] {
    let title = "Assessment of \(PartialDate(on: row.startedAt).words)"
    var parts: [(part: String, label: String, text: String?)] = []
    for dimension in state.framework?.dimensions ?? [] {
      for factor in dimension.factors {
        let judgement = state.judgements[factor.code]?.judgement.value
        parts.append((factor.code, factor.label, judgement.map(AssessmentWording.judgement)))
      }
      parts.append((dimension.code, dimension.label, state.narratives[dimension.code]?.words.value))
    }
    let conclusion = state.completed?.words.value
    parts.append(("summary", "summary conclusion", conclusion?.summary))
    parts.append(("plan", "management plan", conclusion?.plan))
    parts.append(("changes", "significant changes", conclusion?.changes))
    parts.append(("abandoned", "why it was abandoned", state.abandoned?.reason.value))
    return parts.compactMap { part, label, text in
      guard let text, !text.isEmpty else { return nil }
      return HeldPassage("assessment-\(row.id)-\(part)", "\(title): \(label)", text)
    }
  }

  private static func passages(
    of row: RequestList.Row,
    _ state: InformationRequest.State
  ) -> [HeldPassage] {
    guard let words = state.sent?.words.value else { return [] }
    let title = "Question to \(words.partner), \(row.sentOn.words)"
    let outcome: String? =
      switch state.last {
      case .answered(let body): body.text.value
      case .refused(let body): body.words.value
      case .withdrawn(let body): body.reason.value
      case .sent, nil: nil
      }
    let parts = [
      ("what", "what was asked", words.what), ("why", "why", words.why),
      ("outcome", "what came of it", outcome ?? ""),
    ]
    return parts.filter { !$0.2.isEmpty }.map { part, label, text in
      HeldPassage("request-\(row.id)-\(part)", "\(title): \(label)", text)
    }
  }

  private static func passages(
    of row: MeetingList.Row,
    _ caseID: String,
    _ state: PanelMeeting.State
  ) -> [HeldPassage] {
    let title = "Panel of \(row.on.words)"
    let words = state.decisions[caseID]?.words.value
    var parts: [(String, String, String)] = []
    for view in words?.views ?? [] {
      let agency = PanelMeeting.agencyList.label(view.agency.code).lowercased()
      parts.append(("view-\(view.agency.code)", "view of \(agency)", view.words))
    }
    parts += [
      ("reasons", "reasons", words?.reasons ?? ""), ("dissent", "dissent", words?.dissent ?? ""),
      ("remark", "remark", state.minutes?.remarks.first { $0.caseID == caseID }?.words.value ?? ""),
    ]
    for (number, body) in state.declared.enumerated() where body.caseID == caseID {
      parts.append(("near-\(number)", "who was near to the person, and why", body.words.value ?? ""))
    }
    for (number, body) in state.struck.enumerated() where body.caseID == caseID {
      parts.append(("struck-\(number)", "why it was taken off the agenda", body.reason.value ?? ""))
    }
    for action in state.actions.values.sorted(by: { $0.id < $1.id }) where action.caseID == caseID {
      parts.append(("action-\(action.id)", "action", action.what.value ?? ""))
      parts.append(("done-\(action.id)", "what came of it", state.finished[action.id]?.words.value ?? ""))
    }
    return parts.filter { !$0.2.isEmpty }.map { part, label, text in
      HeldPassage("meeting-\(row.id)-\(part)", "\(title): \(label)", text)
    }
  }
}
