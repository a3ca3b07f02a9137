import Analysis
import Domain
import Kernel
import Platform
import Views

/// What the page of a lesson shows to one viewer: the text with what was found marked in it, and each finding's reason.
struct LessonModel {
  let model: Model

  init(
    _ checked: LessonPages.Checked,
    _ purpose: StatedPurpose,
    _ names: [String: String],
    _ history: [HistoryLine]
  ) {
    let opened = checked.opened
    let (row, state) = (opened.row, opened.state)
    let numbers = Dictionary(
      checked.findings.enumerated().map { ($1.code, $0 + 1) },
      uniquingKeysWith: { first, _ in first }
    )
    let address = "/lessons/\(row.id)"
    let steps = LessonSteps.offered(checked)
    let settings = state.text?.settings.map(Practice.settingList.label).joined(separator: ", ") ?? ""
    model = [
      "title": "A lesson for others", "caption": "Case \(opened.found.record.title)",
      "backAddress": "\(opened.found.record.address)/learning", "backLabel": "What was learned",
      "purpose": RecordModel.purpose(purpose, opened.found.record, at: address),
      "standing": LearningWording.standing(row),
      "refusal": state.refused.map { $0.value ?? "Erased" } ?? false,
      "isErased": state.drafted != nil && state.text == nil,
      "rows": Self.released(row, names, state).map { Model.row($0.0, $0.1) },
      "practiceAddress": row.practice.map { "/practices/\($0)" } ?? false,
      "parts": (state.text?.passages ?? []).filter { !$0.text.isEmpty }.map { passage -> Model in
        [
          "label": LearningWording.part(passage.field),
          "segments": Self.segments(passage, checked.findings, numbers),
        ]
      },
      "settings": settings.isEmpty ? false : settings,
      "summary": LearningWording.summary(checked), "hasFindings": !checked.findings.isEmpty,
      "findings": checked.findings.map { finding -> Model in
        [
          "number": numbers[finding.code] ?? 0, "words": finding.words, "why": finding.why,
          "where": LearningWording.part(finding.field), "mustChange": finding.severity == .mustChange,
          "reason": checked.reason(for: finding) ?? false,
        ]
      },
      "hasSteps": !steps.isEmpty, "steps": steps,
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: address) },
    ]
  }

  private static func released(
    _ row: LessonList.Row,
    _ names: [String: String],
    _ state: Lesson.State
  ) -> [(String, String)] {
    let who = { (account: String?) in account.map { names.name(of: $0) } ?? "" }
    let target = state.drafted?.practice == nil ? "The draft of a practice" : "A practice in the library"
    return [
      ("It is to become", row.practice == nil ? target : ""), ("Asked for by", who(row.askedBy)),
      ("Approved by", who(row.approvedBy)), ("Approved on", row.approvedOn?.words ?? ""),
      ("Delivered on", row.deliveredOn?.words ?? ""),
    ]
    .filter { !$0.1.isEmpty }
  }

  /// A field cut at what was found in it; of what overlaps, the first.
  private static func segments(
    _ passage: Identifying.Passage,
    _ findings: [Identifying.Finding],
    _ numbers: [String: Int]
  ) -> [Model] {
    let characters = Array(passage.text)
    var segments: [Model] = []
    var place = 0
    func add(_ range: Range<Int>, _ finding: Identifying.Finding?) {
      guard !range.isEmpty else { return }
      segments.append([
        "text": String(characters[range]), "isFound": finding != nil,
        "number": finding.flatMap { numbers[$0.code] } ?? 0,
        "mustChange": finding?.severity == .mustChange,
      ])
    }
    let found = findings.filter { $0.field == passage.field }.sorted { $0.start < $1.start }
    for finding in found where finding.start >= place && finding.end <= characters.count {
      add(place..<finding.start, nil)
      add(finding.start..<finding.end, finding)
      place = finding.end
    }
    add(place..<characters.count, nil)
    return segments
  }
}
