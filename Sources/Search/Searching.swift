/// One search, from words to hits.
struct Searching {
  private let query: SearchQuery
  private let words: String
  private let thesaurus: Thesaurus
  private let source: any SearchSource.Type
  private let sets: DocumentSets
  private let reader: IndexReader

  init(
    _ query: SearchQuery,
    _ thesaurus: Thesaurus,
    _ source: any SearchSource.Type,
    _ sets: DocumentSets,
    _ reader: IndexReader
  ) {
    self.query = query
    self.thesaurus = thesaurus
    self.source = source
    self.sets = sets
    self.reader = reader
    words = Words.bounded(query.words)
  }

  /// Who asks for more rows than a page shows makes a file of them.
  private static let mostSnippets = 200

  func answer() throws -> SearchAnswer {
    var answer = SearchAnswer()
    var found = try found(words)
    if found.counts.total == 0, !words.isEmpty {
      answer.suggestion = try suggestion()
      if words.contains(" "), !Words.hasOperators(words) {
        found = try self.found(words, anyWord: true)
        answer.isLoosened = found.counts.total > 0
      }
    }
    answer.counts = found.counts
    guard answer.counts.total > query.offset, query.limit > 0 else { return answer }
    let matches = try IndexMatches(
      found.words,
      within: found,
      slot: query.sort.flatMap { source.sorts.firstIndex(of: $0) }.map { $0 + 1 },
      isDescending: query.isDescending,
      offset: query.offset,
      limit: query.limit,
      reader
    )
    answer.hits = try matches.hits(withSnippets: !words.isEmpty && query.limit <= Self.mostSnippets)
    return answer
  }

  private func found(_ words: String, anyWord: Bool = false) throws -> IndexFound {
    try IndexFound(asked(words, anyWord: anyWord), in: scope(), choosing: query.chosen, sets, reader)
  }

  private func asked(_ words: String, anyWord: Bool = false) throws -> IndexQuery {
    words.isEmpty
      ? try IndexQuery(.everything, reader)
      : try IndexQuery(thesaurus.expand(words), anyWord: anyWord, reader)
  }

  private func scope() throws -> IndexQuery { try IndexQuery(query.scope && query.also, reader) }

  /// The words put right that nothing has that the asker may see, where that finds something.
  private func suggestion() throws -> String? {
    // With operators a word could be put right that nothing found has in it: one of a record that is not public any
    // more, since Xapian never forgets a spelling.
    guard !Words.hasOperators(words) else { return nil }
    let scope = try scope()
    let better = try words.split(separator: " ").map(String.init).map { word in
      try sets.meet(asked(word), scope, reader) ? word : try reader.spelling(word) ?? word
    }.joined(separator: " ")
    guard better != words else { return nil }
    return try found(better).counts.total > 0 ? better : nil
  }
}
