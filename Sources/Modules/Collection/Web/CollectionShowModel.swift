import Domain
import Foundation
import Kernel
import Platform
import Views

/// What the page of a collection shows to one viewer.
struct CollectionShowModel {
  let model: Model

  init(
    _ row: CollectionList.Row,
    _ practices: [CollectionList.Shown],
    _ history: [HistoryLine],
    on day: PartialDate,
    _ context: SiteContext
  ) {
    let facts = CollectionPolicy.Facts(row)
    let mayChange = CollectionPolicy.policy.allows(.move, context.viewer, facts)
    let steps = Self.steps(row, isEmpty: practices.isEmpty, context.viewer)
    let isOver = row.life == .withdrawn || row.life == .discarded
    model = [
      "title": row.details.title, "tags": CollectionWording.tags(row.life),
      "purpose": row.details.purpose, "showsPractices": !isOver || mayChange,
      "tombstone": isOver ? Self.tombstone(row.life, history) : false,
      "count": CollectionWording.count(practices.count), "isEmpty": practices.isEmpty,
      "practices": practices.indices.map { Self.item(practices, $0, row, mayChange, on: day) },
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: "/collections/\(row.id)") },
      "hasSteps": !steps.isEmpty, "steps": steps,
    ]
  }

  private static func tombstone(_ life: Collection.Life, _ history: [HistoryLine]) -> Any {
    guard let last = history.last(where: { $0.act == life.rawValue }) else { return false }
    let what = life == .discarded ? "This draft was discarded" : "This collection was withdrawn"
    return [
      "heading": "\(what) on \(PartialDate(on: last.at).words).", "tombstoneReason": last.reason,
    ] as Model
  }

  private static func item(
    _ practices: [CollectionList.Shown],
    _ index: Int,
    _ row: CollectionList.Row,
    _ mayChange: Bool,
    on day: PartialDate
  ) -> Model {
    let shown = practices[index]
    let base = "/collections/\(row.id)/practices/\(shown.practice.id)"
    var model = PracticeIndexModel.practice(shown.practice, on: day)
    model.merge([
      "number": index + 1, "why": shown.why,
      "successor": shown.successor.map {
        ["successorAddress": "/practices/\($0.id)", "successorTitle": $0.title] as Model
      } ?? false,
      "mayChange": mayChange, "base": base,
      "up": index > 0 ? ["before": practices[index - 1].practice.id] as Model : false,
      "down": down(practices, index).map { ["before": $0] as Model } ?? false,
    ]) { $1 }
    return model
  }

  /// Down is in front of the one after the next, or at the end; nil for the last.
  private static func down(_ practices: [CollectionList.Shown], _ index: Int) -> String? {
    switch practices.count - index {
    case ...1: nil
    case 2: ""
    default: practices[index + 2].practice.id
    }
  }

  private static func steps(_ row: CollectionList.Row, isEmpty: Bool, _ viewer: Viewer) -> [Model] {
    let isPublished = row.life == .published
    var all: [(act: CollectionPolicy.Act, label: String, path: String, style: String)] = [
      (.add, "Add a practice", "/add", isEmpty || isPublished ? "" : "govuk-button--secondary")
    ]
    if !isPublished, !isEmpty {
      all.append((.publish, row.life == .draft ? "Publish" : "Publish again", "/publish", ""))
    }
    all.append((.revise, "Change title and introduction", "/edit", "govuk-button--secondary"))
    if row.life != .withdrawn {
      let label = row.life == .draft ? "Discard this draft" : "Withdraw"
      all.append((.withdraw, label, "/withdraw", "govuk-button--warning"))
    }
    return all.compactMap { act, label, path, style in
      guard CollectionPolicy.policy.allows(act, viewer, .init(row)) else { return nil }
      return ["label": label, "address": "/collections/\(row.id)\(path)", "style": style]
    }
  }
}
