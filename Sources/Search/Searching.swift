/// One search, from words to hits.
struct Searching {
  private let query: SearchQuery
  private let words: String
  private let thesaurus: Thesaurus
  private let source: any SearchSource.Type
  private let columns: FacetColumns
  private let reader: IndexReader

  init(
    _ query: SearchQuery,
    _ thesaurus: Thesaurus,
    _ source: any SearchSource.Type,
    _ columns: FacetColumns,
    _ reader: IndexReader
  ) {
    self.query = query
    self.thesaurus = thesaurus
    self.source = source
    self.columns = columns
    self.reader = reader
    words = Words.bounded(query.words)
  }

  /// Who asks for more rows than a page shows makes a file of them.
  private static let mostSnippets = 200

  typealias Count = () throws -> SearchCounts

  /// - Parameter counting: Answers what was counted before for the same words, or counts.
  func answer(counting: (String, Count) throws -> SearchCounts) throws -> SearchAnswer {
    var answer = SearchAnswer()
    var asked = try matching(anyWord: false)
    answer.counts = try counting("all") { try counts(asked) }
    if answer.counts.total == 0, !words.isEmpty {
      answer.suggestion = try suggestion()
      if words.contains(" "), !Words.hasOperators(words) {
        asked = try matching(anyWord: true)
        answer.counts = try counting("any") { try counts(asked) }
        answer.isLoosened = answer.counts.total > 0
      }
    }
    guard answer.counts.total > query.offset, query.limit > 0 else { return answer }
    let slot = query.sort.flatMap { source.sorts.firstIndex(of: $0) }.map { $0 + 1 }
    let matches = try IndexMatches(
      asked.filtered(query.choice, reader),
      slot: slot,
      isDescending: query.isDescending,
      offset: query.offset,
      limit: query.limit,
      reader
    )
    answer.hits = try matches.hits(withSnippets: !words.isEmpty && query.limit <= Self.mostSnippets)
    return answer
  }

  private func matching(anyWord: Bool, _ other: String? = nil) throws -> IndexQuery {
    let words = other ?? self.words
    let found =
      words.isEmpty
      ? try IndexQuery(.everything, reader)
      : try IndexQuery(thesaurus.expand(words), anyWord: anyWord, reader)
    return try found.filtered(query.scope, reader).filtered(query.also, reader)
  }

  private func counts(_ asked: IndexQuery) throws -> SearchCounts {
    try SearchCounts(asked, choosing: query.chosen, columns, reader)
  }

  /// The words put right, where that finds something that the asker may see.
  private func suggestion() throws -> String? {
    // With operators a word could be put right that nothing found has in it: one of a record that is not public any
    // more, since Xapian never forgets a spelling.
    guard !Words.hasOperators(words), let better = try reader.spelling(words), better != words else {
      return nil
    }
    return try counts(matching(anyWord: false, better)).total > 0 ? better : nil
  }
}
