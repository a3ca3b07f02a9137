import Foundation
import Journal

/// The roots over the full tiles of a scanned log: all of its tree but the right edges.
struct SubtreeRoots {
  private let tiles: [TreeHash]
  private let edges: [Int64: Frontier]
  private let size: Int64

  init(_ scans: [LeafScan], through size: Int64) {
    var tiles: [TreeHash] = []
    var edges: [Int64: Frontier] = [:]
    for scan in scans {
      tiles += scan.tileRoots
      edges.merge(scan.edges) { first, _ in first }
      // After a gap no later tile has its place.
      guard scan.isComplete else { break }
    }
    self.tiles = tiles
    self.edges = edges
    self.size = size
  }

  /// The tree as it was at a size; nil where the entries do not reach it.
  func frontier(at size: Int64) -> Frontier? { frontiers(at: [size])[size] }

  func root(at size: Int64) -> TreeHash? { frontier(at: size)?.root }

  /// The tree as it was at several sizes, in one pass.
  func frontiers(at sizes: Set<Int64>) -> [Int64: Frontier] {
    var frontiers: [Int64: Frontier] = [:]
    var whole = Frontier()
    for size in sizes.sorted() {
      let full = size / Int64(Tile.fullWidth)
      guard full <= tiles.count else { break }
      while whole.size / Int64(Tile.fullWidth) < full {
        whole.append(subtree: tiles[Int(whole.size) / Tile.fullWidth], level: Tile.height)
      }
      var frontier = whole
      if !size.isMultiple(of: Int64(Tile.fullWidth)) {
        guard let edge = edges[size] else { break }
        frontier.append(edge)
      }
      frontiers[size] = frontier
    }
    return frontiers
  }

  /// What the head and the tiles say otherwise.
  func damage(comparedWith contents: LogContents) -> [LogReport.Damage] {
    // Entries are missing: that was said, and the head cannot fit.
    guard let frontier = frontier(at: size) else { return [] }
    var damage = tileDamage(contents)
    if frontier.root.data != contents.root || frontier.bytes != contents.frontier {
      let settled = size - size % Int64(Tile.fullWidth)
      damage.append(.init(min(settled + 1, size), size, "the head is not that of the entries"))
    }
    return damage
  }

  private func tileDamage(_ contents: LogContents) -> [LogReport.Damage] {
    var damage: [LogReport.Damage] = []
    var expected: [Int64: [Int64: Data]] = [:]
    var row = tiles
    var level: Int64 = 1
    while !row.isEmpty {
      for (number, hashes) in row.split(into: Tile.fullWidth).enumerated() {
        expected[level, default: [:]][Int64(number)] = TreeHash.bytes(hashes)
        guard contents.tiles[level]?[Int64(number)] != TreeHash.bytes(hashes) else { continue }
        let width = Int64(1) << (Int64(Tile.height) * (level + 1))
        let first = Int64(number) * width
        let reason = "tile \(number) of level \(level) is not that of the entries"
        damage.append(.init(first + 1, min(size, first + width), reason))
      }
      row = row.split(into: Tile.fullWidth).filter { $0.count == Tile.fullWidth }.map { TreeHash.root($0) }
      level += 1
    }
    let known = Set(expected.flatMap { level, row in row.keys.map { [level, $0] } })
    let stored = Set(contents.tiles.flatMap { level, row in row.keys.map { [level, $0] } })
    if !stored.isSubset(of: known) || contents.leafTiles != tiles.count {
      damage.append(.whole("there are other tiles than the entries give"))
    }
    return damage
  }
}

extension [TreeHash] {
  fileprivate func split(into width: Int) -> [ArraySlice<TreeHash>] {
    stride(from: 0, to: count, by: width).map { self[$0..<Swift.min(count, $0 + width)] }
  }
}
