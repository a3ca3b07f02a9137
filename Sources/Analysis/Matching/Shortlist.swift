import Foundation

/// Which records are opened to be compared: those that share the most, and the rarest, keys.
package struct Shortlist {
  /// No question opens more records than this.
  package static let most = 100

  private struct Entry {
    var record: Int64
    var weight: Double
  }

  private var weights: [Int64: Double] = [:]
  private let people: Int

  package init(among people: Int) { self.people = max(people, 2) }

  /// Adds the records of one key, of which at most `BlockingKeys.rowsRead` were read.
  package mutating func add(_ records: [Int64]) {
    // The bits that sharing a key of so many speaks for.
    let weight = log2(Double(people) / Double(max(records.count, 1)) + 1)
    for record in records { weights[record, default: 0] += weight }
  }

  /// Those worth the most first, where there are more than may be opened.
  package var records: [Int64] {
    guard weights.count > Self.most else { return weights.keys.sorted() }
    var entries = weights.map { Entry(record: $0.key, weight: $0.value) }
    entries.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.record < $1.record }
    return entries.prefix(Self.most).map(\.record)
  }
}
