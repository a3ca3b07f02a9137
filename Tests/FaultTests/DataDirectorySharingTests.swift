import Assembly
import Domain
import Foundation
import JournalSQLite
import Kernel
import Keyring
import Platform
import TestSupport
import Testing
import Views

/// Who may use a data directory beside whom, and what only reading leaves alone.
struct DataDirectorySharingTests: DataDirectoryScene {
  @Test func `who only reads folds what they ask for, and nothing of who looked`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let installation = try await Installation(data, Settings(), for: .reading([.learning]))
      let site = installation.site
      #expect(
        try await site.read(.learning) { try PracticeList.count(inLife: .draft, .published, in: $0) } == 0
      )
      #expect(try await site.read(.directory) { try AccountList.count(in: $0) } > 0)
      await #expect(throws: Fault(.storage, "")) { try await site.read(.safeguarding) { _ in } }
      await #expect(throws: Fault(.storage, "")) { try await site.readAccess(.learning) { _ in } }
      try await installation.close()
    }
  }

  @Test(.enabled(if: Disk.canMount)) func `a copy that cannot be written is verified and exported`()
    async throws
  {
    try await withFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Disk.mount(folder, megabytes: 64)
      defer { Disk.unmount(folder) }
      let data = try await made(folder.appending(path: "data"))
      let behind = try await made(folder.appending(path: "behind"))
      // One log is empty, and one holds what was never put into its journal.
      try Data().write(to: URL(filePath: data.journal(.directory).path + "-wal"))
      try Data("frames".utf8).write(to: URL(filePath: behind.journal(.directory).path + "-wal"))
      try Disk.protect(folder)
      let fault = try await reason(behind, for: .reading(Vault.allCases))
      #expect(fault?.code == .storage && fault?.detail.contains("not in the journal yet") == true)
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
      #expect(try await reason(data, for: .reading(Vault.allCases)) == nil)
      #expect(try await reason(data)?.code == .storage)
    }
  }

  @Test func `two writers do not share a directory, and a reader may look on`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let first = try await Installation(data, Settings(), for: .serving)
      let fault5 = try await reason(data, for: .writing)
      #expect(fault5?.code == .inUse)
      #expect(try await reason(data, for: .reading(Vault.allCases)) == nil)
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
      try await first.close()
    }
  }

  @Test func `a lock that is refused closes its own file and no other`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let lock = try DataLock(data)
      try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          for _ in 0..<4000 { #expect(throws: Fault(.inUse, "")) { try DataLock(data) } }
          return 0
        }
        group.addTask { (0..<40_000).count { _ in close(open("/dev/null", O_RDONLY)) != 0 } }
        let closedByOthers = try await group.reduce(0, +)
        #expect(closedByOthers == 0)
      }
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `a lock is free once its holder lets go, whatever program is started meanwhile`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { for _ in 0..<20_000 { _ = try DataLock(data) } }
        group.addTask {
          let nothing = Subprocess(URL(filePath: "/bin/true"), [])
          for _ in 0..<100 { _ = try await nothing.run(by: Workers()) }
        }
        try await group.waitForAll()
      }
    }
  }
}
