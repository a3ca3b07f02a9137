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
    let body = Data(repeating: 7, count: Self.bodyLength)
    let writers = Writers(writers) { _ in body }
    let journal = try SQLiteJournal(file: folder.appending(path: "\(UUID().uuidString).sqlite"))
    let finding = try await writers.append(to: journal.record, for: Self.time)
    try journal.close()
    return finding
  }
}
