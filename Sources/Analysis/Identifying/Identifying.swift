/// Looks for what a text tells of somebody whom it must not name: a question put to whoever writes, with its reason.
///
/// It finds what is known of a case, by the names' tools of matching, and what has the form of something that
/// identifies. It finds no more than that: a second person reads the text all the same.
/// What it looks for follows the motivated intruder of the Information Commissioner's guidance on anonymisation,
/// and the identifiers of 45 CFR 164.514(b)(2); see docs/identifying.md.
package enum Identifying {
  /// One field of a text.
  package struct Passage: Equatable, Sendable {
    package let field: String
    package let text: String

    package init(_ field: String, _ text: String) { (self.field, self.text) = (field, text) }
  }

  package struct Finding: Codable, Equatable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
      case name, place, date, age, identifier, sex, combination
    }

    /// There is no order among findings, and nothing is added up.
    package enum Severity: String, CaseIterable, Codable, Sendable {
      case mustChange = "must-change"
      case mustJustify = "must-justify"
    }

    package let field: String
    /// Characters from the beginning of the field.
    package let start: Int
    package let words: String
    package let kind: Kind
    package let severity: Severity
    /// A sentence for whoever writes.
    package let why: String

    package init(
      field: String,
      start: Int,
      words: String,
      kind: Kind,
      severity: Severity,
      why: String
    ) {
      self.field = field
      self.start = start
      self.words = words
      self.kind = kind
      self.severity = severity
      self.why = why
    }

    package var end: Int { start + words.count }

    /// The same for the same words in the same field, wherever they stand there, and says nothing of them.
    package var code: String {
      let text = "\(field)|\(kind.rawValue)|\(words.lowercased())"
      // FNV-1a.
      let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      return String(hash, radix: 16)
    }
  }

  /// Everything found, in the order of the text; the same words in the same field stand once.
  ///
  /// - Parameter codes: What is said by choosing from lists, such as `setting:school`.
  package static func findings(
    in passages: [Passage],
    choosing codes: Set<String> = [],
    knowing known: Known
  ) -> [Finding] {
    var found: [Finding] = []
    for passage in passages {
      let text = ReadText(passage)
      var kept = widest(names(in: text, known) + places(in: text, known) + patterns(in: text))
      // What is known by something else is not asked about once more.
      kept += unknown(in: text).filter { asked in
        !kept.contains { $0.start < asked.end && asked.start < $0.end }
      }
      found += kept.sorted { ($0.start, $0.words) < ($1.start, $1.words) }
    }
    found += combination(in: passages.map(ReadText.init), choosing: codes, known)
    var seen: Set<String> = []
    return found.filter { seen.insert($0.code).inserted }
  }

  /// Without what lies within something that weighs as much.
  private static func widest(_ found: [Finding]) -> [Finding] {
    let ordered = found.enumerated().sorted { one, other in
      func rank(_ place: Int, _ finding: Finding) -> (Int, Int, Int) {
        (finding.severity == .mustChange ? 0 : 1, -finding.words.count, place)
      }
      return rank(one.offset, one.element) < rank(other.offset, other.element)
    }
    return ordered.map(\.element).reduce(into: []) { kept, finding in
      if !kept.contains(where: { $0.start <= finding.start && finding.end <= $0.end }) {
        kept.append(finding)
      }
    }
  }
}

/// A field as it is read: its characters, and its words with where they stand.
struct ReadText {
  struct Word {
    let text: String
    let start: Int
    let beginsSentence: Bool
    /// Folded; two where a hyphen or another script makes two of it.
    let parts: [[UInt8]]

    var isCapital: Bool { text.first?.isUppercase ?? false }
    var isAcronym: Bool { text.count <= 5 && text.allSatisfy(\.isUppercase) }
    var end: Int { start + text.count }
  }

  let field: String
  let text: String
  let words: [Word]

  init(_ passage: Identifying.Passage) {
    field = passage.field
    text = passage.text
    words = Self.split(Array(passage.text))
  }

  private static func split(_ characters: [Character]) -> [Word] {
    var words: [Word] = []
    var start: Int?
    var begins = true
    func isPart(_ place: Int) -> Bool {
      let character = characters[place]
      if character.isLetter || character.isNumber { return true }
      guard "'’ʼ".contains(character), place > 0, place + 1 < characters.count else { return false }
      return characters[place - 1].isLetter && characters[place + 1].isLetter
    }
    for place in 0...characters.count {
      if place < characters.count, isPart(place) {
        if start == nil { start = place }
        continue
      }
      if let first = start {
        var text = String(characters[first..<place])
        for ending in ["'s", "’s", "ʼs"] where text.hasSuffix(ending) { text.removeLast(2) }
        words.append(
          Word(text: text, start: first, beginsSentence: begins, parts: Folding.words(text))
        )
        (start, begins) = (nil, false)
      }
      if place < characters.count, ".!?:\n•".contains(characters[place]) { begins = true }
    }
    return words
  }

  func finding(
    _ words: Range<Int>,
    _ kind: Identifying.Finding.Kind,
    _ severity: Identifying.Finding.Severity,
    _ why: String
  ) -> Identifying.Finding {
    let (start, end) = (self.words[words.lowerBound].start, self.words[words.upperBound - 1].end)
    let characters = Array(text)
    return .init(
      field: field,
      start: start,
      words: String(characters[start..<end]),
      kind: kind,
      severity: severity,
      why: why
    )
  }

  /// Where some words stand one after another, folded.
  func places(of phrase: [[UInt8]]) -> [Range<Int>] {
    guard !phrase.isEmpty else { return [] }
    var found: [Range<Int>] = []
    for first in words.indices {
      var (place, left) = (first, phrase[...])
      while place < words.count, !left.isEmpty, left.starts(with: words[place].parts) {
        left = left.dropFirst(words[place].parts.count)
        place += 1
      }
      if left.isEmpty, place > first { found.append(first..<place) }
    }
    return found
  }
}
