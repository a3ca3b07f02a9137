import Foundation
import Journal
import JournalSQLite
import Kernel
import Synchronization

/// The newest checkpoint of each log that a witness cosigned, outside the journals, one file for each log.
///
/// Only what this installation signed itself is kept, and of others' signatures only those of the witnesses
/// that its operator named: whoever sends anything else changes nothing.
final class Cosignatures: Sendable {
  /// Why a checkpoint that was handed back is not kept.
  enum Refusal: Error, Equatable {
    case unreadable
    /// Nobody known cosigned it, or it is none of this log's.
    case unknown
    /// A newer one is kept.
    case stale
  }

  let witnesses: [NoteVerifier]
  private let folder: URL
  /// Held while a file is read and written again.
  private let turn = Mutex(())

  /// - Throws: `Fault(.configuration)` where a witness's key is none.
  init(_ folder: DataFolder, _ settings: Settings) throws {
    self.folder = folder.checkpoints
    witnesses = try settings[Settings.witnessKeys].split(whereSeparator: \.isWhitespace).map { text in
      do {
        let key = try NoteVerifier(String(text))
        guard key.algorithm == .cosignature else { throw Fault(.wrongKey, "it is no witness's key") }
        return key
      } catch let fault as Fault {
        throw Fault(.configuration, "the setting \(Settings.witnessKeys.key): \(fault.detail)")
      }
    }
  }

  func newest(_ vault: Vault, _ log: LogName) throws -> SignedNote? {
    let file = file(vault, log)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return try SignedNote(parsing: String(contentsOf: file, encoding: .utf8))
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Keeps a checkpoint that a witness hands back.
  ///
  /// - Throws: ``Refusal``, `Fault(.storage)`.
  func take(
    _ text: String,
    _ vault: Vault,
    _ log: LogName,
    of origin: String,
    signedBy key: NoteVerifier
  ) throws {
    let (note, checkpoint) = try Self.read(text)
    guard checkpoint.origin == origin, Self.isWhole(note, key) else { throw Refusal.unknown }
    let known = witnesses.filter { Self.isWhole(note, $0) }
    guard !known.isEmpty else { throw Refusal.unknown }
    try turn.withLock { _ in
      let kept = try newest(vault, log)
      if let kept, try Checkpoint(kept).size > checkpoint.size { throw Refusal.stale }
      // Other witnesses of the same checkpoint stay beside this one.
      let present = kept.flatMap { $0.text == note.text ? $0 : nil }
      let own = present ?? SignedNote(text: note.text, signatures: note.signatures.filter(key.isOurs))
      let added = note.signatures.filter { signature in known.contains { $0.isOurs(signature) } }
      try write(added.reduce(own) { $0.adding($1) }, to: file(vault, log))
    }
  }

  private func file(_ vault: Vault, _ log: LogName) -> URL {
    folder.appending(path: "\(vault.rawValue)-\(log.rawValue).cosigned.txt")
  }

  private func write(_ note: SignedNote, to file: URL) throws {
    do {
      try Data(note.serialized.utf8).write(to: file, options: .atomic)
    } catch {
      throw Fault(.storage, "cannot keep a cosignature: \(error.localizedDescription)")
    }
  }

  private static func read(_ text: String) throws(Refusal) -> (SignedNote, Checkpoint) {
    do {
      let note = try SignedNote(parsing: text)
      return (note, try Checkpoint(note))
    } catch {
      throw .unreadable
    }
  }

  private static func isWhole(_ note: SignedNote, _ key: NoteVerifier) -> Bool {
    do {
      try key.check(note)
      return true
    } catch {
      return false
    }
  }
}
