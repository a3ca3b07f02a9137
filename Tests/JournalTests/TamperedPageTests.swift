import Foundation
import JournalSQLite
import Testing

/// What no SQL changes, and an editor of bytes does.
struct TamperedPageTests {
  @Test func `an index that hides an entry is found`() async throws {
    try await withSample(.record) { sample async throws in
      // The table keeps the entry and the index does not.
      try sample.tamper(
        """
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = sql || ' WHERE position <> 7' WHERE name = 'record_entry_stream';
        PRAGMA writable_schema = RESET;
        REINDEX record_entry_stream;
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = replace(sql, ' WHERE position <> 7', '') WHERE name = 'record_entry_stream';
        """
      )
      let damage = try #require(try await sample.verify().damage)
      #expect(damage.first == 10)
    }
  }

  @Test func `an index that hides a stream's name is found`() async throws {
    try await withSample(.record) { sample async throws in
      try sample.tamper(
        """
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = sql || ' WHERE number <> 3' WHERE name = 'record_stream_name';
        PRAGMA writable_schema = RESET;
        REINDEX record_stream_name;
        PRAGMA writable_schema = 1;
        UPDATE sqlite_schema SET sql = replace(sql, ' WHERE number <> 3', '') WHERE name = 'record_stream_name';
        """
      )
      #expect(try await sample.verify().damage?.reason.contains("streams' names") == true)
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
