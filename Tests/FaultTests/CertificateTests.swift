import Domain
import Foundation
import Journal
import JournalSQLite
import Kernel
import Keyring
import Platform
import Testing

@testable import Assembly

/// An erasure is certified: what the certificate says holds, also after an interruption, and nothing else passes.
struct CertificateTests {
  private let name = "Zebedee Quillfeather"

  private func withData(_ body: (DataFolder, URL) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try await body(DataFolder(root.appending(path: "data")), root.appending(path: "certificate.txt"))
  }

  private func running<Result>(
    _ data: DataFolder,
    _ body: (Installation) async throws -> Result
  ) async throws -> Result {
    let installation = try await Installation(data, Settings(), for: .serving)
    let result = try await body(installation)
    try await installation.close()
    return result
  }

  private func deposit(_ installation: Installation, naming line: String? = nil) async throws -> String {
    var details = Practice.Details(title: "Evenings")
    details.contactLines = [line ?? "\(name) | Officer | zebedee@touchstone.example"]
    details.nameContacts(installation.site.newID)
    try await installation.site.perform(
      .deposit(details, organisation: nil),
      on: installation.site.newID(),
      of: Practice.self,
      by: Viewer(account: "dora")
    )
    return details.contacts[0].subject
  }

  @Test func `a certificate says what went, holds, and names nobody`() async throws {
    try await withData { data, file in
      let (subject, report) = try await running(data) { installation in
        let subject = try await deposit(installation)
        return (subject, try await installation.erase(subject, ground: "Article 17", in: nil))
      }
      #expect(report.found == [] && !report.certificate.contains("Zebedee"))
      let (certificate, _) = try ErasureCertificate.read(report.certificate)
      let part = try #require(certificate.vaults.first)
      #expect(certificate.subject == subject && certificate.isClean && certificate.vaults.count == 1)
      #expect(part.vault == .learning && part.values == 1 && part.records.map(\.kind) == ["practice"])
      // The key as it lay in the file, the name and the address, these as they are and in small letters.
      #expect(part.probes.count == 4 && part.key?.count == 64)
      #expect(certificate.search.files > 10 && certificate.search.bytes > 100_000)
      try Data(report.certificate.utf8).write(to: file)
      let check = try await Upkeep.checkErasure(file, data, Settings())
      #expect(check.holds && check.files > 10, "\(check.words)")
    }
  }

  @Test func `what was never sealed is found, and the certificate says where`() async throws {
    try await withData { data, file in
      let report = try await running(data) { installation in
        let subject = try await deposit(installation)
        try Data("A letter to \(name).".utf8).write(to: data.root.appending(path: "letter.txt"))
        return try await installation.erase(subject, ground: "Article 17", in: nil)
      }
      #expect(report.found == ["letter.txt"] && report.words.contains("letter.txt"))
      try Data(report.certificate.utf8).write(to: file)
      #expect(try await Upkeep.checkErasure(file, data, Settings()).holds)
      // Brought back afterwards, it is seen.
      try Data("ZZ\(name)".utf8).write(to: data.root.appending(path: "other.txt"))
      let check = try await Upkeep.checkErasure(file, data, Settings())
      #expect(!check.holds && check.words.contains("found in other.txt"))
    }
  }

  /// What a kill leaves after each step, and then the next start.
  @Test(arguments: 0...5)
  func `an interrupted erasure has not begun, or is finished at the next start`(_ steps: Int) async throws {
    try await withData { data, file in
      let (subject, id) = try await running(data) { installation in
        let subject = try await deposit(installation)
        let (id, eraser) = (installation.site.newID(), installation.eraser)
        let asked = Erasure.Asked(subject: subject, ground: "Article 17", vault: nil)
        if steps > 0 { try await eraser.perform(.ask(asked), on: id) }
        if steps > 1 {
          try await eraser.perform(.begin(try await eraser.foresee(subject, in: nil).0), on: id)
        }
        if steps > 2 { try await eraser.record(subject, "Article 17", in: .learning) }
        if steps > 3 { try await eraser.destroy(subject, in: .learning) }
        if steps > 4 { try await eraser.clear(subject, in: .learning) }
        return (subject, id)
      }
      try await running(data) { installation in
        let keyring = try installation.vault(.learning).keyring
        let dispatcher = try installation.site.service(.directory).dispatcher
        let state = try await dispatcher.load(Erasure.self, id).0
        guard steps > 1 else {
          // A request of the program's own that had not begun is no erasure yet.
          #expect(try keyring.holds(subject) && state.certificate == nil)
          return
        }
        #expect(try keyring.isDestroyed(subject) && state.life == .certified)
        #expect(state.plan.vaults.first?.probes.count == 4)
        try Data((state.certificate ?? "").utf8).write(to: file)
        let entries = try await installation.vault(.learning).journal.record.entries(
          of: .init(Subject.category, subject)
        )
        #expect(entries.count == 1)
      }
      guard steps > 1 else { return }
      let check = try await Upkeep.checkErasure(file, data, Settings())
      #expect(check.holds && check.found == [], "\(check.words)")
    }
  }

  @Test func `a damaged certificate, another key and another log do not pass`() async throws {
    try await withData { data, file in
      let text = try await running(data) { installation in
        let subject = try await deposit(installation)
        return try await installation.erase(subject, ground: "Article 17", in: nil).certificate
      }
      func refusal(_ text: String) async throws -> Fault.Code? {
        try Data(text.utf8).write(to: file)
        do {
          let check = try await Upkeep.checkErasure(file, data, Settings())
          return check.holds ? nil : .incomplete
        } catch let fault as Fault {
          return fault.code
        }
      }
      #expect(try await refusal(text) == nil)
      #expect(try await refusal(text.replacing("Article 17", with: "Article 18")) == .damagedLog)
      #expect(try await refusal(String(text.prefix(text.count / 2))) == .damagedProof)
      #expect(try await refusal("") == .damagedProof)
      let (_, note) = try ErasureCertificate.read(text)
      let stranger = try NoteSigner(name: "touchstone.example/log")
      #expect(try await refusal(stranger.sign(note.text).serialized) == .wrongKey)
    }
  }

  @Test func `a legal hold stops even whoever holds the machine`() async throws {
    try await withData { data, _ in
      try await running(data) { installation in
        let subject = try await deposit(installation)
        try await installation.site.perform(
          .hold(reason: "Proceedings"),
          on: subject,
          of: Retention.self,
          by: Viewer(account: "della")
        )
        await #expect(throws: Fault(.incomplete, "")) {
          try await installation.erase(subject, ground: "Article 17", in: nil)
        }
        #expect(try installation.vault(.learning).keyring.holds(subject))
      }
    }
  }
}
