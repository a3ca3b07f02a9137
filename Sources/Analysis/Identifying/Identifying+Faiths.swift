extension Identifying {
  /// Of what faith somebody is, and among how few they are: together they point at somebody.
  static func faiths(in text: ReadText) -> [Finding] {
    let faith = text.words.indices.compactMap { faithful(at: $0, in: text) }
    let few = text.words.indices.compactMap { oneOfFew(at: $0, in: text) }
    let isTold = !faith.isEmpty || few.contains { $0.contains { tellsFaith(text.small($0)) } }
    // One thing alone says little.
    let severity: Finding.Severity = isTold && !few.isEmpty ? .mustChange : .mustJustify
    return faith.map { text.finding($0, .combination, severity, "It says of what faith somebody is.") }
      + few.map { text.finding($0, .combination, severity, "It says among how few somebody is.") }
  }

  private static func faithful(at place: Int, in text: ReadText) -> Range<Int>? {
    let (word, next) = (text.small(place), text.small(place + 1))
    if faithWords.contains(word) {
      if ["convert", "revert"].contains(next), !text.clauseEnds(before: place + 1) {
        return place..<place + 2
      }
      return isOfPerson(place, in: text) ? place..<place + 1 : nil
    }
    if ["convert", "revert"].contains(word), beforeConvert.contains(text.small(place - 1)) {
      return place..<place + 1
    }
    let isChange = ["convert", "converted", "converting", "conversion"].contains(word)
    guard isChange, next == "to", faithNames.contains(text.small(place + 2)) else { return nil }
    return place..<place + 3
  }

  private static func tellsFaith(_ word: String) -> Bool {
    faithWords.contains(word) || manyFaithful.contains(word) || convertWords.contains(word)
  }

  /// “A Sikh girl”, “a Muslim who”, and neither “a Muslim charity” nor “Muslim family services”.
  private static func isOfPerson(_ place: Int, in text: ReadText) -> Bool {
    let noun = text.after(place, skipping: ageWords)
    let isPerson = persons.contains(text.small(noun)) || kinWords.contains(text.small(noun))
    if isPerson, !text.clauseEnds(before: noun) {
      return text.clauseEnds(before: noun + 1) || !officeWords.contains(text.small(noun + 1))
    }
    guard ["a", "an", "only"].contains(text.small(place - 1)) else { return false }
    return text.clauseEnds(before: place + 1) || afterNouns.contains(text.small(place + 1))
  }

  private static func oneOfFew(at place: Int, in text: ReadText) -> Range<Int>? {
    let word = text.small(place)
    if word == "only", text.small(place - 1) == "the" {
      let noun = text.after(place, skipping: faithWords.union(ageWords))
      if onlyOnes.contains(text.small(noun)) || convertWords.contains(text.small(noun)) {
        return place..<noun + 1
      }
      return faithWords.contains(text.small(place + 1)) && isOfPerson(place + 1, in: text)
        ? place..<place + 2 : nil
    }
    guard text.small(place + 1) == "of" else { return nil }
    let number = text.number(at: text.after(place + 1, skipping: aboutWords.union(["the"])))
    guard let number else { return nil }
    if smallPlaces.contains(word), 10..<20_000 ~= number.value { return place..<number.end }
    guard ["one", "two", "three", "1", "2", "3", "only"].contains(word), 2..<10 ~= number.value else {
      return nil
    }
    let noun = text.after(number.end - 1, skipping: faithWords.union(ageWords))
    let isOfMany = manyPersons.contains(text.small(noun)) || tellsFaith(text.small(noun))
    return isOfMany ? place..<noun + 1 : nil
  }

  // MARK: Lists

  /// The answers to the question of religion of the Census 2021 of England and Wales, and those most often
  /// written in (Office for National Statistics, “Religion, England and Wales: Census 2021”); the branches
  /// from “catholic” on are ours.
  private static let faithWords: Set<String> = [
    "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "pagan", "alevi", "jain", "wiccan",
    "ravidassia", "shamanist", "rastafarian", "zoroastrian", "catholic", "protestant", "mormon", "quaker",
    "sunni", "shia", "ahmadi", "salafi",
  ]

  private static let faithNames: Set<String> = [
    "christianity", "buddhism", "hinduism", "judaism", "islam", "sikhism", "paganism", "jainism",
    "catholicism", "salafism", "shiism",
  ]

  private static let manyFaithful: Set<String> = Set(faithWords.map { $0 + "s" }).union(["jews"])

  private static let convertWords: Set<String> = ["convert", "converts", "revert", "reverts"]

  /// Without one of these it may be the verb.
  private static let beforeConvert: Set<String> = ["a", "the", "new", "recent", "young"]

  private static let kinWords: Set<String> = [
    "family", "couple", "household", "neighbour", "friend", "husband", "wife", "parent",
  ]

  private static let onlyOnes: Set<String> = ["boy", "girl", "pupil", "student", "child"]

  private static let ageWords: Set<String> = [
    "young", "teenage", "adult", "elderly", "old", "older", "younger",
  ]

  private static let afterNouns: Set<String> = ["who", "whose", "from", "in", "at", "by", "there", "here"]

  /// What makes of “a youth” or “a family” a service and no person.
  private static let officeWords: Set<String> = [
    "worker", "workers", "work", "club", "clubs", "group", "groups", "centre", "centres", "service",
    "services",
    "support", "leader", "leaders", "organisation", "organisations", "union", "protection", "project",
    "programme", "court", "charity", "network", "body", "council", "forum",
  ]

  /// Below 20,000 people a place identifies, as in 45 CFR 164.514(b)(2)(i)(B).
  private static let smallPlaces: Set<String> = [
    "village", "hamlet", "town", "parish", "island", "settlement", "congregation",
  ]
}
