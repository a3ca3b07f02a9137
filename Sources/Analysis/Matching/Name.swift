/// A name as it is compared: its words folded, without titles and articles.
struct Name {
  let words: [Word]
  /// All words as one: "Abd al-Rahman" and "Abdurrahman" are told apart by nothing else.
  let joined: Word

  struct Word {
    let letters: [UInt8]
    let sounds: Sounds

    init(_ letters: [UInt8]) {
      self.letters = letters
      sounds = Sounds(letters)
    }
  }

  /// Nil where nothing is left that could be compared.
  init?(_ text: String) {
    let letters = Self.tidy(Folding.words(text))
    guard !letters.isEmpty else { return nil }
    words = letters.map(Word.init)
    joined = letters.count == 1 ? words[0] : Word(letters.flatMap { $0 })
  }

  private static func tidy(_ words: [[UInt8]]) -> [[UInt8]] {
    var named = without(titles, words)
    named = without(articles, named)
    var tidied: [[UInt8]] = []
    var servant = false
    for word in named.prefix(6) {
      if servant {
        tidied[tidied.count - 1] = Array("abdu".utf8) + word
        servant = false
      } else {
        servant = servants.contains(word.text)
        tidied.append(abbreviations[word.text] ?? servantOf(word))
      }
    }
    return tidied
  }

  /// The words that are none of these; all of them where nothing else is there.
  private static func without(_ left: Set<String>, _ words: [[UInt8]]) -> [[UInt8]] {
    let kept = words.filter { !left.contains($0.text) }
    return kept.isEmpty ? words : kept
  }

  /// "Abd", and what the article after it makes of it, are half a name: the other half is one of God's names.
  private static let servants: Set<String> = [
    "abd", "abdal", "abdel", "abdol", "abdoul", "abdul", "abdar", "abder", "abdur", "abdas", "abdes", "abdus",
    "abdun", "abduz", "abdud", "abdut", "cabdul", "cabdu",
  ]

  /// Names of God's servants in one spelling: the article between the halves is written in a dozen ways.
  ///
  /// Wikipedia, "Abd al-Rahman": the article's vowel is almost any, its l becomes the consonant that follows.
  private static func servantOf(_ word: [UInt8]) -> [UInt8] {
    let word = word.begins(with: "cabd") ? Array(word.dropFirst()) : word
    guard word.begins(with: "abd"), word.count >= 7, SoundDistance.isVowel(word[3]) else { return word }
    var rest = word.dropFirst(4)
    if rest.first == UInt8(ascii: "u"), word[3] == UInt8(ascii: "o") { rest = rest.dropFirst() }
    guard rest.first == UInt8(ascii: "l"), let after = rest.dropFirst().first else {
      return Array("abdu".utf8) + rest
    }
    // "Abdulaziz" has the article, "Abdulahi" the l of God's own name.
    let article = !SoundDistance.isVowel(after) || rest.count > 4
    return Array("abdu".utf8) + (article ? rest.dropFirst() : rest)
  }

  private static let abbreviations: [String: [UInt8]] = Dictionary(
    uniqueKeysWithValues: ["md", "mohd", "muhd", "mhd", "mohmd", "muhmd"].map { ($0, Array("mohamed".utf8)) }
  )

  private static let titles: Set<String> = [
    "mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir", "haji", "hajji", "hajj", "alhaj", "alhaji",
    "hadji", "xaaji", "xaji", "mst", "mosammat", "jr", "snr",
  ]

  /// Arabic's article, as it sounds before each consonant, and the words for son and daughter.
  private static let articles: Set<String> = [
    "al", "el", "ul", "ar", "er", "ur", "as", "es", "ash", "ad", "an", "at", "az", "bin", "ibn", "bint",
    "binti",
  ]
}
