/// Puts words that mean the same beside each other, in whatever form: `cve work` also finds "countering violent
/// extremism" work, and `teenagers` the young.
struct Thesaurus {
  /// By the stems of what may stand in a query.
  private var groups: [[String]: [String]] = [:]
  private var longest = 1

  typealias Stem = (_ word: String) throws -> String

  init(_ synonyms: [[String]], stem: Stem) throws {
    for group in synonyms {
      for member in group {
        let words = try Self.split(member).map(stem)
        groups[words, default: []] += group.filter { $0 != member }
        longest = max(longest, words.count)
      }
    }
  }

  /// The query with alternatives; as it is where its writer uses operators.
  func expand(_ words: String, stem: Stem) throws -> String {
    guard !Words.hasOperators(words) else { return words }
    let parts = words.split(separator: " ").map(String.init)
    var expanded: [String] = []
    var place = 0
    while place < parts.count {
      let (taken, alternatives) = try match(parts[place...], stem)
      let own = parts[place..<place + taken].joined(separator: " ")
      expanded.append(
        alternatives.isEmpty
          ? own : "(" + ([own] + alternatives).map(Self.phrase).joined(separator: " OR ") + ")"
      )
      place += taken
    }
    return expanded.joined(separator: " ")
  }

  private func match(_ parts: ArraySlice<String>, _ stem: Stem) throws -> (Int, [String]) {
    for length in stride(from: min(longest, parts.count), through: 1, by: -1) {
      let words = try Self.split(parts.prefix(length).joined(separator: " ")).map(stem)
      if let alternatives = groups[words] { return (length, alternatives) }
    }
    return (1, [])
  }

  private static func split(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func phrase(_ words: String) -> String {
    words.contains(where: { !$0.isLetter }) ? "\"\(words)\"" : words
  }
}
