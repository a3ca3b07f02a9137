import Domain
import Kernel
import Platform
import Views

extension CollectionPages {
  /// What was done to a collection, as whoever asks may know it, the earliest first.
  ///
  /// Nothing is told of a practice that they may not read. Of what was done while it was a draft that they could
  /// not read, they learn that it was begun and changed: no reason, no practice and no name.
  func history(of row: CollectionList.Row, _ context: SiteContext) async throws -> [HistoryLine] {
    let viewer = context.viewer
    let (acts, titles) = try await acts(of: row, context)
    let names = try await site.names(of: acts.map(\.by))
    var facts = CollectionPolicy.Facts(row)
    return acts.compactMap { act in
      facts.life = Collection.Life(after: act, from: facts.life)
      let isOpen = CollectionPolicy.policy.allows(.read, viewer, facts)
      let title = act.practice.map { titles[$0] } ?? ""
      guard let title, isOpen || act.practice == nil else { return nil }
      return HistoryLine(
        at: act.at,
        position: act.position,
        who: isOpen && viewer.account != nil ? names.name(of: act.by) : "An editor",
        act: act.act,
        what: CollectionWording.act(act.act, title),
        reason: isOpen ? act.reason : ""
      )
    }
  }

  /// The titles are those of practices that whoever asks may read.
  private func acts(
    of row: CollectionList.Row,
    _ context: SiteContext
  ) async throws -> ([CollectionList.Act], [String: String]) {
    let (viewer, today) = (context.viewer, site.today)
    return try await site.read(Collection.vault) { db in
      let acts = try CollectionList.history(of: row.id, in: db)
      var titles: [String: String] = [:]
      for id in Set(acts.compactMap(\.practice)) {
        guard let practice = try PracticeRecord.find(id, in: db),
          PracticePolicy.policy.allows(.read, viewer, .init(practice, on: today))
        else { continue }
        titles[id] = practice.details.title
      }
      return (acts, titles)
    }
  }
}

extension Collection.Life {
  /// Where a collection is once something was done to it.
  fileprivate init(after act: CollectionList.Act, from life: Collection.Life) {
    self = act.act == "made" ? .draft : Collection.Life(rawValue: act.act) ?? life
  }
}
