import Assembly
import Foundation
import Kernel
import Keyring
import Platform
import Testing

/// A restored backup brings nobody back who was erased.
struct ErasedFromBackupTests {
  /// A backup from before an erasure, and who was erased since.
  private func withErased(
    _ body: (BackedUp, BackupReport, _ subject: String) async throws -> Void
  ) async throws {
    try await BackedUp.with { place in
      let subject = try await place.running { try await BackedUp.deposit($0) }
      let report = try await place.backUp(at: Date() - 3600)
      try await place.running { _ = try await $0.erase(subject, ground: "Article 17", in: nil) }
      try await body(place, report, subject)
    }
  }

  @Test func `an erasure since the backup is done again, and no file holds the person`() async throws {
    try await withErased { place, report, subject in
      let register = place.root.appending(path: "register.json")
      try await Upkeep.erasures(place.data).add(to: register)
      let restored = try await place.restore(place.input(report, obeying: [register]))
      #expect(restored.erasedAgain == 1 && restored.words.contains("destroyed again"))
      #expect(try BackedUp.holding(BackedUp.name, in: place.target.root) == [])
      #expect(try BackedUp.holding(BackedUp.email(BackedUp.name), in: place.target.root) == [])
      let keys = try KeyringCopy(reading: place.target.keyring(.learning))
      #expect(keys.destroyed == [subject] && !keys.holds(subject))
      // The restored log says so itself, so that the next register does.
      #expect(try await Upkeep.erasures(place.target).erasures.map(\.subject) == [subject])
      #expect(try await Upkeep.verify(place.target, Settings()).isWhole)
    }
  }

  @Test func `a sign-in of whoever was erased is forgotten again`() async throws {
    try await BackedUp.with { place in
      let account = try await place.running { installation in
        try await installation.makeDemonstrationAccounts()
        let account = try #require(
          try await installation.site.people.account("adam.administrator@touchstone.example")
        )
        try await installation.site.signIn.store.setPassword("a telling hash", of: account)
        return account
      }
      let report = try await place.backUp(at: Date() - 3600)
      let register = place.root.appending(path: "register.json")
      try await place.running { _ = try await $0.erase(account, ground: "Article 17", in: nil) }
      try await Upkeep.erasures(place.data).add(to: register)
      try await place.restore(place.input(report, obeying: [register]))
      #expect(try BackedUp.holding("a telling hash", in: place.target.root) == [])
      #expect(try BackedUp.holding("adam.administrator", in: place.target.root) == [])
    }
  }

  @Test func `without a register nothing is restored, unless somebody says that none is needed`() async throws
  {
    try await withErased { place, report, _ in
      var input = place.input(report, obeying: [])
      let refused = try await place.refusal(input)
      #expect(refused?.code == .incomplete && refused?.detail.contains("--erasures") == true)
      input.nobodyErasedSince = true
      let restored = try await place.restore(input)
      #expect(restored.words.contains("No register of erasures was given"))
    }
  }

  @Test func `records that show an erasure close what older keys would open`() async throws {
    try await withErased { place, old, subject in
      let new = try await place.backUp()
      var input = place.input(new, obeying: [])
      input.keys = URL(filePath: old.keys.file)
      input.nobodyErasedSince = true
      let restored = try await place.restore(input)
      #expect(restored.erasedAgain == 1)
      #expect(restored.words.contains("destroyed again") && restored.words.contains("earlier backup"))
      #expect(try BackedUp.holding(BackedUp.name, in: place.target.root) == [])
      #expect(try await Upkeep.erasures(place.target).erasures.count == 1)
    }
  }

  @Test func `newer archives carry the register themselves`() async throws {
    try await withErased { place, old, _ in
      let new = try await place.backUp()
      let copied = try ErasureRegister(file: URL(filePath: new.erasures.file))
      #expect(copied.erasures.count == 1)
      #expect(try await copied == Upkeep.erasures(place.data))
      #expect(
        try await place.restore(place.input(old, obeying: [URL(filePath: new.erasures.file)])).erasedAgain
          == 1
      )
    }
  }

  @Test func `an erasure reaches the register elsewhere at once, and loses nothing that stands there`()
    async throws
  {
    try await BackedUp.with { place in
      let file = place.root.appending(path: "register.json")
      let earlier = ErasureRegister([.init("somebody", in: .online, at: Date(timeIntervalSince1970: 5))])
      try earlier.add(to: file)
      var settings = Settings()
      settings[Settings.erasuresFile] = file.path
      let subject = try await BackedUp.running(place.data, settings) { installation in
        let subject = try await BackedUp.deposit(installation)
        let report = try await installation.erase(subject, ground: "Article 17", in: nil)
        #expect(report.register == file.path && report.words.contains(file.path))
        return subject
      }
      #expect(try ErasureRegister(file: file).erasures.map(\.subject) == ["somebody", subject])
    }
  }

  @Test func `a register that names no person destroys nothing`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let report = try await place.backUp()
      let file = place.root.appending(path: "register.json")
      try ErasureRegister([.init(":claims", in: .directory, at: Date())]).add(to: file)
      let refused = try await place.refusal(place.input(report, obeying: [file]))
      #expect(refused?.code == .noKeyring)
    }
  }

  @Test(arguments: ["", "[]", "{", #"{"format": 2, "erasures": []}"#, #"{"format": 1, "erasures": [{}]}"#])
  func `a register that cannot be read stops the restore`(_ text: String) async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let report = try await place.backUp()
      let file = place.root.appending(path: "register.json")
      try Data(text.utf8).write(to: file)
      let found = try #require(try await place.refusal(place.input(report, obeying: [file])))
      #expect([.damagedBackup, .newerFormat].contains(found.code) && found.detail.contains(file.path))
    }
  }
}
