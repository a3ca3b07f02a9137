import Foundation
import GRDB
import Journal
import Kernel
import Testing

@testable import JournalSQLite

/// A journal's file: opened again, copied, and refused where it is not whole.
struct JournalFileTests {
  @Test func `a journal that was closed goes on where it was`() async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      var head: LogHead?
      for round in 0..<5 {
        let journal = try SQLiteJournal(file: file, mustExist: round > 0)
        if let head { #expect(try await journal.record.head() == head) }
        for number in 0..<100 {
          try await journal.record.append([.notes("a", expecting: round * 100 + number, "x")], .test)
        }
        try await journal.record.append([.claiming("c\(round)", .take(UInt8(round)))], .test)
        await #expect(throws: ClaimConflict.self) {
          try await journal.record.append([.claiming("d", .take(0))], .test)
        }
        head = try await journal.record.head()
        try journal.close()
      }
      #expect(head?.size == 505)
    }
  }

  @Test func `the two logs of a journal grow apart`() async throws {
    try await withJournal { journal, _ async throws in
      try await journal.record.append([.notes("a", expecting: 0, "record")], .test)
      try await journal.access.append([.notes("a", expecting: 0, "line", "line")], .test)
      #expect(try await journal.record.head().size == 1)
      #expect(try await journal.access.head().size == 2)
    }
  }

  @Test func `commits are flushed in full, in pages of 4096 bytes`() async throws {
    try await withJournal { journal, _ async throws in
      try await journal.pool.writeWithoutTransaction { db throws in
        #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2)
        #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
        #expect(try Int.fetchOne(db, sql: "PRAGMA page_size") == 4096)
      }
    }
  }

  @Test func `a reader beside the writer sees what was acknowledged`() async throws {
    try await withJournal { journal, file async throws in
      let reader = try SQLiteJournal(file: file, readOnly: true)
      try await journal.record.append([.notes("a", expecting: 0, "x")], .test)
      #expect(try await reader.record.head() == journal.record.head())
      await #expect(throws: Fault(.storage, "")) {
        try await reader.record.append([.notes("a", expecting: 1, "y")], .test)
      }
      try reader.close()
    }
  }

  @Test func `tiles and proofs are read from the log`() async throws {
    try await withJournal { journal, _ async throws in
      let log = journal.record
      let texts = (0..<70_000).map { NewEntry.noted("\($0)") }
      for start in stride(from: 0, to: 70_000, by: 7000) {
        let append = Append(to: StreamName("note", "a"), expecting: start, Array(texts[start..<start + 7000]))
        try await log.append([append], .test)
      }
      let leaves = try await log.entries(after: 0, limit: 70_000).map { TreeHash.leaf(EntryBytes.of($0)) }
      let head = try await log.head()
      let root = try #require(TreeHash(head.root))
      #expect(root == TreeHash.root(leaves))
      #expect(try await log.tile(try #require(Tile(path: "tile/0/000"))) == TreeHash.bytes(leaves[..<256]))
      #expect(
        try await log.tile(try #require(Tile(path: "tile/0/273.p/112"))) == TreeHash.bytes(leaves[69_888...])
      )
      #expect(try await log.tile(try #require(Tile(path: "tile/1/001.p/17")))?.count == 17 * 32)
      #expect(
        try await log.tile(try #require(Tile(path: "tile/2/000.p/1")))
          == TreeHash.root(leaves[..<65_536]).data
      )
      #expect(
        try await log.tile(try #require(Tile(path: "tile/0/273.p/12")))
          == TreeHash.bytes(leaves[69_888..<69_900])
      )
      for path in ["tile/0/274", "tile/0/273", "tile/0/273.p/113", "tile/1/001.p/18", "tile/3/000.p/1"] {
        #expect(try await log.tile(try #require(Tile(path: path))) == nil, "\(path)")
      }
      for position: Int64 in [1, 256, 257, 65_536, 65_537, 70_000] {
        let path = try await log.inclusionProof(of: position)
        let leaf = leaves[Int(position) - 1]
        #expect(Proof.isIncluded(leaf, at: position - 1, inTreeOf: 70_000, root: root, path: path))
      }
      for old: Int64 in [1, 300, 65_536, 66_000, 70_000] {
        let path = try await log.consistencyProof(from: old)
        let oldRoot = TreeHash.root(leaves.prefix(Int(old)))
        #expect(Proof.isConsistent((old, oldRoot), with: (70_000, root), path: path))
      }
      let before = try await log.inclusionProof(of: 300, inTreeOf: 301)
      let oldRoot = TreeHash.root(leaves.prefix(301))
      #expect(Proof.isIncluded(leaves[299], at: 299, inTreeOf: 301, root: oldRoot, path: before))
      await #expect(throws: Fault(.incomplete, "")) { try await log.inclusionProof(of: 70_001) }
      await #expect(throws: Fault(.incomplete, "")) { try await log.consistencyProof(from: 1, to: 70_001) }
    }
  }

  @Test func `a backup is the journal as it was at one moment`() async throws {
    try await withJournal { journal, file async throws in
      try await journal.record.append([.notes("a", expecting: 0, "x", "y")], .test)
      let head = try await journal.record.head()
      let copy = file.deletingLastPathComponent().appending(path: "copy.sqlite")
      try await journal.backup(to: copy)
      try await journal.record.append([.notes("a", expecting: 2, "z")], .test)
      await #expect(throws: Fault(.storage, "")) { try await journal.backup(to: copy) }
      let restored = try SQLiteJournal(file: copy, mustExist: true)
      #expect(try await restored.record.head() == head)
      try await restored.record.append([.notes("a", expecting: 2, "other")], .test)
      try restored.close()
    }
  }

  @Test func `checkpoints are kept in order`() async throws {
    try await withJournal { journal, _ async throws in
      let signer = try NoteSigner(name: "log")
      var signed: [SignedNote] = []
      for number in 0..<3 {
        try await journal.record.append([.notes("a", expecting: number, "x")], .test)
        let head = try await journal.record.head()
        let root = try #require(TreeHash(head.root))
        let note = try #require(try await journal.record.signCheckpoint("log", by: signer))
        #expect(try Checkpoint(note) == Checkpoint(origin: "log", size: head.size, root: root))
        signed.append(note)
      }
      #expect(try await journal.record.checkpoints() == signed)
      #expect(try await journal.access.checkpoints().isEmpty)
    }
  }
}

