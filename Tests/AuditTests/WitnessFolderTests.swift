import Auditing
import Foundation
import Journal
import Kernel
import Testing

/// The folder of a witness: its key and its memory, whole or not at all.
struct WitnessFolderTests {
  private func witness(_ log: LogOnDisk) throws -> Cosigner {
    try Cosigner(log.folder.appending(path: "witness"), name: "witness.example/w1")
  }

  @Test func `a witness that lost its memory signs nothing any more`() async throws {
    try await LogOnDisk.with { log in
      _ = try witness(log)
      let folder = log.folder.appending(path: "witness")
      let memory = folder.appending(path: "witness.sqlite")
      try FileManager.default.removeItem(at: memory)
      #expect(throws: Fault(.incomplete, "")) { try Cosigner(folder) }
      try Data(repeating: 7, count: 5000).write(to: memory)
      #expect(throws: Fault(.damagedLog, "")) { try Cosigner(folder) }
      #expect(throws: Fault(.incomplete, "")) { try Cosigner(log.folder.appending(path: "nowhere")) }
      #expect(throws: Fault(.configuration, "")) {
        try Cosigner(log.folder.appending(path: "other"), name: "two words")
      }
    }
  }

  @Test func `the witness's key is nobody else's to read`() async throws {
    try await LogOnDisk.with { log in
      let witness = try witness(log)
      let folder = log.folder.appending(path: "witness")
      let rights = try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: "witness.key").path
      )
      #expect(rights[.posixPermissions] as? Int == 0o600)
      let key = folder.appending(path: "witness.pub").path
      #expect(try PublishedKey.read(key, for: .cosignature) == witness.verifier)
      // A witness is no log, and a log no witness.
      #expect(throws: Fault(.wrongKey, "")) { try PublishedKey.read(key) }
      #expect(throws: Fault(.wrongKey, "")) { try PublishedKey.read(log.key.text, for: .cosignature) }
    }
  }
}
