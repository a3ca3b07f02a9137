import Foundation
package import Kernel
import Keyring

#if canImport(Glibc)
import Glibc
#endif

/// What `touchstone rotate-master` did.
package struct RotationReport: Codable, Sendable {
  package let vaults: [Vault]
  /// The file that holds the new master key.
  package let file: String

  package var words: String {
    """
    The keys of \(vaults.map(\.rawValue).joined(separator: ", ")) are wrapped by a new master key, in \(file).
    Copies of the old key still open old copies of the keys: destroy both.
    """
  }
}

extension Upkeep {
  /// Wraps every key of every vault by a new master key, which takes the place of the old one in its file.
  ///
  /// Interrupted, it is run again: the new key then lies beside the old one, and vaults that are done
  /// already stay as they are.
  ///
  /// - Throws: `Fault(.inUse)` beside a running server or while a backup is made, `Fault(.configuration)` where the master key is no
  ///   file, `Fault(.wrongKey)` where neither key opens a vault's keys.
  package static func rotateMaster(_ folder: DataFolder, _ settings: Settings) throws -> RotationReport {
    try folder.check()
    let lock = try DataLock(folder)
    defer { withExtendedLifetime(lock) {} }
    guard settings[Settings.masterKey].isEmpty else {
      throw Fault(
        .configuration,
        "the master key is given by the setting keys.master: give it in a file, keys.master-file, to rotate it"
      )
    }
    let copies = try KeyLock(folder, for: .changing)
    defer { withExtendedLifetime(copies) {} }
    let files = KeyFiles(folder, settings)
    let (file, new) = (files.masterFile, files.newMasterFile)
    let old = try MasterKey(file: file)
    let isBegun = FileManager.default.fileExists(atPath: new.path)
    let fresh = isBegun ? try MasterKey(file: new) : try MasterKey.make(at: new)
    for vault in Vault.allCases { try rotate(folder.keyring(vault), vault, from: old, to: fresh) }
    guard rename(new.path, file.path) == 0 else {
      let reason = String(cString: strerror(errno))
      throw Fault(.storage, "cannot put \(new.path) in the place of \(file.path): \(reason)")
    }
    return RotationReport(vaults: Vault.allCases, file: file.path)
  }

  private static func rotate(_ file: URL, _ vault: Vault, from old: MasterKey, to fresh: MasterKey) throws {
    do {
      try Keyring(file: file, vault: vault, master: old).rotateMaster(to: fresh)
    } catch let fault as Fault where fault.code == .wrongKey {
      // Done before it was interrupted, if the new key opens it; else this throws.
      _ = try Keyring(file: file, vault: vault, master: fresh)
    }
  }
}
