import Archives
import Foundation
import GRDB
import JournalSQLite
import Kernel
import Keyring
import Platform

/// What a backup is made of, taken beside a running server.
///
/// The order matters: a checkpoint is never ahead of the copied log, attachments and keys are never behind it, and
/// the register holds whatever happened meanwhile.
struct Snapshot {
  static let erasures = "erasures.txt"
  /// What older programs named it.
  static let unsignedErasures = "erasures.json"
  static let settings = "settings.json"
  static let keys = "keys.json"

  let records: [(path: String, source: Archive.Source)]
  let keys: [(path: String, source: Archive.Source)]
  /// As it was signed.
  let register: Data

  /// - Parameter scratch: Where copies of what is written to lie until they are sealed.
  /// - Throws: `Fault(.wrongKey)` where the signing key is not here, ``Fault`` in words.
  init(of folder: DataFolder, _ settings: Settings, _ scratch: Scratch) async throws {
    let signer = try KeyFiles(folder, settings).signer(making: false)
    let marker = try Self.bytes(of: folder.marker, in: folder)
    let checkpoints = try Self.files(under: folder.checkpoints).map { try Self.bytes(of: $0, in: folder) }
    let rehearsals = try [folder.rehearsals].filter { FileManager.default.fileExists(atPath: $0.path) }
      .map { try Self.bytes(of: $0, in: folder) }
    var journals: [(path: String, source: Archive.Source)] = []
    for vault in Vault.allCases {
      let copy = scratch.folder.appending(path: "\(vault.rawValue).sqlite")
      let journal = try SQLiteJournal(file: folder.journal(vault), readOnly: true)
      try await journal.backup(to: copy)
      try journal.close()
      journals.append((folder.path(of: folder.journal(vault)), .file(copy)))
    }
    let blobs = try Self.files(under: folder.blobs).map {
      (path: folder.path(of: $0), source: Archive.Source.file($0))
    }
    var keys: [(path: String, source: Archive.Source)] = []
    for vault in Vault.allCases {
      let copy = try JSONEncoder().encode(KeyringCopy(reading: folder.keyring(vault)))
      keys.append((folder.path(of: folder.vault(vault).appending(path: Self.keys)), .bytes(copy)))
    }
    let access = scratch.folder.appending(path: "access.sqlite")
    if FileManager.default.fileExists(atPath: folder.access.path) {
      try Self.copy(folder.access, to: access)
      keys.append((folder.path(of: folder.access), .file(access)))
    }
    register = try await ErasureRegister(of: folder).signed(by: signer)
    let first: [(path: String, source: Archive.Source)] = [(Self.erasures, .bytes(register))]
    records =
      first + [marker, (Self.settings, .bytes(try settings.document))] + rehearsals + checkpoints + journals
      + blobs
    self.keys = first + keys
  }

  private static func bytes(
    of file: URL,
    in folder: DataFolder
  ) throws -> (path: String, source: Archive.Source) {
    do {
      return (folder.path(of: file), .bytes(try Data(contentsOf: file)))
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  private static func files(under folder: URL) throws -> [URL] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    guard
      let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    else { throw Fault(.storage, "\(folder.path) cannot be read") }
    var found: [URL] = []
    // A name with a dot before it is a file that is being written.
    for case let file as URL in paths where !file.lastPathComponent.hasPrefix(".") {
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true { found.append(file) }
    }
    return found.sorted { $0.path < $1.path }
  }

  private static func copy(_ file: URL, to copy: URL) throws {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(10)
      let source = try DatabaseQueue(path: file.path, configuration: configuration)
      let target = try DatabaseQueue(path: copy.path)
      try source.backup(to: target)
      try target.close()
      try source.close()
    } catch let error as DatabaseError {
      throw Fault(.storage, "\(file.path) cannot be copied: \(error.message ?? "it cannot be read")")
    }
  }
}
