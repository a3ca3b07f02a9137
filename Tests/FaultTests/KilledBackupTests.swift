import Foundation
import Kernel
import Keyring
import Platform
import Testing

@testable import Assembly

/// A backup that is killed at any moment leaves nothing that a restore would take for whole.
struct KilledBackupTests {
  /// When it is killed, by what then lies in the folder: its size tells how far it is.
  enum Moment: CaseIterable {
    case recordsBegun, recordsHalf, keysBegun, recordsDone

    func isNow(_ sizes: [String: Int]) -> Bool {
      func size(_ end: String) -> Int? { sizes.first { $0.key.hasSuffix(end) }?.value }
      return switch self {
      case .recordsBegun: size("-records.part") != nil
      case .recordsHalf: size("-records.part").map { $0 > 12_000_000 } ?? false
      case .recordsDone: size("-records") != nil
      case .keysBegun: size("-keys.part") != nil || size("-keys") != nil
      }
    }
  }

  @Test(arguments: Moment.allCases)
  func `what a killed backup leaves is whole, or is refused`(_ moment: Moment) async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        _ = try await BackedUp.deposit(installation)
        for number in 0..<12 {
          _ = try installation.site.blobs.keep(Data(repeating: UInt8(number), count: 2_000_000))
        }
      }
      let before = try await BackedUp.entries(place.data)
      try killBackup(place, at: moment)
      let records = try sizes(place.output).keys.filter { $0.contains("-records") }
      #expect(!records.isEmpty)
      for name in records {
        var input = RestoreInput(records: place.output.appending(path: name))
        input.recipientKeys = [place.key]
        input.secrets = place.data.keys
        guard let fault = try await place.refusal(input) else {
          #expect(try await BackedUp.entries(place.target) == before, "\(name)")
          try FileManager.default.removeItem(at: place.target.root)
          continue
        }
        #expect(fault.code == .damagedBackup && name.hasSuffix(".part"), "\(name): \(fault)")
      }
      // What lies there is in nobody's way.
      try await place.restore(place.input(place.backUp(at: Date() + 60)))
      #expect(try await BackedUp.entries(place.target) == before)
    }
  }

  private func killBackup(_ place: BackedUp, at moment: Moment) throws {
    let backup = Process()
    backup.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "touchstone")
    backup.arguments = [
      "backup", "--data", place.data.root.path, "--output", place.output.path, "--recipient", place.recipient,
    ]
    backup.standardOutput = FileHandle.nullDevice
    try backup.run()
    while backup.isRunning, !moment.isNow(try sizes(place.output)) { continue }
    kill(backup.processIdentifier, SIGKILL)
    backup.waitUntilExit()
  }

  private func sizes(_ folder: URL) throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      // What was just named otherwise is found under its new name the next time.
      let file = folder.appending(path: name)
      found[name] = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
    }
    return found
  }

  // MARK: The master key

  @Test func `the master key is not changed while a backup is made, and no backup while it is changed`()
    async throws
  {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      let old = try Data(contentsOf: place.data.keys.appending(path: "master.key"))
      do {
        let copying = try KeyLock(place.data, for: .copying)
        defer { withExtendedLifetime(copying) {} }
        #expect(throws: Fault(.inUse, "")) { try Upkeep.rotateMaster(place.data, Settings()) }
        // Nothing was begun.
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.data.keys.path).count == 2)
        try await place.restore(place.input(place.backUp()))
      }
      do {
        let changing = try KeyLock(place.data, for: .changing)
        defer { withExtendedLifetime(changing) {} }
        await #expect(throws: Fault(.inUse, "")) { try await place.backUp(at: Date() + 60) }
      }
      _ = try Upkeep.rotateMaster(place.data, Settings())
      #expect(try Data(contentsOf: place.data.keys.appending(path: "master.key")) != old)
      try FileManager.default.removeItem(at: place.target.root)
      try await place.restore(place.input(place.backUp(at: Date() + 120)))
    }
  }

  @Test func `a change that was interrupted is to be ended before a backup is made`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      _ = try MasterKey.make(at: place.data.keys.appending(path: "master.key.new"))
      await #expect(throws: Fault(.incomplete, "")) { try await place.backUp() }
      _ = try Upkeep.rotateMaster(place.data, Settings())
      try await place.restore(place.input(place.backUp()))
    }
  }
}
