package import Foundation
import GRDB
package import Journal
import Kernel

extension SQLiteLog {
  /// The hashes of a tile, 32 bytes each, as they are published; nil where the log is not that long.
  package func tile(_ tile: Tile) async throws -> Data? {
    try await read { db in
      let size = try LogTransaction.head(name, in: db).size
      guard let present = Tile(level: tile.level, index: tile.index, inTreeOf: size),
        present.width >= tile.width
      else { return nil }
      return TreeHash.bytes(try TileTable(name, in: db).hashes(tile))
    }
  }

  /// Proves that an entry is in the log, as it is now or as it was when it held `size` entries.
  ///
  /// - Throws: `Fault(.incomplete)` where the log holds no such entry or is not as long.
  package func inclusionProof(of position: Int64, inTreeOf size: Int64? = nil) async throws -> [TreeHash] {
    try await read { db in
      try inclusionProof(of: position, inTreeOf: size, db)
    }
  }

  func inclusionProof(of position: Int64, inTreeOf size: Int64?, _ db: Database) throws -> [TreeHash] {
    let tree = try tree(of: size, in: db)
    guard (1...max(1, tree.size)).contains(position), tree.size > 0 else {
      throw Fault(.incomplete, "the log holds no entry \(position)")
    }
    return try tree.inclusionProof(of: position - 1)
  }

  /// Proves that the log only grew since it held `old` entries.
  ///
  /// - Throws: `Fault(.incomplete)` where it never held as many.
  package func consistencyProof(from old: Int64, to size: Int64? = nil) async throws -> [TreeHash] {
    try await read { db in
      let tree = try tree(of: size, in: db)
      guard (0...tree.size).contains(old) else {
        throw Fault(.incomplete, "the log never held \(old) entries")
      }
      return try tree.consistencyProof(from: old)
    }
  }

  func tree(of size: Int64?, in db: Database) throws -> TileTree {
    let present = try LogTransaction.head(name, in: db).size
    guard (0...present).contains(size ?? present) else {
      throw Fault(.incomplete, "the log holds \(present) entries, and not yet \(size ?? present)")
    }
    let tiles = try TileTable(name, in: db)
    return TileTree(size: size ?? present) { try tiles.hashes($0) }
  }
}
