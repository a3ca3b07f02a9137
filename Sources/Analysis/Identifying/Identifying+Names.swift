extension Identifying {
  /// Names that are known, in any spelling, and words that may be names.
  static func names(in text: ReadText, _ known: Known) -> [Finding] {
    var asked: [(word: Name.Word, whose: String)] = []
    for name in known.names {
      for word in Name(name.text)?.words ?? [] where word.letters.count > 1 {
        asked.append((word, name.whose))
      }
    }
    var found: [Finding] = []
    for (place, word) in text.words.enumerated() {
      if let finding = hit(word, at: place, in: text, asked) { found.append(finding) }
    }
    return found + initials(in: text)
  }

  private static func hit(
    _ word: ReadText.Word,
    at place: Int,
    in text: ReadText,
    _ asked: [(word: Name.Word, whose: String)]
  ) -> Finding? {
    var best: (agreement: NameAgreement, whose: String)?
    for part in Name(word.text)?.words ?? [] where part.letters.count > 1 {
      for (name, whose) in asked {
        let agreement = agreement(of: name, part, in: word)
        if agreement < (best?.agreement ?? .part) { best = (agreement, whose) }
      }
    }
    guard let best, let severity = severity(of: best.agreement, word) else { return nil }
    let how =
      switch best.agreement {
      case .same: "is the name of"
      case .form: "is a form of the name of"
      default: "sounds or looks like the name of"
      }
    return text.finding(place..<place + 1, .name, severity, "“\(word.text)” \(how) \(best.whose).")
  }

  /// A word without a capital is a name only where it is the same, or a long one that sounds the same.
  private static func agreement(
    of name: Name.Word,
    _ part: Name.Word,
    in word: ReadText.Word
  ) -> NameAgreement {
    if name.letters == part.letters { return .same }
    if word.isCapital { return NameAgreement.of(name, part) }
    return part.letters.count >= 5 && name.sounds.alike(part.sounds) ? .sound : .different
  }

  private static func severity(of agreement: NameAgreement, _ word: ReadText.Word) -> Finding.Severity? {
    let isCommon = commonWords.contains(word.text.lowercased())
    switch agreement {
    case .same where isCommon && !word.isCapital: return nil
    case .same where isCommon && word.beginsSentence: return .mustJustify
    case .same: return .mustChange
    case .form, .sound:
      if word.isCapital, !word.beginsSentence { return .mustChange }
      return isCommon ? nil : .mustJustify
    case .spelling: return word.isCapital && word.text.count > 4 ? .mustJustify : nil
    default: return nil
    }
  }

  /// Words with a capital within a sentence, and given names: nobody knows whether somebody is meant but who wrote it.
  static func unknown(in text: ReadText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.words.count {
      let first = place
      while place < text.words.count, mayBeName(text.words[place], isFirst: place == first) { place += 1 }
      if place > first {
        let why = "It may be the name of somebody or of a place."
        found.append(text.finding(first..<place, .name, .mustJustify, why))
      } else {
        place += 1
      }
    }
    return found
  }

  private static func mayBeName(_ word: ReadText.Word, isFirst: Bool) -> Bool {
    guard word.isCapital, word.text.count > 1, !word.isAcronym, !word.text.contains(where: \.isNumber) else {
      return false
    }
    let small = word.text.lowercased()
    guard !capitalWords.contains(small) else { return false }
    guard word.beginsSentence else { return true }
    return isFirst && !commonWords.contains(small) && word.parts.contains { KnownNames.forms($0, $0) }
  }

  private static func initials(in text: ReadText) -> [Finding] {
    matches(#/\b[A-Z]\.\s?(?:[A-Z]\.\s?)*[A-Z]\./#, in: text).map { words, start in
      finding(words, start, .name, .mustJustify, "They may be somebody’s initials.", in: text)
    }
  }

  /// Names that are words as well.
  private static let commonWords: Set<String> = [
    "a", "administrator", "al", "all", "amber", "an", "and", "any", "april", "are", "art", "as", "at",
    "auditor", "august", "baker", "best", "bill", "bishop", "black", "bob", "both", "brown", "but", "by",
    "carter", "chair", "chance", "christian", "church", "contributor", "cook", "coordinator", "daisy",
    "dawn", "day", "depositor", "don", "drew", "each", "editor", "el", "even", "ever", "every", "example",
    "faith", "few", "field", "for", "frank", "from", "gene", "good", "grace", "green", "hall", "harry",
    "he", "her", "here", "hill", "his", "holly", "hope", "how", "if", "in", "iris", "is", "it", "its",
    "ivy", "jack", "joy", "june", "king", "lake", "law", "less", "let", "like", "lily", "little", "long",
    "look", "love", "major", "make", "man", "many", "mark", "may", "me", "meet", "member", "mentor", "met",
    "more", "moss", "most", "much", "nick", "no", "nobody", "not", "now", "of", "officer", "on", "once",
    "one", "or", "other", "others", "our", "page", "panel", "park", "pat", "pearl", "price", "protection",
    "provider", "ray", "read", "reader", "reviewer", "rich", "rob", "rose", "ruby", "same", "sample",
    "sharp", "she", "short", "sky", "small", "smith", "so", "some", "somebody", "son", "street", "such",
    "sue", "summer", "supervisor", "teacher", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "too", "two", "was", "we", "were", "what", "when", "where",
    "white", "who", "why", "will", "wise", "with", "wood", "you", "young",
  ]

  /// Words that have a capital of their own and name nobody.
  private static let capitalWords: Set<String> = [
    "i", "i'm", "i’m", "prevent", "channel", "panel", "act", "islam", "islamist", "islamic", "muslim",
    "muslims",
    "christian", "christians", "jewish", "sikh", "hindu", "british", "english", "welsh", "britain", "england",
    "wales", "kingdom", "united", "europe", "european", "internet", "god", "home", "office",
    "ramadan", "eid", "christmas", "easter", "diwali", "hanukkah", "vaisakhi", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
}
