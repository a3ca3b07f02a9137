package import Foundation
package import Journal
import Kernel
import Keyring

/// A witness: looks at logs from outside, and cosigns a checkpoint only where the log goes on from everything
/// that it cosigned of it before.
///
/// Its key and its memory lie in a folder of its own, which nobody who runs a log can write.
package struct Cosigner: Sendable {
  let signer: NoteSigner
  let memory: WitnessMemory
  let now: @Sendable () -> Date

  /// What was cosigned.
  package struct Cosigned: Sendable {
    package let origin: String
    package let size: Int64
    /// The size that was cosigned before; nil where the log is new to this witness.
    package let before: Int64?
    /// The checkpoint with the cosignature behind its other signatures.
    package let note: SignedNote
  }

  /// Opens a witness's folder; with a name, makes it where there is none.
  ///
  /// - Throws: `Fault(.incomplete)` where there is no witness or only part of one.
  package init(
    _ folder: URL,
    name: String? = nil,
    now: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    let file = folder.appending(path: "witness.key")
    let isThere = FileManager.default.fileExists(atPath: file.path)
    guard isThere || name != nil else {
      throw Fault(.incomplete, "there is no witness in \(folder.path): begin one with --name")
    }
    if !isThere { try Self.make(folder) }
    memory = try WitnessMemory(file: folder.appending(path: "witness.sqlite"), making: !isThere)
    if isThere {
      let text = try SecretFile.read(file, "the witness's key")
      signer = try NoteSigner(text.trimmingCharacters(in: .whitespacesAndNewlines))
    } else {
      signer = try NoteSigner(name: name ?? "", .cosignature)
      try SmallFile.write(Data((signer.verifier.text + "\n").utf8), to: folder.appending(path: "witness.pub"))
      // Last: a folder with a key is a whole witness.
      try SecretFile.write(signer.text + "\n", to: file)
    }
    guard signer.verifier.algorithm == .cosignature else {
      throw Fault(.wrongKey, "\(file.path) is no witness's key")
    }
    guard name == nil || name == signer.verifier.name else {
      throw Fault(.configuration, "the witness in \(folder.path) is called \(signer.verifier.name)")
    }
    self.now = now
  }

  package var verifier: NoteVerifier { signer.verifier }

  /// Cosigns the newest checkpoint of a log.
  ///
  /// - Throws: `Fault(.fork)` and `Fault(.damagedLog)` where the log does not go on from what was cosigned,
  ///   naming both checkpoints; nothing is signed then.
  package func cosign(_ log: any PublishedLog, signedBy key: NoteVerifier) async throws -> Cosigned {
    let note = try SignedNote(parsing: try await log.checkpoint())
    try key.check(note)
    let checkpoint = try Checkpoint(note)
    if let known = try memory.origin(at: log.place), known != checkpoint.origin {
      throw Fault(.fork, "\(log.place) offered the log \(known) before, and now \(checkpoint.origin)")
    }
    let last = try memory.last(checkpoint.origin)
    if let last { try await check(note, checkpoint, of: log, goesOnFrom: last) }
    let moment = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
    let own = SignedNote(text: note.text, signatures: note.signatures.filter(key.isOurs))
    let seen = WitnessMemory.Seen(checkpoint: checkpoint, note: own.serialized, moment: moment)
    try memory.advance(from: last, to: seen, at: log.place)
    return Cosigned(
      origin: checkpoint.origin,
      size: checkpoint.size,
      before: last?.checkpoint.size,
      note: note.adding(try signer.cosign(note, at: moment))
    )
  }

  private func check(
    _ note: SignedNote,
    _ checkpoint: Checkpoint,
    of log: any PublishedLog,
    goesOnFrom last: WitnessMemory.Seen
  ) async throws {
    do {
      _ = try await PublishedTree(log: log, checkpoint: checkpoint).goes(onFrom: last.checkpoint)
    } catch let fault as Fault where fault.code == .fork || fault.code == .damagedLog {
      try memory.keep(refused: last.note + "\n%\n" + note.serialized, fault.detail, at: now())
      throw fault
    }
  }

  private static func make(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Fault(.storage, "\(folder.path) cannot be made: \(error.localizedDescription)")
    }
  }
}
