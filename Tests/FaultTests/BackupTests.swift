import Archives
import Assembly
import Domain
import Foundation
import JournalSQLite
import Kernel
import Keyring
import Platform
import Search
import TestSupport
import Testing
import Views

/// A backup is restored as it was, and otherwise not at all.
struct BackupTests {
  @Test func `what is restored equals what was backed up, entry by entry`() async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        try await installation.makeDemonstrationAccounts()
        _ = try await BackedUp.deposit(installation)
      }
      let report = try await place.backUp()
      let restored = try await place.restore(place.input(report))
      #expect(
        restored.hasKeys && restored.checksSignatures && restored.erasedAgain == 0 && restored.notes == []
      )
      #expect(try await BackedUp.entries(place.target) == BackedUp.entries(place.data))
      // Views and search are there before anybody opens the directory.
      #expect(try BackedUp.holding(BackedUp.name, in: place.target.vault(.learning)).contains("views.sqlite"))
      #expect(FileManager.default.fileExists(atPath: place.target.search("practice").path))
      let verified = try await Upkeep.verify(place.target, Settings())
      #expect(verified.isWhole && verified.attachments?.count == 1)
      for vault in Vault.allCases {
        #expect(
          try KeyringCopy(reading: place.target.keyring(vault))
            == KeyringCopy(reading: place.data.keyring(vault))
        )
      }
      try await BackedUp.running(place.target) { installation in
        let records = try await installation.site.read(.learning) { db in
          try PracticeList.ids(.init(.everything), in: db).compactMap { try PracticeRecord.find($0, in: db) }
        }
        #expect(records.first?.details.contacts.first?.value?.name == BackedUp.name)
        #expect(try await installation.site.people.account("adam.administrator@touchstone.example") != nil)
      }
    }
  }

  @Test func `a backup is made beside a running server, while writers append`() async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        let writing = Task {
          var count = 0
          do {
            while !Task.isCancelled {
              count += 1
              _ = try await BackedUp.deposit(
                installation,
                "Person \(count)",
                attaching: "attachment \(count)"
              )
              if count % 10 == 0 { try await installation.signCheckpoints() }
            }
          } catch is CancellationError {
            // What was being written when the test had enough.
          }
          return count
        }
        var reports: [BackupReport] = []
        for index in 0..<4 {
          reports.append(try await place.backUp(at: Date(milliseconds: Int64(index) * 1000)))
        }
        writing.cancel()
        #expect(try await writing.value > 1)
        for report in reports {
          try await place.restore(place.input(report))
          // Every person whose entry is in the records has their key in the archive of keys.
          try await BackedUp.running(place.target) { restored in
            let records = try await restored.site.read(.learning) { db in
              try PracticeList.ids(.init(.everything), in: db).compactMap {
                try PracticeRecord.find($0, in: db)
              }
            }
            #expect(records.allSatisfy { $0.details.contacts.allSatisfy { $0.value != nil } })
          }
          #expect(try await Upkeep.verify(place.target, Settings()).isWhole)
          try FileManager.default.removeItem(at: place.target.root)
        }
      }
    }
  }

  @Test func `neither archive holds anything in clear, nor the keys that no backup holds`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0, attaching: "a telling attachment") }
      let report = try await place.backUp()
      for text in ["Evenings", "a telling attachment", "journal.sqlite", "subject"] {
        #expect(try BackedUp.holding(text, in: place.output) == [])
      }
      let key = try RecipientKey(String(contentsOf: place.key, encoding: .utf8))
      for file in [report.records.file, report.keys.file] {
        try OpenArchive(URL(filePath: file), [key]).unpack { part in
          let bytes = try part.bytes()
          for secret in [
            place.data.keys.appending(path: "master.key"), place.data.keys.appending(path: "signing.key"),
          ] {
            let text = try String(contentsOf: secret, encoding: .utf8).trimmingCharacters(
              in: .whitespacesAndNewlines
            )
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(part.path)")
          }
          #expect(!part.path.contains("views.sqlite") && !part.path.hasPrefix("keys/"))
        }
      }
    }
  }

  @Test func `settings come along for whoever restores, without their secrets`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let master = try String(contentsOf: place.data.keys.appending(path: "master.key"), encoding: .utf8)
      let environment = ["TOUCHSTONE_KEYS_MASTER": master, "TOUCHSTONE_SITE_NOTICE": "Of the backup"]
      let settings = try await Settings(file: nil, environment: environment)
      try await place.restore(place.input(place.backUp(settings)))
      let file = place.target.root.appending(path: "settings.json")
      let restored = try await Settings(file: file, environment: [:])
      #expect(restored[Settings.notice] == "Of the backup" && restored[Settings.masterKey].isEmpty)
    }
  }

  @Test func `records are restored without their keys, and what was sealed stays closed`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      let report = try await place.backUp()
      try FileManager.default.removeItem(atPath: report.keys.file)
      var input = place.input(report)
      (input.keys, input.secrets, input.registers) = (nil, nil, [])
      let restored = try await place.restore(input)
      #expect(!restored.hasKeys && restored.words.contains("Without the archive of keys"))
      #expect(try await BackedUp.entries(place.target) == BackedUp.entries(place.data))
      #expect(try BackedUp.holding(BackedUp.name, in: place.target.root) == [])
      #expect(try await Upkeep.verify(place.target, Settings()).isWhole)
    }
  }

  @Test func `records and keys can be sealed to two recipients`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ = try await BackedUp.deposit($0) }
      let other = place.root.appending(path: "other.key")
      let keeper = try Upkeep.makeBackupKey(in: other).recipient
      let report = try await Upkeep.backup(
        place.data,
        Settings(),
        into: place.output,
        records: [place.recipient],
        keys: [keeper]
      )
      var input = place.input(report)
      #expect(try await place.refusal(input)?.code == .wrongKey)
      input.recipientKeys = [place.key, other]
      #expect(try await place.restore(input).hasKeys)
    }
  }
}
