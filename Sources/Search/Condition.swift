/// What a record must be to be found or listed: the same for the search index and for SQL, so that the two cannot
/// differ.
package indirect enum Condition: Hashable, Sendable {
  case everything
  /// A field has this value; of several values one is enough.
  case has(String, String)
  /// A field has a value, and it is this or sorts before it.
  case upTo(String, String)
  case all([Condition])
  case any([Condition])
  case not(Condition)

  package static let nothing = Condition.any([])
}

extension Condition {
  package static func && (left: Condition, right: Condition) -> Condition { .all([left, right]) }

  /// As SQL over columns that are named as the fields are.
  ///
  /// - Parameter fields: The columns that there are: a field outside is a mistake of ours, and never met.
  package func sql(_ fields: Set<String>) -> (sql: String, arguments: [String]) {
    switch self {
    case .everything: return ("1", [])
    case .has(let field, let value):
      return fields.contains(field) ? ("\(field) IS ?", [value]) : ("0", [])
    case .upTo(let field, let value):
      return fields.contains(field) ? ("\(field) <> '' AND \(field) <= ?", [value]) : ("0", [])
    case .all(let parts): return Self.joined(parts, "AND", none: "1", fields)
    case .any(let parts): return Self.joined(parts, "OR", none: "0", fields)
    case .not(let part):
      let inner = part.sql(fields)
      return ("NOT coalesce(\(inner.sql), 0)", inner.arguments)
    }
  }

  private static func joined(
    _ parts: [Condition],
    _ word: String,
    none: String,
    _ fields: Set<String>
  ) -> (sql: String, arguments: [String]) {
    guard !parts.isEmpty else { return (none, []) }
    let parts = parts.map { $0.sql(fields) }
    return (parts.map { "(\($0.sql))" }.joined(separator: " \(word) "), parts.flatMap(\.arguments))
  }
}
