import Assembly
import Foundation
import Kernel
import Platform
import Testing

/// A backup that was restored once is known to be one, and that is written down.
struct RehearsalTests {
  @Test func `a rehearsal restores beside a running server, and its outcome outlives it`() async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        _ = try await BackedUp.deposit(installation)
        let before = try await BackedUp.entries(place.data)
        let report = try await place.backUp()
        let done = try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [place.key])
        #expect(done.outcome == "restored" && done.bytes == report.records.bytes + report.keys.bytes)
        #expect(done.entries == Int64(before.joined().count))
        #expect(try await BackedUp.entries(place.data) == before)
        #expect(done.words.contains("s per GB"))
      }
      let again = try await place.backUp(at: Date() + 60)
      _ = try await Upkeep.rehearse(again, of: place.data, Settings(), keys: [place.key])
      #expect(try place.data.readRehearsals().map(\.outcome) == ["restored", "restored"])
      #expect(try place.data.readRehearsals().last?.backup == again.backup)
      // A backup carries the list along.
      try await place.restore(place.input(place.backUp(at: Date() + 120)))
      #expect(try place.target.readRehearsals() == place.data.readRehearsals())
    }
  }

  @Test func `a rehearsal that fails is written down with its reason, and is no success`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let report = try await place.backUp()
      let other = place.root.appending(path: "other.key")
      _ = try Upkeep.makeBackupKey(in: other)
      await #expect(throws: Fault(.wrongKey, "")) {
        try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [other])
      }
      let file = URL(filePath: report.records.file)
      try Data(contentsOf: file).dropLast(1).write(to: file)
      await #expect(throws: Fault(.damagedBackup, "")) {
        try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [place.key])
      }
      #expect(try place.data.readRehearsals().map(\.outcome) == ["wrong-key", "damaged-backup"])
    }
  }
}
