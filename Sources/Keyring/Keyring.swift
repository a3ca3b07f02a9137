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
  private let database: DatabaseQueue
  private let vault: Vault
  private let master: Mutex<MasterKey>
  private let opened = Mutex<[String: SymmetricKey]>([:])
  private let claimKey: SymmetricKey
  private static let cacheLimit = 10_000
  private static let claimSubject = ":claims"

  /// Opens the file, making it where there is none.
  ///
  /// - Throws: `Fault(.wrongKey)` where another master key made it, `Fault(.storage)`.
  package init(file: URL, vault: Vault, master: MasterKey, readOnly: Bool = false) throws {
    self.vault = vault
    self.master = Mutex(master)
    do {
      database = try Self.open(file, readOnly: readOnly)
    } catch let error as DatabaseError {
      throw Fault(.storage, "\(file.path): \(error.message ?? "cannot be opened")")
    }
    let wrapped = try database.read { try Self.wrapped(Self.claimSubject, in: $0) }
    if let wrapped {
      claimKey = try Self.unwrap(wrapped, of: Self.claimSubject, vault, master)
    } else {
      let fresh = SymmetricKey(size: .bits256)
      claimKey = fresh
      try database.write { try Self.insert(fresh, of: Self.claimSubject, vault, master, in: $0) }
    }
  }

  /// What the kernel seals and opens with.
  package var sealing: Sealing {
    Sealing(
      seal: { [self] subject, context, plain in
        guard let key = try key(of: subject, making: true) else {
          throw Fault(.noKeyring, "the subject's key is destroyed")
        }
        let box = try AES.GCM.seal(plain, using: key, authenticating: Self.bound(subject, context))
        guard let bytes = box.combined else { throw Fault(.noKeyring, "sealing failed") }
        return bytes
      },
      open: { [self] subject, context, sealed in
        guard let key = try key(of: subject, making: false) else { return nil }
        do {
          let box = try AES.GCM.SealedBox(combined: sealed)
          return try AES.GCM.open(box, using: key, authenticating: Self.bound(subject, context))
        } catch is CryptoKitError {
          throw Fault(.damagedLog, "a sealed value does not open with its subject's key")
        }
      }
    )
  }

  package var digest: StoredClaim.Digest {
    { [claimKey] scope, value in
      var code = HMAC<SHA256>(key: claimKey)
      code.update(data: Data(scope.utf8) + [0] + Data(value.utf8))
      return Data(code.finalize())
    }
  }

  /// Destroys a subject's key for ever; false where there was none to destroy.
  package func destroy(_ subject: String) throws -> Bool {
    let had = try database.write { db in
      let had = try Self.wrapped(subject, in: db) != nil
      try db.execute(
        sql: "INSERT INTO subject_key (subject, wrapped) VALUES (?, NULL) "
          + "ON CONFLICT (subject) DO UPDATE SET wrapped = NULL",
        arguments: [subject]
      )
      return had
    }
    opened.withLock { _ = $0.removeValue(forKey: subject) }
    // Freed pages are overwritten as they are freed; this gives back the rest of the file too.
    try database.vacuum()
    return had
  }

  package func isDestroyed(_ subject: String) throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT wrapped IS NULL FROM subject_key WHERE subject = ?",
        arguments: [subject]
      ) ?? false
    }
  }

  package func holds(_ subject: String) throws -> Bool {
    try database.read { try Self.wrapped(subject, in: $0) != nil }
  }

  /// Wraps every key anew, all or none.
  package func rotateMaster(to fresh: MasterKey) throws {
    let old = master.withLock { $0 }
    try database.write { db in
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT subject, wrapped FROM subject_key WHERE wrapped IS NOT NULL"
      )
      for row in rows {
        let subject: String = row["subject"]
        let key = try Self.unwrap(row["wrapped"], of: subject, vault, old)
        try db.execute(
          sql: "UPDATE subject_key SET wrapped = ? WHERE subject = ?",
          arguments: [Self.wrap(key, of: subject, vault, fresh), subject]
        )
      }
    }
    master.withLock { $0 = fresh }
    try database.vacuum()
  }

  private func key(of subject: String, making: Bool) throws -> SymmetricKey? {
    if let key = opened.withLock({ $0[subject] }) { return key }
    let master = master.withLock { $0 }
    let key: SymmetricKey? =
      if making {
        try database.write { db in
          if let row = try Row.fetchOne(
            db,
            sql: "SELECT wrapped FROM subject_key WHERE subject = ?",
            arguments: [subject]
          ) {
            let wrapped: Data? = row["wrapped"]
            return try wrapped.map { try Self.unwrap($0, of: subject, vault, master) }
          }
          let fresh = SymmetricKey(size: .bits256)
          try Self.insert(fresh, of: subject, vault, master, in: db)
          return fresh
        }
      } else {
        try database.read { try Self.wrapped(subject, in: $0) }
          .map { try Self.unwrap($0, of: subject, vault, master) }
      }
    if let key {
      opened.withLock { cache in
        if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
        cache[subject] = key
      }
    }
    return key
  }

  private static func bound(_ subject: String, _ context: String) -> Data {
    Data(subject.utf8) + [0] + Data(context.utf8)
  }
}

extension Keyring {
  fileprivate static func open(_ file: URL, readOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      guard !readOnly else { return }
      // No write-ahead log: a destroyed key must not live on in one.
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL")
    }
    let database = try DatabaseQueue(path: file.path, configuration: configuration)
    if !readOnly {
      try database.write { db in
        try db.execute(
          sql: "CREATE TABLE IF NOT EXISTS subject_key (subject TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID"
        )
      }
    }
    return database
  }

  fileprivate static func wrapped(_ subject: String, in db: Database) throws -> Data? {
    try Data.fetchOne(
      db,
      sql: "SELECT wrapped FROM subject_key WHERE subject = ? AND wrapped IS NOT NULL",
      arguments: [subject]
    )
  }

  fileprivate static func insert(
    _ key: SymmetricKey,
    of subject: String,
    _ vault: Vault,
    _ master: MasterKey,
    in db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO subject_key (subject, wrapped) VALUES (?, ?)",
      arguments: [subject, wrap(key, of: subject, vault, master)]
    )
  }

  fileprivate static func wrap(
    _ key: SymmetricKey,
    of subject: String,
    _ vault: Vault,
    _ master: MasterKey
  ) throws -> Data {
    let plain = key.withUnsafeBytes { Data($0) }
    let box = try AES.GCM.seal(plain, using: master.key, authenticating: bound(subject, vault.rawValue))
    guard let bytes = box.combined else { throw Fault(.noKeyring, "wrapping failed") }
    return bytes
  }

  fileprivate static func unwrap(
    _ wrapped: Data,
    of subject: String,
    _ vault: Vault,
    _ master: MasterKey
  ) throws -> SymmetricKey {
    do {
      let box = try AES.GCM.SealedBox(combined: wrapped)
      let plain = try AES.GCM.open(box, using: master.key, authenticating: bound(subject, vault.rawValue))
      return SymmetricKey(data: plain)
    } catch is CryptoKitError {
      throw Fault(.wrongKey, "the keys of the vault \(vault.rawValue) were wrapped by another master key")
    }
  }
}
