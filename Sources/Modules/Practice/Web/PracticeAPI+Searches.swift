import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// Searches that somebody keeps, for their programs.
extension PracticeAPI {
  private static let searchQuery = Form<String>(
    "kept-search",
    [
      .text(
        \.self,
        "query",
        "What the list is asked with, as it stands in an address",
        hint: "Such as words=mentoring&setting=school",
        max: 2000,
        required: "Say what the search asks"
      )
    ]
  )
  private static let keeping = APIBody(searchQuery)
  private static let renaming = APIBody(PracticePages.searchForm)

  static let searchCalls: [APICall<PracticeAPI>] = [
    APICall(
      .get,
      "practices/searches",
      "listSearches",
      "List the searches that you keep, by name",
      answer: .list(PracticeShapes.searches)
    ) { api, request, context in
      try api.site.answer(PracticeShapes.searches, all: try await api.pages.keptSearches(context), request)
    },
    APICall(
      .post,
      "practices/searches",
      "keepSearch",
      "Keep a search; sent twice, it is one",
      body: keeping,
      answer: .plain(PracticeShapes.search, .created)
    ) { try await $0.keepSearch($1, $2) },
    one("rename", "renameSearch", "Call a search otherwise", renaming) { pages, search, values, _ in
      try await pages.rename(search, values)
    },
    one("look", "lookAtSearch", "Say that you have seen what it finds", .nothing) { pages, _, _, context in
      _ = try await pages.lookAtMySearch(context)
    },
    APICall(
      .post,
      "practices/searches/{search}/remove",
      "removeSearch",
      "Keep a search no longer",
      body: .nothing,
      answer: .plain(PracticeShapes.search)
    ) { api, request, context in
      let search = try await api.pages.mySearch(context)
      _ = try await api.site.values(of: request, .nothing)
      let kept = try await api.pages.kept(search, context.viewer)
      try await api.site.signIn.store.drop(search.id, of: search.account)
      return try api.site.json(PracticeShapes.search.json(kept))
    },
  ]

  /// Something that is done to a search, by the last part of the address.
  private static func one(
    _ path: String,
    _ name: String,
    _ summary: String,
    _ body: APIBody,
    _ act: @escaping @Sendable (PracticePages, SavedSearch, FormValues, SiteContext) async throws -> Void
  ) -> APICall<PracticeAPI> {
    APICall(
      .post,
      "practices/searches/{search}/\(path)",
      name,
      summary,
      body: body,
      answer: .plain(PracticeShapes.search)
    ) { api, request, context in
      let search = try await api.pages.mySearch(context)
      try await act(api.pages, search, try await api.site.values(of: request, body), context)
      let kept = try await api.pages.kept(try await api.pages.mySearch(context), context.viewer)
      return try api.site.json(PracticeShapes.search.json(kept))
    }
  }

  private func keepSearch(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try context.account()
    let text = try Self.searchQuery.parse(try await site.values(of: request, Self.keeping), into: "")
    let search: SavedSearch
    do {
      let asked = try PracticePages.asked(text)
      try Self.query.check(asked)
      search = try await pages.keep(PracticeQuery(asked, on: site.today), context)
    } catch let query as BadQuery {
      throw Invalid(query.errors.map { FieldError("query", $0.message) })
    } catch let unreadable as Unreadable {
      throw Invalid([FieldError("query", unreadable.sentence)])
    } catch let refusal as PracticePages.NotKept {
      throw Invalid([FieldError("query", "\(refusal.title). \(refusal.sentence)")])
    }
    return try site.json(PracticeShapes.search.json(try await pages.kept(search, context.viewer)), .created)
  }
}

extension PracticeShapes {
  static let searches = APIList("searches", of: search)

  static let search = Shape<PracticePages.KeptSearch>(
    "KeptSearch",
    [
      .value("id", "Identifier") { $0.search.id },
      .value("name", "What its owner calls it") { $0.search.name },
      .value("asks", "What it asks, in words, where its name does not say so") {
        $0.query.words(in: $0.search)
      },
      .value(
        "changed",
        "How much of what it finds changed since you last looked, up to \(PracticePages.mostNew)"
      ) {
        $0.new
      },
      .value("href", "What it finds") { "/api/v1/practices".withQuery($0.query.pairs) },
      .value("feed", "The same as an Atom feed") { "/practices/feed".withQuery($0.query.pairs) },
    ]
  )
}
