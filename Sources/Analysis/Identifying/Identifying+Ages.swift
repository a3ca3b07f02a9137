extension Identifying {
  static func ages(in text: ReadText) -> [Finding] {
    all(
      [
        (#/\b[\w\-]+[\s\-]year[\s\-]old\b|\b[\w\-]+\s+years?\s+old\b/#.ignoresCase(), "It is an age."),
        (
          #/\b(?:aged?|age\s+of|turned|was|is)\s+(?:only\s+|just\s+)?(?:\d{1,2}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\b/#
            .ignoresCase(), "It is an age."
        ),
        (
          #/\b\d{1,2}[\s\-]*(?:y\/?o|yrs?[\s\-]+old)\b|\b[\w\-]+\s+years?\s+of\s+age\b/#.ignoresCase(),
          "It is an age."
        ),
        (#/\b(?!last\b)[\w\-]+(?:st|nd|rd|th)\s+birthday\b/#.ignoresCase(), "It is an age."),
        (#/\bborn\s+(?:in|on)\s+\S+/#.ignoresCase(), "It says when somebody was born."),
        (#/\byear\s+(?:[1-9]|1[0-3])\b/#.ignoresCase(), "A year of school is an age."),
      ],
      .age,
      .mustChange,
      in: text
    )
      + agesInWords(in: text)
      + all(
        [(roughAge, "It says roughly how old."), (decadeOfLife, "It says roughly how old.")],
        .age,
        .mustJustify,
        in: text
      )
  }

  private static var roughAge: Regex<Substring> {
    #/
      \b(?:in\s+(?:his|her|their)\s+)?
      (?:early|mid|late)[\s\-]+(?:(?:to|or)[\s\-]+(?:mid|late)[\s\-]+)?
      (?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0s)\b
    /#
    .ignoresCase()
  }

  private static var decadeOfLife: Regex<Substring> {
    #/
      \bin\s+(?:his|her|their)\s+
      (?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0s)\b
    /#
    .ignoresCase()
  }

  // MARK: Word by word

  /// “A boy of 15”, “aged twenty-one”, “in year nine”.
  private static func agesInWords(in text: ReadText) -> [Finding] {
    text.words.indices.compactMap { place in
      guard place > 0, let number = text.number(at: text.after(place, skipping: aboutWords)) else {
        return nil
      }
      let (before, isAge) = (text.small(place - 1), ages.contains(number.value))
      switch text.small(place) {
      case "of":
        let isOfThem = manyPersons.contains(before) && text.tellsNoCount(at: number.end)
        guard isAge, persons.contains(before) || isOfThem else { return nil }
        return text.finding(place - 1..<number.end, .age, .mustChange, "It is an age.")
      case "aged", "age", "turned", "turning":
        return isAge ? text.finding(place..<number.end, .age, .mustChange, "It is an age.") : nil
      case "year":
        guard ["in", "from", "since"].contains(before), (7...13).contains(number.value),
          text.small(number.end) != "of"
        else { return nil }
        return text.finding(place..<number.end, .age, .mustChange, "A year of school is an age.")
      default: return nil
      }
    }
  }

  /// “A child of two doctors” is no age.
  private static let ages = 4...99

  static let aboutWords: Set<String> = [
    "only", "just", "about", "around", "some", "nearly", "almost", "barely", "perhaps", "under", "over",
  ]

  static let persons: Set<String> = [
    "boy", "girl", "lad", "lass", "man", "woman", "youth", "pupil", "student", "child", "kid", "teenager",
    "teen", "youngster", "adolescent", "person", "somebody", "someone", "schoolboy", "schoolgirl", "son",
    "daughter", "brother", "sister", "mother", "father", "learner", "apprentice", "refugee", "prisoner",
  ]

  static let manyPersons: Set<String> = [
    "boys", "girls", "lads", "men", "women", "youths", "pupils", "students", "children", "kids", "teenagers",
    "teens", "youngsters", "adolescents", "people", "schoolboys", "schoolgirls", "sons", "daughters",
    "brothers", "sisters", "siblings", "learners", "apprentices", "refugees", "prisoners", "families",
  ]
}

extension ReadText {
  func small(_ place: Int) -> String { words.indices.contains(place) ? words[place].text.lowercased() : "" }

  /// The next word of the sentence that is none of these.
  func after(_ place: Int, skipping some: Set<String> = []) -> Int {
    var next = place + 1
    while some.contains(small(next)), !words[next].beginsSentence { next += 1 }
    return next
  }

  /// Whether the clause ends before this word.
  func clauseEnds(before place: Int) -> Bool {
    guard words.indices.contains(place), place > 0 else { return true }
    let between = text.dropFirst(words[place - 1].end).prefix(words[place].start - words[place - 1].end)
    return words[place].beginsSentence || between.contains { ",;:()–—".contains($0) }
  }

  /// Whether this word is not what a number before it counts.
  fileprivate func tellsNoCount(at place: Int) -> Bool {
    clauseEnds(before: place) || ["and", "or", "to", "who", "when", "were", "years"].contains(small(place))
  }

  /// A number in figures or words that begins with this word, and the word after it.
  func number(at place: Int) -> (value: Int, end: Int)? {
    guard words.indices.contains(place), !words[place].beginsSentence else { return nil }
    let (first, next) = (small(place), small(place + 1))
    if let figure = Int(first) {
      guard next.count == 3, let rest = Int(next), words[place].end + 1 == words[place + 1].start else {
        return (figure, place + 1)
      }
      return (figure * 1000 + rest, place + 2)
    }
    guard var value = Self.numbers[first] else { return nil }
    var end = place + 1
    if value >= 20, let unit = Self.numbers[next], unit < 10 { (value, end) = (value + unit, end + 1) }
    if let times = ["hundred": 100, "thousand": 1000][small(end)] { (value, end) = (value * times, end + 1) }
    return (value, end)
  }

  private static let numbers: [String: Int] = {
    let ones =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
      + " seventeen eighteen nineteen"
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    let known = ones.split(separator: " ").enumerated().map { (String($1), $0 + 1) }
    let whole = tens.split(separator: " ").enumerated().map { (String($1), ($0 + 2) * 10) }
    return Dictionary(uniqueKeysWithValues: known + whole)
  }()
}
