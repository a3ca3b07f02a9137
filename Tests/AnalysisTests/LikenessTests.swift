import Testing

@testable import Analysis

/// Two records are held beside one another, and why they may be of one person is said in plain words.
struct LikenessTests {
  private static let yusuf = PersonDetails(
    given: "Yusuf",
    family: "Abdirahman",
    birth: BirthDate("2004-03-07"),
    address: PostalAddress(lines: ["12 Harrow Lane", "Ashgrove"], town: "Northmoor", postcode: "NM4 2QT")
  )

  private func likeness(
    _ change: (inout PersonDetails) -> Void,
    to first: PersonDetails = yusuf,
    among people: Int = 50_000
  ) -> Likeness {
    var other = first
    change(&other)
    return Matcher(asking: ComparedPerson(first), among: people).likeness(to: ComparedPerson(other))
  }

  private func words(_ likeness: Likeness) -> [String] {
    (likeness.agreements + likeness.differences).map(\.words)
  }

  @Test func `the same record is likely, and nothing speaks against it`() {
    let same = likeness { _ in }
    #expect(same.standing == .likely && same.differences.isEmpty)
    #expect(
      words(same) == [
        "The same first name: Yusuf", "The same last name: Abdirahman",
        "The same date of birth: 7 March 2004",
        "The same house number", "The same street", "The same further line of the address",
        "The same town: Northmoor", "The same postcode: NM4 2QT",
      ]
    )
  }

  @Test func `another spelling, a swapped date and a move are still likely, each with its reason`() {
    let found = likeness {
      $0.given = "Youssef"
      $0.family = "Abdurrahman"
      $0.birth = BirthDate("2004-07-03")
      $0.address = PostalAddress(lines: ["4 Mill Street"], town: "Westerby", postcode: "WB1 1AA")
    }
    #expect(found.standing == .likely)
    let said = words(found)
    #expect(said.contains("Forms of the same first name: Yusuf / Youssef"))
    #expect(said.contains("Last name sounds the same: Abdirahman / Abdurrahman"))
    #expect(said.contains("Day and month of birth swapped: 7 March 2004 / 3 July 2004"))
    #expect(found.differences.map(\.words).contains("Different town: Northmoor / Westerby"))
  }

  @Test func `names the other way round are said to be so`() {
    let found = likeness { ($0.given, $0.family) = ($0.family, $0.given) }
    #expect(found.standing == .likely)
    #expect(
      found.agreements.first?.words
        == "First and last name the other way round: Yusuf Abdirahman / Abdirahman Yusuf"
    )
  }

  @Test func `names divided otherwise are the same names`() {
    let first = PersonDetails(given: "Abdi Hassan", family: "Ali", birth: BirthDate("1999-05-06"))
    let found = likeness(
      {
        $0.given = "Abdi"
        $0.family = "Hassan Ali"
      },
      to: first
    )
    #expect(
      found.agreements.first?.words == "The same names, divided otherwise: Abdi Hassan Ali / Abdi Hassan Ali"
    )
  }

  @Test(
    arguments: [
      ("2004-03-07", "The same date of birth: 7 March 2004"),
      ("2004-07-03", "Day and month of birth swapped: 7 March 2004 / 3 July 2004"),
      ("2004-03-17", "Date of birth one slip apart: 7 March 2004 / 17 March 2004"),
      ("2040-03-07", "Date of birth one slip apart: 7 March 2004 / 7 March 2040"),
      ("2005-03-07", "Date of birth one slip apart: 7 March 2004 / 7 March 2005"),
      ("1999-03-07", "The same day and month of birth in another year: 7 March 2004 / 7 March 1999"),
      (
        "2004-01-01",
        "The same year of birth, one of them 1 January, which often stands for a day not known: "
          + "7 March 2004 / 1 January 2004"
      ),
      ("2004", "What both know of the date of birth is the same: 7 March 2004 / 2004"),
      ("1961-11-28", "Different date of birth: 7 March 2004 / 28 November 1961"),
    ]
  ) func `slips in a date of birth are named`(_ date: String, _ said: String) {
    #expect(words(likeness { $0.birth = BirthDate(date) }).contains(said))
  }

  @Test func `a year one off where more than one digit changes is seen`() throws {
    let first = try #require(BirthDate("1990-05-06"))
    let second = try #require(BirthDate("1989-05-06"))
    #expect(BirthAgreement.of(first, second) == .yearBeside)
  }

  @Test func `a common name and the first of January make nobody likely, a rare name does`() {
    let first = PersonDetails(given: "Mohamed", family: "Ali", birth: BirthDate("1990-01-01"))
    let person = ComparedPerson(first)
    let standings = [1500, 0].map { count in
      let rarity = NameRarity(given: count, family: count, among: 50_000)
      return Matcher(asking: person, among: 50_000, rarity: rarity).likeness(to: person)
    }
    #expect(standings[0].standing != .likely && standings[1].standing == .likely)
    #expect(
      words(standings[0]).last
        == "Both 1 January 1990: the same year, but 1 January often stands for a day not known"
    )
  }

  @Test func `names alone make nobody likely, however alike`() {
    let first = PersonDetails(given: "Mohamed", family: "Ali")
    for name in ["Mohamed", "Muhammad", "Mahmoud"] {
      #expect(likeness({ $0.given = name }, to: first).standing != .likely, "\(name)")
    }
    #expect(likeness({ $0.given = "Mahmoud" }, to: first).standing == .unlikely)
  }

  @Test func `those who live with somebody are not them`() {
    let sister = likeness {
      $0.given = "Hodan"
      $0.birth = BirthDate("1998-11-23")
    }
    #expect(sister.standing != .likely)
    #expect(sister.differences.map(\.field) == [.given, .birth])
  }

  @Test func `what is missing speaks neither way`() {
    let whole = likeness { $0.family = "Abdirahmaan" }
    let bare = likeness {
      $0.family = "Abdirahmaan"
      $0.address = PostalAddress()
    }
    #expect(bare.comparison.levels.keys.filter { ComparedField.ofAddress.contains($0) }.isEmpty)
    #expect(bare.order < whole.order && bare.standing == .likely)
  }

  @Test func `a rare name in common says more than a usual one`() {
    let person = ComparedPerson(Self.yusuf)
    let orders = [1, 5000].map { count in
      let rarity = NameRarity(given: count, family: count, among: 50_000)
      return Matcher(asking: person, among: 50_000, rarity: rarity).likeness(to: person).order
    }
    #expect(orders[0] > orders[1])
  }

  @Test func `among more people a pair must have more in common`() {
    #expect(likeness({ _ in }, among: 1_000_000).order < likeness({ _ in }, among: 5000).order)
  }

  @Test func `no weight is in any text`() {
    let found = likeness { $0.birth = BirthDate("1961-11-28") }
    for reason in words(found) {
      #expect(!reason.contains("%") && !reason.contains(String(found.order)) && !reason.contains("score"))
    }
  }
}
