import Domain
import Kernel
import Platform
import Views

/// One change of a practice, as those may see it who could read both texts.
struct PracticeChange {
  let before: Practice.Details
  let after: Practice.Details

  /// Nil where nothing was described otherwise, or the viewer could not read one of the texts.
  ///
  /// A text is read as the record's rules had it then: what was a draft or carried a higher marking is not
  /// shown because the record is public now.
  init?(
    _ act: PracticeRecord.Act,
    in history: [PracticeRecord.Act],
    _ record: PracticeRecord.Row,
    _ viewer: Viewer
  ) {
    guard let change = act.change, !record.life.isOver else { return nil }
    let day = PartialDate(on: act.at)
    var facts = PracticePolicy.Facts(record, on: day)
    let wasPublic = history.contains { earlier in
      earlier.position < act.position && ["published", "confirmed", "compiled"].contains(earlier.act)
    }
    facts.life = wasPublic ? .published : .draft
    let embargo = history.last { $0.position < act.position && Self.setsEmbargo($0) }?.embargo
    facts.isEmbargoed = Practice.isEmbargoed(until: embargo, on: day)
    for details in [change.before, change.after] {
      facts.marking = details.marking
      facts.area = details.areaCode
      guard PracticePolicy.policy.allows(.readHistory, viewer, facts) else { return nil }
    }
    (before, after) = change
  }

  private static func setsEmbargo(_ act: PracticeRecord.Act) -> Bool {
    act.act == "published" || act.act == "embargo-changed"
  }

  static func address(
    of act: PracticeRecord.Act,
    in history: [PracticeRecord.Act],
    _ record: PracticeRecord.Row,
    _ viewer: Viewer
  ) -> String? {
    PracticeChange(act, in: history, record, viewer).map { _ in
      "/practices/\(record.id)/history/\(act.position)"
    }
  }

  /// Field by field, the words that went and those that came.
  var model: [Model] {
    PracticeForm.form.differences(before, after).map { difference in
      let runs = WordDifference(difference.before, difference.after).runs
      return [
        "label": difference.label,
        "runs": runs.map { run -> Model in
          ["text": run.text, "isGone": run.kind == .gone, "isNew": run.kind == .new]
        },
      ]
    }
  }
}
