/// Names that are forms of one another though they neither look nor sound alike: pet forms, and the same name
/// in another language.
///
/// Two names are forms of one another where one line of the table names both. Bill and Will are, by William;
/// Samuel and Samantha are not, though both are called Sam.
package enum KnownNames {
  static func forms(_ name: [UInt8], _ other: [UInt8]) -> Bool {
    guard let mine = lines[name], let theirs = lines[other] else { return false }
    return !mine.isDisjoint(with: theirs)
  }

  /// The names at the head of each line that has the name, where it is not the name itself: at most three.
  static func heads(_ name: [UInt8]) -> [[UInt8]] {
    guard let mine = lines[name] else { return [] }
    return mine.sorted().map { heads[$0] }.filter { $0 != name }.prefix(3).map { $0 }
  }

  /// By name the lines of the table in which it stands.
  private static let lines: [[UInt8]: Set<Int>] = {
    var found: [[UInt8]: Set<Int>] = [:]
    for (number, line) in table.split(separator: "\n").enumerated() {
      for name in line.split(separator: " ") { found[Array(name.utf8), default: []].insert(number) }
    }
    return found
  }()

  private static let heads: [[UInt8]] = table.split(separator: "\n").map { line in
    Array((line.split(separator: " ").first ?? "").utf8)
  }
}
