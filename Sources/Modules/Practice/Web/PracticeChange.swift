import Domain
import Kernel
import Platform

/// One change of a practice, for those who could read both texts.
struct PracticeChange: Sendable {
  /// One field: the words that stayed, those that went and those that came.
  struct Field: Sendable {
    let name: String
    let label: String
    let runs: [WordDifference.Run]
  }

  private let before: Practice.Details
  private let after: Practice.Details

  init(_ change: (before: Practice.Details, after: Practice.Details)) { (before, after) = change }

  var fields: [Field] {
    let described = PracticeForm.form.differences(before, after).map {
      Field(name: $0.name, label: $0.label, runs: WordDifference($0.before, $0.after).runs)
    }
    guard before.attachments != after.attachments else { return described }
    let runs = WordDifference(Self.files(before), Self.files(after)).runs
    return described + [Field(name: "attachments", label: "Attachments", runs: runs)]
  }

  private static func files(_ details: Practice.Details) -> String {
    details.attachments.map(\.name).joined(separator: "\n")
  }

  var model: [Model] {
    fields.map { field in
      [
        "label": field.label,
        "runs": field.runs.map { run -> Model in
          ["text": run.text, "isGone": run.kind == .gone, "isNew": run.kind == .new]
        },
      ]
    }
  }
}
