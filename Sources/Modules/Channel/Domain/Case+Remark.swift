package import Kernel

extension Case {
  /// What is to be read beside an entry of the case: what is wrong or missing in it, or what the person says of it (UK
  /// GDPR, article 16).
  ///
  /// The entry stays as it was written.
  package struct Remarked: Codable, Equatable, Sendable {
    package var id: String
    /// The entry's place in the log of records: what it is told by, and nothing to reckon with.
    package var entry: String
    package var words: Personal<String>
  }

  static func decideRemark(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard case .remark(let id, let entry, let words) = command else { return [] }
    guard state.life != .absent else { throw .notPossible(in: state.life) }
    try require(["entry": entry, "words": words])
    return try once(id, .remarked(Remarked(id: id, entry: entry, words: state.personal(words))), on: state)
  }
}
