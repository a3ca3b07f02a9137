package import Foundation
package import Kernel

/// What an operator sets of the watch over sealed records.
package struct OversightRules: Equatable, Sendable {
  /// How long a purpose stands for a record, in seconds.
  package var purpose: TimeInterval = 30 * 60
  /// How long break-glass opens a record, in minutes.
  package var glassMinutes = 120
  /// More different records than this, opened by one person in a day, are listed.
  package var recordsInADay = 30
  /// The hours of work in London: from the first, until before the second.
  package var hours = 7..<20
  /// How many days back unusual looking is listed.
  package var days = 31
  package var workingDays = WorkingDays([])

  package init() {}
}
