import Crypto
package import Foundation
import GRDB
package import Kernel

/// What an erasure asks of a vault's keys: to tell one, and to tell bytes without holding them.
extension Keyring {
  /// Tells a subject's key from every other, whatever master key wraps it; nil where there is none.
  ///
  /// The key has 256 random bits: nobody finds it by its fingerprint.
  package func fingerprint(of subject: String) throws -> String? {
    guard let key = try key(of: subject, making: false) else { return nil }
    return key.withUnsafeBytes { SHA256.hash(data: Data("touchstone/key\n".utf8) + Data($0)).hex }
  }

  /// A subject's key as it lies in the file; nil where there is none.
  package func wrapped(_ subject: String) throws -> Data? {
    try Self.checkName(subject)
    guard case .wrapped(let bytes) = try file.alone({ try KeyFile.row(of: subject, in: $0) }) else {
      return nil
    }
    return bytes
  }

  /// How bytes are told that must stand nowhere, without keeping them: nobody without this keyring can find out
  /// which they were.
  package var telling: Telling { Telling(key: claimKey) }

  package struct Telling: Sendable {
    /// The code of whatever comes, begun with the key: to begin it takes longer than to end it.
    private let begun: HMAC<SHA256>
    /// Odd; what a run of bytes is folded with.
    package let base: UInt64

    fileprivate init(key: SymmetricKey) {
      var begun = HMAC<SHA256>(key: key)
      begun.update(data: Data("touchstone/erasure-probe\n".utf8))
      self.begun = begun
      let bytes = HMAC<SHA256>.authenticationCode(for: Data("touchstone/erasure-base".utf8), using: key)
      base = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } | 1
    }

    package func digest(_ bytes: some DataProtocol) -> Data {
      var code = begun
      code.update(data: bytes)
      return Data(code.finalize())
    }

    package func probe(_ bytes: Data) -> ErasurePlan.Probe {
      let folded = bytes.reduce(UInt64(0)) { $0 &* base &+ UInt64($1) &+ 1 }
      return .init(length: bytes.count, digest: digest(bytes), filter: Int(folded >> 52))
    }
  }
}
