import Assembly
import Foundation
import Kernel
import Testing

/// Where backups are written and restored to: nothing that is there is touched.
struct BackupPlacesTests {
  @Test func `a restore goes into an empty directory and nowhere else`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let input = place.input(try await place.backUp())
      let letter = place.target.root.appending(path: "letter.txt")
      try FileManager.default.createDirectory(at: place.target.root, withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: letter)
      #expect(try await place.refusal(input)?.detail.contains("is not empty") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.target.root.path) == ["letter.txt"])
      try FileManager.default.removeItem(at: letter)
      try await place.restore(input)
      #expect(try await place.refusal(input)?.detail.contains("is not empty") == true)
      #expect(try await Upkeep.verify(place.target, Settings()).isWhole)
    }
  }

  @Test func `what an interrupted restore left is named`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let input = place.input(try await place.backUp())
      try FileManager.default.createDirectory(
        at: place.target.root.appending(path: ".restoring"),
        withIntermediateDirectories: true
      )
      #expect(try await place.refusal(input)?.detail.contains("interrupted restore") == true)
    }
  }

  @Test func `a backup is never written over another, and says to whom it is sealed`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let now = Date()
      let report = try await place.backUp(at: now)
      let before = try Data(contentsOf: URL(filePath: report.records.file))
      await #expect(throws: Fault(.storage, "")) { try await place.backUp(at: now) }
      #expect(try Data(contentsOf: URL(filePath: report.records.file)) == before)
      await #expect(throws: Fault(.configuration, "")) {
        try await Upkeep.backup(place.data, Settings(), into: place.output)
      }
      var settings = Settings()
      settings[Settings.backupRecipients] = place.recipient
      _ = try await Upkeep.backup(place.data, settings, into: place.output, now: now + 60)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.output.path).count == 6)
    }
  }
}
