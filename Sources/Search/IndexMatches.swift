import CXapian

/// The hits of one page.
final class IndexMatches {
  private let pointer: OpaquePointer

  /// - Parameter slot: The value to sort by; nil for the best first.
  init(
    _ query: IndexQuery,
    slot: Int?,
    isDescending: Bool,
    offset: Int,
    limit: Int,
    _ reader: IndexReader
  ) throws {
    let found = try calling {
      cx_matches(
        reader.pointer,
        query.pointer,
        Int32(slot ?? -1),
        isDescending,
        UInt32(clamping: offset),
        UInt32(clamping: limit),
        &$0
      )
    }
    guard let found else { throw SearchFailure.damaged("the query cannot be answered") }
    pointer = found
  }

  deinit { cx_matches_free(pointer) }

  func hits(withSnippets: Bool) throws -> [SearchAnswer.Hit] {
    try (0..<cx_matches_count(pointer)).map { place in
      let kept = String(try calling { cx_matches_data(pointer, place, &$0) })
      let end = kept.firstIndex(of: "\n") ?? kept.endIndex
      let text = withSnippets ? String(kept[end...].dropFirst()) : ""
      return SearchAnswer.Hit(id: String(kept[..<end]), snippet: withSnippets ? try snippet(text) : "")
    }
  }

  private func snippet(_ text: String) throws -> String {
    let made = try text.lent { text in
      try calling { cx_matches_snippet(pointer, text, Self.snippetBytes, "<mark>", "</mark>", &$0) }
    }
    return String(taking: made) ?? ""
  }

  private static let snippetBytes = 220
}

extension SearchCounts {
  /// Counts what a query matches.
  init(
    _ query: IndexQuery,
    choosing chosen: [String: [String]],
    _ columns: FacetColumns,
    _ reader: IndexReader
  )
    throws
  {
    let choices = chosen.flatMap { facet, values in values.map { Term.facet(facet, $0) } }
    let counted = try CXTexts.lent(choices) { choices in
      try calling { cx_counts(reader.pointer, query.pointer, columns.pointer, choices, choices.count, &$0) }
    }
    guard let counted else { throw SearchFailure.damaged("the hits cannot be counted") }
    defer { cx_counts_free(counted) }
    total = Int(cx_counts_total(counted))
    for place in 0..<cx_counts_size(counted) {
      let name = String(cx_counts_name(counted, place)).split(separator: ":", maxSplits: 1)
      guard name.count == 2 else { continue }
      byFacet[String(name[0]), default: [:]][String(name[1])] = Int(cx_counts_number(counted, place))
    }
  }
}
