import Foundation
import GRDB
import Journal
import Kernel

/// Recomputes the leaves of a run of entries that begins with a tile, and compares what is stored.
struct LeafScan {
  /// What an entry claims.
  struct Claiming: Sendable {
    let position: Int64
    let stream: StreamName
    let claims: [StoredClaim]
  }

  /// The roots over the run's full tiles.
  private(set) var tileRoots: [TreeHash] = []
  /// For each size asked for, the part of the tree after the last full tile.
  private(set) var edges: [Int64: Frontier] = [:]
  private(set) var claims: [Claiming] = []
  /// Over which entry is where in which stream, in any order.
  private(set) var fingerprint = StreamFingerprint()
  private(set) var damage: [LogReport.Damage] = []
  /// Whether every entry of the run was there.
  private(set) var isComplete = false

  private let log: LogName
  private let range: ClosedRange<Int64>
  private var leaves: [TreeHash] = []
  private var edge = Frontier()
  private var bytes = EntryBytes()

  /// Scans a range of positions; `sizes` are those of the checkpoints in it.
  init(_ log: LogName, _ range: ClosedRange<Int64>, sizes: Set<Int64>, in db: Database) throws {
    self.log = log
    self.range = range
    var position = range.lowerBound - 1
    do {
      try scan(sizes, &position, db)
    } catch let fault as Fault where fault.code == .damagedLog {
      damage.append(.init(position + 1, range.upperBound, "cannot be read: \(fault.detail)"))
    }
  }

  private mutating func scan(_ sizes: Set<Int64>, _ position: inout Int64, _ db: Database) throws {
    let tiles = try TileTable(log, in: db)
    let rows = try EntryRows(log, after: position, through: range.upperBound, in: db)
    defer { rows.reset() }
    while try rows.next() {
      guard rows.position == position + 1 else { break }
      position += 1
      try take(rows)
      if sizes.contains(position) { edges[position] = edge }
      if leaves.count == Tile.fullWidth { try finishTile(position / Int64(Tile.fullWidth) - 1, tiles) }
    }
    isComplete = position == range.upperBound
    if !isComplete { damage.append(.init(at: position + 1, "the entry is missing")) }
  }

  private mutating func take(_ rows: EntryRows) throws {
    let raw = rows.raw
    let leaf = bytes.leaf(of: raw)
    if TreeHash(rows.leaf) != leaf {
      damage.append(.init(at: raw.position, "the entry is not the one that its leaf is the hash of"))
    }
    leaves.append(leaf)
    edge.append(leaf)
    fingerprint.add(raw.category, raw.id, (rows.stream, raw.streamVersion, raw.position))
    guard !raw.claims.isEmpty else { return }
    do {
      let stream = StreamName(
        String(decoding: raw.category, as: UTF8.self),
        String(decoding: raw.id, as: UTF8.self)
      )
      claims.append(.init(position: raw.position, stream: stream, claims: try ClaimBytes.decode(raw.claims)))
    } catch let fault as Fault {
      damage.append(.init(at: raw.position, fault.detail))
    }
  }

  private mutating func finishTile(_ number: Int64, _ tiles: TileTable) throws {
    let start = number * Int64(Tile.fullWidth)
    let stored = try tiles.bytes(0, number)?.withUnsafeBytes { TreeHash.list($0) }
    if let stored, stored.count == leaves.count {
      if let wrong = leaves.indices.first(where: { stored[$0] != leaves[$0] }) {
        let position = start + Int64(wrong) + 1
        damage.append(.init(at: position, "the entry is not the one in tile \(number) of level 0"))
      }
    } else {
      damage.append(.init(start + 1, start + Int64(Tile.fullWidth), "tile \(number) of level 0 is not whole"))
    }
    tileRoots.append(edge.root)
    leaves.removeAll(keepingCapacity: true)
    edge = Frontier()
  }
}
