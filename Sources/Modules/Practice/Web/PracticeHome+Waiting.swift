import Domain
import Kernel
package import Platform
import Views

extension PracticeHome {
  /// What of practices waits for whoever asks: to finish, to review, to decide, to look at again.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    let viewer = context.viewer
    guard let account = viewer.account else { return [] }
    let pages = PracticePages(site: site)
    return try await records(account, viewer)
      + [
        Waiting("For any reviewer", try await compiled(viewer)),
        Waiting("Your searches", try await pages.newsOfSearches(viewer)),
      ]
  }

  private func records(_ account: String, _ viewer: Viewer) async throws -> [Waiting] {
    let today = site.today
    let scope = PracticeList.Scope(of: viewer, on: today)
    return try await site.read(.learning) { db in
      let isContributor = viewer.holdsAnywhere(.contributor)
      var found: [(title: String, rows: [PracticeList.Row])] = [
        ("Your drafts", try PracticeList.drafts(of: account, lessons: !isContributor, in: db))
      ]
      if viewer.holdsAnywhere(.reviewer) {
        found.append(("For you to review", try PracticeList.toReview(by: account, scope, in: db)))
      }
      if viewer.holdsAnywhere(.editor) {
        found.append(("Reviewed, for you to decide", try PracticeList.toDecide(by: account, scope, in: db)))
        found.append(("Due to be looked at again", try PracticeList.due(before: today, scope, in: db)))
      }
      return found.map { Waiting($0.title, $0.rows.map(Self.item)) }
    }
  }

  private func compiled(_ viewer: Viewer) async throws -> [Waiting.Item] {
    guard viewer.holdsAnywhere(.reviewer) else { return [] }
    let listed = PracticeList.Scope(of: viewer, on: site.today).and(.published)
    let count = try await PracticePages(site: site).countCompiled(listed)
    guard count > 0 else { return [] }
    let title =
      "\(count.grouped) compiled record\(count == 1 ? "" : "s") to check against their sources"
    return [Waiting.Item("/practices?life=compiled", title)]
  }

  static func item(_ row: PracticeList.Row) -> Waiting.Item {
    let note = row.note.map { "Returned: \($0.prefix(120))" }
    let place = [row.leadBody, row.country].filter { !$0.isEmpty }.joined(separator: ", ")
    return Waiting.Item("/practices/\(row.id)", row.title, note ?? place)
  }
}
