/// How many slips lie between two spellings: letters left out, put in, changed, or two neighbours swapped.
///
/// The distance without restriction of R. Lowrance and R. A. Wagner, "An Extension of the String-to-String
/// Correction Problem", Journal of the ACM 22 (1975), 177–183: a swapped pair may have had letters put
/// between.
package enum DamerauLevenshtein {
  package static func distance<Letter: Hashable>(_ first: [Letter], _ second: [Letter]) -> Int {
    if first.isEmpty || second.isEmpty { return first.count + second.count }
    let width = second.count + 2
    let far = first.count + second.count
    // Row and column 0 stand for before the beginning, where no swap can reach.
    var costs = [Int](repeating: far, count: (first.count + 2) * width)
    for row in 0...first.count { costs[(row + 1) * width + 1] = row }
    for column in 0...second.count { costs[width + column + 1] = column }
    var lastRow: [Letter: Int] = [:]
    for row in 1...first.count {
      var lastColumn = 0
      for column in 1...second.count {
        let swapRow = lastRow[second[column - 1], default: 0]
        let swapColumn = lastColumn
        let same = first[row - 1] == second[column - 1]
        if same { lastColumn = column }
        let here = (row + 1) * width + column + 1
        let between = (row - swapRow - 1) + (column - swapColumn - 1)
        costs[here] = min(
          costs[row * width + column] + (same ? 0 : 1),
          costs[here - 1] + 1,
          costs[here - width] + 1,
          costs[swapRow * width + swapColumn] + between + 1
        )
      }
      lastRow[first[row - 1]] = row
    }
    return costs[(first.count + 1) * width + second.count + 1]
  }

  /// Whether at most one slip lies between the two, told without the whole table.
  static func oneSlip(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    let (short, long) = first.count <= second.count ? (first, second) : (second, first)
    guard long.count - short.count <= 1 else { return false }
    let front = zip(short, long).prefix { $0 == $1 }.count
    let back = zip(short.dropFirst(front).reversed(), long.dropFirst(front).reversed()).prefix { $0 == $1 }
      .count
    let leftShort = short[front..<(short.count - back)]
    let leftLong = long[front..<(long.count - back)]
    if leftLong.count <= 1 { return true }
    return leftLong.count == 2 && leftShort.count == 2 && leftShort.first == leftLong.last
      && leftShort.last == leftLong.first
  }
}
