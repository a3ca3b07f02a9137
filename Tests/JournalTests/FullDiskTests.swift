import Foundation
import GRDB
import Journal
import Kernel
import TestSupport
import Testing

@testable import JournalSQLite

/// A disk without space: a clear answer, nothing lost, and work goes on once there is space.
struct FullDiskTests {
  @Test func `a journal at its largest refuses, and goes on when it may grow`() async throws {
    try await withJournal { journal, _ async throws in
      try await Self.limit(journal, toPages: 100)
      let stored = try await Self.fill(journal)
      #expect(stored > 0)
      try await Self.checkRefusal(journal)
      #expect(try await journal.record.head().size == Int64(stored))
      try await Self.limit(journal, toPages: 10_000)
      try await Self.checkRecovery(journal, stored)
    }
  }

  /// On a real file system of two megabytes, where the system lets one be mounted.
  @Test(.enabled(if: Disk.canMount)) func `a full disk refuses, and goes on when there is space`()
    async throws
  {
    try await withFolder { folder async throws in
      try Disk.mount(folder)
      defer { Disk.unmount(folder) }
      let ballast = folder.appending(path: "ballast")
      try Data(count: 700_000).write(to: ballast)
      let journal = try SQLiteJournal(file: folder.appending(path: "journal.sqlite"))
      let stored = try await Self.fill(journal)
      #expect(stored > 0)
      try await Self.checkRefusal(journal)
      #expect(try await journal.record.head().size == Int64(stored))
      try FileManager.default.removeItem(at: ballast)
      try await Self.checkRecovery(journal, stored)
      try journal.close()
      let again = try SQLiteJournal(file: journal.file)
      #expect(try await again.record.head().size == Int64(stored) + 1)
      try again.close()
    }
  }

  @Test(.enabled(if: Disk.canMount)) func `a disk that cannot be written is named`() async throws {
    try await withFolder { folder async throws in
      try Disk.mount(folder)
      defer { Disk.unmount(folder) }
      let file = folder.appending(path: "journal.sqlite")
      try SQLiteJournal(file: file).close()
      try Disk.protect(folder)
      let fault = #expect(throws: Fault.self) { try SQLiteJournal(file: file) }
      #expect(fault?.code == .storage)
      #expect(fault?.detail.contains("cannot be written") == true)
      #expect(throws: Fault(.storage, "")) { try SQLiteJournal(file: folder.appending(path: "new.sqlite")) }
    }
  }

  /// Appends from several writers until each is refused; answers how many were acknowledged.
  private static func fill(_ journal: SQLiteJournal) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { writers in
      for writer in 0..<8 {
        writers.addTask {
          for number in 0... {
            let note = Append.notes("w\(writer)", expecting: number, String(repeating: "x", count: 1000))
            do {
              try await journal.record.append([note], .test)
            } catch let fault as Fault where fault.code == .storage {
              return number
            }
          }
          return 0
        }
      }
      return try await writers.reduce(0, +)
    }
  }

  private static func checkRefusal(_ journal: SQLiteJournal) async throws {
    let fault = await #expect(throws: Fault.self) {
      try await journal.record.append(
        [.notes("z", expecting: 0, String(repeating: "z", count: 900_000))],
        .test
      )
    }
    #expect(fault?.code == .storage)
    #expect(fault?.detail.contains("disk is full") == true)
  }

  private static func checkRecovery(_ journal: SQLiteJournal, _ stored: Int) async throws {
    try await journal.record.append([.notes("z", expecting: 0, "there is space")], .test)
    let entries = try await journal.record.entries(after: 0, limit: .max)
    #expect(entries.count == stored + 1)
    for (_, stream) in Dictionary(grouping: entries, by: \.stream) {
      #expect(stream.map(\.streamVersion) == Array(1...stream.count))
    }
    #expect(try await journal.record.verify().damage == nil)
  }

  private static func limit(_ journal: SQLiteJournal, toPages pages: Int) async throws {
    try await journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
  }
}
