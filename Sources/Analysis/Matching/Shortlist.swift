import Foundation

/// Which records are opened to be compared: those that share the most, and the rarest, keys.
package struct Shortlist<Record: Hashable & Comparable> {
  /// No question opens more records than this.
  package static var most: Int { 100 }

  private var weights: [Record: Double] = [:]
  private let people: Int

  package init(among people: Int) { self.people = max(people, 2) }

  /// Adds the records of one key, of which at most `BlockingKeys.rowsRead` were read.
  package mutating func add(_ records: [Record]) {
    // Bits that sharing a key of so many speaks for.
    let weight = log2(Double(people) / Double(max(records.count, 1)) + 1)
    for record in records { weights[record, default: 0] += weight }
  }

  package var records: [Record] {
    guard weights.count > Self.most else { return weights.keys.sorted() }
    return weights.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(Self.most).map(\.key)
  }
}
