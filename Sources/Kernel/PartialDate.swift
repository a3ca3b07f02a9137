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
  package init(on date: Date) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    year = parts.year ?? 1970
    month = parts.month
    day = parts.day
  }

  /// The first moment of a day in Coordinated Universal Time; of a month or a year, of its first day.
  package var moment: Date {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(year: year, month: month ?? 1, day: day ?? 1)
    return calendar.date(from: parts) ?? .distantPast
  }

  /// So many months later, on the last day of a shorter month where there is no such day, and then so many days.
  package func adding(months: Int = 0, days: Int = 0) -> PartialDate {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let later = calendar.date(byAdding: DateComponents(month: months), to: moment)
    let date = later.flatMap { calendar.date(byAdding: DateComponents(day: days), to: $0) }
    return PartialDate(on: date ?? moment)
  }

  package static func < (left: PartialDate, right: PartialDate) -> Bool { left.iso < right.iso }

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

extension PartialDate {
  /// The day so many months later; where that month is shorter, its last day.
  package func adding(months: Int) -> PartialDate { shifted(.month, months) }

  package func adding(days: Int) -> PartialDate { shifted(.day, days) }

  private func shifted(_ part: Calendar.Component, _ count: Int) -> PartialDate {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(byAdding: part, value: count, to: moment).map { PartialDate(on: $0) } ?? self
  }
}
