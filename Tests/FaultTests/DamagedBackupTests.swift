import Archives
import Assembly
import Foundation
import Kernel
import Platform
import TestSupport
import Testing

/// Backups that are not as they were written: a clear answer, nothing let in, nothing lost.
struct DamagedBackupTests {
  @Test(arguments: ["records", "keys"])
  func `an archive that is changed, cut off or cut at any chunk is refused and leaves nothing`(
    _ which: String
  ) async throws {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      let report = try await place.backUp()
      let file = URL(filePath: which == "records" ? report.records.file : report.keys.file)
      let whole = try Data(contentsOf: file)
      let start = try #require(whole.range(of: Data("\n---\n".utf8))).upperBound + 24
      var cuts =
        Array(stride(from: start, to: whole.count, by: 65_553)) + [0, 5, whole.count / 2, whole.count - 1]
      // Every chunk of a small archive; of a long one the first, the last and some between.
      if cuts.count > 24 { cuts = stride(from: 0, to: cuts.count, by: cuts.count / 24).map { cuts[$0] } }
      for cut in cuts {
        try whole.prefix(cut).write(to: file)
        let found = try #require(try await place.refusal(place.input(report)), "cut at \(cut)")
        #expect([.damagedBackup, .newerFormat].contains(found.code) && found.detail.contains(file.path))
      }
      for place1 in [start + 20, whole.count / 2, whole.count - 3] {
        var bytes = whole
        bytes[place1] ^= 4
        try bytes.write(to: file)
        #expect(try await place.refusal(place.input(report))?.code == .damagedBackup)
      }
      try whole.write(to: file)
      try await place.restore(place.input(report))
    }
  }

  @Test func `wrong keys of every kind are said to be wrong`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let input = place.input(try await place.backUp())
      var wrong = input
      wrong.recipientKeys = [place.root.appending(path: "other.key")]
      _ = try Upkeep.makeBackupKey(in: wrong.recipientKeys[0])
      #expect(try await place.refusal(wrong)?.detail.contains(place.recipient) == true)
      wrong = input
      wrong.recipientKeys = []
      #expect(try await place.refusal(wrong)?.code == .wrongKey)
      wrong = input
      wrong.recipientKeys = [place.root.appending(path: "nowhere")]
      #expect(try await place.refusal(wrong)?.code == .wrongKey)
      wrong = input
      wrong.secrets = nil
      #expect(try await place.refusal(wrong)?.detail.contains("--secrets") == true)
      // Another installation's master key opens none of these keys.
      let other = DataFolder(place.root.appending(path: "elsewhere"))
      try await BackedUp.running(other) { _ in }
      wrong.secrets = other.keys
      #expect(try await place.refusal(wrong) != nil)
      try await place.restore(input)
    }
  }

  @Test func `archives in each other's place are told apart`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      var input = place.input(try await place.backUp())
      (input.records, input.keys) = (try #require(input.keys), input.records)
      #expect(try await place.refusal(input)?.detail.contains("holds the keys of a backup") == true)
    }
  }

  @Test func `an archive that its recipient's public half was enough to forge does not pass the signatures`()
    async throws
  {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      let report = try await place.backUp()
      let key = try RecipientKey(String(contentsOf: place.key, encoding: .utf8))
      let archive = try OpenArchive(URL(filePath: report.records.file), [key])
      var parts: [(path: String, source: Archive.Source)] = []
      try archive.unpack { part in
        var bytes = try part.bytes()
        if part.path == "vaults/learning/journal.sqlite", let place = bytes.range(of: Data("Evenings".utf8)) {
          bytes.replaceSubrange(place, with: Data("Mornings".utf8))
        }
        parts.append((part.path, .bytes(bytes)))
      }
      let forged = place.root.appending(path: "forged")
      let manifest = Manifest(
        .records,
        backup: "forged",
        made: report.made,
        program: "1",
        logName: archive.manifest.logName
      )
      _ = try Archive.write(manifest, parts, to: forged, for: [key.recipient])
      var input = place.input(report)
      input.records = forged
      let found = try #require(try await place.refusal(input))
      #expect([.damagedBackup, .damagedLog].contains(found.code))
      // Nor does it put a file where none belongs.
      for path in ["keys/master.key", "vaults/learning/keys.sqlite", "lock", "vaults/nowhere/journal.sqlite"]
      {
        try FileManager.default.removeItem(at: forged)
        _ = try Archive.write(manifest, [(path, .bytes(Data()))], to: forged, for: [key.recipient])
        #expect(try await place.refusal(input)?.detail.contains("has no place") == true)
      }
    }
  }

  @Test(.enabled(if: Disk.canMount, "needs to mount a small disk"))
  func `a full disk ends a backup and a restore, and leaves nothing`() async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        _ = try await BackedUp.deposit(installation, attaching: String(repeating: "long ", count: 800_000))
      }
      try Disk.mount(place.output, megabytes: 2)
      let found = await #expect(throws: Fault.self) { try await place.backUp() }
      #expect(found?.code == .storage)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.output.path) == [])
      Disk.unmount(place.output)
      let report = try await place.backUp()
      try FileManager.default.createDirectory(at: place.target.root, withIntermediateDirectories: true)
      try Disk.mount(place.target.root, megabytes: 2)
      defer { Disk.unmount(place.target.root) }
      #expect(try await place.refusal(place.input(report))?.code == .storage)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.target.root.path) == [])
    }
  }
}
