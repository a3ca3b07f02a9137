import Archives
import Domain
import Foundation
import Journal
import JournalSQLite
import Kernel
import Platform
import Testing

@testable import Assembly

/// A data directory with people and attachments in it, a place for its backups, and the key that opens them.
struct BackedUp {
  static let name = "Zebedee Quillfeather"
  let root: URL
  let data: DataFolder
  let key: URL
  let recipient: String

  var output: URL { root.appending(path: "backups", directoryHint: .isDirectory) }
  var target: DataFolder { DataFolder(root.appending(path: "restored", directoryHint: .isDirectory)) }

  static func with(_ body: (BackedUp) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try await body(BackedUp(root))
  }

  private init(_ root: URL) throws {
    self.root = root
    data = DataFolder(root.appending(path: "data", directoryHint: .isDirectory))
    key = root.appending(path: "recipient.key")
    try FileManager.default.createDirectory(
      at: root.appending(path: "backups"),
      withIntermediateDirectories: true
    )
    recipient = try Upkeep.makeBackupKey(in: key).recipient
  }

  /// What signs for the data directory, once it was opened.
  func signer() throws -> NoteSigner { try KeyFiles(data, Settings()).signer(making: false) }
  func trust() throws -> ErasureRegister.Trust { .init(key: try signer().verifier) }

  /// Opens the directory as the server does, and closes it.
  func running<Result>(_ body: (Installation) async throws -> Result) async throws -> Result {
    try await Self.running(data, Settings(), body)
  }

  static func running<Result>(
    _ data: DataFolder,
    _ settings: Settings = Settings(),
    _ body: (Installation) async throws -> Result
  ) async throws -> Result {
    let installation = try await Installation(data, settings, for: .serving)
    let result = try await body(installation)
    try await installation.close()
    return result
  }

  /// A practice with a named contact and an attachment; gives the contact.
  static func deposit(
    _ installation: Installation,
    _ name: String = name,
    attaching text: String = "an attachment"
  ) async throws -> String {
    let site = installation.site
    var details = Practice.Details(title: "Evenings")
    details.contactLines = ["\(name) | Officer | \(email(name))"]
    details.nameContacts(site.newID)
    let digest = try site.blobs.keep(Data(text.utf8))
    details.attachments = [.init(digest: digest, name: "a.txt", type: "text/plain", size: text.utf8.count)]
    try await site.perform(
      .deposit(details, organisation: nil),
      on: site.newID(),
      of: Practice.self,
      by: Viewer(account: "dora")
    )
    return details.contacts[0].subject
  }

  static func email(_ name: String) -> String {
    "\(name.lowercased().replacingOccurrences(of: " ", with: "."))@touchstone.example"
  }

  func backUp(at now: Date = Date(), _ settings: Settings = Settings()) async throws -> BackupReport {
    try await Upkeep.backup(data, settings, into: output, records: [recipient], now: now)
  }

  /// What restores a backup, as an operator would who has everything.
  func input(_ report: BackupReport, obeying registers: [URL]? = nil) -> RestoreInput {
    var input = RestoreInput(records: URL(filePath: report.records.file))
    input.keys = URL(filePath: report.keys.file)
    input.recipientKeys = [key]
    input.registers = registers ?? [URL(filePath: report.erasures.file)]
    input.secrets = data.keys
    return input
  }

  @discardableResult
  func restore(_ input: RestoreInput) async throws -> RestoreReport {
    try await Upkeep.restore(input, into: target, Settings())
  }

  /// Why a restore was refused; that it left nothing is checked each time.
  func refusal(_ input: RestoreInput) async throws -> Fault? {
    let before = FileManager.default.fileExists(atPath: target.root.path)
    do {
      try await restore(input)
      return nil
    } catch let fault as Fault {
      #expect(FileManager.default.fileExists(atPath: target.root.path) == before)
      return fault
    }
  }

  /// The files under a folder in which the text stands, whatever kind of file they are.
  static func holding(_ text: String, in folder: URL) throws -> [String] {
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return try paths.filter { path in
      let file = folder.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return false }
      return try Data(contentsOf: file).range(of: Data(text.utf8)) != nil
    }
  }

  /// Every entry of every log.
  static func entries(_ data: DataFolder) async throws -> [[Entry]] {
    var found: [[Entry]] = []
    for vault in Vault.allCases {
      let journal = try SQLiteJournal(file: data.journal(vault), readOnly: true)
      for log in LogName.allCases {
        found.append(try await journal.log(log).entries(after: 0, limit: 100_000))
      }
      try journal.close()
    }
    return found
  }
}
