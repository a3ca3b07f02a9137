package import Foundation
import GRDB
import Kernel

/// A vault's keys as they lie in its file, wrapped, and the names of those that are destroyed: what a backup holds.
///
/// It is no copy of the file, in whose free pages more could stand.
package struct KeyringCopy: Codable, Equatable, Sendable {
  private var wrapped: [String: Data] = [:]
  package private(set) var destroyed: Set<String> = []

  /// No key at all.
  package init() {}

  /// Reads a keyring, beside a program that writes it too; the master key is not needed.
  ///
  /// - Throws: `Fault(.storage)`.
  package init(reading file: URL) throws {
    let rows = try KeyFile(file, readOnly: true).alone { try KeyFile.all(in: $0) }
    for (subject, key) in rows {
      if let key { wrapped[subject] = key } else { destroyed.insert(subject) }
    }
  }

  package func holds(_ subject: String) -> Bool { wrapped[subject] != nil }

  /// Takes a subject's key out, and keeps that it is destroyed.
  ///
  /// - Throws: `Fault(.noKeyring)` for a name that is no subject's.
  package mutating func destroy(_ subject: String) throws {
    try Keyring.checkName(subject)
    wrapped[subject] = nil
    destroyed.insert(subject)
  }

  /// Makes a new keyring of it.
  ///
  /// - Throws: `Fault(.storage)`.
  package func write(to file: URL) throws {
    let keys = try KeyFile(file, readOnly: false)
    try keys.alone { db in
      try keys.change(db) {
        for (subject, key) in wrapped { try KeyFile.put(key, of: subject, in: db) }
        for subject in destroyed { try KeyFile.put(nil, of: subject, in: db) }
      }
    }
  }
}
