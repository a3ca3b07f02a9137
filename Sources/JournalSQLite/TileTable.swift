import Foundation
import GRDB
import Journal
import Kernel

/// The stored tiles of a log: those of level 0 once they are full, those above as they grow.
///
/// The hashes at the right edge of level 0 are the leaf column of the last entries.
struct TileTable {
  /// A perfect subtree that became whole: a hash of a tile above level 0.
  struct Completed {
    let level: Int
    let hash: TreeHash
  }

  private let log: LogName
  private let leaves: Prepared
  private let read: Prepared
  private let write: Prepared

  init(_ log: LogName, in db: Database) throws {
    self.log = log
    let name = log.rawValue
    leaves = try Prepared(
      "SELECT leaf FROM \(name)_entry WHERE position > ? AND position <= ? ORDER BY position",
      in: db
    )
    read = try Prepared("SELECT hashes FROM \(name)_tile WHERE level = ? AND number = ?", in: db)
    write = try Prepared("REPLACE INTO \(name)_tile (level, number, hashes) VALUES (?, ?, ?)", in: db)
  }

  /// Stores what the last entry of a full tile completes.
  func store(_ completed: [Completed], at size: Int64) throws {
    let number = size / Int64(Tile.fullWidth) - 1
    try store(TreeHash.bytes(try leaves(of: number, count: Tile.fullWidth)), level: 0, number)
    for completed in completed {
      let place = size >> (Tile.height * completed.level) - 1
      let number = place / Int64(Tile.fullWidth)
      // The first hash of a tile begins it; every other goes behind those that are there.
      let begun = place.isMultiple(of: Int64(Tile.fullWidth)) ? Data() : try stored(completed.level, number)
      try store(begun + completed.hash.data, level: completed.level, number)
    }
  }

  /// The hashes of a tile, as many as it is wide.
  ///
  /// - Throws: `Fault(.damagedLog)` where the log does not hold them.
  func hashes(_ tile: Tile) throws -> [TreeHash] {
    if tile.level == 0, tile.width < Tile.fullWidth { return try leaves(of: tile.index, count: tile.width) }
    let bytes = try stored(tile.level, tile.index)
    guard let hashes = bytes.withUnsafeBytes({ TreeHash.list($0) }), hashes.count >= tile.width else {
      throw missing(tile.level, tile.index)
    }
    return Array(hashes.prefix(tile.width))
  }

  /// The stored hashes of a tile; empty where there are none.
  func bytes(_ level: Int, _ number: Int64) throws -> Data? {
    read.bind(Int64(level), at: 1)
    read.bind(number, at: 2)
    defer { read.reset() }
    return try read.next() ? read.data(0) : nil
  }

  private func stored(_ level: Int, _ number: Int64) throws -> Data {
    guard let bytes = try bytes(level, number) else { throw missing(level, number) }
    return bytes
  }

  private func leaves(of number: Int64, count: Int) throws -> [TreeHash] {
    let start = number * Int64(Tile.fullWidth)
    leaves.bind(start, at: 1)
    leaves.bind(start + Int64(count), at: 2)
    var hashes: [TreeHash] = []
    defer { leaves.reset() }
    while try leaves.next() { hashes.append(try leaves.hash(0)) }
    guard hashes.count == count else { throw missing(0, number) }
    return hashes
  }

  private func store(_ hashes: Data, level: Int, _ number: Int64) throws {
    write.bind(Int64(level), at: 1)
    write.bind(number, at: 2)
    write.bind(hashes, at: 3)
    try write.run()
  }

  private func missing(_ level: Int, _ number: Int64) -> Fault {
    Fault(.damagedLog, "tile \(number) of level \(level) of the \(log.rawValue) log is not whole")
  }
}
