import Foundation
import GRDB
import JournalSQLite
import Kernel
import Keyring

/// Everything that is measured, each in a process of its own.
enum Measure: String {
  case rawOneByOne = "raw-1"
  case rawInHundreds = "raw-100"
  case rawRows = "raw-rows"
  case oneWriter = "ours-1"
  case manyWriters = "ours-64"
  case oneSealedWriter = "sealed-1"
  case manySealedWriters = "sealed-64"
  case newSubjects = "new-subjects"
  case fill
  case read
  case verify
  case rebuild
  case receipt
  case audit
  case auditBeside = "audit-beside"

  static let million = 1_000_000
  static let bodyLength = 600
  private static let time = Duration.seconds(3)

  func run(in folder: URL) async throws -> Finding {
    switch self {
    case .rawOneByOne: try raw(folder, batchesOf: 1)
    case .rawInHundreds: try raw(folder, batchesOf: 100)
    case .rawRows: try rows(folder)
    case .oneWriter: try await appending(folder, writers: 1)
    case .manyWriters: try await appending(folder, writers: 64)
    case .oneSealedWriter: try await sealing(folder, writers: 1)
    case .manySealedWriters: try await sealing(folder, writers: 64)
    case .newSubjects: try newSubjects(folder)
    case .fill: try await Million(folder).fill()
    case .read: try await Million(folder).read()
    case .verify: try await Million(folder).verify()
    case .rebuild: try await Million(folder).rebuild()
    case .receipt: try await Receipts(folder).make(for: Self.time)
    case .audit: try await Receipts(folder).audit(for: Self.time)
    case .auditBeside: try await Receipts(folder).auditBeside(for: Self.time)
    }
  }

  private func raw(_ folder: URL, batchesOf size: Int) throws -> Finding {
    let file = folder.appending(path: "\(UUID().uuidString).sqlite")
    let raw = try RawSQLite(file)
    let body = [UInt8](repeating: 7, count: Self.bodyLength)
    let start = ContinuousClock.now
    let count = try raw.insert(batchesOf: size, body, until: start + Self.time)
    let finding = try Finding.of(count, in: (ContinuousClock.now - start).seconds)
    raw.close()
    return finding
  }

  private func rows(_ folder: URL) throws -> Finding {
    let raw = try RawRows(folder.appending(path: "\(UUID().uuidString).sqlite"))
    let start = ContinuousClock.now
    let count = try raw.insert([UInt8](repeating: 7, count: Self.bodyLength), until: start + Self.time)
    let finding = try Finding.of(count, in: (ContinuousClock.now - start).seconds)
    raw.close()
    return finding
  }

  /// Entries made beforehand, as bare SQLite's bodies are: the time is the journal's.
  private func appending(_ folder: URL, writers: Int) async throws -> Finding {
    let entry = try Note.Event.plain(UUID().uuidString).stored(EventCoder(.none))
    return try await append(folder, Writers(writers) { entry })
  }

  /// Sealing is part of the time; the subjects' keys are there, as they are after a record's first entry.
  private func sealing(_ folder: URL, writers: Int) async throws -> Finding {
    let keyring = try keyring(folder)
    let subjects = (0..<100).map { _ in UUID().uuidString }
    let events = subjects.map(Note.Event.sealed)
    for event in events { _ = try event.stored(EventCoder(keyring.sealing)) }
    let writers = Writers(writers) {
      try events[Int.random(in: events.indices)].stored(EventCoder(keyring.sealing))
    }
    return try await append(folder, writers)
  }

  private func append(_ folder: URL, _ writers: Writers) async throws -> Finding {
    let journal = try SQLiteJournal(file: folder.appending(path: "\(UUID().uuidString).sqlite"))
    let finding = try await writers.append(to: journal.record, for: Self.time)
    try journal.close()
    return finding
  }

  /// Seals the first value of one new subject after another: each has its key flushed before it is used.
  private func newSubjects(_ folder: URL) throws -> Finding {
    let sealing = try keyring(folder).sealing
    let start = ContinuousClock.now
    var count = 0
    while ContinuousClock.now < start + Self.time {
      _ = try Note.Event.sealed(UUID().uuidString).stored(EventCoder(sealing))
      count += 1
    }
    return try Finding.of(count, in: (ContinuousClock.now - start).seconds)
  }

  private func keyring(_ folder: URL) throws -> Keyring {
    let file = folder.appending(path: "\(UUID().uuidString).keys.sqlite")
    return try Keyring(file: file, vault: .safeguarding, master: .random())
  }
}
