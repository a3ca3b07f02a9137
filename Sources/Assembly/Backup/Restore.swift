import Archives
package import Foundation
import Kernel
import Keyring

/// From what a data directory is restored.
package struct RestoreInput: Sendable {
  package var records: URL
  /// Nil where they have expired: then sealed values cannot be read.
  package var keys: URL?
  /// Files that hold the private halves that open them.
  package var recipientKeys: [URL] = []
  /// Copies of the register of erasures; every one is obeyed.
  package var registers: [URL] = []
  /// Somebody says that nobody was erased since the backup.
  package var nobodyErasedSince = false
  /// Somebody says that registers which older programs wrote, without a signature, are obeyed.
  package var takesUnsignedRegisters = false
  /// The folder that holds the master key and the signing key, where the settings name no files.
  package var secrets: URL?

  package init(records: URL) { self.records = records }
}

/// What `touchstone restore` did.
package struct RestoreReport: Codable, Sendable {
  package let data: String
  /// When the backup was made.
  package let made: Date
  package let entries: Int64
  package let files: Int
  /// How many keys of erased people the archive of keys still held: they are destroyed again.
  package let erasedAgain: Int
  package let hasKeys: Bool
  package let checksSignatures: Bool
  /// What whoever restores should know.
  package let notes: [String]
  package let seconds: Double

  package var words: String {
    let what =
      "\(entries) entries and \(files) files of \(made.formatted(.iso8601)) are restored and verified"
    return (["\(what), in \(data)"] + notes).joined(separator: "\n")
  }
}

extension Upkeep {
  /// Restores a backup into an empty directory, verifies it and makes its views and search anew.
  ///
  /// Everything is put together in a folder inside and moved at the end; where anything fails nothing is left.
  ///
  /// - Throws: `Fault(.damagedBackup)`, `Fault(.wrongKey)`, `Fault(.newerFormat)`, `Fault(.storage)`,
  ///   `Fault(.incomplete)` where the directory is not empty or nothing is said of erasures.
  package static func restore(
    _ input: RestoreInput,
    into folder: DataFolder,
    _ settings: Settings,
    progress: @escaping Installation.Progress = { _, _ in }
  ) async throws -> RestoreReport {
    let target = RestoreTarget(folder)
    try target.begin()
    do {
      let report = try await Restoration(input, folder, settings).carryOut(progress)
      try target.finish()
      return report
    } catch {
      try target.abandon()
      throw error
    }
  }
}

/// The directory that is restored into: empty before, and empty again where it fails.
private struct RestoreTarget {
  private let folder: DataFolder
  private let isThere: Bool
  private var files: FileManager { .default }

  init(_ folder: DataFolder) {
    self.folder = folder
    isThere = FileManager.default.fileExists(atPath: folder.root.path)
  }

  func begin() throws {
    let found = try isThere ? storing { try files.contentsOfDirectory(atPath: folder.root.path) } : []
    if found.contains(folder.restoring.root.lastPathComponent) {
      throw Fault(
        .incomplete,
        "\(folder.restoring.root.path) is what an interrupted restore left, or one that runs: remove it if none does"
      )
    }
    // A disk of its own has a folder of its own in it.
    guard Set(found).subtracting(["lost+found"]).isEmpty else {
      throw Fault(
        .incomplete,
        "\(folder.root.path) is not empty: a backup is restored into an empty directory"
      )
    }
    try folder.restoring.make()
  }

  /// The marker comes last: until then the directory counts as part of a copy.
  func finish() throws {
    let restored = folder.restoring
    try storing {
      for name in try files.contentsOfDirectory(atPath: restored.root.path).sorted()
      where name != restored.marker.lastPathComponent {
        try files.moveItem(at: restored.root.appending(path: name), to: folder.root.appending(path: name))
      }
      try files.moveItem(at: restored.marker, to: folder.marker)
      try files.removeItem(at: restored.root)
    }
  }

  func abandon() throws {
    try storing {
      if !isThere, files.fileExists(atPath: folder.root.path) { return try files.removeItem(at: folder.root) }
      for name in try files.contentsOfDirectory(atPath: folder.root.path) where name != "lost+found" {
        try files.removeItem(at: folder.root.appending(path: name))
      }
    }
  }

  private func storing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw Fault(.storage, "cannot write to \(folder.root.path): \(error.localizedDescription)")
    }
  }
}
