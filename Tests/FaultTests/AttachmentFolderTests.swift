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

/// The attachments of a data directory, and their texts.
struct AttachmentFolderTests: DataDirectoryScene {
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
}
