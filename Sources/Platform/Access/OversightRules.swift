package import Foundation
package import Kernel

/// The rules of the watch over sealed records, as they are on a day.
package struct OversightRules: Equatable, Sendable {
  /// How long a purpose stands for a record, in seconds.
  package var purpose: TimeInterval
  /// How long break-glass opens a record, in minutes.
  package var glassMinutes: Int
  /// More different records than this, opened by one person in a day, are listed.
  package var recordsInADay: Int
  /// The hours of work in London: from the first, until before the second.
  package var hours: Range<Int>
  /// How many days back unusual looking is listed.
  package var days: Int
  package var workingDays: WorkingDays

  package init(
    _ value: (PolicySetting<Int>) -> Int = \.fallback,
    workingDays: WorkingDays = WorkingDays([])
  ) {
    purpose = TimeInterval(60 * value(OversightSettings.purposeMinutes))
    glassMinutes = value(OversightSettings.glassMinutes)
    recordsInADay = value(OversightSettings.recordsInADay)
    hours = value(OversightSettings.fromHour)..<value(OversightSettings.untilHour)
    days = value(OversightSettings.days)
    self.workingDays = workingDays
  }
}

extension Site {
  /// The rules of the watch as they are today.
  package var oversight: OversightRules {
    let settings = settings
    return OversightRules({ settings[$0] }, workingDays: options.workingDays)
  }
}
