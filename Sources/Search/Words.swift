/// What people type, made ready for the parser.
enum Words {
  /// What is read of a query: pages and calls let in less, and say so where somebody types more.
  static let mostCharacters = 1000

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
    words.prefix(mostCharacters).split(whereSeparator: \.isWhitespace)
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
