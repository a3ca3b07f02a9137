import Journal

/// What a verification of one log found.
package struct LogReport: Codable, Equatable, Sendable {
  package let log: LogName
  package let size: Int64
  /// The root that the entries give, as checkpoints write it; nil where they give none.
  package let root: String?
  /// How many checkpoints fitted.
  package let checkpoints: Int
  /// The first thing that does not fit.
  package let damage: Damage?

  package var isWhole: Bool { damage == nil }

  /// Something that does not fit, and between which positions the first bad entry is.
  package struct Damage: Codable, Equatable, Sendable {
    /// Nil where it is not in any one entry: in an index, say.
    package let first: Int64?
    /// The same as `first` where the position is known exactly.
    package let last: Int64?
    package let reason: String

    init(_ first: Int64, _ last: Int64, _ reason: String) {
      self.first = first
      self.last = last
      self.reason = reason
    }

    init(at position: Int64, _ reason: String) { self.init(position, position, reason) }

    private init(whole reason: String) {
      first = nil
      last = nil
      self.reason = reason
    }

    static func whole(_ reason: String) -> Damage { Damage(whole: reason) }

    package var words: String {
      guard let first, let last else { return reason }
      return first == last
        ? "position \(first): \(reason)" : "between positions \(first) and \(last): \(reason)"
    }
  }
}

extension [LogReport.Damage] {
  /// The damage that is certainly the first: what ends later may only be what follows from it.
  var first: LogReport.Damage? {
    self.min { one, other in
      (one.last ?? .max, -(one.first ?? 0)) < (other.last ?? .max, -(other.first ?? 0))
    }
  }
}
