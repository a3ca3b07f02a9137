package import Foundation

/// Who acts, and when: the only clock that a decider sees.
package struct Occasion: Equatable, Sendable {
  /// The opaque identifier of an account, ``system``, or ``partner`` with what tells one of them from another.
  package let by: String
  /// Cut to whole milliseconds, which is what a log stores.
  package let at: Date

  package init(by: String, at: Date) {
    self.by = by
    self.at = Date(milliseconds: at.milliseconds)
  }

  /// What the program does of itself: loading reference data, starting a first account.
  package static let system = "system"
  /// Begins the name of somebody without an account who acts by a code that they were given.
  package static let partner = "partner-"
}

extension Date {
  /// Whole milliseconds since 1970, as stored.
  package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }

  package init(milliseconds: Int64) {
    // A thousandth has no exact double: the half keeps `milliseconds` its own inverse.
    self.init(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000)
  }
}
