import Foundation
import Testing

@testable import Journal

/// The tree, held against published vectors and against RFC 6962's own definition.
///
/// The leaves, roots and paths of ``Vectors`` are the reference vectors of the Certificate
/// Transparency project (google/certificate-transparency, merkle tree tests), which later
/// implementations of RFC 6962 repeat. ``Definition`` is section 2.1 of the RFC, word for word.
struct TreeTests {
  @Test func `a tree without leaves is the hash of nothing`() {
    #expect(
      TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    #expect(Frontier().root == .empty)
  }

  @Test(arguments: 1...8)
  func `the known leaves have the known roots`(size: Int) {
    #expect(TreeHash.root(Vectors.leaves.prefix(size)).hex == Vectors.roots[size - 1])
  }

  @Test(arguments: Vectors.inclusions)
  func `the known inclusion paths are made and accepted`(_ known: Vectors.Inclusion) throws {
    let path = try Vectors.tree(known.size).inclusionProof(of: known.index)
    #expect(path.map(\.hex) == known.path)
    #expect(
      Proof.isIncluded(
        Vectors.leaves[Int(known.index)],
        at: known.index,
        inTreeOf: known.size,
        root: TreeHash.root(Vectors.leaves.prefix(Int(known.size))),
        path: path
      )
    )
  }

  @Test(arguments: Vectors.consistencies)
  func `the known consistency paths are made and accepted`(_ known: Vectors.Consistency) throws {
    let path = try Vectors.tree(known.new).consistencyProof(from: known.old)
    #expect(path.map(\.hex) == known.path)
    #expect(
      Proof.isConsistent(
        (known.old, TreeHash.root(Vectors.leaves.prefix(Int(known.old)))),
        with: (known.new, TreeHash.root(Vectors.leaves.prefix(Int(known.new)))),
        path: path
      )
    )
  }

  @Test func `every tree up to 70 leaves is as the RFC defines it`() throws {
    for size in 0...70 {
      let leaves = Definition.leaves(size)
      let root = Definition.root(leaves[...])
      #expect(TreeHash.root(leaves) == root)
      let tree = TileTree(leaves)
      #expect(try tree.root() == root)
      for index in 0..<size {
        let path = Definition.path(index, leaves[...])
        #expect(try tree.inclusionProof(of: Int64(index)) == path)
        #expect(
          Proof.isIncluded(leaves[index], at: Int64(index), inTreeOf: Int64(size), root: root, path: path)
        )
      }
      for old in 1..<max(1, size) {
        let path = Definition.proof(old, leaves[...])
        #expect(try tree.consistencyProof(from: Int64(old)) == path)
        let oldRoot = Definition.root(leaves.prefix(old))
        #expect(Proof.isConsistent((Int64(old), oldRoot), with: (Int64(size), root), path: path))
      }
    }
  }

  @Test func `a proof with any hash changed, added or removed is refused`() throws {
    let other = TreeHash.leaf(Data("other".utf8))
    for size in 2...20 {
      let leaves = Definition.leaves(size)
      let root = Definition.root(leaves[...])
      for index in 0..<size {
        let path = Definition.path(index, leaves[...])
        for wrong in Self.damaged(path, with: other) {
          #expect(
            !Proof.isIncluded(leaves[index], at: Int64(index), inTreeOf: Int64(size), root: root, path: wrong)
          )
        }
        #expect(!Proof.isIncluded(other, at: Int64(index), inTreeOf: Int64(size), root: root, path: path))
      }
      for old in 1..<size {
        let oldRoot = Definition.root(leaves.prefix(old))
        for wrong in Self.damaged(Definition.proof(old, leaves[...]), with: other) {
          #expect(!Proof.isConsistent((Int64(old), oldRoot), with: (Int64(size), root), path: wrong))
        }
      }
    }
  }

  @Test func `a frontier that was stored goes on as before`() throws {
    var frontier = Frontier()
    for (count, leaf) in Definition.leaves(300).enumerated() {
      let bytes = frontier.bytes
      let again = bytes.withUnsafeBytes { Frontier(size: Int64(count), bytes: $0) }
      #expect(again == frontier)
      frontier.append(leaf)
    }
    #expect(frontier.bytes.withUnsafeBytes { Frontier(size: 301, bytes: $0) } == nil)
  }

  @Test func `a frontier takes subtrees for their leaves`() {
    let leaves = Definition.leaves(700)
    var whole = Frontier()
    var completed: [TreeHash] = []
    for leaf in leaves {
      whole.append(leaf) { level, hash in if level == 8 { completed.append(hash) } }
    }
    #expect(completed == [TreeHash.root(leaves[..<256]), TreeHash.root(leaves[256..<512])])
    var parts = Frontier()
    for subtree in completed { parts.append(subtree: subtree, level: 8) }
    var rest = Frontier()
    for leaf in leaves[512...] { rest.append(leaf) }
    parts.append(rest)
    #expect(parts == whole)
  }

  private static func damaged(_ path: [TreeHash], with other: TreeHash) -> [[TreeHash]] {
    let changed = path.indices.map { place in
      var path = path
      path[place] = other
      return path
    }
    return changed + [path + [other], Array(path.dropLast())].filter { $0 != path }
  }
}

extension TileTree {
  /// A tree over leaves that are held as its level 0 tiles and what follows from them.
  init(_ leaves: [TreeHash]) {
    self.init(size: Int64(leaves.count)) { tile in
      let width = 1 << (Tile.height * tile.level)
      return (0..<tile.width).map { place in
        let start = (Int(tile.index) * Tile.fullWidth + place) * width
        return TreeHash.root(leaves[start..<start + width])
      }
    }
  }
}

/// RFC 6962, section 2.1, as it is written there.
enum Definition {
  static func leaves(_ count: Int) -> [TreeHash] {
    (0..<count).map { TreeHash.leaf(Data("leaf \($0)".utf8)) }
  }

  static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard let first = leaves.first else { return .empty }
    if leaves.count == 1 { return first }
    let split = split(leaves.count)
    return .node(root(leaves.prefix(split)), root(leaves.dropFirst(split)))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
    if leaves.count == 1 { return [] }
    let split = split(leaves.count)
    return index < split
      ? path(index, leaves.prefix(split)) + [root(leaves.dropFirst(split))]
      : path(index - split, leaves.dropFirst(split)) + [root(leaves.prefix(split))]
  }

  static func proof(_ old: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
    subproof(old, leaves, true)
  }

  private static func subproof(_ old: Int, _ leaves: ArraySlice<TreeHash>, _ whole: Bool) -> [TreeHash] {
    if old == leaves.count { return whole ? [] : [root(leaves)] }
    let split = split(leaves.count)
    return old <= split
      ? subproof(old, leaves.prefix(split), whole) + [root(leaves.dropFirst(split))]
      : subproof(old - split, leaves.dropFirst(split), false) + [root(leaves.prefix(split))]
  }

  /// The largest power of two smaller than n.
  private static func split(_ count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }
}
