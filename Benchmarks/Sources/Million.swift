import Foundation
import JournalSQLite
import Kernel
import Projection

/// A journal of a million entries in a hundred thousand records, each with a claim.
struct Million {
  private let file: URL

  init(_ folder: URL) { file = folder.appending(path: "million.sqlite") }

  func fill() async throws -> Finding {
    let journal = try SQLiteJournal(file: file)
    let start = ContinuousClock.now
    for batch in 0..<(Measure.million / 1000) {
      let appends = try (0..<100).map { place in
        let number = UInt32(batch * 100 + place)
        let name = UUID().uuidString
        let entries = try (1...10).map { try Self.entry($0, of: number, name) }
        return Append(to: StreamName(Note.category, name), expecting: 0, entries)
      }
      try await journal.record.append(appends, Occasion(by: "account-0123456789", at: Date()))
    }
    let finding = try Finding.of(Measure.million, in: (ContinuousClock.now - start).seconds)
    try journal.close()
    return finding
  }

  /// Reads every entry as a rebuild does.
  func read() async throws -> Finding {
    let journal = try SQLiteJournal(file: file, readOnly: true)
    let start = ContinuousClock.now
    var position: Int64 = 0
    while true {
      let entries = try await journal.record.entries(after: position, limit: 1000)
      guard let last = entries.last else { break }
      position = last.position
    }
    return try Finding.of(Int(position), in: (ContinuousClock.now - start).seconds)
  }

  func verify() async throws -> Finding {
    let journal = try SQLiteJournal(file: file, readOnly: true)
    let start = ContinuousClock.now
    let report = try await journal.record.verify()
    if let damage = report.damage { throw Fault(.damagedLog, damage.words) }
    return try Finding.of(Int(report.size), in: (ContinuousClock.now - start).seconds)
  }

  /// Folds a view of every record anew from the whole log.
  func rebuild() async throws -> Finding {
    let journal = try SQLiteJournal(file: file, readOnly: true)
    let start = ContinuousClock.now
    let runner = try await ViewRunner(
      vault: .safeguarding,
      views: [NoteList.self],
      log: journal.record,
      sealing: .none,
      file: file.deletingPathExtension().appendingPathExtension("views")
    )
    let finding = try await Finding.of(Int(runner.position), in: (ContinuousClock.now - start).seconds)
    try await runner.close()
    return finding
  }

  private static func entry(_ version: Int, of record: UInt32, _ name: String) throws -> NewEntry {
    var entry = try Note.Event.plain(name).stored(EventCoder(.none))
    let digest = withUnsafeBytes(of: record) { Data($0) } + Data(count: 28)
    if version == 1 { entry.claims = [StoredClaim(scope: "reference", digest: digest)] }
    return entry
  }
}
