import Foundation
import Journal
import Kernel
import Keyring
import Platform
import Testing

@testable import Assembly

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
      let register = place.root.appending(path: "register.txt")
      _ = try await Upkeep.erasures(place.data, Settings(), addingTo: register)
      let restored = try await place.restore(place.input(report, obeying: [register]))
      #expect(restored.erasedAgain == 1 && restored.words.contains("destroyed again"))
      #expect(try BackedUp.holding(BackedUp.name, in: place.target.root) == [])
      #expect(try BackedUp.holding(BackedUp.email(BackedUp.name), in: place.target.root) == [])
      let keys = try KeyringCopy(reading: place.target.keyring(.learning))
      #expect(keys.destroyed == [subject] && !keys.holds(subject))
      // The restored log says so itself, so that the next register does.
      #expect(
        try await Upkeep.erasures(place.target, Settings()).register.erasures.map(\.subject) == [subject]
      )
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
      let register = place.root.appending(path: "register.txt")
      try await place.running { _ = try await $0.erase(account, ground: "Article 17", in: nil) }
      _ = try await Upkeep.erasures(place.data, Settings(), addingTo: register)
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
      #expect(try await Upkeep.erasures(place.target, Settings()).register.erasures.count == 1)
    }
  }

  @Test func `newer archives carry the register themselves`() async throws {
    try await withErased { place, old, _ in
      let new = try await place.backUp()
      let copied = try ErasureRegister(file: URL(filePath: new.erasures.file), place.trust())
      #expect(copied.erasures.count == 1)
      #expect(try await copied == Upkeep.erasures(place.data, Settings()).register)
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
      let file = place.root.appending(path: "register.txt")
      let earlier = ErasureRegister([.init("somebody", in: .online, at: Date(timeIntervalSince1970: 5))])
      try await place.running { _ in }
      try earlier.add(to: file, signedBy: place.signer())
      var settings = Settings()
      settings[Settings.erasuresFile] = file.path
      let subject = try await BackedUp.running(place.data, settings) { installation in
        let subject = try await BackedUp.deposit(installation)
        let report = try await installation.erase(subject, ground: "Article 17", in: nil)
        #expect(report.register == file.path && report.words.contains(file.path))
        return subject
      }
      #expect(
        try ErasureRegister(file: file, place.trust()).erasures.map(\.subject) == ["somebody", subject]
      )
    }
  }

  @Test func `a register that names no person destroys nothing`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let report = try await place.backUp()
      let file = place.root.appending(path: "register.txt")
      let register = ErasureRegister([.init(":claims", in: .directory, at: Date())])
      try register.add(to: file, signedBy: place.signer())
      let refused = try await place.refusal(place.input(report, obeying: [file]))
      #expect(refused?.code == .noKeyring)
    }
  }

  @Test(arguments: ["", "[]", "{", #"{"erasures": [{}]}"#, "touchstone/erasures/v1\n"])
  func `a register that cannot be read stops the restore`(_ text: String) async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      var input = place.input(try await place.backUp())
      let file = place.root.appending(path: "register.txt")
      try Data(text.utf8).write(to: file)
      input.registers = [file]
      input.takesUnsignedRegisters = true
      let found = try #require(try await place.refusal(input))
      #expect(found.code == .damagedBackup && found.detail.contains(file.path))
    }
  }

  // MARK: Signed

  @Test func `a register of which a line was changed, added or taken out stops the restore`() async throws {
    try await withErased { place, report, subject in
      let file = place.root.appending(path: "register.txt")
      _ = try await Upkeep.erasures(place.data, Settings(), addingTo: file)
      let text = try String(contentsOf: file, encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first { $0.hasSuffix(" learning \(subject)") })
      for changed in ["\(line)x", "\(line)\n\(line.replacing(subject, with: "another"))", ""] {
        let end = changed.isEmpty ? "" : "\n"
        try Data(text.replacing("\(line)\n", with: "\(changed)\(end)").utf8).write(to: file)
        let found = try #require(try await place.refusal(place.input(report, obeying: [file])))
        #expect(found.code == .damagedBackup && found.detail.contains("changed after it was signed"))
        await #expect(throws: Fault(.damagedBackup, "")) {
          try await Upkeep.erasures(place.data, Settings(), addingTo: file)
        }
      }
    }
  }

  @Test func `a register that another key signed is none of this log's`() async throws {
    try await withErased { place, report, subject in
      let file = place.root.appending(path: "register.txt")
      let other = try NoteSigner(name: "other.example")
      try ErasureRegister([.init(subject, in: .learning, at: Date())]).add(to: file, signedBy: other)
      let found = try #require(try await place.refusal(place.input(report, obeying: [file])))
      #expect(found.code == .wrongKey && found.detail.contains("not signed with the key of this log"))
    }
  }

  @Test func `a register of an older program is obeyed only where somebody says so`() async throws {
    try await withErased { place, report, subject in
      let file = place.root.appending(path: "register.json")
      let line = #"{"at": "2009-09-01T09:00:00Z", "subject": "\#(subject)", "vault": "learning"}"#
      try Data("{\"erasures\": [\(line)], \"format\": 1}\n".utf8).write(to: file)
      var input = place.input(report, obeying: [file])
      let found = try #require(try await place.refusal(input))
      #expect(found.code == .wrongKey && found.detail.contains("--unsigned-erasures"))
      input.takesUnsignedRegisters = true
      #expect(try await place.restore(input).erasedAgain == 1)
    }
  }

  @Test func `a certificate is checked against the register elsewhere`() async throws {
    try await BackedUp.with { place in
      var settings = Settings()
      let register = place.root.appending(path: "register.txt")
      settings[Settings.erasuresFile] = register.path
      let file = place.root.appending(path: "certificate.txt")
      try await BackedUp.running(place.data, settings) { installation in
        let subject = try await BackedUp.deposit(installation)
        let report = try await installation.erase(subject, ground: "Article 17", in: nil)
        try Data(report.certificate.utf8).write(to: file)
      }
      #expect(try await Upkeep.checkErasure(file, place.data, settings).holds)
      try FileManager.default.removeItem(at: register)
      try ErasureRegister().add(to: register, signedBy: place.signer())
      let lacking = try await Upkeep.checkErasure(file, place.data, settings).failures
      #expect(lacking.count == 1 && lacking[0].contains("does not hold the erasure"))
      try Data("touchstone".utf8).write(to: register)
      #expect(try await Upkeep.checkErasure(file, place.data, settings).failures.count == 1)
    }
  }
}
