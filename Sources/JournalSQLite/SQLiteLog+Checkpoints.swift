import Foundation
import GRDB
package import Journal
import Kernel

extension SQLiteLog {
  /// Signs what the log holds now, and keeps it beside the log; what was signed already is not signed anew.
  ///
  /// All in one transaction: of several that ask at the same time one signs, and the others get the same.
  ///
  /// - Parameters:
  ///   - published: The newest checkpoint that is known elsewhere.
  ///   - publish: Keeps the new one elsewhere, before it counts as signed here.
  /// - Returns: The newest checkpoint; nil where the log is empty.
  /// - Throws: `Fault(.damagedLog)` where the log does not go on from what was signed of it before: a second
  ///   history is never signed.
  @discardableResult
  package func signCheckpoint(
    _ origin: String,
    by signer: NoteSigner,
    continuing published: Checkpoint? = nil,
    publish: @escaping @Sendable (SignedNote) throws -> Void = { _ in }
  ) async throws -> SignedNote? {
    try await Fault.translating {
      try await pool.write { db in
        let frontier = try LogTransaction.head(name, in: db)
        guard frontier.size > 0 else { return nil }
        let now = Checkpoint(origin: origin, size: frontier.size, root: frontier.root)
        if let last = try newestCheckpoint(in: db) {
          let isOurs = last.signatures.contains { $0.keyID == signer.verifier.keyID }
          if isOurs, try Checkpoint(last) == now { return last }
          try check(that: now, continues: Checkpoint(last), db)
        }
        if let published { try check(that: now, continues: published, db) }
        let note = try now.signed(by: signer)
        try publish(note)
        try store(note, size: now.size, in: db)
        return note
      }
    }
  }

  /// The signed checkpoints that were kept, the oldest first.
  package func checkpoints() async throws -> [SignedNote] {
    try await read { db in
      try String.fetchAll(db, sql: "SELECT note FROM \(name.rawValue)_checkpoint ORDER BY number")
    }.map { try SignedNote(parsing: $0) }
  }

  package func newestCheckpoint() async throws -> SignedNote? {
    try await read { try newestCheckpoint(in: $0) }
  }

  /// Proves that an entry is in the log as a checkpoint has it, and tells nothing of the entry.
  ///
  /// - Throws: `Fault(.incomplete)` where the checkpoint is older than the entry.
  package func receipt(of position: Int64, under note: SignedNote) async throws -> Receipt {
    let size = try Checkpoint(note).size
    return try await read { db in
      let path = try inclusionProof(of: position, inTreeOf: size, db)
      let leaves = try Prepared("SELECT leaf FROM \(name.rawValue)_entry WHERE position = ?", in: db)
      leaves.bind(position, at: 1)
      defer { leaves.reset() }
      guard try leaves.next() else {
        throw Fault(.damagedLog, "entry \(position) of the \(name.rawValue) log is missing")
      }
      return Receipt(leaf: try leaves.hash(0), index: position - 1, path: path, note: note)
    }
  }

  private func newestCheckpoint(in db: Database) throws -> SignedNote? {
    try String.fetchOne(
      db,
      sql: "SELECT note FROM \(name.rawValue)_checkpoint ORDER BY number DESC LIMIT 1"
    ).map { try SignedNote(parsing: $0) }
  }

  private func check(that now: Checkpoint, continues old: Checkpoint, _ db: Database) throws {
    let root = try old.size <= now.size ? tree(of: now.size, in: db).root(ofFirst: old.size) : nil
    guard root == old.root else {
      throw Fault(
        .damagedLog,
        "the \(name.rawValue) log of \(now.size) entries does not go on from the checkpoint at \(old.size): "
          + "another history is not signed"
      )
    }
  }

  private func store(_ note: SignedNote, size: Int64, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO \(name.rawValue)_checkpoint (number, size, note)
        SELECT coalesce(max(number), 0) + 1, ?, ? FROM \(name.rawValue)_checkpoint
        """,
      arguments: [size, note.serialized]
    )
  }
}
