/// A date of birth as somebody wrote it: any part may be missing, and it need not be a day that there was.
package struct BirthDate: Sendable, Hashable {
  package let year: Int?
  package let month: Int?
  package let day: Int?

  /// Nil where nothing is known of it.
  package init?(year: Int?, month: Int? = nil, day: Int? = nil) {
    guard year != nil || month != nil || day != nil else { return nil }
    self.year = year.map { Self.within($0, 9999) }
    self.month = month.map { Self.within($0, 99) }
    self.day = day.map { Self.within($0, 99) }
  }

  /// Reads `1965-07-13`, `1965-07`, `1965` or `19650713`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }), !text.isEmpty else { return nil }
    if parts.count == 1, text.utf8.count == 8 {
      let digits = Int(text) ?? 0
      self.init(year: digits / 10000, month: digits / 100 % 100, day: digits % 100)
      return
    }
    let numbers = parts.map { Int($0) }
    guard parts.count <= 3, parts[0].utf8.count == 4, !numbers.contains(nil) else { return nil }
    self.init(
      year: numbers[0],
      month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil
    )
  }

  private static func within(_ number: Int, _ most: Int) -> Int { max(0, min(number, most)) }

  /// The first of January: what many registers put where only the year is known.
  var isFirstOfJanuary: Bool { month == 1 && day == 1 }

  /// Eight digits, where the date is whole.
  var digits: [UInt8]? {
    guard let year, let month, let day else { return nil }
    let number = year * 10000 + month * 100 + day
    return (0..<8).map { place in UInt8(48 + number / Self.powers[7 - place] % 10) }
  }

  private static let powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]

  /// As people write it: 13 July 1965.
  package var words: String {
    let monthName = month.map { (1...12).contains($0) ? Self.months[$0 - 1] : "month \($0)" }
    return [day.map(String.init), monthName, year.map(String.init)].compactMap { $0 }.joined(separator: " ")
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
}

/// How far two dates of birth agree, the most first.
package enum BirthAgreement: Int, Sendable, CaseIterable {
  case same
  case dayAndMonthSwapped
  /// One digit changed, or two neighbours swapped.
  case slip
  /// The same day and month, the year one off.
  case yearBeside
  /// Both the first of January of one year: of many people written down so, one year's are all alike.
  case firstOfJanuary
  /// The same year, and one of them the first of January, or the day of one is not known.
  case yearKnownOnly
  /// The same day and month of another year.
  case dayAndMonth
  /// Two of year, month and day, or two digits apart.
  case close
  case different

  /// Nil where the two have no part in common that both know.
  static func of(_ first: BirthDate, _ second: BirthDate) -> BirthAgreement? {
    guard let mine = first.digits, let theirs = second.digits else { return inParts(first, second) }
    if mine == theirs { return first.isFirstOfJanuary ? .firstOfJanuary : .same }
    let sameYear = first.year == second.year
    if sameYear, first.month == second.day, first.day == second.month { return .dayAndMonthSwapped }
    if sameYear, first.isFirstOfJanuary || second.isFirstOfJanuary { return .yearKnownOnly }
    if DamerauLevenshtein.oneSlip(mine, theirs) { return .slip }
    let sameDay = first.month == second.month && first.day == second.day
    if sameDay, let year = first.year, let other = second.year, abs(year - other) == 1 { return .yearBeside }
    if sameDay { return .dayAndMonth }
    let agreeing = [sameYear, first.month == second.month, first.day == second.day].count { $0 }
    if agreeing == 2 || DamerauLevenshtein.distance(mine, theirs) == 2 { return .close }
    return .different
  }

  /// Where a part is missing: what both know must agree, and then they agree no further than that.
  private static func inParts(_ first: BirthDate, _ second: BirthDate) -> BirthAgreement? {
    let parts = [(first.year, second.year), (first.month, second.month), (first.day, second.day)]
    let both = parts.compactMap { mine, theirs in mine.flatMap { mine in theirs.map { mine == $0 } } }
    guard !both.isEmpty else { return nil }
    guard both.allSatisfy({ $0 }) else { return .different }
    if first.year != nil, second.year != nil { return .yearKnownOnly }
    return both.count == 2 ? .dayAndMonth : nil
  }
}
