package import Kernel

/// What is set by decision of the watch over sealed records: two people decide, since each of them opens more to the
/// first.
package enum OversightSettings {
  package static let purposeMinutes = number(
    "purpose.minutes",
    30,
    1...480,
    .minutes,
    "How long what a sealed record is opened for stands for that record"
  )
  package static let glassMinutes = number(
    "break-glass.minutes",
    120,
    5...1440,
    .minutes,
    "How long break-glass opens a record"
  )
  package static let recordsInADay = number(
    "looking.records-in-a-day",
    30,
    1...10_000,
    .records,
    "Whoever opens more sealed records in a day is listed for review"
  )
  /// Before noon, and the end after it: so the day never ends before it begins.
  package static let fromHour = number(
    "looking.from-hour",
    7,
    0...12,
    .oclock,
    "The hour in London before which looking is listed for review"
  )
  package static let untilHour = number(
    "looking.until-hour",
    20,
    13...24,
    .oclock,
    "The hour in London from which looking is listed for review"
  )
  package static let days = number(
    "looking.days",
    31,
    1...366,
    .days,
    "How many days back unusual looking and failed sign-ins are listed"
  )

  package static let all = [purposeMinutes, glassMinutes, recordsInADay, fromHour, untilHour, days]
    .map(\.declaration)

  private static func number(
    _ key: String,
    _ fallback: Int,
    _ range: ClosedRange<Int>,
    _ unit: SettingDeclaration.Unit,
    _ meaning: String
  ) -> PolicySetting<Int> {
    .number(key, fallback, range, unit, meaning, source: "A decision of the design", needsTwo: true)
  }
}
