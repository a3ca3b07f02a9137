import Testing

@testable import Analysis

/// What a text tells of somebody: names in any spelling, places, days, ages, numbers, and what is rare together.
struct IdentifyingTests {
  private static let known: Identifying.Known = {
    var known = Identifying.Known()
    known.names = [
      .init("Mohammed Kowalski", of: "the person"), .init("Will Sample", of: "whoever referred"),
      .init("Seán O’Brien", of: "somebody who worked on the case"),
    ]
    known.places = [
      .init("Northmoor", "the town where the person lives", isOfCase: true),
      .init("Example Ward", "a place of the case", isOfCase: true),
      .init("Exampleshire", "a police force area", isOfCase: false),
    ]
    return known
  }()

  private func found(
    _ text: String,
    _ known: Identifying.Known = known,
    choosing codes: Set<String> = []
  ) -> [Identifying.Finding] {
    Identifying.findings(in: [.init("problem", text)], choosing: codes, knowing: known)
  }

  struct Hit: Sendable {
    let text: String
    let words: String
    let kind: Identifying.Finding.Kind
    let severity: Identifying.Finding.Severity

    init(
      _ text: String,
      _ words: String,
      _ kind: Identifying.Finding.Kind,
      _ severity: Identifying.Finding.Severity = .mustChange
    ) {
      (self.text, self.words, self.kind, self.severity) = (text, words, kind, severity)
    }
  }

  static let hits: [Hit] = [
    // Names, as they are and in other spellings.
    Hit("we met Mohammed twice", "Mohammed", .name), Hit("we met mohammed twice", "mohammed", .name),
    Hit("with Muhammad there", "Muhammad", .name), Hit("with Mohd there", "Mohd", .name),
    Hit("the Kowalska family", "Kowalska", .name), Hit("the KOWALSKI family", "KOWALSKI", .name),
    Hit("what Kowalski’s friends said", "Kowalski", .name), Hit("with Sean there", "Sean", .name),
    Hit("the OBrien family", "OBrien", .name), Hit("with Мохаммед there", "Мохаммед", .name),
    Hit("the Kowalsky house", "Kowalsky", .name), Hit("we asked Will about it", "Will", .name),
    Hit("Will came twice", "Will", .name, .mustJustify),
    Hit("a friend, Zbigniew, came", "Zbigniew", .name, .mustJustify),
    Hit("J. K. came", "J. K.", .name, .mustJustify), Hit("muhammad came", "muhammad", .name, .mustJustify),
    // Places.
    Hit("a club in Northmoor", "Northmoor", .place), Hit("near example ward", "example ward", .place),
    Hit("all over Exampleshire", "Exampleshire", .place, .mustJustify),
    Hit("lives at NM4 2QT", "NM4 2QT", .place), Hit("lives at nm42qt now", "nm42qt", .place),
    Hit("lives at 12 Harrow Lane now", "12 Harrow Lane", .place),
    Hit("goes to Ashgrove High School", "Ashgrove High School", .place),
    Hit("prays at Northgate Mosque", "Northgate Mosque", .place), Hit("in Abbey ward", "Abbey ward", .place),
    Hit("somewhere in NM4", "NM4", .place, .mustJustify),
    // Days.
    Hit("on 7/3/2009 it began", "7/3/2009", .date), Hit("on 2009-03-07 it began", "2009-03-07", .date),
    Hit("on 3rd of March 2009 it began", "3rd of March 2009", .date),
    Hit("on march 3 it began", "march 3", .date),
    Hit("it began last Tuesday", "last Tuesday", .date, .mustJustify),
    Hit("it began in March 2009", "March 2009", .date, .mustJustify),
    Hit("it began in May", "in May", .date, .mustJustify),
    Hit("it began in 2008", "2008", .date, .mustJustify),
    Hit("two weeks ago it began", "two weeks ago", .date, .mustJustify),
    Hit("it began during Ramadan", "Ramadan", .date, .mustJustify),
    // Ages.
    Hit("a 14-year-old came", "14-year-old", .age),
    Hit("they are fourteen years old", "fourteen years old", .age),
    Hit("a pupil aged 14 came", "aged 14", .age), Hit("they were in year 9 then", "year 9", .age),
    Hit("somebody born in Leeds", "born in Leeds", .age),
    Hit("in their late teens then", "in their late teens", .age, .mustJustify),
    // Numbers and addresses by which somebody is reached.
    Hit("write to sam@example.org", "sam@example.org", .identifier),
    Hit("write to sam at example dot org", "sam at example dot org", .identifier),
    Hit("call 07700 900123 for more", "07700 900123", .identifier),
    Hit("call +44 (0)20 7946 0018 for more", "+44 (0)20 7946 0018", .identifier),
    Hit("patient 943 476 5919 came", "943 476 5919", .identifier),
    Hit("posts as @lonewolf88 now", "@lonewolf88", .identifier),
    Hit("see www.example.org/sam there", "www.example.org/sam", .identifier),
    Hit("case C-AB12C-99XYZ ended", "C-AB12C-99XYZ", .identifier),
    Hit("crime 42/123456/09 led to it", "42/123456/09", .identifier),
    Hit("insured as QQ 12 34 56 C", "QQ 12 34 56 C", .identifier),
    Hit("in a car AB51 ABC came", "AB51 ABC", .identifier),
    // Of what sex.
    Hit("we asked what she liked", "she", .sex, .mustJustify),
    // Who holds a post that few hold.
    Hit("with the lady imam there", "lady imam", .combination, .mustJustify),
    Hit("with a blind barber there", "blind barber", .combination, .mustJustify),
  ]

