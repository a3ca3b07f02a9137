package import Foundation

/// Something that was done to a record, as a view keeps it.
package struct HistoryAct: Equatable, Sendable {
  /// The place in the log.
  package let position: Int64
  package let at: Date
  /// An account.
  package let by: String
  /// A code.
  package let act: String
  /// Empty where nothing was said, or it is erased.
  package let reason: String

  package init(position: Int64, at: Date, by: String, act: String, reason: String) {
    self.position = position
    self.at = at
    self.by = by
    self.act = act
    self.reason = reason
  }
}
