import Foundation
import Kernel
import Platform

/// The watch over sealed records.
extension Settings {
  package static let purposeMinutes = Setting(
    "purpose.minutes",
    30,
    1...480,
    "How long what a sealed record is opened for stands for that record"
  )
  package static let breakGlassMinutes = Setting(
    "break-glass.minutes",
    120,
    5...1440,
    "How long break-glass opens a record"
  )
  package static let bankHolidays = Setting(
    "bank-holidays.region",
    "england-and-wales",
    of: ["england-and-wales", "scotland", "northern-ireland"],
    "Whose bank holidays are no working days: england-and-wales, scotland or northern-ireland"
  )
  package static let looksInADay = Setting(
    "looking.records-in-a-day",
    30,
    1...10_000,
    "Whoever opens more sealed records in a day is listed for review"
  )
  package static let workFrom = Setting(
    "looking.from-hour",
    7,
    0...23,
    "The hour in London before which looking is listed for review"
  )
  package static let workUntil = Setting(
    "looking.until-hour",
    20,
    1...24,
    "The hour in London from which looking is listed for review"
  )
  package static let looksDays = Setting(
    "looking.days",
    31,
    1...366,
    "How many days back unusual looking and failed sign-ins are listed"
  )

  var oversight: OversightRules {
    get throws {
      let (from, until) = (self[Self.workFrom], self[Self.workUntil])
      guard from < until else {
        throw Fault(
          .configuration,
          "the setting \(Self.workFrom.key) must be less than \(Self.workUntil.key)"
        )
      }
      var rules = OversightRules()
      rules.purpose = TimeInterval(self[Self.purposeMinutes] * 60)
      rules.glassMinutes = self[Self.breakGlassMinutes]
      rules.recordsInADay = self[Self.looksInADay]
      rules.hours = from..<until
      rules.days = self[Self.looksDays]
      rules.workingDays = try ReferenceData.workingDays(in: self[Self.bankHolidays])
      return rules
    }
  }
}
