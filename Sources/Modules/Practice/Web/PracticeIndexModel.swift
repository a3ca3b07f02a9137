import Domain
import Kernel
import Platform
import Views

/// What the list of practices shows.
struct PracticeIndexModel {
  let model: Model

  init(
    _ query: PracticeQuery,
    _ found: PracticeFinding,
    _ paging: Paging,
    on today: PartialDate,
    _ context: SiteContext
  ) throws {
    let shown: Model = try [
      "words": query.filter.words ?? "",
      "longestWords": PracticeQuery.longestWords, "isCut": query.isCut,
      "isFiltered": query.isFiltered, "isNarrowed": !query.filter.facets.isEmpty,
      "canDeposit": PracticePolicy.policy.allows(.deposit, context.viewer, .none),
      "totalWords": Self.total(found.total),
      "isLoosened": found.isLoosened, "isPlain": found.isPlain && query.filter.words != nil,
      "suggestion": found.suggestion.map { Self.suggestion($0, query) } ?? false,
      "unknown": query.unknown.map { ["unknownLabel": $0.label, "unknownValue": $0.value] as Model },
      "canSave": query.isFiltered && context.viewer.account != nil,
      "savedQuery": "".withQuery(query.allPairs), "isSignedIn": context.viewer.account != nil,
      "feedAddress": "/practices/feed".withQuery(query.pairs),
      "facets": PracticeFacet.all(query, found.counts).map(\.model),
      "sorts": PracticeQuery.Sort.allCases.map { sort -> Model in
        ["code": sort.rawValue, "label": sort.label, "isSelected": sort == query.sort]
      },
      "practices": found.rows.map { row in
        let snippet = found.snippets[row.id].flatMap { $0.isEmpty ? nil : $0 }
        return Self.practice(row, on: today).merging(["snippet": snippet ?? false]) { $1 }
      },
      "failed": Self.failed(query, found),
      "canCompare": found.rows.count > 1,
      "paging": paging.model(total: found.total, at: "/practices", query.pairs),
    ]
    model = shown.merging(ListFile.links("/practices", query.pairs, total: found.total)) { $1 }
  }

  private static func suggestion(_ words: String, _ query: PracticeQuery) -> Model {
    var better = query
    better.filter.words = words
    return ["suggestedWords": words, "suggestedAddress": "/practices".withQuery(better.pairs)]
  }

  /// The way to what did not work, the other filters as they are: it is worth as much as what did.
  private static func failed(_ query: PracticeQuery, _ found: PracticeFinding) -> Any {
    guard query.filter.facets["stage"] != PracticeEvidence.failed else { return false }
    let count = found.counts["stage"]?[PracticeEvidence.failed] ?? 0
    guard count > 0 || found.total > 0 else { return false }
    let pairs = query.pairs.filter { $0.name != "stage" } + [("stage", PracticeEvidence.failed)]
    return PracticeEvidence.failedLink(count, "/practices".withQuery(pairs))
  }

  private static func total(_ count: Int) -> String {
    switch count {
    case 0: "No practices"
    case 1: "1 practice"
    default: "\(count.grouped) practices"
    }
  }

  static func practice(_ row: PracticeList.Row, on today: PartialDate) -> Model {
    let isDue = row.life == .published && row.reviewDue.map { $0 < today } == true
    return [
      "id": row.id, "title": row.title, "problem": excerpt(row.problem), "meta": meta(row),
      "tags": PracticeShowModel.tags(row.life, row.stage, row.marking, isDue: isDue, row.supersededBy != nil)
        + PracticeShowModel.embargoTag(row.life == .published ? row.embargo : nil, on: today),
    ]
  }

  static func meta(_ row: PracticeList.Row) -> String {
    [row.strand.isEmpty ? "" : Practice.strandList.label(row.strand), row.leadBody, row.country]
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// The first sentences, up to some 200 characters and never within a word.
  private static func excerpt(_ text: String) -> String {
    guard text.count > 200 else { return text }
    let cut = text.prefix(200)
    let end = cut.lastIndex(of: " ") ?? cut.endIndex
    return cut[..<end] + "…"
  }
}
