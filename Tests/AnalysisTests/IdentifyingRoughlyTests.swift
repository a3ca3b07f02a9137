import Testing

@testable import Analysis

/// What says roughly when, how old, and among how few: in words as people write them.
struct IdentifyingRoughlyTests {
  private func found(_ text: String) -> [Identifying.Finding] {
    Identifying.findings(in: [.init("problem", text)], knowing: .init())
  }

  typealias Hit = IdentifyingTests.Hit

  static let hits: [Hit] = [
    // Ages.
    Hit("a boy of 15 came", "boy of 15", .age), Hit("A pupil of 15 came", "pupil of 15", .age),
    Hit("A youth of fifteen came", "youth of fifteen", .age),
    Hit("a man of nearly forty came", "man of nearly forty", .age),
    Hit("a woman of twenty-one came", "woman of twenty-one", .age),
    Hit("with girls of 14 and 15", "girls of 14", .age),
    Hit("for children of nine, it", "children of nine", .age),
    Hit("they had turned seventeen", "turned seventeen", .age),
    Hit("somebody aged twenty-three", "aged twenty-three", .age),
    Hit("a brother, 15 y/o, came", "15 y/o", .age), Hit("fifteen years of age", "fifteen years of age", .age),
    Hit("on their sixteenth birthday", "sixteenth birthday", .age),
    Hit("they were in Year nine", "Year nine", .age),
    Hit("in his mid-teens then", "in his mid-teens", .age, .mustJustify),
    Hit("somebody in their early twenties", "in their early twenties", .age, .mustJustify),
    Hit("somebody, early twenties, came", "early twenties", .age, .mustJustify),
    Hit("a parent in her 40s", "in her 40s", .age, .mustJustify),
    // Days and seasons.
    Hit("it began in spring", "in spring", .date, .mustJustify),
    Hit("it began in the spring term", "in the spring term", .date, .mustJustify),
    Hit("Autumn term was hard", "Autumn term", .date, .mustJustify),
    Hit("it began last summer", "last summer", .date, .mustJustify),
    Hit("it began over the summer", "over the summer", .date, .mustJustify),
    Hit("until late autumn it went on", "until late autumn", .date, .mustJustify),
    Hit("since the autumn of 2019", "since the autumn of 2019", .date, .mustJustify),
    Hit("We met them the autumn of 2019", "the autumn of 2019", .date, .mustJustify),
    Hit("it was winter 2019", "winter 2019", .date, .mustJustify),
    Hit("it began in the 1990s", "1990s", .date, .mustJustify),
    Hit("it began in the early 90s", "the early 90s", .date, .mustJustify),
    Hit("it began on 7/7", "on 7/7", .date, .mustJustify),
    Hit("after 7/7 it went on", "after 7/7", .date, .mustJustify),
    Hit("first seen 15/3, then weekly", "15/3", .date, .mustJustify),
    // Of what faith, and among how few.
    Hit("one of 3 converts came", "one of 3 converts", .combination),
    Hit("One of 3 Muslim converts came", "One of 3 Muslim converts", .combination),
    Hit("one of only three young people", "one of only three young people", .combination, .mustJustify),
    Hit("one of the two Sikh pupils", "one of the two Sikh pupils", .combination),
    Hit("one of four Muslims there", "one of four Muslims", .combination),
    Hit("the only girl in the group", "only girl", .combination, .mustJustify),
    Hit("a Muslim convert came", "Muslim convert", .combination, .mustJustify),
    Hit("a recent convert came", "convert", .combination, .mustJustify),
    Hit("they converted to Islam", "converted to Islam", .combination, .mustJustify),
    Hit("a young Jewish man came", "Jewish", .combination, .mustJustify),
    Hit("a Christian who came", "Christian", .combination, .mustJustify),
    Hit("a village of forty", "village of forty", .combination, .mustJustify),
    Hit("a town of 12,000 people", "town of 12,000", .combination, .mustJustify),
    Hit("A Sikh girl in a village of 40", "Sikh", .combination),
    Hit("A Sikh girl in a village of 40", "village of 40", .combination),
    Hit("A Sikh girl in a village of 40", "girl", .sex, .mustJustify),
    Hit("the only Hindu family there", "only Hindu", .combination),
    Hit("the only Muslim in the class", "only Muslim", .combination),
  ]

  @Test(arguments: hits)
  func `what says it roughly is found, with the words and a reason`(_ hit: Hit) throws {
    let found = found(hit.text)
    let finding = try #require(
      found.first { $0.kind == hit.kind && $0.words == hit.words },
      "\(hit.text): \(found.map(\.words))"
    )
    #expect(finding.severity == hit.severity && !finding.why.isEmpty)
    let characters = Array(hit.text)
    #expect(String(characters[finding.start..<finding.end]) == hit.words)
  }

  @Test(arguments: [
    "They missed one of 3 sessions, and one of the four visits.",
    "We worked with a group of 15 in a team of 40 staff, and with a family of five.",
    "A youth worker and a student union helped. The pupils of 15 schools took part.",
    "A child of two doctors came. The people of 30 nations live there.",
    "It took a team of nine and a day of 8 hours. A mentor turned one of them round.",
    "They came to 7/7 sessions, and on 9/10 days. The line is open 24/7.",
    "After 2/3 of the time it was clear. We scored it 7/10 and had 15/20 answers.",
    "A summer school helped, and so did the summer programme. A spring in their step.",
    "They learned in summer school to spring up and to summer camp they went.",
    "Muslim youth workers, a Christian charity and Sikh community groups helped.",
    "A Muslim family support service joined in, for Muslim women and for Hindus.",
    "The only person who listened was a mentor. The only way was to wait.",
    "They converted to paper forms. A town of two halves. A town of 40 000 or more.",
    "In year two of the project twice a year ten people met.",
    "Support for converts, and for Muslim converts, would revert to the club. They convert the room.",
    "Their last birthday was good. They are of an age. One of the two mentors left.",
  ])
  func `what only looks like it is not`(_ text: String) {
    let found = found(text).filter { $0.kind != .name }
    #expect(found.isEmpty, "\(found.map(\.words))")
  }

  @Test func `faith and how few are together must be changed, and alone justified`() {
    let alone = found("a Sikh girl came").filter { $0.kind == .combination }
    #expect(alone.map(\.words) == ["Sikh"] && alone.map(\.severity) == [.mustJustify])
    let both = found("in a village of 40 a Sikh girl").filter { $0.kind == .combination }
    #expect(both.map(\.words) == ["village of 40", "Sikh"] && both.allSatisfy { $0.severity == .mustChange })
  }
}
