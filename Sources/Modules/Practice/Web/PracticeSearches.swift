import Domain
import Foundation
import Hummingbird
import Kernel
import Platform
import Sheets
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
  private static let mostNew = 50

  @Sendable func searches(_ request: Request, _ context: SiteContext) async throws -> Response {
    let saved = try await site.signIn.store.savedSearches(of: context.account())
    var items: [Model] = []
    for search in saved {
      let query = try PracticeQuery(Self.asked(search.query), on: site.today)
      let new = try await changed(since: search.seen, query, context.viewer)
      items.append([
        "searchName": search.name, "address": "/practices/searches/\(search.id)",
        "asks": query.words(in: search), "newWords": Self.newWords(new) ?? false,
        "feedAddress": "/practices/feed".withQuery(query.pairs),
        "renameAddress": "/practices/searches/\(search.id)/rename",
        "removeAddress": "/practices/searches/\(search.id)/remove",
      ])
    }
    return try site.page("practice/searches", ["hasSearches": !items.isEmpty, "searches": items], context)
  }

  @Sendable func saveSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let account = try context.account()
    let values = try await site.values(of: request, context)
    let query = try PracticeQuery(Self.asked(String(values.text("query").prefix(2000))), on: site.today)
    guard query.isFiltered else {
      return try site.message(
        "There is nothing to save yet",
        ["Search for words or choose a filter first; then save that search."],
        context,
        .unprocessableContent
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
    guard try await site.signIn.store.keep(search) else {
      return try site.message(
        "You keep \(SavedSearch.most) searches already",
        ["Remove one that you do not need any more, then save this one."],
        context,
        .unprocessableContent
      )
    }
    return site.redirect(to: "/practices/searches")
  }

  /// Goes to what a search finds, and remembers that its owner looked.
  @Sendable func openSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await mySearch(context)
    try await site.signIn.store.touchSearch(search.id, of: search.account, at: site.now())
    return site.redirect(to: "/practices" + search.query)
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
      let name = try Self.searchForm.parse(values, into: "")
      try await site.signIn.store.rename(search.id, of: search.account, to: name)
    } catch let invalid as Invalid {
      return try renamePage(search, values, invalid.errors, context)
    }
    return site.redirect(to: "/practices/searches")
  }

  @Sendable func removeSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let search = try await mySearch(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.drop(search.id, of: search.account)
    return site.redirect(to: "/practices/searches")
  }

  /// For the home page: searches with something new, and how much.
  func newsOfSearches(_ viewer: Viewer) async throws -> [Model] {
    guard let account = viewer.account else { return [] }
    let saved = try await site.signIn.store.savedSearches(of: account)
    // Where nothing at all has changed since, nothing is searched.
    let library = PracticeList.Scope(of: viewer, on: site.today).and(.published)
    let newest =
      saved.isEmpty
      ? nil : try await site.read(.learning) { try PracticeList.newest(library, limit: 1, in: $0) }.first
    var items: [Model] = []
    for search in saved where newest.map({ $0.changedAt > search.seen }) == true {
      let new = try await changed(
        since: search.seen,
        try PracticeQuery(Self.asked(search.query), on: site.today),
        viewer
      )
      guard let words = Self.newWords(new) else { continue }
      items.append(["address": "/practices/searches/\(search.id)", "itemTitle": search.name, "meta": words])
    }
    return items
  }

  /// What stands in an address behind its path.
  private static func asked(_ query: String) throws(Unreadable) -> FormValues {
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

  private func mySearch(_ context: SiteContext) async throws -> SavedSearch {
    let id = try context.parameters.require("search")
    let saved = try await site.signIn.store.savedSearches(of: context.account())
    guard let search = saved.first(where: { $0.id == id }) else { throw NotFound() }
    return search
  }
}

extension PracticePages {
  /// What a search finds as an Atom feed (RFC 4287), what was changed last first.
  @Sendable func feed(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = PracticeQuery(request.asked, on: site.today)
    query.sort = .newest
    let scope = PracticeList.Scope(of: context.viewer, on: site.today).and(.published)
    let found = try await find(query, scope, offset: 0, limit: 50)
    let list = context.origin + "/practices".withQuery(query.pairs)
    let text = try site.templates.render(
      "practice/feed",
      [
        "feedTitle": "Practices: \(query.title)", "listAddress": list,
        "feedAddress": context.origin + "/practices/feed".withQuery(query.pairs),
        "updated": (found.rows.first?.changedAt ?? Date(timeIntervalSince1970: 0)).ISO8601Format(),
        "entries": found.rows.map { row -> Model in
          [
            "title": row.title.withoutControls, "entryAddress": "\(context.origin)/practices/\(row.id)",
            "updated": row.changedAt.ISO8601Format(), "summary": row.problem.withoutControls,
            "author": row.leadBody.isEmpty ? "Touchstone" : row.leadBody.withoutControls,
          ]
        },
      ]
    )
    return Response(
      status: .ok,
      headers: [.contentType: "application/atom+xml; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}

extension String {
  /// Without the characters that no XML document may hold.
  fileprivate var withoutControls: String {
    String(String.UnicodeScalarView(unicodeScalars.filter(\.isXML)))
  }
}
