import Foundation
import GRDB
import Journal
import JournalSQLite
import Kernel
import Testing

/// Whatever is changed in a journal's file, verification finds it.
@Suite struct TamperTests {
  static let record = StreamName("note", "a")

  @Test(arguments: LogName.allCases)
  func `a log that nobody touched is whole`(_ log: LogName) async throws {
    try await withSample(log) { sample in
      let report = try await sample.verify()
      #expect(report.damage == nil)
      #expect(report.size == 300)
      #expect(report.checkpoints == 2)
      #expect(report.root == sample.root)
    }
  }

  @Test func `an empty log is whole`() async throws {
    try await withJournal { journal, _ async throws in
      for name in LogName.allCases { #expect(try await journal.log(name).verify().isWhole) }
    }
  }

  @Test func `progress ends with everything`() async throws {
    try await withSample(.record) { sample async throws in
      let journal = try SQLiteJournal(file: sample.file, readOnly: true)
      try await confirmation { finished in
        _ = try await journal.record.verify { done, total in if done == 300, total == 300 { finished() } }
      }
      try journal.close()
    }
  }

  /// What is done to the file, and where the first bad position is said to be.
  static let changes: [(sql: String, position: Int64?)] = [
    ("UPDATE record_entry SET position = 5000 WHERE position = 7", 7),
    ("UPDATE record_entry SET category = 'nite' WHERE position = 7", 7),
    ("UPDATE record_entry SET id = 'z' WHERE position = 7", 7),
    ("UPDATE record_entry SET stream_version = 500 WHERE position = 7", 7),
    ("UPDATE record_entry SET name = 'note.denied' WHERE position = 7", 7),
    ("UPDATE record_entry SET version = 2 WHERE position = 7", 7),
    ("UPDATE record_entry SET at = at + 1 WHERE position = 7", 7),
    ("UPDATE record_entry SET account = 'eve' WHERE position = 7", 7),
    ("UPDATE record_entry SET body = x'00' WHERE position = 7", 7),
    ("UPDATE record_entry SET claims = x'0000000141' WHERE position = 7", 7),
    ("UPDATE record_entry SET leaf = x'00' WHERE position = 7", 7),
    ("UPDATE record_entry SET body = x'00' WHERE position IN (299, 290)", 290),
    ("DELETE FROM record_entry WHERE position = 1", 1),
    ("DELETE FROM record_entry WHERE position = 7", 7),
    ("DELETE FROM record_entry WHERE position > 250", 251),
    ("DELETE FROM record_entry WHERE position = 300", 300),
    ("DELETE FROM record_entry", 1),
    (
      """
      INSERT INTO record_entry SELECT 301, category, id, 900, name, version, at, account, body, claims, leaf
      FROM record_entry WHERE position = 300
      """, 301
    ),
    (
      """
      INSERT INTO record_entry SELECT 0, category, id, 900, name, version, at, account, body, claims, leaf
      FROM record_entry WHERE position = 300
      """, 0
    ),
    (
      """
      UPDATE record_entry SET position = -position WHERE position IN (20, 21);
      UPDATE record_entry SET position = 41 + position WHERE position < 0;
      """, 20
    ),
    (
      """
      UPDATE record_entry SET position = -position - 1 WHERE position > 7;
      UPDATE record_entry SET position = -position WHERE position < 0;
      INSERT INTO record_entry SELECT 8, category, id, 900, name, version, at, account, body, claims, leaf
      FROM record_entry WHERE position = 7;
      """, 8
    ),
    ("DELETE FROM record_tile WHERE level = 0", 1),
    ("DELETE FROM record_tile WHERE level = 1", 1),
    ("UPDATE record_tile SET hashes = CAST('x' || hashes AS BLOB) WHERE level = 0", 1),
    ("UPDATE record_head SET size = 299", 257),
    ("UPDATE record_head SET size = 4000000000", 301),
    ("UPDATE record_head SET root = zeroblob(32)", 257),
    ("DELETE FROM record_head", nil),
    ("DELETE FROM record_claim WHERE scope = 'reference'", 100),
    ("UPDATE record_claim SET id = 'c' WHERE scope = 'reference'", 100),
    ("INSERT INTO record_claim VALUES ('x', x'00', 'note', 'a')", nil),
    ("DELETE FROM record_checkpoint WHERE number = 1", nil),
    ("UPDATE record_checkpoint SET note = replace(note, 'log/record', 'log/other')", nil),
    (
      "DROP INDEX record_stream; CREATE INDEX record_stream ON record_entry (category, id, stream_version)",
      nil
    ),
  ]

  @Test(arguments: changes)
  func `a change is found where it is`(_ change: (sql: String, position: Int64?)) async throws {
    try await withSample(.record) { sample async throws in
      try sample.tamper(change.sql)
      let damage = try #require(try await sample.verify().damage)
      #expect(damage.first == change.position)
    }
  }

  @Test func `a rewritten history shows between two checkpoints`() async throws {
    try await withSample(.record) { original async throws in
      try await withSample(.record, changing: 150) { forged async throws in
        try forged.takeCheckpoints(from: original)
        let damage = try await forged.verify().damage
        #expect(damage?.first == 101)
        #expect(damage?.last == 280)
        #expect(damage?.reason.contains("at 100 fits") == true)
      }
    }
  }

  @Test func `a history that was cut off shows in a checkpoint published elsewhere`() async throws {
    try await withSample(.record) { original async throws in
      try await withSample(.record, count: 200) { cut async throws in
        #expect(try await cut.verify().isWhole)
        let damage = try await cut.verify(published: [original.last]).damage
        #expect(damage?.first == 201)
        #expect(damage?.last == 280)
      }
    }
  }

  @Test func `a checkpoint that another key signed is refused`() async throws {
    try await withSample(.record) { sample async throws in
      let stranger = try NoteSigner(name: sample.signer.verifier.name)
      let note = try Checkpoint(origin: "log/record", size: 0, root: .empty).signed(by: stranger)
      let damage = try await sample.verify(published: [note.serialized]).damage
      #expect(damage?.reason.contains("published checkpoint 1") == true)
    }
  }

  @Test func `an index that hides an entry is found`() async throws {
    try await withSample(.record) { sample async throws in
      // The table keeps the entry and the index does not: no SQL does that, an editor of bytes does.
      try sample.tamper(
        """
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = sql || ' WHERE position <> 7' WHERE name = 'record_stream';
        PRAGMA writable_schema = RESET;
        REINDEX record_stream;
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = replace(sql, ' WHERE position <> 7', '') WHERE name = 'record_stream';
        """
      )
      let damage = try #require(try await sample.verify().damage)
      #expect(damage.first == 10)
    }
  }

  @Test func `a page of noise is found`() async throws {
    try await withSample(.record) { sample async throws in
      let handle = try FileHandle(forUpdating: sample.file)
      let end = try handle.seekToEnd()
      var page = end - 4096
      while page > 4096 * 30 {
        try handle.seek(toOffset: page + 2000)
        try handle.write(contentsOf: Data(repeating: 0xa5, count: 900))
        page -= 4096 * 3
      }
      try handle.close()
      #expect(try await sample.verify().damage != nil)
    }
  }
}
