import Domain
import Kernel
import Platform
import Search
import Views

/// A page of the list, from the search index or, while that is made anew, from the views.
struct PracticeFinding {
  var rows: [PracticeList.Row]
  var total: Int
  /// How many there would be for each code of each facet, the other facets as they are.
  var counts: [String: [String: Int]]
  /// By identifier: HTML with what matched marked.
  var snippets: [String: String] = [:]
  /// The words put right, where they find something.
  var suggestion: String?
  /// Nothing has all the words: these have some.
  var isLoosened = false
  /// The index is being made anew: words are found as they are written, and in no attachment.
  var isPlain = false
}

extension PracticePages {
  func find(
    _ query: PracticeQuery,
    _ scope: PracticeList.Scope,
    offset: Int,
    limit: Int
  ) async throws -> PracticeFinding {
    // The whole list is in the views as it is shown; the index only counts it.
    let isWhole = query.isWhole
    let asked = query.asked(scope, offset: offset, limit: isWhole ? 0 : limit)
    let found = try await site.search(PracticeSearch.self, asked) { ids, db in
      isWhole
        ? try PracticeList.newest(scope, offset: offset, limit: limit, in: db)
        : try PracticeList.rows(ids, scope, in: db)
    }
    guard let (answer, rows) = found else {
      let found = try await site.read(.learning) { db in
        try PracticeList.page(query.filter, scope: scope, offset: offset, limit: limit, in: db)
      }
      return PracticeFinding(rows: found.rows, total: found.total, counts: found.counts, isPlain: true)
    }
    return PracticeFinding(
      rows: rows,
      total: answer.counts.total,
      counts: answer.counts.byFacet,
      snippets: Dictionary(answer.hits.map { ($0.id, $0.snippet) }) { first, _ in first },
      suggestion: answer.suggestion,
      isLoosened: answer.isLoosened
    )
  }

  /// How many a scope holds, by evidence stage, and how many of those were compiled.
  func counted(_ scope: PracticeList.Scope) async throws -> (stages: [String: Int], compiled: Int) {
    var all = SearchQuery(scope: scope.condition)
    all.limit = 0
    let found = try await site.search(PracticeSearch.self, all)?.counts.byFacet["stage"]
    let compiled = try await countCompiled(scope)
    if let found { return (found, compiled) }
    return (try await site.read(.learning) { try PracticeList.countByStage(scope, in: $0) }, compiled)
  }

  func countCompiled(_ scope: PracticeList.Scope) async throws -> Int {
    var compiled = SearchQuery(scope: scope.condition)
    compiled.limit = 0
    compiled.also = .has("life", Practice.Life.compiled.rawValue)
    if let found = try await site.search(PracticeSearch.self, compiled) { return found.counts.total }
    return try await site.read(.learning) { try PracticeList.count(inLife: .compiled, scope, in: $0) }
  }
}
