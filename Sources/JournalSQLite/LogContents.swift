import Foundation
import GRDB
import Journal
import Kernel

/// What a log holds besides its entries, all read at one moment.
struct LogContents {
  struct StoredCheckpoint {
    let number: Int64
    let size: Int64
    let note: String
  }

  private(set) var size: Int64 = 0
  private(set) var root = Data()
  private(set) var frontier = Data()
  /// How many rows lie within the head's size, and the lowest and highest position of all.
  private(set) var count: Int64 = 0
  private(set) var lowest: Int64?
  private(set) var highest: Int64?
  private(set) var claims: [StoredClaim: StreamName] = [:]
  /// By level and number; those of level 0 only counted.
  private(set) var tiles: [Int64: [Int64: Data]] = [:]
  private(set) var leafTiles: Int64 = 0
  private(set) var checkpoints: [StoredCheckpoint] = []
  private(set) var damage: [LogReport.Damage] = []

  init(_ log: LogName, in db: Database) throws {
    do {
      try Schema.check(db)
    } catch let fault as Fault {
      damage.append(.whole(fault.detail))
    }
    try readHead(log, db)
    try readEntries(log, db)
    claims = try ClaimTable(log, in: db).holders()
    try readTiles(log, db)
    try readCheckpoints(log, db)
  }

  private mutating func readHead(_ log: LogName, _ db: Database) throws {
    let rows = try Prepared("SELECT one, size, root, frontier FROM \(log.rawValue)_head", in: db)
    defer { rows.reset() }
    let missing = Fault(.damagedLog, "the log has no head, or several")
    guard try rows.next(), rows.number(0) == 1 else { throw missing }
    size = max(0, rows.number(1))
    root = rows.data(2)
    frontier = rows.data(3)
    guard try !rows.next() else { throw missing }
  }

  private mutating func readEntries(_ log: LogName, _ db: Database) throws {
    let rows = try Prepared(
      """
      SELECT (SELECT count(*) FROM \(log.rawValue)_entry WHERE position BETWEEN 1 AND ?),
        (SELECT coalesce(min(position), 1) FROM \(log.rawValue)_entry),
        (SELECT coalesce(max(position), 0) FROM \(log.rawValue)_entry)
      """,
      in: db
    )
    rows.bind(size, at: 1)
    defer { rows.reset() }
    guard try rows.next() else { return }
    count = rows.number(0)
    lowest = rows.number(1)
    highest = rows.number(2)
  }

  private mutating func readTiles(_ log: LogName, _ db: Database) throws {
    let rows = try Prepared(
      "SELECT level, number, hashes FROM \(log.rawValue)_tile WHERE level <> 0 OR number < 0",
      in: db
    )
    defer { rows.reset() }
    while try rows.next() { tiles[rows.number(0), default: [:]][rows.number(1)] = rows.data(2) }
    let counted = try Prepared("SELECT count(*) FROM \(log.rawValue)_tile WHERE level = 0", in: db)
    defer { counted.reset() }
    if try counted.next() { leafTiles = counted.number(0) }
  }

  private mutating func readCheckpoints(_ log: LogName, _ db: Database) throws {
    let rows = try Prepared(
      "SELECT number, size, note FROM \(log.rawValue)_checkpoint ORDER BY number",
      in: db
    )
    defer { rows.reset() }
    while try rows.next() {
      checkpoints.append(.init(number: rows.number(0), size: rows.number(1), note: rows.text(2)))
    }
  }
}
