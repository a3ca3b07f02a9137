import CXapian

/// Where a search looks, of one reader.
final class IndexScope {
  let pointer: OpaquePointer
  private let sets: DocumentSets

  /// - Parameter chosen: By facet: one of these values.
  init(
    _ condition: Condition,
    choosing chosen: [String: [String]],
    _ sets: DocumentSets,
    _ reader: IndexReader
  ) throws {
    let query = try IndexQuery(condition, reader)
    let choices = chosen.flatMap { facet, values in values.map { Term.facet(facet, $0) } }
    let made = try CXTexts.lent(choices) { choices in
      try calling { cx_scope(reader.pointer, query.pointer, sets.pointer, choices, choices.count, &$0) }
    }
    guard let made else { throw SearchFailure.damaged("the scope cannot be made") }
    pointer = made
    self.sets = sets
  }

  deinit { cx_scope_free(pointer) }

  /// Whether a query matches anything here, whatever was chosen.
  func meets(_ words: IndexQuery, _ reader: IndexReader) throws -> Bool {
    try calling { cx_scope_meets(reader.pointer, words.pointer, pointer, sets.pointer, &$0) }
  }

  /// What a query matches here, counted by facet.
  func counts(_ words: IndexQuery, _ reader: IndexReader) throws -> SearchCounts {
    let found = try calling { cx_find(reader.pointer, words.pointer, pointer, sets.pointer, &$0) }
    guard let found else { throw SearchFailure.damaged("the hits cannot be counted") }
    defer { cx_found_free(found) }
    return SearchCounts(found)
  }
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
