import Foundation
import GRDB
import Journal
import Kernel

extension SQLiteLog {
  /// Recomputes every leaf and the tree, and compares everything that is stored with them.
  ///
  /// Finds any change to any column of any row, whatever was deleted, put in, moved or cut off. What
  /// was changed together with all that depends on it shows in the checkpoints alone.
  ///
  /// - Throws: `Fault(.storage)` where the file cannot be read at all; damage is in the report.
  package func verify(
    _ witness: Witness = .none,
    progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
  ) async throws -> LogReport {
    let contents: LogContents
    do {
      contents = try await read { try LogContents(name, in: $0) }
    } catch let fault as Fault where fault.code == .damagedLog {
      return LogReport(log: name, size: 0, root: nil, checkpoints: 0, damage: .whole(fault.detail))
    }
    var verification = Verification(contents, witness)
    let scans = try await scan(verification, progress)
    return verification.report(name, scans.leaves, scans.streams)
  }

  /// Scans runs of entries beside one another and beside the index of streams, on as many cores as
  /// there are.
  private func scan(
    _ verification: Verification,
    _ progress: @escaping @Sendable (Int64, Int64) -> Void
  ) async throws -> (leaves: [LeafScan], streams: StreamScan) {
    let size = verification.contents.size
    async let streams = read { try StreamScan(name, through: size, in: $0) }
    let runs = verification.runs
    let leaves = try await withThrowingTaskGroup(of: (Int, LeafScan).self) { group in
      var found: [Int: LeafScan] = [:]
      var next = 0
      let width = max(1, min(3, ProcessInfo.processInfo.activeProcessorCount))
      while next < min(width, runs.count) || !group.isEmpty {
        if next < runs.count, next - found.count < width {
          let (number, run) = (next, runs[next])
          group.addTask { (number, try await read { try verification.scan(name, run, in: $0) }) }
          next += 1
        } else if let (number, scan) = try await group.next() {
          found[number] = scan
          progress(min(size, Int64(found.count) * Verification.run), size)
        }
      }
      return runs.indices.compactMap { found[$0] }
    }
    return (leaves, try await streams)
  }
}

/// What is known before, and what follows after, the entries are scanned.
struct Verification {
  /// How many entries are scanned at a time: whole tiles.
  static let run: Int64 = 64 * Int64(Tile.fullWidth)

  let contents: LogContents
  private let checks: CheckpointChecks
  private var damage: [LogReport.Damage]

  init(_ contents: LogContents, _ witness: Witness) {
    self.contents = contents
    checks = CheckpointChecks(contents, witness)
    damage = contents.damage + checks.damage
    if let lowest = contents.lowest, lowest < 1 {
      damage.append(.init(at: lowest, "no entry has this place"))
    }
    if let highest = contents.highest, highest > contents.size {
      damage.append(.init(at: contents.size + 1, "an entry lies after the end that the head says"))
    }
  }

  /// The runs to scan: up to the first gap there can be.
  var runs: [ClosedRange<Int64>] {
    let last = min(contents.size, contents.count + 1)
    guard last > 0 else { return [] }
    return stride(from: 1, through: last, by: Int64.Stride(Self.run)).map {
      $0...min(last, $0 + Self.run - 1)
    }
  }

  func scan(_ log: LogName, _ range: ClosedRange<Int64>, in db: Database) throws -> LeafScan {
    try LeafScan(log, range, sizes: checks.sizes.union([contents.size]), in: db)
  }

  mutating func report(_ log: LogName, _ leaves: [LeafScan], _ streams: StreamScan) -> LogReport {
    damage += streams.damage + leaves.flatMap(\.damage)
    let roots = SubtreeRoots(leaves, through: contents.size)
    damage += roots.damage(comparedWith: contents)
    damage += checks.misfit(roots)
    damage += Self.claims(leaves, contents)
    var fingerprint = StreamFingerprint()
    for scan in leaves { fingerprint.add(scan.fingerprint) }
    if fingerprint != streams.fingerprint {
      damage.append(.whole("the index of streams is not that of the entries"))
    }
    return LogReport(
      log: log,
      size: contents.size,
      root: roots.root(at: contents.size)?.data.base64EncodedString(),
      checkpoints: checks.fitting(roots),
      damage: damage.first
    )
  }

  /// Compares the claims that follow from the entries with those in the table.
  private static func claims(_ leaves: [LeafScan], _ contents: LogContents) -> [LogReport.Damage] {
    var ledger = ClaimLedger()
    var damage: [LogReport.Damage] = []
    for entry in leaves.flatMap(\.claims) {
      do {
        for claim in entry.claims { try ledger.apply(claim, of: entry.stream, at: entry.position) }
      } catch {
        damage.append(.init(at: entry.position, "it claims what another record holds"))
      }
    }
    for (claim, held) in ledger.holders where contents.claims[claim] != held.stream {
      damage.append(.init(at: held.position, "the table of claims does not hold its \(claim.scope)"))
    }
    if contents.claims.keys.contains(where: { ledger.holders[$0] == nil }) {
      damage.append(.whole("the table of claims holds what no entry claims"))
    }
    return damage
  }
}
