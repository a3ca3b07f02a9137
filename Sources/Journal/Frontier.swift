package import Foundation

/// The right edge of a growing tree: enough to append to it and to know its root.
package struct Frontier: Equatable, Sendable {
  package private(set) var size: Int64 = 0
  /// The roots of the perfect subtrees that the tree is made of, the widest first: one for each bit
  /// of the size.
  private var peaks: [TreeHash] = []

  package init() {}

  /// The frontier that ``bytes`` wrote; nil where the bytes do not fit the size.
  package init?(size: Int64, bytes: UnsafeRawBufferPointer) {
    guard size >= 0, let peaks = TreeHash.list(bytes), peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  package var bytes: Data { TreeHash.bytes(peaks) }

  /// The root of the whole tree.
  package var root: TreeHash {
    guard var root = peaks.last else { return .empty }
    for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
    return root
  }

  package mutating func append(_ leaf: TreeHash) { append(leaf, level: 0) { _, _ in } }

  /// Appends a leaf and tells of each perfect subtree that it completes, level by level from 1.
  package mutating func append(_ leaf: TreeHash, completing: (_ level: Int, TreeHash) -> Void) {
    append(leaf, level: 0, completing: completing)
  }

  /// Appends a perfect subtree of `2^level` leaves, which the size must be a multiple of.
  package mutating func append(subtree: TreeHash, level: Int) {
    precondition(size & ((1 << level) - 1) == 0, "a subtree goes where one of its width can begin")
    append(subtree, level: level) { _, _ in }
  }

  /// Appends another tree's leaves, where that tree is narrower than the last subtree of this one.
  package mutating func append(_ other: Frontier) {
    var rest = other.size
    for peak in other.peaks {
      let level = Int64.bitWidth - 1 - rest.leadingZeroBitCount
      append(subtree: peak, level: level)
      rest -= 1 << level
    }
  }

  private mutating func append(_ hash: TreeHash, level: Int, completing: (Int, TreeHash) -> Void) {
    var hash = hash
    var level = level
    let grown = size + 1 << level
    // Every one bit from here up is a subtree of the same width on the left: they join.
    while size >> level & 1 == 1, let left = peaks.popLast() {
      hash = .node(left, hash)
      level += 1
      completing(level, hash)
    }
    peaks.append(hash)
    size = grown
  }
}
