import Auditing
import Foundation
import GRDB
import Journal
import JournalSQLite
import Kernel
import Testing

/// Checking a log from outside, with its key and files and nothing else.
struct AuditTests {
  @Test func `a receipt is checked alone, and what was not checked is said`() async throws {
    try await LogOnDisk.with { log in
      let note = try await log.grow(300)
      let report = try await log.audit(receipts: [log.receipt(of: 12, under: note)])
      #expect(report.isWhole)
      #expect(report.words.contains("entry 12 is in \(LogOnDisk.origin) as it was at 300 entries"))
      #expect(report.limits.count == 2)
    }
  }

  @Test(arguments: [1, 255, 256, 257, 700])
  func `a grown log still holds an old receipt and goes on from an old checkpoint`(_ size: Int) async throws {
    try await LogOnDisk.with { log in
      let old = try await log.grow(size)
      let receipt = try await log.receipt(of: Int64(size), under: old)
      let kept = try log.write(old.serialized, "kept.txt")
      for more in [1, 300] {
        try await log.grow(more)
        try await log.download()
        for subject in [Audit.Subject.folder(log.tiles), .journal(log.file)] {
          let report = try await log.audit(subject, older: [kept], receipts: [receipt])
          #expect(report.isWhole, "\(report.words)")
          let growth = try #require(report.findings.compactMap(\.growth).first)
          #expect(growth.from == Int64(size) && growth.to == Int64(log.count))
          let proof = growth.proof.compactMap { Data(base64Encoded: $0).flatMap { TreeHash($0) } }
          let (before, after) = (try Checkpoint(old), try await newest(log))
          #expect(
            Proof.isConsistent((before.size, before.root), with: (after.size, after.root), path: proof)
          )
        }
      }
    }
  }

  private func newest(_ log: LogOnDisk) async throws -> Checkpoint {
    try Checkpoint(try #require(try await log.journal.record.newestCheckpoint()))
  }

  @Test func `several checkpoints of one file are all compared`() async throws {
    try await LogOnDisk.with { log in
      let notes = [try await log.grow(3), try await log.grow(4), try await log.grow(5)]
      let kept = try log.write(notes.map(\.serialized).joined(separator: "\n%\n"), "learning-record.txt")
      let report = try await log.audit(.journal(log.file), older: [kept])
      #expect(report.isWhole && report.findings.compactMap(\.growth).map(\.from) == [3, 7, 12])
    }
  }

  @Test func `two histories from one beginning are a fork, and both are named`() async throws {
    try await LogOnDisk.with { log in
      let double = try log.double()
      for one in [log, double] { try await one.grow(40) }
      let kept = try log.write(try await log.grow(10).serialized, "kept.txt")
      try await double.grow(11, "other")
      try await double.download()
      let report = try await log.audit(.folder(double.tiles), older: [kept])
      #expect(!report.isWhole)
      let words = try #require(report.findings.first { !$0.holds }?.words)
      #expect(words.hasPrefix("FORK: \(LogOnDisk.origin) at 51 entries"))
      #expect(words.contains("does not go on from \(LogOnDisk.origin) at 50 entries"))
      try double.journal.close()
    }
  }

  @Test func `two checkpoints of one size are a fork without the log`() async throws {
    try await LogOnDisk.with { log in
      let double = try log.double()
      let one = try log.write(try await log.grow(10).serialized, "one.txt")
      let other = try log.write(try await double.grow(10, "other").serialized, "other.txt")
      let report = try await log.audit(older: [one, other])
      #expect(report.findings.last?.words.hasPrefix("FORK: ") == true)
      try double.journal.close()
    }
  }

  @Test func `a log that is shorter than a receipt's checkpoint is a rollback`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(10)
      try await log.download()
      let receipt = try await log.receipt(of: 3, under: try await log.grow(10))
      let report = try await log.audit(.folder(log.tiles), receipts: [receipt])
      #expect(report.findings.last?.words.hasPrefix("ROLLBACK: \(LogOnDisk.origin) at 20 entries") == true)
    }
  }

  @Test func `a receipt or a checkpoint of another log is refused`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(10)
      let access = try await log.journal.record.checkpoints()[0]
      let other = try Checkpoint(
        origin: "touchstone.example/log/online/record",
        size: 10,
        root: Checkpoint(access).root
      )
      .signed(by: log.signer)
      let kept = try log.write(other.serialized, "kept.txt")
      let report = try await log.audit(.journal(log.file), older: [kept])
      #expect(
        report.findings.last?.words.contains("of another log, touchstone.example/log/online/record") == true
      )
    }
  }

  @Test func `a rewritten journal does not hold`() async throws {
    try await LogOnDisk.with { log in
      try await log.grow(300)
      let copy = log.folder.appending(path: "copy.sqlite")
      try await log.journal.backup(to: copy)
      let queue = try DatabaseQueue(path: copy.path)
      try await queue.write { db in
        try db.execute(sql: "UPDATE record_entry SET account = 'another' WHERE position = 200")
      }
      try queue.close()
      let report = try await log.audit(.journal(copy))
      #expect(report.findings.last { !$0.holds }?.words.contains("position 200") == true)
      #expect(try await log.audit(.journal(log.file)).isWhole)
    }
  }

  @Test func `a witness that was asked for must have cosigned`() async throws {
    try await LogOnDisk.with { log in
      let note = try await log.grow(10)
      let witness = try NoteSigner(name: "witness.example/w1", .cosignature)
      var audit = Audit(key: log.key)
      audit.cosigners = [witness.verifier]
      audit.receipts = [try await log.receipt(of: 3, under: note)]
      #expect(try await audit.run().isWhole == false)
      let cosigned = note.adding(try witness.cosign(note, at: Date(timeIntervalSince1970: 1_700_000_000)))
      audit.receipts = [try await log.receipt(of: 3, under: cosigned)]
      let report = try await audit.run()
      #expect(
        report.isWhole && report.words.contains("cosigned by witness.example/w1 as of 2023-11-14T22:13:20Z")
      )
      #expect(report.limits.count == 1)
    }
  }
}
