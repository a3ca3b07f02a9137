import Foundation
import Testing

@testable import Journal

struct TileTests {
  @Test(arguments: [
    (0, 0, 256, "tile/0/000"), (0, 0, 5, "tile/0/000.p/5"), (3, 67, 256, "tile/3/067"),
    (0, 1000, 256, "tile/0/x001/000"), (1, 1_234_067, 256, "tile/1/x001/x234/067"),
    (1, 1_234_067, 8, "tile/1/x001/x234/067.p/8"),
  ])
  func `a tile is published under its path`(level: Int, index: Int64, width: Int, path: String) {
    let tile = Tile(level: level, index: index, width: width)
    #expect(tile?.path == path)
    #expect(Tile(path: path) == tile)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/x001", "tile/0/001/000", "tile/0/x000/001",
    "tile/7/000", "tile/-1/000", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/05",
    "tile/0/000.p", "tile/0/000/", "/tile/0/000", "tile/0/xx01/000", "tile/0/+01", "tile/0/000.p/5/5",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
  ])
  func `anything else is no tile's path`(path: String) {
    #expect(Tile(path: path) == nil)
  }

  @Test func `a tree has tiles as wide as its leaves fill them`() {
    #expect(Tile(level: 0, index: 0, inTreeOf: 255)?.width == 255)
    #expect(Tile(level: 0, index: 1, inTreeOf: 256) == nil)
    #expect(Tile(level: 1, index: 0, inTreeOf: 256)?.width == 1)
    #expect(Tile(level: 1, index: 0, inTreeOf: 70_000)?.width == 256)
    #expect(Tile(level: 1, index: 1, inTreeOf: 70_000)?.width == 17)
    #expect(Tile(level: 0, index: 273, inTreeOf: 70_000)?.width == 112)
    #expect(Tile(level: 0, index: .max, inTreeOf: 70_000) == nil)
  }

  @Test func `proofs over several levels of tiles are accepted`() throws {
    let leaves = Definition.leaves(70_000)
    var rows: [[TreeHash]] = [leaves]
    while let last = rows.last, last.count >= 256 {
      rows.append(
        stride(from: 0, through: last.count - 256, by: 256).map { TreeHash.root(last[$0..<$0 + 256]) }
      )
    }
    let tiles = rows
    let tree = TileTree(size: 70_000) { tile in
      let start = Int(tile.index) * 256
      return Array(tiles[tile.level][start..<start + tile.width])
    }
    let root = TreeHash.root(leaves)
    #expect(try tree.root() == root)
    for index: Int64 in [0, 1, 255, 256, 65_535, 65_536, 69_999] {
      let path = try tree.inclusionProof(of: index)
      #expect(
        Proof.isIncluded(leaves[Int(index)], at: index, inTreeOf: 70_000, root: root, path: path)
      )
    }
    for old: Int64 in [1, 255, 256, 257, 65_536, 65_537, 69_999, 70_000] {
      let oldRoot = TreeHash.root(leaves.prefix(Int(old)))
      let path = try tree.consistencyProof(from: old)
      #expect(Proof.isConsistent((old, oldRoot), with: (70_000, root), path: path))
    }
  }
}
