/// The days on which people are at work: Monday to Friday but for bank holidays.
package struct WorkingDays: Equatable, Sendable {
  package let holidays: Set<PartialDate>

  package init(_ holidays: Set<PartialDate>) { self.holidays = holidays }

  /// The last day of the last year whose bank holidays are known; nil where none are.
  package var knownUntil: PartialDate? {
    holidays.map(\.year).max().flatMap { PartialDate(year: $0, month: 12, day: 31) }
  }

  package func isWorkingDay(_ day: PartialDate) -> Bool {
    !Self.isWeekend(day) && !holidays.contains(day)
  }

  /// The first working day after a day.
  package func next(after day: PartialDate) -> PartialDate {
    var next = day.adding(days: 1)
    while !isWorkingDay(next) { next = next.adding(days: 1) }
    return next
  }

  /// 1 January 1970 was a Thursday.
  private static func isWeekend(_ day: PartialDate) -> Bool { [2, 3].contains(((day.number % 7) + 7) % 7) }
}
