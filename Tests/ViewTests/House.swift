import Foundation
import GRDB
import JournalSQLite
import Kernel
import Keyring
import Projection
import TestSupport

/// A vault in a folder of its own: its journal, its keys, and a place for its views.
struct House: Sendable {
  let folder: URL
  let journal: SQLiteJournal
  let keyring: Keyring

  var views: URL { folder.appending(path: "views.sqlite") }

  func runner(
    _ views: [any FoldedTables.Type] = [GuestList.self, RoomCount.self],
    file: URL? = nil,
    batch: Int = 5000
  ) async throws -> ViewRunner {
    try await ViewRunner(
      vault: .safeguarding,
      views: views,
      log: journal.record,
      sealing: keyring.sealing,
      file: file ?? self.views,
      batch: batch
    )
  }

  func append(_ events: Guest.Event..., to guest: String) async throws {
    let coder = EventCoder(keyring.sealing)
    try await append(try events.map { try $0.stored(coder) }, to: StreamName(Guest.category, guest))
  }

  func append(_ entries: [NewEntry], to stream: StreamName) async throws {
    let occasion = Occasion(by: "ada", at: .story)
    try await journal.record.append([Append(to: stream, expecting: nil, entries)], occasion)
  }

  /// Records that a subject is erased, and destroys their key.
  func erase(_ subject: String) async throws {
    let event = try Subject.Event.erased(.init(ground: "asked for")).stored(EventCoder(.none))
    try await append([event], to: StreamName(Subject.category, subject))
    _ = try keyring.destroy(subject)
  }

  /// The bytes of every file in the folder, by name.
  func contents() throws -> [String: Data] {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try Dictionary(
      uniqueKeysWithValues: files.map { ($0.lastPathComponent, try Data(contentsOf: $0)) }
    )
  }
}

/// Gives a new house, and removes it after.
func withHouse(_ body: (House) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "views-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let journal = try SQLiteJournal(file: folder.appending(path: "journal.sqlite"))
  let keyring = try Keyring(
    file: folder.appending(path: "keys.sqlite"),
    vault: .safeguarding,
    master: .random()
  )
  try await body(House(folder: folder, journal: journal, keyring: keyring))
  try journal.close()
}

extension Guest.Event {
  static func arrived(_ name: String, _ subject: String, room: Int = 1) -> Guest.Event {
    .arrived(.init(name: Personal(name, of: subject), room: room))
  }
}

extension ViewRunner {
  /// Every row of every table, the inner tables of search indexes left out.
  nonisolated func dump() async throws -> [String] {
    try await read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') "
          + "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
      )
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }.sorted()
      }
    }
  }

  nonisolated func names() async throws -> [String?] {
    try await read { try Optional<String>.fetchAll($0, sql: "SELECT name FROM guest_list ORDER BY id") }
  }
}
