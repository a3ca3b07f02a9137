/// How much of two spellings is the same letters in nearly the same order, from 0 to 1.
///
/// Jaro's similarity is the mean of the share of letters of each that the other has near the same place, and
/// of the share of those that stand in the same order. Winkler adds a tenth of what is missing to 1 for each
/// of up to four first letters that agree, where Jaro's similarity is over 0.7.
///
/// M. A. Jaro, "Advances in Record-Linkage Methodology", JASA 84 (1989), 414–420; W. E. Winkler, "String
/// Comparator Metrics and Enhanced Decision Rules in the Fellegi–Sunter Model of Record Linkage" (1990). The
/// values are those of jellyfish, which recordlinkage calls.
package enum JaroWinkler {
  package static func jaro<Letter: Equatable>(_ first: [Letter], _ second: [Letter]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    let reach = max(0, max(first.count, second.count) / 2 - 1)
    var taken = [Bool](repeating: false, count: second.count)
    var common: [Letter] = []
    for (place, letter) in first.enumerated() {
      // Far beyond the end of the shorter one there is nothing to look through.
      guard place - reach < second.count else { break }
      let near = max(0, place - reach)..<min(second.count, place + reach + 1)
      if let found = near.first(where: { !taken[$0] && second[$0] == letter }) {
        taken[found] = true
        common.append(letter)
      }
    }
    guard !common.isEmpty else { return 0 }
    let inOrder = second.indices.filter { taken[$0] }
    let displaced = zip(common, inOrder).count { letter, place in letter != second[place] }
    let shared = Double(common.count)
    let ordered = (shared - Double(displaced / 2)) / shared
    return (shared / Double(first.count) + shared / Double(second.count) + ordered) / 3
  }

  package static func similarity<Letter: Equatable>(_ first: [Letter], _ second: [Letter]) -> Double {
    let jaro = jaro(first, second)
    guard jaro > 0.7 else { return jaro }
    let prefix = zip(first, second).prefix(4).prefix { $0 == $1 }.count
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }
}
