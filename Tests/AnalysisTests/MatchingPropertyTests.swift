import Testing

@testable import Analysis

/// Whatever is typed, comparing gives an answer, the same both ways, and keys stay bounded.
struct MatchingPropertyTests {
  private static let scraps = [
    "", " ", "a", "Ng", "Mohamed", "محمد", "রহমান", "O'Brien-Smith", "x", "Cabdi", "Anna Maria Luisa", "李",
    "🙂", "-", "'",
    "ﷺ", "\u{0301}", "\u{202E}abc", "Abd", "Abd al", "Md", "ibn", "12", "Ж", "ß", "ŁŁŁ", "wwww", "ccc", "xx",
    "hhh", "yyy",
    String(repeating: "Abdul ", count: 60), String(repeating: "ab", count: 300), "\u{0}", "\t\n",
  ]

  private static func person(_ chance: inout Seeded) -> PersonDetails {
    func scrap() -> String { scraps.randomElement(using: &chance) ?? "" }
    return PersonDetails(
      given: scrap(),
      family: scrap(),
      birth: BirthDate(
        year: Int.random(in: -5...20_000, using: &chance),
        month: Bool.random(using: &chance) ? Int.random(in: -1...200, using: &chance) : nil,
        day: Bool.random(using: &chance) ? Int.random(in: -1...200, using: &chance) : nil
      ),
      address: PostalAddress(lines: [scrap(), scrap(), scrap()], town: scrap(), postcode: scrap())
    )
  }

  @Test func `comparing is total, and the same both ways`() {
    var chance = Seeded(7)
    for _ in 0..<400 {
      let first = ComparedPerson(Self.person(&chance))
      let second = ComparedPerson(Self.person(&chance))
      let there = Matcher(asking: first, among: 1000).likeness(to: second)
      let back = Matcher(asking: second, among: 1000).likeness(to: first)
      #expect(abs(there.order - back.order) < 1e-6, "\(first.details) \(second.details)")
      #expect(there.order.isFinite && there.standing == back.standing)
      #expect(there.agreements.count + there.differences.count <= ComparedField.allCases.count + 1)
    }
  }

  @Test func `nobody is liker to another than to themselves`() {
    var chance = Seeded(8)
    for _ in 0..<200 {
      let first = ComparedPerson(Self.person(&chance))
      let second = ComparedPerson(Self.person(&chance))
      let matcher = Matcher(asking: first, among: 1000)
      let mine = matcher.likeness(to: first)
      // Only where the other has no more fields to agree in.
      if matcher.likeness(to: second).comparison.levels.keys.allSatisfy({ mine.comparison.levels[$0] == 0 }) {
        #expect(mine.order >= matcher.likeness(to: second).order - 1e-6, "\(first.details) \(second.details)")
      }
    }
  }

  @Test func `keys are bounded, distinct and hold no more than is folded`() {
    var chance = Seeded(9)
    for _ in 0..<400 {
      let keys = BlockingKeys.keys(of: ComparedPerson(Self.person(&chance)))
      #expect(keys.count <= BlockingKeys.most && Set(keys).count == keys.count)
      #expect(keys.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    }
  }

  @Test func `a slip in one field leaves a key in common`() {
    let person = PersonDetails(
      given: "Hodan",
      family: "Warsame",
      birth: BirthDate("1987-04-19"),
      address: PostalAddress(lines: ["9 Quay Street"], town: "Westerby", postcode: "WB2 7HH")
    )
    let changes: [(inout PersonDetails) -> Void] = [
      { $0.given = "Ruqiya" }, { $0.family = "Lewandowska" },
      { ($0.given, $0.family) = ($0.family, $0.given) },
      { $0.birth = BirthDate("1978-04-19") }, { $0.birth = BirthDate("1987-04-29") },
      { $0.birth = BirthDate("1987-09-04") }, { $0.birth = nil }, { $0.address = PostalAddress() },
      { $0.address.postcode = "WB2 7HN" }, { $0.birth = BirthDate("1987") },
    ]
    let keys = Set(BlockingKeys.keys(of: ComparedPerson(person)))
    for (number, change) in changes.enumerated() {
      var slipped = person
      change(&slipped)
      let shared = keys.intersection(BlockingKeys.keys(of: ComparedPerson(slipped)))
      #expect(shared.count >= 2, "\(number): \(shared)")
    }
  }

  @Test func `the records opened are those that share the rarest keys, and no more than the limit`() {
    var list = Shortlist(among: 1000)
    list.add((0..<300).map(Int64.init))
    list.add([250])
    list.add([7, 250])
    #expect(list.records.count == Shortlist.most)
    #expect(list.records.prefix(2) == [250, 7])
    #expect(Shortlist(among: 0).records.isEmpty)
  }
}
