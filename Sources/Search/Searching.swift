/// One search, of one reader.
struct Searching {
  private let query: SearchQuery
  private let words: String
  private let thesaurus: Thesaurus
  private let source: any SearchSource.Type
  private let scope: IndexScope
  private let reader: IndexReader

  init(
    _ query: SearchQuery,
    _ thesaurus: Thesaurus,
    _ source: any SearchSource.Type,
    _ sets: DocumentSets,
    _ reader: IndexReader
  ) throws {
    self.query = query
    self.thesaurus = thesaurus
    self.source = source
    self.reader = reader
    words = Words.bounded(query.words)
    scope = try IndexScope(query.scope && query.also, choosing: query.chosen, sets, reader)
  }

  /// Who asks for more rows than a page shows makes a file of them.
  private static let mostSnippets = 200

  func counts(anyWord: Bool) throws -> SearchCounts {
    try scope.counts(asked(words, anyWord: anyWord), reader)
  }

  /// - Parameter known: Is told which they are before their snippets are made.
  func hits(anyWord: Bool, known: ([String]) -> Void) throws -> [SearchAnswer.Hit] {
    guard query.limit > 0 else { return [] }
    let matches = try IndexMatches(
      asked(words, anyWord: anyWord),
      in: scope,
      slot: query.sort.flatMap { source.sorts.firstIndex(of: $0) }.map { $0 + 1 },
      isDescending: query.isDescending,
      offset: query.offset,
      limit: query.limit,
      reader
    )
    known(try matches.ids())
    return try matches.hits(withSnippets: !words.isEmpty && query.limit <= Self.mostSnippets)
  }

  private func asked(_ words: String, anyWord: Bool = false) throws -> IndexQuery {
    words.isEmpty
      ? try IndexQuery(.everything, reader)
      : try IndexQuery(thesaurus.expand(words, stem: reader.stem), anyWord: anyWord, reader)
  }

  /// The words put right that nothing has that the asker may see, where that finds something.
  func suggestion() throws -> String? {
    // With operators a word could be put right that nothing found has in it: one of a record that is not public any
    // more, since Xapian never forgets a spelling.
    guard !Words.hasOperators(words) else { return nil }
    let better = try words.split(separator: " ").map(String.init).map { word in
      try scope.meets(asked(word), reader) ? word : try reader.spelling(word) ?? word
    }.joined(separator: " ")
    guard better != words else { return nil }
    return try scope.counts(asked(better), reader).total > 0 ? better : nil
  }
}
