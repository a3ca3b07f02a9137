import Foundation
import JournalSQLite
import Kernel

/// Writers that append one entry at a time, each to a record of its own until that has ten entries.
struct Writers {
  private let entry: @Sendable () throws -> NewEntry
  private let names: [[String]]

  init(_ count: Int, entry: @escaping @Sendable () throws -> NewEntry) {
    self.entry = entry
    names = (0..<count).map { _ in (0..<(64_000 / count)).map { _ in UUID().uuidString } }
  }

  /// Appends to a log until the time is over; answers how many entries it took.
  func append(to log: some RecordLog, for time: Duration) async throws -> Finding {
    let start = ContinuousClock.now
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for names in names { group.addTask { try await write(names, to: log, until: start + time) } }
      return try await group.reduce(0, +)
    }
    return try Finding.of(count, in: (ContinuousClock.now - start).seconds)
  }

  private func write(
    _ names: [String],
    to log: some RecordLog,
    until end: ContinuousClock.Instant
  ) async throws -> Int {
    var count = 0
    for name in names {
      guard ContinuousClock.now < end else { return count }
      let stream = StreamName(Note.category, name)
      for version in 0..<10 {
        let append = Append(to: stream, expecting: version, [try entry()])
        try await log.append([append], Occasion(by: "account-0123456789", at: Date()))
        count += 1
      }
    }
    throw Fault(.incomplete, "the writers ran out of names")
  }
}
