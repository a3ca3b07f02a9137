import Hummingbird
import Kernel
import Platform

/// Keeping a search.
extension PracticePages {
  /// Why a search is not kept: there is nothing in it, or what is in no list, or its owner keeps as many as they can.
  struct NotKept: Error {
    let title: String
    let sentence: String
  }

  /// Keeps a search, once however often it is asked.
  func keep(_ query: PracticeQuery, _ context: SiteContext) async throws -> SavedSearch {
    let account = try context.account()
    guard query.unknown.isEmpty else {
      throw NotKept(
        title: "This search cannot be saved as it is",
        sentence: query.gone.joined(separator: ". ") + ". Search without it, then save that search."
      )
    }
    guard query.isFiltered else {
      throw NotKept(
        title: "There is nothing to save yet",
        sentence: "Search for words or choose a filter first; then save that search."
      )
    }
    let search = SavedSearch(
      id: site.newID(),
      account: account,
      name: String(query.title.prefix(100)),
      query: "".withQuery(query.pairs),
      made: site.now(),
      seen: site.now()
    )
    guard let kept = try await site.signIn.store.keep(search) else {
      throw NotKept(
        title: "You keep \(SavedSearch.most) searches already",
        sentence: "Remove one that you do not need any more, then save this one."
      )
    }
    return kept
  }

  @Sendable func saveSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try context.account()
    let values = try await site.values(of: request, context)
    let query = try PracticeQuery(Self.asked(String(values.text("query").prefix(2000))), on: site.today)
    do {
      _ = try await keep(query, context)
    } catch let refusal as NotKept {
      return try site.message(refusal.title, [refusal.sentence], context, .unprocessableContent)
    }
    return site.redirect(to: "/practices/searches")
  }
}