/// Files that are no whole journal.
struct DamagedFileTests {
  @Test func `a journal that must exist is not made`() async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      #expect(throws: Fault(.storage, "")) { try SQLiteJournal(file: file, mustExist: true) }
      #expect(throws: Fault(.storage, "")) { try SQLiteJournal(file: file, readOnly: true) }
      #expect(!FileManager.default.fileExists(atPath: file.path))
    }
  }

  @Test(arguments: ["", "not a database", String(repeating: "SQLite format 3? ", count: 400)])
  func `a file that is no database is refused and left alone`(_ contents: String) async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      try contents.write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: Fault(.damagedLog, "")) { try SQLiteJournal(file: file) }
      #expect(try String(contentsOf: file, encoding: .utf8) == contents)
    }
  }

  @Test func `another program's database is refused and left alone`() async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      let queue = try DatabaseQueue(path: file.path)
      try await queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
      try queue.close()
      let before = try Data(contentsOf: file)
      #expect(throws: Fault(.damagedLog, "")) { try SQLiteJournal(file: file) }
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func `a journal of a newer format is refused in words`() async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      try SQLiteJournal(file: file).close()
      let queue = try DatabaseQueue(path: file.path)
      try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
      try queue.close()
      let fault = #expect(throws: Fault.self) { try SQLiteJournal(file: file) }
      #expect(fault?.code == .newerFormat)
      #expect(fault?.detail.contains("format 99") == true)
      #expect(fault?.detail.contains("use a newer program") == true)
    }
  }

  @Test(arguments: [1, 50, 99, 100, 4096, 20_000, 100_000])
  func `a file copied in part is refused`(_ length: Int) async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      let journal = try SQLiteJournal(file: file)
      let notes = (0..<1000).map { NewEntry.noted(String(repeating: "x", count: 200) + "\($0)") }
      try await journal.record.append([Append(to: StreamName("note", "a"), expecting: 0, notes)], .test)
      try journal.close()
      let whole = try Data(contentsOf: file)
      #expect(whole.count > 200_000)
      try whole.prefix(length).write(to: file)
      #expect(throws: Fault(.damagedLog, "")) { try SQLiteJournal(file: file) }
    }
  }

  @Test func `a trigger in the journal is refused`() async throws {
    try await withFolder { folder async throws in
      let file = folder.appending(path: "journal.sqlite")
      try SQLiteJournal(file: file).close()
      let queue = try DatabaseQueue(path: file.path)
      try await queue.write { db in
        try db.execute(
          sql:
            "CREATE TRIGGER t AFTER INSERT ON record_entry BEGIN UPDATE record_entry SET account = 'x'; END"
        )
      }
      try queue.close()
      #expect(throws: Fault(.damagedLog, "")) { try SQLiteJournal(file: file) }
    }
  }

  @Test func `a folder that cannot be written is named`() async throws {
    let file = URL(fileURLWithPath: "/proc/no-such-folder/journal.sqlite")
    let fault = #expect(throws: Fault.self) { try SQLiteJournal(file: file) }
    #expect(fault?.code == .storage)
  }
}
