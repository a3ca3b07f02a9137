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

/// The keys of a data directory, and what is left without them.
struct DataDirectoryKeysTests: DataDirectoryScene {
  @Test func `verification without the signing key says what it did not check`() async throws {
    try await withFolder { folder in
      let data = try await made(folder)
      #expect(try await Upkeep.verify(data, Settings()).checksSignatures)
      try FileManager.default.removeItem(at: data.keys.appending(path: "signing.key"))
      let report = try await Upkeep.verify(data, Settings())
      #expect(report.isWhole && !report.checksSignatures && report.words.contains("were not checked"))
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
}