  @Test(arguments: hits)
  func `what tells of somebody is found, with the words and a reason`(_ hit: Hit) throws {
    let found = found(hit.text)
    let finding = try #require(
      found.first { $0.kind == hit.kind && $0.words == hit.words },
      "\(hit.text): \(found.map(\.words))"
    )
    #expect(finding.severity == hit.severity && !finding.why.isEmpty && finding.field == "problem")
    let characters = Array(hit.text)
    #expect(String(characters[finding.start..<finding.end]) == hit.words)
  }

  @Test(arguments: [
    "We will mark the day when they came to trust somebody.",
    "A mentor met them each week for half a year, and the family joined in.",
    "Prevent and Channel worked with the Home Office. The panel agreed.",
    "What they were told online was false; they found that out for themselves.",
    "The support took nine months and cost little. It may help others.",
  ])
  func `plain words tell of nobody`(_ text: String) { #expect(found(text).isEmpty) }

  @Test func `the same words in a field stand once, and keep their code when the text moves`() throws {
    let once = found("we met Mohammed, and Mohammed met us")
    #expect(once.count == 1)
    let moved = found("and later we met Mohammed")
    #expect(once.first?.code == moved.first?.code && once.first?.start != moved.first?.start)
    let elsewhere = Identifying.findings(in: [.init("title", "we met Mohammed")], knowing: Self.known)
    #expect(elsewhere.first?.code != once.first?.code)
    #expect(once.first?.code.contains("ohammed") == false)
  }

  @Test func `what weighs less is not said of words within what must be changed`() {
    #expect(found("the card of sam.kowalski@example.org lay there").map(\.kind) == [.identifier])
  }

  // MARK: What is rare

  private static let rare: Identifying.Known = {
    var known = Identifying.Known()
    known.traits = [
      .init("sector:health", "sector: health", told: ["setting:health", "hospital"]),
      .init("age:child", "under 18", told: ["pupil"]),
    ]
    known.cases = [["sector:education", "age:child"]: 30, ["sector:health", "age:child"]: 1]
    known.rareBelow = 5
    return known
  }()

  @Test func `what few cases have in common is rare, and together it must be changed`() throws {
    let both = try #require(found("a pupil in hospital", Self.rare).first)
    #expect(both.kind == .combination && both.severity == .mustChange && both.field == "together")
    #expect(both.words == "sector: health, under 18" && both.why.contains("1 has"))
    let chosen = try #require(found("a pupil", Self.rare, choosing: ["setting:health"]).first)
    #expect(chosen.words == both.words)
    #expect(found("in hospital", Self.rare).map(\.severity) == [.mustJustify])
  }

  @Test func `what many have in common is not`() {
    #expect(found("a pupil", Self.rare).isEmpty && found("somebody", Self.rare).isEmpty)
    var few = Self.rare
    few.rareBelow = 100
    #expect(found("a pupil", few).map(\.kind) == [.combination])
  }
}
