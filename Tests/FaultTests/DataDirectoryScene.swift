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

/// A data directory of its own for each test.
protocol DataDirectoryScene {}

extension DataDirectoryScene {
  func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "data-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  func made(_ folder: URL) async throws -> DataFolder {
    let data = DataFolder(folder)
    let installation = try await Installation(data, Settings(), for: .serving)
    try await installation.makeDemonstrationAccounts()
    try await installation.close()
    return data
  }

  func listCouncil(_ data: DataFolder) async throws {
    let installation = try await Installation(data, Settings(), for: .serving)
    try await installation.site.perform(
      .list(.init(name: "A council", kind: "council"), reason: ""),
      on: "council",
      of: Organisation.self,
      by: Viewer(account: "adam")
    )
    try await installation.close()
  }

  func reason(_ data: DataFolder, for purpose: Installation.Purpose = .serving) async throws -> Fault? {
    do {
      try await Installation(data, Settings(), for: purpose).close()
      return nil
    } catch let fault as Fault {
      return fault
    }
  }
}
