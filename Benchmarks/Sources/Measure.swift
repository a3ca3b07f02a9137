import Foundation
import GRDB
import JournalSQLite
import Kernel

/// Everything that is measured, each in a process of its own.
enum Measure: String {
  case rawOneByOne = "raw-1"
  case rawInHundreds = "raw-100"
  case oneWriter = "ours-1"
  case manyWriters = "ours-64"
  case inHundreds = "ours-100"
  case fill
  case read
  case verify

  static let million = 1_000_000
  static let bodyLength = 600
  private static let time = Duration.seconds(3)

  func run(in folder: URL) async throws -> Finding {
    switch self {
    case .rawOneByOne: try raw(folder, batchesOf: 1)
    case .rawInHundreds: try raw(folder, batchesOf: 100)
    case .oneWriter: try await appending(folder, writers: 1)
    case .manyWriters: try await appending(folder, writers: 64)
    case .inHundreds: try await hundreds(folder)
    case .fill: try await Million(folder).fill()
    case .read: try await Million(folder).read()
    case .verify: try await Million(folder).verify()
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

  private func appending(_ folder: URL, writers: Int) async throws -> Finding {
    let journal = try SQLiteJournal(file: folder.appending(path: "\(UUID().uuidString).sqlite"))
    let start = ContinuousClock.now
    let end = start + Self.time
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<writers { group.addTask { try await Self.append(to: journal.record, until: end) } }
      return try await group.reduce(0, +)
    }
    let finding = try Finding.of(count, in: (ContinuousClock.now - start).seconds)
    try journal.close()
    return finding
  }

  private func hundreds(_ folder: URL) async throws -> Finding {
    let journal = try SQLiteJournal(file: folder.appending(path: "\(UUID().uuidString).sqlite"))
    let start = ContinuousClock.now
    let end = start + Self.time
    var count = 0
    while ContinuousClock.now < end {
      let body = Data(repeating: UInt8(truncatingIfNeeded: count), count: Self.bodyLength)
      let entries = (0..<100).map { _ in NewEntry(name: "practice.revised", version: 1, body: body) }
      let stream = StreamName("practice", UUID().uuidString)
      try await journal.record.append(
        [Append(to: stream, expecting: 0, entries)],
        Occasion(by: "account-0123456789", at: Date())
      )
      count += 100
    }
    let finding = try Finding.of(count, in: (ContinuousClock.now - start).seconds)
    try journal.close()
    return finding
  }

  /// One writer: records of ten entries each, one append at a time.
  private static func append(
    to log: some RecordLog,
    until end: ContinuousClock.Instant
  ) async throws -> Int {
    var count = 0
    while ContinuousClock.now < end {
      let stream = StreamName("practice", UUID().uuidString)
      for version in 0..<(ProcessInfo.processInfo.environment["LEN"].flatMap(Int.init) ?? 10) {
        let body = Data(repeating: UInt8(truncatingIfNeeded: version), count: bodyLength)
        let entry = NewEntry(name: "practice.revised", version: 1, body: body)
        try await log.append(
          [Append(to: stream, expecting: version, [entry])],
          Occasion(by: "account-0123456789", at: Date())
        )
        count += 1
      }
    }
    return count
  }
}
