import Foundation
import Journal
import Kernel
import Keyring

/// Where the two secrets lie: the key that wraps all others, and the one that signs checkpoints.
struct KeyFiles {
  private let folder: DataFolder
  private let settings: Settings

  init(_ folder: DataFolder, _ settings: Settings) {
    self.folder = folder
    self.settings = settings
  }

  func master(making: Bool) throws -> MasterKey {
    let given = settings[Settings.masterKey]
    if !given.isEmpty { return try MasterKey(base64: given, from: "the setting keys.master") }
    let file = masterFile
    if making, !FileManager.default.fileExists(atPath: file.path) { return try MasterKey.make(at: file) }
    return try MasterKey(file: file)
  }

  var masterFile: URL { place(Settings.masterKeyFile, "master.key") }
  /// Where the next one lies while it takes the place of the first.
  var newMasterFile: URL { masterFile.appendingPathExtension("new") }
  var signingFile: URL { place(Settings.signingKeyFile, "signing.key") }

  func signer(making: Bool) throws -> NoteSigner {
    let file = signingFile
    if making, !FileManager.default.fileExists(atPath: file.path) {
      let signer = try NoteSigner(name: settings[Settings.logName])
      try SecretFile.write(signer.text + "\n", to: file)
      return signer
    }
    let text = try SecretFile.read(file, "the signing key")
    return try NoteSigner(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Where `touchstone verify` may run: without the secret half, signatures are not checked.
  func verifier() throws -> NoteVerifier? {
    FileManager.default.fileExists(atPath: signingFile.path) ? try signer(making: false).verifier : nil
  }

  private func place(_ setting: Setting<String>, _ name: String) -> URL {
    let given = settings[setting]
    return given.isEmpty ? folder.keys.appending(path: name) : URL(filePath: given)
  }
}
