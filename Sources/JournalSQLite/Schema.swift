import GRDB
import Kernel

/// The tables of a journal, and the marks by which its file is known.
enum Schema {
  /// "Tchs": what stands in the header of every journal file.
  static let applicationID: Int32 = 0x5463_6873
  /// Raised when the tables change; a program reads its own format and older ones.
  static let format: Int32 = 1

  static func make(in db: Database) throws {
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(format)")
    for log in LogName.allCases {
      for statement in statements(log) { try db.execute(sql: statement) }
      try db.execute(
        sql: "INSERT INTO \(log.rawValue)_head (one, size, root, frontier) VALUES (1, 0, ?, x'')",
        arguments: [LogTransaction.emptyRoot]
      )
    }
  }

  /// Checks that the tables are these and nothing else: a trigger, say, could change what is stored.
  ///
  /// - Throws: `Fault(.damagedLog)`.
  static func check(_ db: Database) throws {
    let found = try String.fetchAll(
      db,
      sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    guard Set(found) == Set(LogName.allCases.flatMap(statements)) else {
      throw Fault(.damagedLog, "the tables of the journal are not as this program makes them")
    }
  }

  /// Every entry keeps all its fields, the names of its stream included.
  ///
  /// The number of the stream is for the index: numbers follow one another as records are made, so that
  /// the entries of a day lie close together in it, where names at random would spread every commit over
  /// as many pages as it has entries.
  private static func statements(_ log: LogName) -> [String] {
    let log = log.rawValue
    return [
      """
      CREATE TABLE \(log)_stream (
        number INTEGER PRIMARY KEY,
        category TEXT NOT NULL,
        id TEXT NOT NULL
      ) STRICT
      """,
      "CREATE UNIQUE INDEX \(log)_stream_name ON \(log)_stream (category, id)",
      """
      CREATE TABLE \(log)_entry (
        position INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL,
        category TEXT NOT NULL,
        id TEXT NOT NULL,
        stream_version INTEGER NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        account TEXT NOT NULL,
        body BLOB NOT NULL,
        claims BLOB NOT NULL,
        leaf BLOB NOT NULL
      ) STRICT
      """,
      "CREATE UNIQUE INDEX \(log)_entry_stream ON \(log)_entry (stream, stream_version)",
      """
      CREATE TABLE \(log)_claim (
        scope TEXT NOT NULL,
        digest BLOB NOT NULL,
        category TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (scope, digest)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX \(log)_claim_stream ON \(log)_claim (category, id, scope)",
      """
      CREATE TABLE \(log)_tile (
        level INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hashes BLOB NOT NULL,
        PRIMARY KEY (level, number)
      ) STRICT
      """,
      """
      CREATE TABLE \(log)_head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        size INTEGER NOT NULL,
        root BLOB NOT NULL,
        frontier BLOB NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE \(log)_checkpoint (
        number INTEGER PRIMARY KEY,
        size INTEGER NOT NULL,
        note TEXT NOT NULL
      ) STRICT
      """,
    ]
  }
}
