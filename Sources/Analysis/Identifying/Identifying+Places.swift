extension Identifying {
  /// Places that are known: of the case, and of the list of areas.
  static func places(in text: ReadText, _ known: Known) -> [Finding] {
    var found: [Finding] = []
    for place in known.places {
      let phrase = Folding.words(place.name)
      for range in text.places(of: phrase) where phrase.count > 1 || text.words[range.lowerBound].isCapital {
        let severity: Finding.Severity = place.isOfCase ? .mustChange : .mustJustify
        found.append(text.finding(range, .place, severity, "It is \(place.what)."))
      }
    }
    return found
  }

  // MARK: What is rare

  /// What a text tells together, where few cases have it in common.
  static func combination(
    in texts: [ReadText],
    choosing codes: Set<String>,
    _ known: Known
  ) -> [Finding] {
    let told = known.traits.filter { trait in
      trait.words.contains { word in
        codes.contains(word) || texts.contains { !$0.places(of: Folding.words(word)).isEmpty }
      }
    }
    guard !told.isEmpty else { return [] }
    let wanted = Set(told.map(\.code))
    let count = known.cases.reduce(0) { wanted.isSubset(of: $1.key) ? $0 + $1.value : $0 }
    guard count < known.rareBelow else { return [] }
    let labels = told.map(\.label).sorted().joined(separator: ", ")
    let cases = count == 1 ? "1 has" : "\(count) have"
    return [
      Finding(
        field: "together",
        start: 0,
        words: labels,
        kind: .combination,
        // One thing alone says little; several together point at somebody.
        severity: told.count > 1 ? .mustChange : .mustJustify,
        why:
          "Of the cases that are held, \(cases) this in common, fewer than \(known.rareBelow): say less of it."
      )
    ]
  }
}
