extension Identifying {
  /// A post that one person or few in a place hold, with a word that says which of them: “the lady imam”.
  static func posts(in text: ReadText) -> [Finding] {
    text.words.indices.compactMap { place in
      guard postWords.contains(text.small(place)), !text.clauseEnds(before: place),
        tellingWords.contains(text.small(place - 1))
      else { return nil }
      return text.finding(
        place - 1..<place + 1,
        .combination,
        .mustJustify,
        "Few hold such a post: with that word it may point at one of them."
      )
    }
  }

  // MARK: Lists

  /// Ours: what is mostly one person in a place of worship, a school, a council or a club.
  private static let postWords: Set<String> = [
    "imam", "sheikh", "mufti", "priest", "vicar", "pastor", "chaplain", "bishop", "rabbi", "granthi", "monk",
    "nun", "mayor", "councillor", "mp", "headteacher", "headmaster", "headmistress", "principal", "caretaker",
    "postmaster", "postmistress", "librarian", "coach", "landlord", "landlady", "barber", "butcher", "baker",
  ]

  /// Ours: what tells one holder of a post from the others.
  private static let tellingWords: Set<String> = [
    "lady", "woman", "female", "male", "girl", "young", "old", "elderly", "blind", "deaf", "disabled", "gay",
    "black", "white", "asian", "polish", "somali", "new", "former", "retired", "first", "only", "converted",
  ]
}
