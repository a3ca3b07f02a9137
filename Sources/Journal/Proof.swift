/// What an inclusion or consistency proof is made of, and how it is checked (RFC 6962, section 2.1).
package enum Proof {
  /// The subtrees whose roots prove a leaf's place, the nearest first.
  static func inclusion(of index: Int64, in tree: Range<Int64>) -> [Range<Int64>] {
    guard tree.count > 1 else { return [] }
    let split = middle(tree)
    let left = tree.lowerBound..<split
    let right = split..<tree.upperBound
    return index < split ? inclusion(of: index, in: left) + [right] : inclusion(of: index, in: right) + [left]
  }

  /// The subtrees whose roots prove that the first `old` leaves are those of an older tree.
  static func consistency(from old: Int64, in tree: Range<Int64>, isWhole: Bool = true) -> [Range<Int64>] {
    if old == tree.upperBound { return isWhole ? [] : [tree] }
    let split = middle(tree)
    let left = tree.lowerBound..<split
    let right = split..<tree.upperBound
    return old <= split
      ? consistency(from: old, in: left, isWhole: isWhole) + [right]
      : consistency(from: old, in: right, isWhole: false) + [left]
  }

  /// Where a subtree divides: after the widest perfect subtree that is not all of it.
  static func middle(_ tree: Range<Int64>) -> Int64 {
    let width = tree.upperBound - tree.lowerBound
    return tree.lowerBound + 1 << (Int64.bitWidth - 1 - (width - 1).leadingZeroBitCount)
  }

  /// Whether a path proves that a leaf has a place in a tree (RFC 9162, section 2.1.3.2).
  package static func isIncluded(
    _ leaf: TreeHash,
    at index: Int64,
    inTreeOf size: Int64,
    root: TreeHash,
    path: [TreeHash]
  ) -> Bool {
    guard 0 <= index, index < size else { return false }
    var node = index
    var last = size - 1
    var hash = leaf
    for step in path {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = .node(step, hash)
        climb(&node, &last) { $0 & 1 == 0 && $0 != 0 }
      } else {
        hash = .node(hash, step)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether a path proves that one tree is the beginning of another (RFC 9162, section 2.1.4.2).
  package static func isConsistent(
    _ old: (size: Int64, root: TreeHash),
    with new: (size: Int64, root: TreeHash),
    path: [TreeHash]
  ) -> Bool {
    guard 0 <= old.size, old.size <= new.size else { return false }
    if old.size == new.size { return path.isEmpty && old.root == new.root }
    if old.size == 0 { return path.isEmpty && old.root == .empty }
    let isPerfect = old.size.nonzeroBitCount == 1
    guard var (before, after) = (isPerfect ? old.root : path.first).map({ ($0, $0) }) else { return false }
    var node = old.size - 1
    var last = new.size - 1
    climb(&node, &last) { $0 & 1 == 1 }
    for step in isPerfect ? path[...] : path.dropFirst() {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        before = .node(step, before)
        after = .node(step, after)
        climb(&node, &last) { $0 & 1 == 0 && $0 != 0 }
      } else {
        after = .node(after, step)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && before == old.root && after == new.root
  }

  private static func climb(_ node: inout Int64, _ last: inout Int64, while more: (Int64) -> Bool) {
    while more(node) {
      node >>= 1
      last >>= 1
    }
  }
}
