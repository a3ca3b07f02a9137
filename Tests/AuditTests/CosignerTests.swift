import Auditing
import Foundation
import GRDB
import Journal
import JournalSQLite
import Kernel
import Testing

/// A witness: it cosigns what only grew, refuses everything else, and never forgets what it said.
struct CosignerTests {
  private static let start = Date(timeIntervalSince1970: 1_700_000_000)

  private func witness(_ log: LogOnDisk, at moment: Date = start) throws -> Cosigner {
    let folder = log.folder.appending(path: "witness")
    let isThere = FileManager.default.fileExists(atPath: folder.path)
    return try Cosigner(folder, name: isThere ? nil : "witness.example/w1", now: { moment })
  }

  private func refused(_ log: LogOnDisk) throws -> [String] {
    let queue = try DatabaseQueue(path: log.folder.appending(path: "witness/witness.sqlite").path)
    return try queue.read { try String.fetchAll($0, sql: "SELECT note FROM refused ORDER BY number") }
  }

  @Test func `a log that grows is cosigned again and again, whoever holds the witness`() async throws {
    try await LogOnDisk.with { log in
      var before: Int64?
      for more in [1, 255, 1, 300, 0] {
        if more > 0 { try await log.grow(more) }
        // Opened anew each time, as a program that was started again.
        let witness = try witness(log, at: Self.start + Double(log.count))
        let cosigned = try await witness.cosign(Offered(log: log.journal.record), signedBy: log.key)
        #expect(cosigned.origin == LogOnDisk.origin && cosigned.size == Int64(log.count))
        #expect(cosigned.before == before)
        try log.key.check(cosigned.note)
        #expect(try witness.verifier.moment(cosigning: cosigned.note) == Self.start + Double(log.count))
        before = cosigned.size
      }
    }
  }

  @Test func `a witness's key that others can read is refused`() async throws {
    try await LogOnDisk.with { log in
      _ = try witness(log)
      let file = log.folder.appending(path: "witness/witness.key")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
      let fault = #expect(throws: Fault.self) { try witness(log) }
      #expect(fault?.code == .wrongKey && fault?.detail.contains("chmod 600") == true)
    }
  }

  @Test func `a folder of tiles is as good as an address`() async throws {
    try await LogOnDisk.with { log in
      for more in [300, 300] {
        try await log.grow(more)
        try await log.download()
        let cosigned = try await witness(log).cosign(LogFolder(log.tiles), signedBy: log.key)
        #expect(cosigned.size == Int64(log.count))
      }
    }
  }

  @Test(arguments: [(40, 10, 11), (256, 256, 300), (300, 1, 1), (512, 300, 300), (1, 1, 700)])
  func `a fork is refused with both checkpoints named, and kept`(
    _ shared: Int,
    _ one: Int,
    _ other: Int
  ) async throws {
    try await LogOnDisk.with { log in
      let double = try log.double()
      for history in [log, double] { try await history.grow(shared) }
      let held = try await log.grow(one)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      let shown = try await double.grow(other, "another history")
      let fault = await #expect(throws: Fault(.fork, "")) {
        try await witness(log).cosign(Offered(log: double.journal.record), signedBy: log.key)
      }
      let detail = try #require(fault?.detail)
      for note in [held, shown] {
        let checkpoint = try Checkpoint(note)
        #expect(detail.contains("\(LogOnDisk.origin) at \(checkpoint.size) entries"))
        #expect(detail.contains(checkpoint.root.data.base64EncodedString()))
      }
      #expect(try refused(log) == [held.serialized + "\n%\n" + shown.serialized])
      // What was cosigned stays what it was: the true history goes on.
      try await log.grow(1)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      try double.journal.close()
    }
  }

  @Test func `a rollback is refused with both checkpoints named`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(10)
      try await log.download()
      try await log.grow(10)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      let fault = await #expect(throws: Fault(.damagedLog, "")) {
        try await witness(log).cosign(LogFolder(log.tiles), signedBy: log.key)
      }
      #expect(fault?.detail.contains("ROLLBACK: \(LogOnDisk.origin) at 20 entries") == true)
      #expect(fault?.detail.contains("now the log is shown at 10 entries") == true)
      #expect(try refused(log).count == 1)
    }
  }

  @Test func `tiles that are damaged are refused, and not called a fork`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(300)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      try await log.grow(300)
      try await log.download()
      let file = log.tiles.appending(path: "tile/0/001")
      let whole = try Data(contentsOf: file)
      var changed = whole
      changed[5] ^= 1
      for bytes in [changed, whole.dropLast(1), Data()] {
        try bytes.write(to: file)
        await #expect(throws: Fault(.damagedProof, "")) {
          try await witness(log).cosign(LogFolder(log.tiles), signedBy: log.key)
        }
      }
      #expect(try refused(log).isEmpty)
    }
  }

  @Test func `a checkpoint that another key signed is refused`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(3)
      let stranger = try NoteSigner(name: "touchstone.example/log").verifier
      await #expect(throws: Fault(.wrongKey, "")) {
        try await witness(log).cosign(Offered(log: log.journal.record), signedBy: stranger)
      }
    }
  }

  @Test func `a place that offers another log than before is refused`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(3)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      try await log.journal.record.signCheckpoint("touchstone.example/log/new", by: log.signer)
      await #expect(throws: Fault(.fork, "")) {
        try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      }
    }
  }

  @Test func `a clock that goes backwards signs nothing`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(3)
      _ = try await witness(log).cosign(Offered(log: log.journal.record), signedBy: log.key)
      await #expect(throws: Fault(.configuration, "")) {
        try await witness(log, at: Self.start - 1).cosign(Offered(log: log.journal.record), signedBy: log.key)
      }
    }
  }

  @Test func `of two that look at the same time one goes on`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(3)
      _ = try witness(log)
      let results = await withTaskGroup(of: Result<Int64, any Error>.self) { group in
        for _ in 0..<8 {
          group.addTask { [offered = Offered(log: log.journal.record), key = log.key, folder = log.folder] in
            do {
              let witness = try Cosigner(folder.appending(path: "witness"), now: { Self.start })
              return .success(try await witness.cosign(offered, signedBy: key).size)
            } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let sizes = results.compactMap { result in if case .success(let size) = result { size } else { nil } }
      #expect(!sizes.isEmpty && Set(sizes) == [3])
      for case .failure(let error) in results { #expect(error as? Fault == Fault(.inUse, "")) }
    }
  }
}
