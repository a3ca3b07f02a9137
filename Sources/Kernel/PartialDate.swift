package import Foundation

/// A date known to the year, the month or the day: `2011`, `2011-03` or `2011-03-31`.
package struct PartialDate: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int?
  package let day: Int?

  /// Nil where there is no such date, or it lies outside 1900 to 2199.
  package init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1900...2199).contains(year), month != nil || day == nil else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads the ISO form; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4,
      parts.dropFirst().allSatisfy({ $0.count == 2 }),
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    self.init(
      year: numbers[0],
      month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil
    )
  }

  /// The ISO form.
  package var iso: String {
    let rest = [month, day].compactMap { $0.map { Self.padded($0, 2) } }
    return ([Self.padded(year, 4)] + rest).joined(separator: "-")
  }

  /// As people write it: `31 March 2011`.
  package var words: String {
    [day.map(String.init), month.map { Self.months[$0 - 1] }, String(year)]
      .compactMap { $0 }.joined(separator: " ")
  }

  /// The day a moment falls on, in Coordinated Universal Time.
  package init(on date: Date) { self.init(number: Int((date.timeIntervalSince1970 / 86_400).rounded(.down))) }

  /// The first moment of a day in Coordinated Universal Time; of a month or a year, of its first day.
  package var moment: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }

  /// So many months later, on the last day of a shorter month where there is no such day, and then so many days.
  package func adding(months: Int = 0, days: Int = 0) -> PartialDate {
    let count = year * 12 + (month ?? 1) - 1 + months
    let (year, month) = (count.floored(by: 12), count - count.floored(by: 12) * 12 + 1)
    let day = min(day ?? 1, Self.days(in: month, of: year))
    return PartialDate(number: Self.number(year, month, day) + days)
  }

  package static func < (left: PartialDate, right: PartialDate) -> Bool {
    // A year comes before its months, a month before its days.
    (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
  }

  package static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension PartialDate: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let date = PartialDate(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a date: \(text)")
      )
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}

/// Counting days by the Gregorian calendar, in years that begin with March, so that a leap day is the last.
extension PartialDate {
  /// Days since 1 January 1970; of a month or a year, of its first day.
  package var number: Int { Self.number(year, month ?? 1, day ?? 1) }

  /// The day so many days after 1 January 1970.
  package init(number: Int) {
    let shifted = number + Self.daysBefore1970
    let era = shifted.floored(by: Self.daysOfEra)
    let day = shifted - era * Self.daysOfEra
    let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    self.day = dayOfYear - (153 * month + 2) / 5 + 1
    self.month = month < 10 ? month + 3 : month - 9
    year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let counted = month > 2 ? year : year - 1
    let era = counted.floored(by: 400)
    let yearOfEra = counted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * daysOfEra + dayOfEra - daysBefore1970
  }

  /// Of four hundred years.
  private static let daysOfEra = 146_097
  /// Since 1 March of the year 0.
  private static let daysBefore1970 = 719_468
}

extension Int {
  /// Divided and rounded down, below zero too.
  fileprivate func floored(by divisor: Int) -> Int { (self >= 0 ? self : self - divisor + 1) / divisor }
}
