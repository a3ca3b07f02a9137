import Foundation
import Journal
import JournalSQLite
import Kernel
import Testing

/// Receipts: what proves one entry, read back and checked by somebody who holds nothing else but the key.
struct ReceiptTests {
  private func withSigned(
    _ count: Int,
    _ body: (SQLiteLog, NoteSigner, SignedNote) async throws -> Void
  ) async throws {
    try await withJournal { journal, _ async throws in
      let signer = try NoteSigner(name: "log")
      for number in 0..<count {
        try await journal.record.append([.notes("a", expecting: number, "x")], .test)
      }
      let note = try #require(try await journal.record.signCheckpoint("log/record", by: signer))
      try await body(journal.record, signer, note)
    }
  }

  @Test(arguments: [1, 2, 7, 255, 256, 257, 600])
  func `every entry of a log has a receipt that proves it`(_ count: Int) async throws {
    try await withSigned(count) { log, signer, note in
      for position in [1, 2, count / 2, count - 1, count] where position > 0 && position <= count {
        let receipt = try await log.receipt(of: Int64(position), under: note)
        let read = try Receipt(parsing: receipt.serialized)
        #expect(read == receipt && read.position == Int64(position))
        #expect(try read.check(signer.verifier).size == Int64(count))
      }
    }
  }

  @Test func `a receipt is what C2SP calls a log proof and holds nothing but hashes`() async throws {
    try await withSigned(3) { log, _, note in
      let lines = try await log.receipt(of: 3, under: note).serialized.split(
        separator: "\n",
        omittingEmptySubsequences: false
      )
      #expect(lines[0] == "c2sp.org/tlog-proof@v1")
      let extra = try #require(Data(base64Encoded: String(lines[1].dropFirst(6))))
      #expect(lines[1].hasPrefix("extra ") && extra.count == 22 + 32)
      #expect(lines[2] == "index 2")
      #expect(lines[3].count == 44 && lines[4] == "")
      #expect(lines[5...].joined(separator: "\n") == note.serialized)
    }
  }

  @Test func `whatever is changed in a receipt, it proves nothing any more`() async throws {
    try await withSigned(5) { log, signer, note in
      let text = try await log.receipt(of: 4, under: note).serialized
      for place in text.indices where text[place] != "\n" {
        var changed = text
        changed.replaceSubrange(place...place, with: [text[place] == "A" ? "B" : "A"])
        #expect(throws: Fault.self, "\(changed)") { try Receipt(parsing: changed).check(signer.verifier) }
      }
      for count in 0..<text.count {
        #expect(throws: Fault.self) {
          try Receipt(parsing: String(text.prefix(count))).check(signer.verifier)
        }
      }
    }
  }

  @Test(arguments: [
    ("tlog-proof@v1", "tlog-proof@v2", "does not begin with"), ("extra ", "other ", "what entry it is of"),
    ("extra dG91", "extra dG92", "not touchstone/receipt/v1"), ("index 3", "index 03", "which entry"),
    ("index 3", "index -3", "which entry"), ("index 3", "index 3\nno hash", "not made of hashes"),
    ("index 3", "index 2", "does not prove"),
  ])
  func `a damaged receipt is refused in words that say what is wrong`(
    _ old: String,
    _ new: String,
    _ reason: String
  ) async throws {
    try await withSigned(5) { log, signer, note in
      let text = try await log.receipt(of: 4, under: note).serialized
      let fault = #expect(throws: Fault(.damagedProof, "")) {
        try Receipt(parsing: text.replacing(old, with: new)).check(signer.verifier)
      }
      #expect(fault?.detail.contains(reason) == true, "\(fault?.detail ?? "")")
    }
  }

  @Test func `a receipt that another key signed is refused`() async throws {
    try await withSigned(5) { log, _, note in
      let receipt = try await log.receipt(of: 4, under: note)
      let stranger = try NoteSigner(name: "log").verifier
      #expect(throws: Fault(.wrongKey, "")) { try receipt.check(stranger) }
    }
  }

  @Test func `an entry that is newer than the checkpoint has no receipt under it`() async throws {
    try await withSigned(5) { log, _, note in
      try await log.append([.notes("b", expecting: 0, "x")], .test)
      await #expect(throws: Fault(.incomplete, "")) { try await log.receipt(of: 6, under: note) }
      await #expect(throws: Fault(.incomplete, "")) { try await log.receipt(of: 0, under: note) }
    }
  }
}

/// Signing: once for what is there, and never a second history.
struct SigningTests {
  @Test func `what was signed already is not signed anew, however many ask`() async throws {
    try await withJournal { journal, _ async throws in
      let signer = try NoteSigner(name: "log")
      #expect(try await journal.record.signCheckpoint("log/record", by: signer) == nil)
      try await journal.record.append([.notes("a", expecting: 0, "x")], .test)
      let notes = try await withThrowingTaskGroup(of: SignedNote?.self) { group in
        for _ in 0..<8 { group.addTask { try await journal.record.signCheckpoint("log/record", by: signer) } }
        return try await group.reduce(into: []) { $0.append($1?.serialized) }
      }
      #expect(Set(notes).count == 1)
      #expect(try await journal.record.checkpoints().count == 1)
    }
  }

  @Test func `a new key signs what the old one had signed`() async throws {
    try await withJournal { journal, _ async throws in
      try await journal.record.append([.notes("a", expecting: 0, "x")], .test)
      try await journal.record.signCheckpoint("log/record", by: NoteSigner(name: "log"))
      let signer = try NoteSigner(name: "log")
      let note = try #require(try await journal.record.signCheckpoint("log/record", by: signer))
      try signer.verifier.check(note)
    }
  }

  @Test func `another history than the one that was published is not signed`() async throws {
    try await withJournal { journal, _ async throws in
      let signer = try NoteSigner(name: "log")
      for number in 0..<3 { try await journal.record.append([.notes("a", expecting: number, "x")], .test) }
      for size in [2, 3, 4] as [Int64] {
        let elsewhere = Checkpoint(origin: "log/record", size: size, root: .leaf(Data("other".utf8)))
        await #expect(throws: Fault(.damagedLog, "")) {
          try await journal.record.signCheckpoint("log/record", by: signer, continuing: elsewhere)
        }
      }
      #expect(try await journal.record.checkpoints().isEmpty)
    }
  }

  @Test func `what could not be published was not signed`() async throws {
    try await withJournal { journal, _ async throws in
      let signer = try NoteSigner(name: "log")
      try await journal.record.append([.notes("a", expecting: 0, "x")], .test)
      await #expect(throws: Fault(.storage, "")) {
        try await journal.record.signCheckpoint("log/record", by: signer) { _ in
          throw Fault(.storage, "the disk is full")
        }
      }
      #expect(try await journal.record.checkpoints().isEmpty)
    }
  }
}
