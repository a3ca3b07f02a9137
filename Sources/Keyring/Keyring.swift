import Crypto
package import Foundation
import GRDB
package import Kernel
import Synchronization

/// The keys of one vault: one for every subject, each wrapped by the master key, and one for claims.
///
/// A value is sealed with AES-GCM; subject and stored event name are bound to it as associated data.
/// A destroyed subject leaves a tombstone, so that no later write can give them a key again.
package final class Keyring: Sendable {
  let file: KeyFile
  private let wrap: Mutex<KeyWrap>
  private let opened = Mutex<[String: SymmetricKey]>([:])
  let claimKey: SymmetricKey
  /// To find a key in the file and unwrap it takes longer than to seal a value with it.
  private static let cacheLimit = 100_000
  private static let claimSubject = ":claims"

  /// Opens the file, making it where there is none.
  ///
  /// - Throws: `Fault(.wrongKey)` where another master key made it, `Fault(.storage)`.
  package init(file url: URL, vault: Vault, master: MasterKey, readOnly: Bool = false) throws {
    let file = try KeyFile(url, readOnly: readOnly)
    let wrap = KeyWrap(vault: vault, master: master)
    claimKey = try file.alone { db in
      guard let key = try Self.find(Self.claimSubject, wrap, in: db) else {
        return try file.change(db) { try Self.findOrMake(Self.claimSubject, wrap, in: db) }
      }
      return key
    }
    self.file = file
    self.wrap = Mutex(wrap)
  }

  /// Makes the keys of many new subjects in one transaction, so that each does not wait for the disk by itself.
  package func make(_ subjects: [String]) throws {
    for subject in subjects { try Self.checkName(subject) }
    try file.alone { db in
      let wrap = wrap.withLock { $0 }
      let made = try file.change(db) {
        try subjects.filter { try !KeyFile.row(of: $0, in: db).isDestroyed }
          .map { ($0, try Self.findOrMake($0, wrap, in: db)) }
      }
      for (subject, key) in made { remember(key, of: subject) }
    }
  }

  /// What the kernel seals and opens with.
  package var sealing: Sealing {
    Sealing(
      seal: { [self] subject, context, plain in
        let key = try key(of: subject, making: true)
        guard let key else { throw Fault(.noKeyring, "the subject's key is destroyed") }
        let box = try AES.GCM.seal(plain, using: key, authenticating: Data.bound(subject, context))
        guard let bytes = box.combined else { throw Fault(.noKeyring, "sealing failed") }
        return bytes
      },
      open: { [self] subject, context, sealed in
        guard let key = try key(of: subject, making: false) else { return nil }
        do {
          let box = try AES.GCM.SealedBox(combined: sealed)
          return try AES.GCM.open(box, using: key, authenticating: Data.bound(subject, context))
        } catch is CryptoKitError {
          throw Fault(.damagedLog, "a sealed value does not open with its subject's key")
        }
      }
    )
  }

  package var digest: StoredClaim.Digest {
    { [claimKey] scope, value in
      var code = HMAC<SHA256>(key: claimKey)
      code.update(data: Data.bound(scope, value))
      return Data(code.finalize())
    }
  }

  /// Destroys a subject's key for ever; false where there was none to destroy.
  package func destroy(_ subject: String) throws -> Bool {
    try Self.checkName(subject)
    let had = try file.alone { db in
      defer { opened.withLock { _ = $0.removeValue(forKey: subject) } }
      return try file.change(db) {
        let had = try KeyFile.row(of: subject, in: db).isWrapped
        try KeyFile.put(nil, of: subject, in: db)
        return had
      }
    }
    try file.compact()
    return had
  }

  package func isDestroyed(_ subject: String) throws -> Bool {
    try file.alone { try KeyFile.row(of: subject, in: $0).isDestroyed }
  }

  package func holds(_ subject: String) throws -> Bool {
    try file.alone { try KeyFile.row(of: subject, in: $0).isWrapped }
  }

  /// Wraps every key anew, all or none.
  package func rotateMaster(to fresh: MasterKey) throws {
    try file.alone { db in
      let old = wrap.withLock { $0 }
      let new = KeyWrap(vault: old.vault, master: fresh)
      try file.change(db) {
        for (subject, wrapped) in try KeyFile.all(in: db) {
          guard let wrapped else { continue }
          let key = try old.unwrap(wrapped, of: subject)
          try KeyFile.put(new.wrap(key, of: subject), of: subject, in: db)
        }
      }
      wrap.withLock { $0 = new }
    }
    try file.compact()
  }

  /// A subject's key; nil where it is destroyed, or there is none and none is to be made.
  func key(of subject: String, making: Bool) throws -> SymmetricKey? {
    if let key = opened.withLock({ $0[subject] }) { return key }
    try Self.checkName(subject)
    return try file.alone { db in
      let wrap = wrap.withLock { $0 }
      var key = try Self.find(subject, wrap, in: db)
      if key == nil, making {
        key = try file.change(db) {
          try KeyFile.row(of: subject, in: db).isDestroyed
            ? nil : Self.findOrMake(subject, wrap, in: db)
        }
      }
      // Remembered while the file is ours: else a key could be destroyed first and remembered after.
      if let key { remember(key, of: subject) }
      return key
    }
  }

  private func remember(_ key: SymmetricKey, of subject: String) {
    opened.withLock { cache in
      if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
      cache[subject] = key
    }
  }

  static func checkName(_ subject: String) throws {
    guard subject != claimSubject else { throw Fault(.noKeyring, "no subject has the name \(subject)") }
  }
}

extension Keyring {
  fileprivate static func find(_ subject: String, _ wrap: KeyWrap, in db: Database) throws -> SymmetricKey? {
    guard case .wrapped(let wrapped) = try KeyFile.row(of: subject, in: db) else { return nil }
    return try wrap.unwrap(wrapped, of: subject)
  }

  fileprivate static func findOrMake(
    _ subject: String,
    _ wrap: KeyWrap,
    in db: Database
  ) throws -> SymmetricKey {
    if let key = try find(subject, wrap, in: db) { return key }
    let fresh = SymmetricKey(size: .bits256)
    try KeyFile.put(wrap.wrap(fresh, of: subject), of: subject, in: db)
    return fresh
  }
}
