/// A tile of a tree: up to 256 hashes side by side (C2SP tlog-tiles).
///
/// The hash at index i of level l is the root over the 256^l leaves from i·256^l on. Level 0 is the
/// leaves' own hashes.
package struct Tile: Hashable, Sendable {
  package static let fullWidth = 256
  /// How many levels of the tree one level of tiles is.
  package static let height = 8

  package let level: Int
  package let index: Int64
  /// 256, or fewer at the right edge of the tree.
  package let width: Int

  /// Nil where no tile can have that place or width.
  package init?(level: Int, index: Int64, width: Int = fullWidth) {
    guard (0..<7).contains(level), index >= 0, (1...Self.fullWidth).contains(width) else { return nil }
    self.level = level
    self.index = index
    self.width = width
  }

  /// The tile as wide as a tree of a size has it; nil where it has none there.
  package init?(level: Int, index: Int64, inTreeOf size: Int64) {
    guard (0..<7).contains(level), index >= 0, index <= size >> Self.height else { return nil }
    let hashes = size >> (Self.height * level) - index * Int64(Self.fullWidth)
    self.init(level: level, index: index, width: Int(min(max(hashes, 0), Int64(Self.fullWidth))))
  }

  /// Every tile of a tree, those of the leaves first.
  package static func all(inTreeOf size: Int64) -> some Sequence<Tile> {
    (0..<7).lazy.flatMap { level in
      let hashes = size >> (height * level)
      let count = hashes >> height + (hashes & 255 == 0 ? 0 : 1)
      return (0..<count).lazy.compactMap { Tile(level: level, index: $0, inTreeOf: size) }
    }
  }

  /// Where the tile is published: `tile/0/x001/x234/067`, with `.p/5` where it holds only 5 hashes.
  package var path: String {
    let number = index == 0 ? [0] : groups(index)
    let parts = number.enumerated().map { place, group in
      (place == number.count - 1 ? "" : "x") + padded(group)
    }
    let whole = "tile/\(level)/" + parts.joined(separator: "/")
    return width == Self.fullWidth ? whole : whole + ".p/\(width)"
  }

  /// Reads a path; nil for anything that ``path`` would not write.
  package init?(path: String) {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "tile", let level = Int(parts[1]) else { return nil }
    var width = Self.fullWidth
    if parts[parts.count - 2].hasSuffix(".p") {
      guard let given = Int(parts.removeLast()), given < Self.fullWidth else { return nil }
      width = given
      parts[parts.count - 1].removeLast(2)
    }
    var index: Int64 = 0
    for group in parts.dropFirst(2) {
      guard let number = Int64(group.drop { $0 == "x" }), (0...999).contains(number), index < 1 << 50 else {
        return nil
      }
      index = index * 1000 + number
    }
    self.init(level: level, index: index, width: width)
    guard self.path == path else { return nil }
  }

  private func groups(_ number: Int64) -> [Int64] {
    number == 0 ? [] : groups(number / 1000) + [number % 1000]
  }

  private func padded(_ group: Int64) -> String {
    String(repeating: "0", count: 3 - String(group).count) + String(group)
  }
}

/// A tree of some size, read from its tiles.
package struct TileTree {
  package let size: Int64
  /// Answers the hashes of a tile, as many as it is wide.
  private let read: (Tile) throws -> [TreeHash]

  package init(size: Int64, read: @escaping (Tile) throws -> [TreeHash]) {
    self.size = size
    self.read = read
  }

  package func root() throws -> TreeHash { try root(ofFirst: size) }

  /// The root of the tree when it had `count` leaves.
  package func root(ofFirst count: Int64) throws -> TreeHash {
    precondition((0...size).contains(count), "only a smaller tree is the beginning of this one")
    return try count == 0 ? .empty : root(of: 0..<count)
  }

  /// Proves the place of a leaf, counted from 0.
  package func inclusionProof(of index: Int64) throws -> [TreeHash] {
    precondition((0..<size).contains(index), "only a leaf of the tree has a place in it")
    return try Proof.inclusion(of: index, in: 0..<size).map(root)
  }

  /// Proves that the first `old` leaves are those of an older tree.
  package func consistencyProof(from old: Int64) throws -> [TreeHash] {
    precondition((0...size).contains(old), "only a smaller tree is the beginning of this one")
    return try old == 0 ? [] : Proof.consistency(from: old, in: 0..<size).map(root)
  }

  /// The tiles that a question about a tree asks for, without any answer: to fetch them before it is asked.
  package static func tiles(
    ofTreeOf size: Int64,
    askedBy question: (TileTree) throws -> Void
  ) rethrows -> Set<Tile> {
    var tiles: Set<Tile> = []
    try question(
      TileTree(size: size) { tile in
        tiles.insert(tile)
        return Array(repeating: .empty, count: tile.width)
      }
    )
    return tiles
  }

  private func root(of subtree: Range<Int64>) throws -> TreeHash {
    let width = subtree.upperBound - subtree.lowerBound
    if width.nonzeroBitCount == 1 {
      return try perfect(subtree.lowerBound, level: width.trailingZeroBitCount)
    }
    let split = Proof.middle(subtree)
    return try .node(
      root(of: subtree.lowerBound..<split),
      root(of: split..<subtree.upperBound)
    )
  }

  /// The root of a perfect subtree: over some hashes of one tile.
  private func perfect(_ start: Int64, level: Int) throws -> TreeHash {
    let row = level / Tile.height
    let first = start >> (Tile.height * row)
    let offset = Int(first % Int64(Tile.fullWidth))
    let count = 1 << (level % Tile.height)
    guard let tile = Tile(level: row, index: first / Int64(Tile.fullWidth), inTreeOf: size) else {
      preconditionFailure("a tree has every tile under its leaves")
    }
    return TreeHash.root(try read(tile)[offset..<offset + count])
  }
}
