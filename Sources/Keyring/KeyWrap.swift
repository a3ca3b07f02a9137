import Crypto
import Foundation
import Kernel

/// How keys are kept: sealed by the master key, with their subject and vault bound to them.
struct KeyWrap: Sendable {
  let vault: Vault
  var master: MasterKey

  func wrap(_ key: SymmetricKey, of subject: String) throws -> Data {
    let plain = key.withUnsafeBytes { Data($0) }
    let box = try AES.GCM.seal(plain, using: master.key, authenticating: Data.bound(subject, vault.rawValue))
    guard let bytes = box.combined else { throw Fault(.noKeyring, "wrapping failed") }
    return bytes
  }

  func unwrap(_ wrapped: Data, of subject: String) throws -> SymmetricKey {
    do {
      let box = try AES.GCM.SealedBox(combined: wrapped)
      let bound = Data.bound(subject, vault.rawValue)
      return SymmetricKey(data: try AES.GCM.open(box, using: master.key, authenticating: bound))
    } catch is CryptoKitError {
      throw Fault(.wrongKey, "the keys of the vault \(vault.rawValue) were wrapped by another master key")
    }
  }
}

extension Data {
  /// What is bound to a sealed value as associated data.
  static func bound(_ subject: String, _ context: String) -> Data {
    Data(subject.utf8) + [0] + Data(context.utf8)
  }
}
