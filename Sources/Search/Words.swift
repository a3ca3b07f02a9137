/// What people type, made ready for the parser.
enum Words {
  /// What is read of a query: nobody types more, and a machine should not.
  static let mostCharacters = 1000
  static let mostWords = 64

  /// Words that say nothing by themselves.
  static let stop = """
    a about after all also an and any are as at be because been but by can could did do does for from had has have
    he her his how if in into is it its just may more most no not of on only or other our over she should so some
    such than that the their them then there these they this those to under up was we were what when where which
    while who will with would you your
    """

  private static let operators: Set<String> = ["AND", "OR", "NOT"]

  /// As much as is read, in lower case but for operators: a capital would keep a word from being stemmed.
  static func bounded(_ words: String) -> String {
    words.prefix(mostCharacters).split(whereSeparator: \.isWhitespace).prefix(mostWords)
      .map { operators.contains(String($0)) ? String($0) : $0.lowercased() }
      .joined(separator: " ")
  }

  /// Whether somebody uses the signs and words that the parser knows.
  static func hasOperators(_ words: String) -> Bool {
    words.contains { "\"()".contains($0) }
      || words.split(separator: " ").contains {
        operators.contains(String($0)) || $0.hasPrefix("+") || $0.hasPrefix("-")
      }
  }
}

/// Puts words that mean the same beside each other: `cve work` also finds "countering violent extremism" work.
struct Thesaurus {
  private var groups: [[String]: [String]] = [:]
  private var longest = 1

  init(_ synonyms: [[String]]) {
    for group in synonyms {
      for member in group {
        let words = Self.split(member)
        groups[words, default: []] += group.filter { $0 != member }
        longest = max(longest, words.count)
      }
    }
  }

  /// The query with alternatives; as it is where its writer uses operators.
  func expand(_ words: String) -> String {
    guard !Words.hasOperators(words) else { return words }
    let parts = words.split(separator: " ").map(String.init)
    var expanded: [String] = []
    var place = 0
    while place < parts.count {
      let (taken, alternatives) = match(parts[place...])
      let own = parts[place..<place + taken].joined(separator: " ")
      expanded.append(
        alternatives.isEmpty
          ? own : "(" + ([own] + alternatives).map(Self.phrase).joined(separator: " OR ") + ")"
      )
      place += taken
    }
    return expanded.joined(separator: " ")
  }

  private func match(_ parts: ArraySlice<String>) -> (Int, [String]) {
    for length in stride(from: min(longest, parts.count), through: 1, by: -1) {
      let words = Self.split(parts.prefix(length).joined(separator: " "))
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
