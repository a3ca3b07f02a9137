import Domain
import Foundation
import Hummingbird
import Kernel
import Platform
import Views

/// Searches that somebody keeps: saved from the list, looked at again, renamed and removed.
extension PracticePages {
  static let searchForm = Form<String>(
    "search",
    [.text(\.self, "name", "What do you call it?", max: 100, required: "Say what you call it")]
  )

  func registerSearches(on routes: RouterGroup<SiteContext>) {
    routes.get("practices/searches", use: searches)
    routes.post("practices/searches", use: saveSearch)
    routes.get("practices/searches/{search}", use: openSearch)
    routes.get("practices/searches/{search}/rename", use: renamePage)
    routes.post("practices/searches/{search}/rename", use: renameSearch)
    routes.post("practices/searches/{search}/remove", use: removeSearch)
    routes.get("practices/feed", use: feed)
  }

  /// What a search found that changed since its owner last looked; more are counted as this many.
  static let mostNew = 50

  /// A search as its owner sees it.
  struct KeptSearch: Sendable {
    let search: SavedSearch
    let query: PracticeQuery
    /// What changed since its owner last looked, at most ``mostNew``.
    let new: Int
  }

  func kept(_ search: SavedSearch, _ viewer: Viewer) async throws -> KeptSearch {
    let query = try PracticeQuery(Self.asked(search.query), on: site.today)
    return KeptSearch(
      search: search,
      query: query,
      new: try await changed(since: search.seen, query, viewer)
    )
  }

  /// Everything that whoever asks keeps, by name.
  func keptSearches(_ context: SiteContext) async throws -> [KeptSearch] {
    var all: [KeptSearch] = []
    for search in try await site.signIn.store.savedSearches(of: context.account()) {
      all.append(try await kept(search, context.viewer))
    }
    return all
  }

  @Sendable func searches(_ request: Request, _ context: SiteContext) async throws -> Response {
    let items = try await keptSearches(context).map { kept -> Model in
      let address = "/practices/searches/\(kept.search.id)"
      return [
        "searchName": kept.search.name, "address": address, "asks": kept.query.words(in: kept.search),
        "newWords": Self.newWords(kept.new) ?? false,
        "feedAddress": "/practices/feed".withQuery(kept.query.pairs),
        "renameAddress": "\(address)/rename", "removeAddress": "\(address)/remove",
      ]
    }
    return try site.page("practice/searches", ["hasSearches": !items.isEmpty, "searches": items], context)
  }

  /// Goes to what a search finds, and remembers that its owner looked.
  @Sendable func openSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await lookAtMySearch(context)
    return site.redirect(to: "/practices" + search.query)
  }

  func lookAtMySearch(_ context: SiteContext) async throws -> SavedSearch {
    let search = try await mySearch(context)
    try await site.signIn.store.touchSearch(search.id, of: search.account, at: site.now())
    return search
  }

  @Sendable func renamePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await mySearch(context)
    return try renamePage(search, Self.searchForm.values(of: search.name), [], context)
  }

  private func renamePage(
    _ search: SavedSearch,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.searchForm.model(values, errors: errors)
    model.merge([
      "heading": "Rename a search", "action": "/practices/searches/\(search.id)/rename",
      "button": "Rename it",
      "backAddress": "/practices/searches", "backLabel": "Your searches",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  @Sendable func renameSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await mySearch(context)
    let values = try await site.values(of: request, context)
    do {
      try await rename(search, values)
    } catch let invalid as Invalid {
      return try renamePage(search, values, invalid.errors, context)
    }
    return site.redirect(to: "/practices/searches")
  }

  func rename(_ search: SavedSearch, _ values: FormValues) async throws {
    let name = try Self.searchForm.parse(values, into: "")
    try await site.signIn.store.rename(search.id, of: search.account, to: name)
  }

  @Sendable func removeSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await mySearch(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.drop(search.id, of: search.account)
    return site.redirect(to: "/practices/searches")
  }

  /// For the home page: searches with something new, and how much.
  func newsOfSearches(_ viewer: Viewer) async throws -> [Waiting.Item] {
    guard let account = viewer.account else { return [] }
    let saved = try await site.signIn.store.savedSearches(of: account)
    // Where nothing at all has changed since, nothing is searched.
    let library = PracticeList.Scope(of: viewer, on: site.today).and(.published)
    let newest =
      saved.isEmpty
      ? nil : try await site.read(.learning) { try PracticeList.newest(library, limit: 1, in: $0) }.first
    var items: [Waiting.Item] = []
    for search in saved where newest.map({ $0.changedAt > search.seen }) == true {
      guard let words = Self.newWords(try await kept(search, viewer).new) else { continue }
      items.append(.init("/practices/searches/\(search.id)", search.name, words))
    }
    return items
  }

  /// What stands in an address behind its path.
  static func asked(_ query: String) throws(Unreadable) -> FormValues {
    try FormValues(urlEncoded: query.hasPrefix("?") ? String(query.dropFirst()) : query)
  }

  private func changed(since date: Date, _ query: PracticeQuery, _ viewer: Viewer) async throws -> Int {
    var query = query
    query.sort = .newest
    let found = try await find(
      query,
      PracticeList.Scope(of: viewer, on: site.today).and(.published),
      offset: 0,
      limit: Self.mostNew
    )
    // What is under embargo counts as changed on the day it ends.
    let now = site.now()
    return found.rows.count { $0.changedAt > date && $0.changedAt <= now }
  }

  private static func newWords(_ count: Int) -> String? {
    switch count {
    case 0: nil
    case mostNew...: "\(mostNew) or more changed since you last looked"
    default: "\(count) changed since you last looked"
    }
  }

  func mySearch(_ context: SiteContext) async throws -> SavedSearch {
    let id = try context.parameters.require("search")
    let saved = try await site.signIn.store.savedSearches(of: context.account())
    guard let search = saved.first(where: { $0.id == id }) else { throw NotFound() }
    return search
  }
}
