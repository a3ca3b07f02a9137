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

/// Data directories that are not as they should be: a clear answer, and nothing made worse.
struct DataDirectoryTests: DataDirectoryScene {
  @Test func `a directory is made once and opened again`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      #expect(try await reason(data) == nil)
      #expect(try await reason(data, for: .reading(Vault.allCases)) == nil)
      let report = try await Upkeep.verify(data, Settings())
      #expect(report.isWhole && report.vaults.count == 5)
      #expect(report.vaults.flatMap(\.logs).contains { $0.size > 90 && $0.checkpoints > 0 })
    }
  }

  @Test func `a directory that is not there is made by serving only`() async throws {
    try await withFolder { folder in
      let fault1 = try await reason(DataFolder(folder), for: .writing)
      #expect(fault1?.code == .incomplete)
      let fault2 = try await reason(DataFolder(folder), for: .reading(Vault.allCases))
      #expect(fault2?.code == .incomplete)
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  @Test func `a folder with other files in it is left alone`() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: folder.appending(path: "letter.txt"))
      let fault3 = try await reason(DataFolder(folder))
      #expect(fault3?.code == .incomplete)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["letter.txt"])
    }
  }

  @Test(arguments: [
    "vaults/learning/journal.sqlite", "vaults/directory/keys.sqlite", "vaults/online/journal.sqlite",
  ])
  func `a half-copied directory names what is missing and is not filled up`(_ part: String) async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try FileManager.default.removeItem(at: folder.appending(path: part))
      let fault = try await reason(data)
      #expect(fault?.code == .incomplete && fault?.detail.contains(part) == true)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: part).path))
    }
  }

  @Test func `part of a copy without its marker is not taken for a first start`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try FileManager.default.removeItem(at: folder.appending(path: "touchstone.json"))
      try FileManager.default.removeItem(at: folder.appending(path: "vaults/learning/journal.sqlite"))
      let fault = try await reason(data)
      #expect(fault?.code == .incomplete && fault?.detail.contains("touchstone.json") == true)
      #expect(!FileManager.default.fileExists(atPath: data.journal(.learning).path))
    }
  }

  @Test func `a first start that was interrupted is begun again`() async throws {
    try await withFolder { folder in
      let data = DataFolder(folder)
      try data.make()
      for vault in [Vault.directory, .learning] { try SQLiteJournal(file: data.journal(vault)).close() }
      #expect(try await reason(data) == nil)
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
    }
  }

  @Test func `a copy without its last entries does not begin another history`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let older = try Data(contentsOf: data.journal(.directory))
      try await listCouncil(data)
      try older.write(to: data.journal(.directory))
      let fault = try await reason(data)
      #expect(fault?.code == .damagedLog && fault?.detail.contains("journal.sqlite-wal") == true)
      let report = try await Upkeep.verify(data, Settings())
      #expect(!report.isWhole && report.words.contains("a checkpoint was signed at"))
    }
  }

  @Test func `a demonstration is refused where people work, and not where made-up people opened accounts`()
    async throws
  {
    try await withFolder { folder in
      let data = try await made(folder)
      let installation = try await Installation(data, Settings(), for: .serving)
      func open(_ id: String, by opener: String) async throws {
        try await installation.site.perform(
          .open(.init(id: id, name: id, email: "\(id)@touchstone.example"), demonstration: false),
          on: id,
          of: Account.self,
          by: Viewer(account: opener)
        )
      }
      let adam = try await installation.site.people.account("adam.administrator@touchstone.example")
      try await open("ada", by: try #require(adam))
      try await open("bea", by: "ada")
      try await installation.refuseWherePeopleAre()
      try await open("cleo", by: Occasion.system)
      let fault = await #expect(throws: Fault.self) { try await installation.refuseWherePeopleAre() }
      #expect(fault?.detail.contains("not made up (1)") == true)
      try await installation.close()
    }
  }

  @Test func `a journal cut off in the middle is refused`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let file = data.journal(.directory)
      let bytes = try Data(contentsOf: file)
      try bytes.prefix(bytes.count / 2).write(to: file)
      let fault4 = try await reason(data)
      #expect(fault4?.code == .damagedLog)
    }
  }

  @Test func `a directory of a newer version is refused in words`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try Data(#"{"format": 99, "vaults": ["directory"]}"#.utf8).write(
        to: folder.appending(path: "touchstone.json")
      )
      let fault = try await reason(data)
      #expect(fault?.code == .newerFormat && fault?.detail.contains("newer program") == true)
    }
  }

  @Test func `missing views are folded anew, and torn ones too`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try FileManager.default.removeItem(at: data.views(.directory))
      try Data("noise".utf8).write(to: data.views(.learning))
      let installation = try await Installation(data, Settings(), for: .serving)
      #expect(try await installation.demonstrationLinks().count == 30)
      try await installation.close()
    }
  }

  @Test func `a place where nothing can be made says so`() async throws {
    let fault = try await reason(DataFolder(URL(filePath: "/proc/touchstone")))
    #expect(fault?.code == .storage && fault?.detail.contains("/proc/touchstone") == true)
  }

  // Whoever may write everywhere cannot try this.
  @Test(.enabled(if: getuid() != 0)) func `a directory that cannot be written says so`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
      defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
      let fault = try await reason(data)
      #expect(fault?.code == .storage)
    }
  }

  @Test func `a change to the journal is found and the vault is named`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let journal = try SQLiteJournal(file: data.journal(.directory))
      try journal.close()
      var bytes = try Data(contentsOf: data.journal(.directory))
      let place = try #require(bytes.range(of: Data("Cleveland".utf8)))
      bytes.replaceSubrange(place, with: Data("Clevelend".utf8))
      try bytes.write(to: data.journal(.directory))
      let report = try await Upkeep.verify(data, Settings())
      #expect(!report.isWhole)
      #expect(report.words.contains("directory/record") && report.words.contains("DAMAGED"))
      #expect(try await Upkeep.verify(data, Settings(), vault: .learning).isWhole)
    }
  }
}
