import Foundation
import Journal
package import JournalSQLite
package import Kernel

/// The checkpoints of a data directory's logs: signed on a timer and when somebody asks, and kept outside
/// the journals, one file for each log, the newest last.
struct Checkpoints: Sendable {
  private let folder: DataFolder
  private let name: String
  /// Nil where nothing is signed.
  private let signer: NoteSigner?
  let cosignatures: Cosignatures

  /// - Throws: `Fault(.configuration)` where a witness's key is none.
  init(_ folder: DataFolder, _ settings: Settings, signer: NoteSigner? = nil) throws {
    self.folder = folder
    self.signer = signer
    cosignatures = try Cosignatures(folder, settings)
    name = settings[Settings.logName]
  }

  var verifier: NoteVerifier? { signer?.verifier }

  func origin(_ vault: Vault, _ log: LogName) -> String { "\(name)/\(vault.rawValue)/\(log.rawValue)" }

  private func file(_ vault: Vault, _ log: LogName) -> URL {
    folder.checkpoints.appending(path: "\(vault.rawValue)-\(log.rawValue).txt")
  }

  private static let gap = "\n%\n"

  /// Those that were published, as notes.
  func published(_ vault: Vault, _ log: LogName) throws -> [String] {
    let file = file(vault, log)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    do {
      return try String(contentsOf: file, encoding: .utf8).components(separatedBy: Self.gap)
        .filter { !$0.isEmpty }
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Keeps the newest hundred, and the first: the file stays small however long the log lives.
  private func publish(_ note: SignedNote, _ vault: Vault, _ log: LogName) throws {
    let old = try published(vault, log)
    let kept = old.prefix(1) + old.dropFirst().suffix(99) + [note.serialized]
    do {
      try Data(kept.joined(separator: Self.gap).utf8).write(to: file(vault, log), options: .atomic)
    } catch {
      throw Fault(.storage, "cannot write a checkpoint: \(error.localizedDescription)")
    }
  }

  /// What signs texts that are no checkpoints: certificates and registers.
  ///
  /// - Throws: `Fault(.wrongKey)` where the signing key is not here.
  var signing: NoteSigner {
    get throws {
      guard let signer else { throw Fault(.wrongKey, "the signing key is not here") }
      return signer
    }
  }

  /// Signs a log where it has grown since its last checkpoint.
  ///
  /// - Returns: The newest checkpoint; nil where the log is empty.
  /// - Throws: `Fault(.wrongKey)` where the signing key is not here.
  @discardableResult
  func sign(_ log: SQLiteLog, of vault: Vault) async throws -> SignedNote? {
    let signer = try signing
    let last = try published(vault, log.name).last.map { try Checkpoint(SignedNote(parsing: $0)) }
    return try await log.signCheckpoint(origin(vault, log.name), by: signer, continuing: last) { note in
      try publish(note, vault, log.name)
    }
  }

  /// A receipt for an entry that is in a log: whoever asks for one as soon as the entry is written has a
  /// checkpoint signed for it.
  ///
  /// Checked before it is handed out: a receipt that does not hold would be worse than none.
  func receipt(of position: Int64, in log: SQLiteLog, of vault: Vault) async throws -> Receipt {
    guard let verifier, let note = try await note(covering: position, in: log, of: vault) else {
      throw Fault(.incomplete, "there is no checkpoint of entry \(position)")
    }
    let receipt = try await log.receipt(of: position, under: note)
    try receipt.check(verifier)
    return receipt
  }

  /// One that a witness cosigned, where there is one of that entry; else the newest.
  private func note(covering position: Int64, in log: SQLiteLog, of vault: Vault) async throws -> SignedNote?
  {
    for note in [try cosignatures.newest(vault, log.name), try await log.newestCheckpoint()] {
      guard let note, let verifier, note.signatures.contains(where: verifier.isOurs) else { continue }
      if try Checkpoint(note).size >= position { return note }
    }
    return try await sign(log, of: vault)
  }

  /// The newest checkpoint of a log, with the cosignatures that there are of it.
  func newest(of vault: Vault, _ log: SQLiteLog) async throws -> SignedNote? {
    let newest = try await log.newestCheckpoint()
    let cosigned = try cosignatures.newest(vault, log.name)
    return cosigned?.text == newest?.text ? cosigned : newest
  }

  /// Takes a checkpoint that a witness cosigned.
  ///
  /// - Throws: ``Cosignatures/Refusal``.
  func take(_ cosigned: String, _ vault: Vault, _ log: LogName) throws {
    guard let verifier else { throw Cosignatures.Refusal.unknown }
    try cosignatures.take(cosigned, vault, log, of: origin(vault, log), signedBy: verifier)
  }

  /// Refuses journals that end before a checkpoint that was published of them: entries are missing, and
  /// whatever was appended now would be another history.
  func compare(_ vaults: [Vault: OpenVault]) async throws {
    for (vault, open) in vaults {
      for name in LogName.allCases {
        guard let last = try published(vault, name).last else { continue }
        let signed = try Checkpoint(SignedNote(parsing: last)).size
        let size = try await open.journal.log(name).head().size
        guard size < signed else { continue }
        throw Fault(
          .damagedLog,
          "the \(name.rawValue) log of \(vault.rawValue) holds \(size) entries, and a checkpoint of \(signed) was signed: "
            + "entries are missing. Was it copied without journal.sqlite-wal?"
        )
      }
    }
  }
}

/// The newest checkpoint of every log that holds something.
package struct CheckpointReport: Codable, Sendable {
  package struct Line: Codable, Sendable {
    package let vault: Vault
    package let log: LogName
    package let size: Int64
    /// As it is published.
    package let note: String
  }

  package let checkpoints: [Line]
  /// The key that they are checked with, as it is published.
  package let key: String

  package var words: String {
    let lines = checkpoints.map { "\($0.vault.rawValue)/\($0.log.rawValue): signed at \($0.size) entries" }
    return (lines + ["The key to check them with: \(key)"]).joined(separator: "\n")
  }
}

extension Installation {
  /// Signs what is not signed yet, and gives the newest checkpoint of each log.
  package func newestCheckpoints() async throws -> CheckpointReport {
    var lines: [CheckpointReport.Line] = []
    for vault in Vault.allCases {
      let journal = try self.vault(vault).journal
      for name in LogName.allCases {
        guard let note = try await checkpoints.sign(journal.log(name), of: vault) else { continue }
        lines.append(.init(vault: vault, log: name, size: try Checkpoint(note).size, note: note.serialized))
      }
    }
    return CheckpointReport(checkpoints: lines, key: checkpoints.verifier?.text ?? "")
  }

  /// Signs each log that has grown since its last checkpoint.
  package func signCheckpoints() async throws { _ = try await newestCheckpoints() }
}
