import Auditing
import Foundation
import Journal
import JournalSQLite
import Kernel

/// Receipts from the journal that ``Million`` filled: signed at half of it, and at all.
struct Receipts {
  private let folder: URL
  private static let origin = "bench.example/log/safeguarding/record"

  init(_ folder: URL) { self.folder = folder }

  private var file: URL { folder.appending(path: "receipt.tlog-proof") }
  private var keyFile: URL { folder.appending(path: "bench.key") }

  /// Makes receipts for entries all over the log, one after another; leaves one for half of it.
  func make(for time: Duration) async throws -> Finding {
    let signer = try NoteSigner(name: "bench.example/log")
    try Data(signer.text.utf8).write(to: keyFile)
    let journal = try SQLiteJournal(file: folder.appending(path: "million.sqlite"))
    let note = try await journal.record.signCheckpoint(Self.origin, by: signer)
    guard let note else { throw Fault(.incomplete, "the log of a million is empty") }
    let finding = try await Self.repeating(for: time) { count in
      let position = Int64(count) * 7919 % Int64(Measure.million) + 1
      _ = try Receipt(parsing: try await journal.record.receipt(of: position, under: note).serialized)
    }
    let half = try await half(of: journal.record).signed(by: signer)
    let receipt = try await journal.record.receipt(of: 123_456, under: half)
    try Data(receipt.serialized.utf8).write(to: file)
    try journal.close()
    return finding
  }

  func audit(for time: Duration) async throws -> Finding {
    let audit = try audit
    return try await Self.repeating(for: time) { _ in try Self.require(await audit.run()) }
  }

  func auditBeside(for time: Duration) async throws -> Finding {
    let journal = try SQLiteJournal(file: folder.appending(path: "million.sqlite"), readOnly: true)
    var audit = try audit
    audit.subject = .offered(Offered(log: journal.record))
    let finding = try await Self.repeating(for: time) { [audit] _ in try Self.require(await audit.run()) }
    try journal.close()
    return finding
  }

  private var audit: Audit {
    get throws {
      var audit = Audit(key: try NoteSigner(String(contentsOf: keyFile, encoding: .utf8)).verifier)
      audit.receipts = [file]
      return audit
    }
  }

  private static func require(_ report: AuditReport) throws {
    guard report.isWhole else { throw Fault(.damagedProof, report.words) }
  }

  private static func repeating(
    for time: Duration,
    _ body: (_ count: Int) async throws -> Void
  ) async throws -> Finding {
    let start = ContinuousClock.now
    var count = 0
    while ContinuousClock.now < start + time {
      try await body(count)
      count += 1
    }
    return try Finding.of(count, in: (ContinuousClock.now - start).seconds)
  }

  /// The log as it was when it was half as long.
  private func half(of log: SQLiteLog) async throws -> Checkpoint {
    let size = Int64(Measure.million / 2)
    let tiles = try TileTree.tiles(ofTreeOf: size) { _ = try $0.root() }
    var read: [Tile: [TreeHash]] = [:]
    for tile in tiles { read[tile] = try await log.tile(tile)?.withUnsafeBytes { TreeHash.list($0) } }
    let root = try TileTree(size: size) { [read] in read[$0] ?? [] }.root()
    return Checkpoint(origin: Self.origin, size: size, root: root)
  }
}

/// The log as its server offers it, without the network between.
private struct Offered: PublishedLog {
  let log: SQLiteLog
  var place: String { "the log" }

  func checkpoint() async throws -> String { try await log.newestCheckpoint()?.serialized ?? "" }
  func bytes(of tile: Tile) async throws -> Data { try await log.tile(tile) ?? Data() }
}
