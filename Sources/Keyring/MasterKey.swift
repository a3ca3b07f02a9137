import Crypto
package import Foundation
import Kernel

/// The key that wraps every other: 32 bytes, kept away from the data it protects.
package struct MasterKey: Sendable {
  let key: SymmetricKey

  private init(bytes: Data, from place: String) throws {
    guard bytes.count == 32 else {
      throw Fault(.wrongKey, "the master key in \(place) must be 32 bytes in base64")
    }
    key = SymmetricKey(data: bytes)
  }

  /// Reads base64, as an environment variable holds it.
  package init(base64: String, from place: String) throws {
    let text = base64.trimmingCharacters(in: .whitespacesAndNewlines)
    try self.init(bytes: Data(base64Encoded: text) ?? Data(), from: place)
  }

  /// Reads a file that only its owner can read.
  ///
  /// - Throws: `Fault(.wrongKey)` where it is missing, open to others or no key.
  package init(file: URL) throws {
    let text = try SecretFile.read(file, "the master key")
    try self.init(base64: text, from: file.path)
  }

  /// Makes a new key in a file that only its owner can read; never over an old one.
  package static func make(at file: URL) throws -> MasterKey {
    let key = SymmetricKey(size: .bits256)
    let text = key.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n"
    try SecretFile.write(text, to: file)
    return try MasterKey(file: file)
  }

  package static func random() -> MasterKey { MasterKey(key: SymmetricKey(size: .bits256)) }

  private init(key: SymmetricKey) { self.key = key }
}

/// A file that holds a secret.
package enum SecretFile {
  /// Reads a file that only its owner can read.
  ///
  /// - Throws: `Fault(.wrongKey)` where it is missing or open to others.
  package static func read(_ file: URL, _ what: String) throws -> String {
    let attributes: [FileAttributeKey: Any]
    let text: String
    do {
      // A link can be read by everybody; what counts is where it leads.
      attributes = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw Fault(.wrongKey, "\(what) \(file.path) cannot be read: \(error.localizedDescription)")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0 else {
      throw Fault(.wrongKey, "\(what) \(file.path) can be read by others; run chmod 600 on it")
    }
    return text
  }

  /// Writes a new file of mode 0600; refuses to replace one.
  package static func write(_ text: String, to file: URL) throws {
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw Fault(.storage, "\(file.path) is there already, and a key is never replaced")
    }
    let made = FileManager.default.createFile(
      atPath: file.path,
      contents: Data(text.utf8),
      attributes: [.posixPermissions: 0o600]
    )
    guard made else { throw Fault(.storage, "cannot write \(file.path)") }
  }
}
