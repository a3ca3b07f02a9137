import CXapian

/// The documents that words and a scope match, counted by facet.
final class IndexFound {
  let pointer: OpaquePointer
  /// The words that were asked for; the best of what was found are ranked by them.
  let words: IndexQuery
  let counts: SearchCounts

  /// - Parameter chosen: By facet: one of these values.
  init(
    _ words: IndexQuery,
    in scope: IndexQuery,
    choosing chosen: [String: [String]],
    _ sets: DocumentSets,
    _ reader: IndexReader
  ) throws {
    let choices = chosen.flatMap { facet, values in values.map { Term.facet(facet, $0) } }
    let found = try CXTexts.lent(choices) { choices in
      try calling {
        cx_find(reader.pointer, words.pointer, scope.pointer, sets.pointer, choices, choices.count, &$0)
      }
    }
    guard let found else { throw SearchFailure.damaged("the hits cannot be counted") }
    pointer = found
    self.words = words
    counts = SearchCounts(found)
  }

  deinit { cx_found_free(pointer) }
}

extension SearchCounts {
  fileprivate init(_ found: OpaquePointer) {
    total = Int(cx_found_total(found))
    for place in 0..<cx_found_values(found) {
      let name = String(cx_found_name(found, place)).split(separator: ":", maxSplits: 1)
      guard name.count == 2 else { continue }
      byFacet[String(name[0]), default: [:]][String(name[1])] = Int(cx_found_number(found, place))
    }
  }
}
