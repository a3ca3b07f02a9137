import Foundation
import Kernel
import Keyring

/// A folder with a keyring's file in it, which can be opened again.
struct KeyringFolder {
  let folder: URL
  let master = MasterKey.random()
  var file: URL { folder.appending(path: "keys.sqlite") }

  func open(_ other: MasterKey? = nil, vault: Vault = .safeguarding, readOnly: Bool = false) throws -> Keyring
  {
    try Keyring(file: file, vault: vault, master: other ?? master, readOnly: readOnly)
  }

  /// The bytes of everything in the folder.
  func contents() throws -> Data {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
  }
}

/// Gives a new folder for a keyring, and removes it after.
func withKeyringFolder(_ body: (KeyringFolder) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "keyring-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(KeyringFolder(folder: folder))
}

extension Keyring {
  func seal(_ text: String, of subject: String, in event: String = "person.met") throws -> Data {
    try sealing.seal(subject, event, Data(text.utf8))
  }

  func open(_ sealed: Data, of subject: String, in event: String = "person.met") throws -> String? {
    try sealing.open(subject, event, sealed).map { String(decoding: $0, as: UTF8.self) }
  }
}
