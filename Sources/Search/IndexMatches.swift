import CXapian

/// The hits of one page.
final class IndexMatches {
  private let pointer: OpaquePointer

  /// - Parameters:
  ///   - scope: Nil for whatever the query matches.
  ///   - slot: The value to sort by; nil for the best first.
  init(
    _ query: IndexQuery,
    in scope: IndexScope?,
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
        scope?.pointer,
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

  /// The identifiers of the hits.
  func ids() throws -> [String] {
    try (0..<cx_matches_count(pointer)).map { String(try kept($0).id) }
  }

  func hits(withSnippets: Bool) throws -> [SearchAnswer.Hit] {
    try (0..<cx_matches_count(pointer)).map { place in
      let kept = try kept(place)
      return SearchAnswer.Hit(id: String(kept.id), snippet: withSnippets ? try snippet(kept.text) : "")
    }
  }

  private func kept(_ place: UInt32) throws -> (id: CXText, text: CXText) {
    try calling { cx_matches_data(pointer, place, &$0) }.parted(at: UInt8(ascii: "\n"))
  }

  private func snippet(_ text: CXText) throws -> String {
    let made = try calling {
      cx_matches_snippet(pointer, text, Self.snippetBytes, "<mark>", "</mark>", &$0)
    }
    return String(taking: made) ?? ""
  }

  private static let snippetBytes = 220
}
