import Foundation
import GRDB
import Journal
import Kernel

/// The file of a journal: how it is made, opened and known to be whole.
enum JournalFile {
  /// Makes an empty journal under another name and then gives it its own: a journal's file is never
  /// there in part.
  static func make(_ file: URL) throws {
    let new = file.appendingPathExtension("new")
    try remove(new)
    try Fault.translating {
      var configuration = Configuration()
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA synchronous = FULL")
      }
      let queue = try DatabaseQueue(path: new.path, configuration: configuration)
      try queue.write(Schema.make)
      try queue.close()
    }
    try move(new, to: file)
  }

  /// Checks the marks in the file's first bytes, before SQLite would write anything into it.
  static func checkHeader(_ file: URL) throws {
    let header: Data
    do {
      let handle = try FileHandle(forReadingFrom: file)
      header = try handle.read(upToCount: 100) ?? Data()
      try handle.close()
    } catch {
      throw Fault(.storage, "cannot read \(file.path): \(error.localizedDescription)")
    }
    guard header.count == 100, header.starts(with: Data("SQLite format 3\0".utf8)) else {
      throw Fault(.damagedLog, "\(file.path) is no journal, or is torn: it does not begin as one")
    }
    guard number(header, at: 68) == Schema.applicationID else {
      throw Fault(.damagedLog, "\(file.path) is a database, and no journal of this program")
    }
    let format = number(header, at: 60)
    guard format <= Schema.format else {
      throw Fault(
        .newerFormat,
        "\(file.path) is of format \(format), and this program reads up to \(Schema.format): use a newer program"
      )
    }
  }

  static func open(_ file: URL, readOnly: Bool) throws -> DatabasePool {
    if !readOnly, !FileManager.default.isWritableFile(atPath: file.path) {
      throw Fault(.storage, "\(file.path) cannot be written: check its owner and rights")
    }
    let path = readOnly ? try readablePath(file) : file.path
    return try Fault.translating {
      var configuration = Configuration()
      configuration.readonly = readOnly
      configuration.busyMode = .timeout(5)
      configuration.label = "journal"
      let pool = try DatabasePool(path: path, configuration: configuration)
      if !readOnly { try pool.writeWithoutTransaction(prepareWriter) }
      return pool
    }
  }

  /// How SQLite is told to read the file.
  ///
  /// Beside a journal that may be written, readers keep an index of the write-ahead log. Where nothing can
  /// be written nobody writes either, and a journal without such a log is read as it lies.
  private static func readablePath(_ file: URL) throws -> String {
    guard !FileManager.default.isWritableFile(atPath: file.deletingLastPathComponent().path) else {
      return file.path
    }
    let log = file.path + "-wal"
    if FileManager.default.fileExists(atPath: log),
      try URL(filePath: log).resourceValues(forKeys: [.fileSizeKey]).fileSize != 0
    {
      throw Fault(
        .storage,
        "\(log) holds entries that are not in the journal yet: copy both to where they can be written"
      )
    }
    let escaped = file.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? file.path
    return "file:\(escaped)?immutable=1"
  }

  /// Checks that both logs can be read to their ends: a torn file lacks its last pages.
  static func checkContents(_ pool: DatabasePool) throws {
    try Fault.translating {
      try pool.read { db in
        try Schema.check(db)
        for log in LogName.allCases {
          let head = try LogTransaction.head(log, in: db)
          let rows = try EntryRows(log, after: head.size - 1, through: .max, in: db)
          defer { rows.reset() }
          let isWhole = try head.size == 0 ? !rows.next() : rows.next() && rows.position == head.size
          guard isWhole, try !rows.next() else {
            throw Fault(
              .damagedLog,
              "the \(log.rawValue) log does not end at entry \(head.size), where its head says"
            )
          }
        }
      }
    }
  }

  static func remove(_ file: URL) throws {
    do {
      if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
    } catch {
      throw Fault(.storage, "cannot remove \(file.path): \(error.localizedDescription)")
    }
  }

  static func move(_ part: URL, to file: URL) throws {
    do {
      try FileManager.default.moveItem(at: part, to: file)
    } catch {
      throw Fault(.storage, "cannot write \(file.path): \(error.localizedDescription)")
    }
  }

  /// GRDB turns synchronous down to NORMAL for every pool: that would lose acknowledged appends with
  /// the power.
  private static func prepareWriter(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -16000;
        PRAGMA journal_size_limit = 67108864;
        """
    )
  }

  private static func number(_ header: Data, at offset: Int) -> Int32 {
    Int32(bitPattern: header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
  }
}
