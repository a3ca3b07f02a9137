import Foundation
import Journal
import Kernel

/// The tree of a published log at one checkpoint, read from its tiles as far as a question needs them.
struct PublishedTree {
  let log: any PublishedLog
  let checkpoint: Checkpoint

  /// Proves that the tree began as an older one.
  ///
  /// What the tiles say counts only once the checkpoint's own root follows from it: so that tiles which are
  /// damaged are called that, and a fork is called a fork only where there is one.
  ///
  /// - Returns: The root that the tree had at that size, and the proof.
  /// - Throws: `Fault(.damagedProof)` where the tiles are not those of the checkpoint.
  func beginning(_ old: Int64) async throws -> (root: TreeHash, proof: [TreeHash]) {
    let ask: (TileTree) throws -> (TreeHash, [TreeHash]) = {
      (try $0.root(ofFirst: old), try $0.consistencyProof(from: old))
    }
    let tiles = try TileTree.tiles(ofTreeOf: checkpoint.size) { _ = try ask($0) }
    var read: [Tile: [TreeHash]] = [:]
    for tile in tiles { read[tile] = try await log.hashes(of: tile) }
    let (root, proof) = try ask(TileTree(size: checkpoint.size) { [read] in read[$0] ?? [] })
    guard Proof.isConsistent((old, root), with: (checkpoint.size, checkpoint.root), path: proof) else {
      throw damaged("the tiles are not those of the checkpoint at \(checkpoint.size) entries")
    }
    return (root, proof)
  }

  /// Reads every tile and computes the whole tree from its leaves.
  ///
  /// - Throws: `Fault(.damagedProof)` naming the first tile that does not fit.
  func recompute() async throws {
    var frontier = Frontier()
    var rows: [Int: [TreeHash]] = [:]
    for tile in Tile.all(inTreeOf: checkpoint.size) {
      let hashes = try await log.hashes(of: tile)
      if tile.level == 0 {
        for leaf in hashes {
          frontier.append(leaf) { level, hash in
            guard level.isMultiple(of: Tile.height) else { return }
            rows[level / Tile.height, default: []].append(hash)
          }
        }
      } else {
        let first = Int(tile.index) * Tile.fullWidth
        guard rows[tile.level, default: []].dropFirst(first).prefix(tile.width).elementsEqual(hashes) else {
          throw damaged("\(tile.path) is not made of the tiles under it")
        }
      }
    }
    guard frontier.root == checkpoint.root else {
      throw damaged("the leaves are not those of the checkpoint at \(checkpoint.size) entries")
    }
  }

  private func damaged(_ reason: String) -> Fault { Fault(.damagedProof, "\(log.place): \(reason)") }
}
