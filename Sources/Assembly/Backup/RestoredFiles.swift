import Archives
import Foundation
import Kernel
import Keyring

/// What the archives of a backup held, once it lies in a directory; keys are held back until it is known whose
/// may be written.
struct RestoredFiles {
  private let folder: DataFolder
  private let trust: ErasureRegister.Trust
  private(set) var register = ErasureRegister()
  private var keyrings: [Vault: KeyringCopy] = [:]

  /// Unpacks both; the second is left out where there is none.
  init(
    _ records: OpenArchive,
    _ keys: OpenArchive?,
    in folder: DataFolder,
    _ trust: ErasureRegister.Trust
  ) throws {
    self.folder = folder
    self.trust = trust
    for vault in Vault.allCases { keyrings[vault] = KeyringCopy() }
    try records.unpack { try take($0, of: records) }
    try keys?.unpack { part in try take(part, of: keys) }
  }

  private mutating func take(_ part: OpenArchive.Part, of archive: OpenArchive?) throws {
    let kind = archive?.manifest.kind
    if [Snapshot.erasures, Snapshot.unsignedErasures].contains(part.path) {
      register = try register + ErasureRegister(part.bytes(), of: "\(part.path) in the archive", trust)
    } else if kind == .keys, let vault = Vault.allCases.first(where: { Self.keyring(of: $0) == part.path }) {
      keyrings[vault] = try keyring(part)
    } else if places(of: kind).contains(where: {
      $0.hasSuffix("/") ? part.path.hasPrefix($0) : part.path == $0
    }) {
      try part.write(to: folder.root.appending(path: part.path))
    } else {
      throw Fault(.damagedBackup, "\(part.path) has no place in a data directory: made by another program?")
    }
  }

  private func places(of kind: Manifest.Kind?) -> [String] {
    guard kind == .records else { return [folder.path(of: folder.access)] }
    return [folder.marker, folder.rehearsals].map(folder.path)
      + [Snapshot.settings] + [folder.blobs, folder.checkpoints].map { folder.path(of: $0) + "/" }
      + Vault.allCases.map { folder.path(of: folder.journal($0)) }
  }

  private static func keyring(of vault: Vault) -> String { "vaults/\(vault.rawValue)/\(Snapshot.keys)" }

  private func keyring(_ part: OpenArchive.Part) throws -> KeyringCopy {
    do {
      return try JSONDecoder().decode(KeyringCopy.self, from: part.bytes())
    } catch is DecodingError {
      throw Fault(.damagedBackup, "\(part.path) in the archive of keys cannot be read")
    }
  }

  /// Writes the keyrings without the keys of whoever is in the register: those never touch the disk.
  ///
  /// Gives how many there were.
  func writeKeys(obeying register: ErasureRegister) throws -> Int {
    var (count, kept) = (0, keyrings)
    for erasure in register.erasures {
      if kept[erasure.vault]?.holds(erasure.subject) == true { count += 1 }
      try kept[erasure.vault]?.destroy(erasure.subject)
    }
    for (vault, keyring) in kept { try keyring.write(to: folder.keyring(vault)) }
    return count
  }
}
