import Domain
import Kernel

/// Referrals, and whether we have met somebody before.
extension FictionCasework {
  func refer(_ count: Int) throws {
    let drawn = (0..<count).compactMap { _ in draw() }
    let ids = drawn.map { _ in chance.identifier() }
    try makeKeys(ids)
    for (id, (person, ending)) in zip(ids, drawn) { try refer(person, as: id, ending) }
  }

  /// Nil where it would not be kept any more: it comes on a later day instead.
  private func draw() -> (FictionPerson, FictionCase.Ending)? {
    let ending = FictionCase.Ending.drawn(from: endings, &chance)
    let isRepeat = chance.happens(9) && people.count > 20
    let person = isRepeat ? again() : FictionPerson(on: today, &chance)
    let months = ending.monthsKept(rules, isChild: person.isUnder18(on: today))
    if today.adding(months: months) < days[days.count].adding(days: 5) {
      births[min(now + chance.from(1...200), days.count - 1)] += 1
      return nil
    }
    return (person, ending)
  }

  /// Somebody who was referred before, and often one who was so more than once.
  private func again() -> FictionPerson {
    if chance.happens(40), let often = people.suffix(400).last(where: { $0.referrals.count > 1 }) {
      return often
    }
    return chance.one(of: people)
  }

  private func refer(_ person: FictionPerson, as id: String, _ ending: FictionCase.Ending) throws {
    let isRepeat = !person.referrals.isEmpty
    var referral = Invented<Referral>(id)
    let sector = chance.one(of: [
      "education": 40, "police": 28, "local-authority": 8, "health": 10, "prisons-probation": 5,
      "community": 3, "friends-family": 3, "other": 3,
    ])
    let received = today.adding(days: -chance.from(0...2))
    let area = area()
    let made = Referral.Made(
      subject: referral.id,
      person: isRepeat ? person.again(&chance) : person.person,
      grounds: FictionWords.grounds(&chance),
      awareness: .init(
        person: chance.one(of: ["yes": 35, "no": 50, "not-known": 15]),
        parent: chance.one(of: ["yes": 40, "no": 40, "not-known": 20]),
        words: chance.happens(40) ? "It was talked about before. (Made up.)" : ""
      ),
      referrer: .init(
        name: "Somebody Madeup",
        organisation: "Exampleshire (made up)",
        contact: "somebody@\(sector).example"
      ),
      received: received,
      area: area,
      sector: listed(sector),
      concern: concern(on: received)
    )
    try perform([.make(made)], on: &referral, by: cast.coordinator(of: area))
    try correct(&referral, by: cast.coordinator(of: area))
    let told = FictionCase(
      referral.id,
      referral: referral.id,
      of: person,
      received: received,
      ending,
      Chance(seed: chance.next())
    )
    told.area = area
    person.referrals.append(referral.id)
    remember(person)
    plan(.open(told), in: chance.happens(92) ? chance.from(1...2) : chance.from(3...9))
    if isRepeat { plan(.compare(told), in: chance.from(2...4)) }
    if chance.happens(3) { try askForRights(about: told) }
  }

  /// One in thirty was written down wrongly.
  private func correct(_ referral: inout Invented<Referral>, by account: String) throws {
    // A chance of its own: what else happens does not hang on it.
    guard let made = referral.state.made, var person = made.person.value,
      (Int(referral.id.suffix(4), radix: 16) ?? 0).isMultiple(of: 30)
    else { return }
    person.address = .init(street: "7 Corrected Row", town: "Exampleton (made up)", postcode: "")
    let corrected = Referral.Corrected(
      subject: referral.id,
      person: person,
      sector: made.sector,
      concern: made.concern,
      remark: "The person says that it was somebody else who said it. (Made up.)",
      reason: "The address was an old one; the school looked it up. (Made up.)"
    )
    try perform([.correct(corrected)], on: &referral, by: account)
  }

  private func area() -> String {
    var left = chance.from(0...cast.areas.map(\.weight).reduce(0, +) - 1)
    for (code, weight) in cast.areas {
      if left < weight { return code }
      left -= weight
    }
    return cast.areas[0].code
  }

  /// Most of those of the year to March 2025 had no ideology that could be named; 19% and 13% the year before were
  /// extreme right-wing and Islamist (Home Office).
  private func concern(on day: PartialDate) -> Coded {
    let list = Referral.concernList(on: day)
    let usual: [(String, Int)] = [
      ("extreme-right-wing", 20), ("islamist", 12), ("no-ideology", 40), ("vulnerability-no-ideology", 40),
    ]
    let code = usual.first { code, percent in list[code] != nil && chance.happens(percent) }?.0
    return Coded(code ?? chance.one(of: list.codes).code, version: list.version)
  }

  /// A few thousand at most are met again.
  private func remember(_ person: FictionPerson) {
    if people.count < 5000 { people.append(person) } else { people[chance.from(0...4999)] = person }
  }

  func compare(_ told: FictionCase) throws {
    guard let earlier = told.person.referrals.first, let pair = Match.Pair(earlier, told.referral) else {
      return
    }
    // What nobody says anything of waits as a question.
    let answer = told.chance.from(0...99)
    guard answer < 65 else { return }
    var match = Invented<Match>(pair.id)
    let by = told.state.owner.isEmpty ? cast.coordinator(of: told.area) : told.state.owner
    if answer < 55 {
      told.isKnown = true
      try perform([.confirm(pair, reason: "The same house and the same teacher.")], on: &match, by: by)
    } else {
      try perform([.reject(pair, reason: "Namesakes: the two went to school together.")], on: &match, by: by)
    }
  }
}
