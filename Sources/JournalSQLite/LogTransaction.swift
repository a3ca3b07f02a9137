import Foundation
import GRDB
import Journal
import Kernel

/// One log's part of one transaction: any number of appends, then the new head.
///
/// What an append needs of the log is read inside the transaction, never remembered from the last:
/// so a failed transaction leaves nothing behind, and two processes cannot disagree.
struct LogTransaction {
  static var emptyRoot: Data { TreeHash.empty.data }

  private let begun: Int64
  private var frontier: Frontier
  private var bytes = EntryBytes()
  private let claims: ClaimTable
  private let tiles: TileTable
  private let streams: StreamTable
  private let insert: Prepared
  private let update: Prepared
  private let db: Database

  init(_ log: LogName, in db: Database) throws {
    let name = log.rawValue
    self.db = db
    frontier = try Self.head(log, in: db)
    begun = frontier.size
    claims = try ClaimTable(log, in: db)
    tiles = try TileTable(log, in: db)
    streams = try StreamTable(log, in: db)
    insert = try Prepared(
      """
      INSERT INTO \(name)_entry
        (position, category, id, stream_version, name, version, at, account, body, claims, leaf, stream)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      in: db
    )
    update = try Prepared("UPDATE \(name)_head SET size = ?, root = ?, frontier = ?", in: db)
  }

  /// The tree as far as the log has come.
  static func head(_ log: LogName, in db: Database) throws -> Frontier {
    let head = try Prepared("SELECT size, frontier FROM \(log.rawValue)_head", in: db)
    defer { head.reset() }
    guard try head.next(), let frontier = Frontier(size: head.number(0), bytes: head.bytes(1)) else {
      throw Fault(.damagedLog, "the head of the \(log.rawValue) log cannot be read")
    }
    return frontier
  }

  /// Appends to streams, all or nothing: a conflict leaves the transaction as it was before.
  ///
  /// - Throws: ``VersionConflict`` and ``ClaimConflict``, after which the transaction goes on;
  ///   ``Fault``, after which it must be rolled back.
  mutating func append(_ appends: [Append], _ occasion: Occasion) throws -> Appended {
    let before = frontier
    // One stream without claims is refused before its first row or not at all.
    let mayStopHalfway = appends.count > 1 || appends.contains { $0.entries.contains { !$0.claims.isEmpty } }
    if mayStopHalfway { try perform("SAVEPOINT append") }
    do {
      for append in appends { try self.append(append, append.occasion ?? occasion) }
    } catch let fault as Fault {
      throw fault
    } catch {
      if mayStopHalfway { try perform("ROLLBACK TO append") }
      frontier = before
      if mayStopHalfway { try perform("RELEASE append") }
      throw error
    }
    if mayStopHalfway { try perform("RELEASE append") }
    return Appended(positions: frontier.size > before.size ? before.size + 1...frontier.size : nil)
  }

  /// Writes the head; the last thing before the commit.
  func finish() throws {
    guard frontier.size > begun else { return }
    update.bind(frontier.size, at: 1)
    update.bind(frontier.root, at: 2)
    update.bind(frontier.bytes, at: 3)
    try update.run()
  }

  private mutating func append(_ append: Append, _ occasion: Occasion) throws {
    let known = try streams.number(of: append.stream)
    var version = try known.map(streams.length) ?? 0
    if let expected = append.expecting, expected != version {
      throw VersionConflict(stream: append.stream, expected: expected, actual: version)
    }
    guard !append.entries.isEmpty else { return }
    let number = known ?? frontier.size + 1
    if known == nil { try streams.add(append.stream, at: number) }
    for new in append.entries {
      version += 1
      try store(
        Entry(
          position: frontier.size + 1,
          stream: append.stream,
          streamVersion: version,
          new,
          occasion
        ),
        inStream: number
      )
    }
  }

  private mutating func store(_ entry: Entry, inStream number: Int64) throws {
    for claim in entry.claims { try claims.apply(claim, of: entry.stream) }
    let claims = ClaimBytes.encode(entry.claims)
    let leaf = bytes.leaf(of: entry, claims: claims)
    insert.bind(entry.position, at: 1)
    insert.bind(entry.stream.category, at: 2)
    insert.bind(entry.stream.id, at: 3)
    insert.bind(Int64(entry.streamVersion), at: 4)
    insert.bind(entry.name, at: 5)
    insert.bind(Int64(entry.version), at: 6)
    insert.bind(entry.occasion.at.milliseconds, at: 7)
    insert.bind(entry.occasion.by, at: 8)
    insert.bind(entry.body, at: 9)
    claims.withUnsafeBytes { insert.bind($0, at: 10) }
    insert.bind(leaf, at: 11)
    insert.bind(number, at: 12)
    try insert.run()
    var completed: [TileTable.Completed] = []
    frontier.append(leaf) { level, hash in
      if level.isMultiple(of: Tile.height) { completed.append(.init(level: level / Tile.height, hash: hash)) }
    }
    if !completed.isEmpty { try tiles.store(completed, at: frontier.size) }
  }

  private func perform(_ sql: String) throws { try Prepared(sql, in: db).run() }
}
