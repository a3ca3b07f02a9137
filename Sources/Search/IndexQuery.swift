import CXapian

/// A query as Xapian evaluates it, of one reader.
final class IndexQuery {
  let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer?) throws {
    guard let pointer else { throw SearchFailure.damaged("the query cannot be made") }
    self.pointer = pointer
  }

  deinit { cx_query_free(pointer) }

  /// What people typed; where it cannot be parsed, its words as they are.
  convenience init(_ words: String, anyWord: Bool, _ reader: IndexReader) throws {
    let parsed = try words.lent { words in
      do {
        return try calling { cx_query_parse(reader.pointer, words, anyWord, &$0) }
      } catch SearchFailure.notAQuery {
        return try calling { cx_query_plain(reader.pointer, words, anyWord, &$0) }
      }
    }
    try self.init(parsed)
  }

  /// What is like a document.
  convenience init(like id: String, _ reader: IndexReader) throws {
    try self.init(
      Term.key(id).lent { key in
        try calling { cx_query_like(reader.pointer, key, Self.wordsOfLikeness, &$0) }
      }
    )
  }

  convenience init(term: String) throws { try self.init(term.lent { cx_query_term($0) }) }

  convenience init(_ condition: Condition, _ reader: IndexReader) throws {
    switch condition {
    case .everything: try self.init(cx_query_everything())
    case .has(let field, let value): try self.init(term: Term.field(field, value))
    case .upTo(let field, let most):
      let values = try reader.values(of: field).filter { $0 <= most }
      try self.init(CXAny, values.map { try IndexQuery(term: Term.field(field, $0)) })
    case .all(let parts): try self.init(CXAll, parts.map { try IndexQuery($0, reader) })
    case .any(let parts): try self.init(CXAny, parts.map { try IndexQuery($0, reader) })
    case .not(let part):
      try self.init(CXWithout, [IndexQuery(.everything, reader), IndexQuery(part, reader)])
    }
  }

  convenience init(_ op: CXOperator, _ parts: [IndexQuery]) throws {
    guard !parts.isEmpty else {
      try self.init(op == CXAll ? cx_query_everything() : cx_query_nothing())
      return
    }
    try self.init(cx_query_combine(op, parts.map(\.pointer), parts.count))
    withExtendedLifetime(parts) {}
  }

  var isEmpty: Bool { cx_query_is_empty(pointer) }

  private static let wordsOfLikeness: UInt32 = 25
}
