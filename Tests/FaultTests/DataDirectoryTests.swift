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
struct DataDirectoryTests {
  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "data-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  private func made(_ folder: URL) async throws -> DataFolder {
    let data = DataFolder(folder)
    let installation = try await Installation(data, Settings(), for: .serving)
    try await installation.makeDemonstrationAccounts()
    try await installation.close()
    return data
  }

  private func listCouncil(_ data: DataFolder) async throws {
    let installation = try await Installation(data, Settings(), for: .serving)
    try await installation.site.perform(
      .list(.init(name: "A council", kind: "council"), reason: ""),
      on: "council",
      of: Organisation.self,
      by: Viewer(account: "adam")
    )
    try await installation.close()
  }

  private func reason(_ data: DataFolder, for purpose: Installation.Purpose = .serving) async throws -> Fault?
  {
    do {
      try await Installation(data, Settings(), for: purpose).close()
      return nil
    } catch let fault as Fault {
      return fault
    }
  }

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

  @Test func `an attachment that is missing or changed is found`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let installation = try await Installation(data, Settings(), for: .serving)
      let site = installation.site
      var details = Practice.Details(title: "Evenings")
      for text in ["one", "two"] {
        let digest = try site.blobs.keep(Data(text.utf8))
        details.attachments.append(.init(digest: digest, name: "\(text).txt", type: "text/plain", size: 3))
      }
      try await site.perform(
        .deposit(details, organisation: nil),
        on: site.newID(),
        of: Practice.self,
        by: Viewer(account: "dora")
      )
      try await installation.close()
      let files = details.attachments.map {
        data.blobs.appending(path: "\($0.digest.prefix(2))/\($0.digest)")
      }
      let whole = try await Upkeep.verify(data, Settings())
      #expect(whole.isWhole && whole.attachments?.count == 2)
      try Data("TWO".utf8).write(to: files[1])
      try FileManager.default.removeItem(at: files[0])
      let report = try await Upkeep.verify(data, Settings())
      #expect(!report.isWhole && report.words.contains("1 MISSING, 1 DAMAGED"))
      #expect(report.attachments?.missing == [details.attachments[0].digest])
      #expect(try await Upkeep.verify(data, Settings(), vault: .online).isWhole)
    }
  }

  @Test func `the texts of attachments can be thrown away, and whoever only reads keeps none`() async throws {
    func read(_ data: DataFolder, for purpose: Installation.Purpose) async throws {
      let installation = try await Installation(data, Settings(), for: purpose)
      let site = installation.site
      let digest = try site.blobs.keep(Data("Words".utf8))
      #expect(await site.texts.text(of: digest, mediaType: "text/plain").text == "Words")
      try await installation.close()
    }
    try await withFolder { folder in
      let data = try await made(folder)
      try await read(data, for: .serving)
      #expect(FileManager.default.fileExists(atPath: data.texts.path))
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
      try FileManager.default.removeItem(at: data.texts)
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
      try await read(data, for: .reading(Vault.allCases))
      #expect(!FileManager.default.fileExists(atPath: data.texts.path))
      #expect(try await reason(data) == nil)
    }
  }

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

  @Test func `verification without the signing key says what it did not check`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      #expect(try await Upkeep.verify(data, Settings()).checksSignatures)
      try FileManager.default.removeItem(at: data.keys.appending(path: "signing.key"))
      let report = try await Upkeep.verify(data, Settings())
      #expect(report.isWhole && !report.checksSignatures && report.words.contains("were not checked"))
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

  @Test func `a new master key takes the place of the old one, and goes on where it was interrupted`()
    async throws
  {
    try await withFolder { folder in
      let data = try await made(folder)
      let file = data.keys.appending(path: "master.key")
      let old = try MasterKey(file: file)
      // Interrupted: the new key lies there, and one vault's keys are wrapped by it already.
      let fresh = try MasterKey.make(at: file.appendingPathExtension("new"))
      let keyring = try Keyring(file: data.keyring(.directory), vault: .directory, master: old)
      try keyring.rotateMaster(to: fresh)
      #expect(try await reason(data)?.code == .wrongKey)
      #expect(try Upkeep.rotateMaster(data, Settings()).vaults.count == 5)
      let installation = try await Installation(data, Settings(), for: .serving)
      #expect(try await installation.demonstrationLinks().map(\.name).contains("Dora Depositor"))
      try await installation.close()
      #expect(throws: Fault(.wrongKey, "")) {
        try Keyring(file: data.keyring(.learning), vault: .learning, master: old)
      }
    }
  }

  @Test(arguments: ["master.key", "signing.key"])
  func `a key that others can read is refused, by whatever opens the directory`(_ name: String) async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      let key = data.keys.appending(path: name)
      let mode = try FileManager.default.attributesOfItem(atPath: key.path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      for others in [0o640, 0o604] {
        try FileManager.default.setAttributes([.posixPermissions: others], ofItemAtPath: key.path)
        let fault = try await reason(data)
        #expect(fault?.code == .wrongKey && fault?.detail.contains("chmod 600") == true)
      }
      // A link to a key is as its key is.
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
      let elsewhere = folder.appending(path: "elsewhere.key")
      try FileManager.default.moveItem(at: key, to: elsewhere)
      try FileManager.default.createSymbolicLink(at: key, withDestinationURL: elsewhere)
      #expect(try await reason(data) == nil)
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

  @Test func `after a restore without passwords a link lets its person in again`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      try FileManager.default.removeItem(at: data.access)
      try FileManager.default.removeItem(at: data.views(.directory))
      let installation = try await Installation(data, Settings(), for: .writing)
      #expect(try await installation.firstAdministratorLink() == nil)
      let link = try await installation.signInLink(for: "Adam.Administrator@touchstone.example")
      #expect(link.name == "Adam Administrator")
      let secret = link.address.replacingOccurrences(of: "/enter/", with: "")
      let store = installation.site.signIn.store
      let found = try await store.link(Secret.digest(secret), at: Date())
      #expect(found?.purpose == .choosePassword && found?.account != nil)
      await #expect(throws: Fault(.incomplete, "")) {
        try await installation.signInLink(for: "nobody@touchstone.example")
      }
      try await installation.close()
    }
  }

  @Test func `another master key opens nothing`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      var settings = Settings()
      settings[Settings.masterKey] = Data(repeating: 7, count: 32).base64EncodedString()
      await #expect(throws: Fault(.wrongKey, "")) { try await Installation(data, settings, for: .serving) }
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
