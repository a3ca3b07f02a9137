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
      INSERT INTO record_entry SELECT 301, stream, category, id, 900, name, version, at, account, body, claims, leaf
      FROM record_entry WHERE position = 300
      """, 301
    ),
    (
      """
      INSERT INTO record_entry SELECT 0, stream, category, id, 900, name, version, at, account, body, claims, leaf
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
      INSERT INTO record_entry SELECT 8, stream, category, id, 900, name, version, at, account, body, claims, leaf
      FROM record_entry WHERE position = 7;
      """, 8
    ),
    ("UPDATE record_entry SET stream = 9 WHERE position = 300", 300),
    ("UPDATE record_entry SET stream = 2, stream_version = 101 WHERE position = 300", 300),
    (
      """
      UPDATE record_entry SET stream = -stream WHERE position IN (299, 300);
      UPDATE record_entry SET stream = 5 + stream WHERE stream < 0;
      """, nil
    ),
    ("UPDATE record_entry SET stream = stream + 3000; UPDATE record_stream SET number = number + 3000", 1),
    (
      "UPDATE record_entry SET stream = 7 WHERE stream = 1; UPDATE record_stream SET number = 7 WHERE number = 1",
      1
    ),
    ("DELETE FROM record_stream WHERE number = 2", 2),
    ("DELETE FROM record_stream", 1),
    ("INSERT INTO record_stream VALUES (4, 'note', 'z')", 4),
    ("INSERT INTO record_stream VALUES (0, 'note', 'z')", 0),
    ("UPDATE record_stream SET number = 5 WHERE number = 3", 3),
    ("UPDATE record_stream SET id = 'z' WHERE number = 3", nil),
    ("UPDATE record_stream SET category = 'nite' WHERE number = 3", nil),
    (
      """
      UPDATE record_stream SET id = 'z' WHERE number = 3;
      UPDATE record_stream SET id = 'a' WHERE number = 1;
      UPDATE record_stream SET id = 'b' WHERE number = 3;
      """, nil
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
      """
      DROP INDEX record_entry_stream;
      CREATE INDEX record_entry_stream ON record_entry (stream, stream_version)
      """,
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
}
