import Domain
import Platform

/// What did not work is as worth knowing as what did: a way to it, with how many there are.
extension PracticeEvidence {
  /// The evidence stage of what did not work.
  static let failed = "did-not-work"

  static func failedLink(_ count: Int, _ address: String) -> Model {
    ["failedCount": count.grouped, "failedAddress": address, "hasFailed": count > 0]
  }
}
