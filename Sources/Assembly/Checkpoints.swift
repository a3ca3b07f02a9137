import Foundation
import Journal
import JournalSQLite
import Kernel

/// Checkpoints outside the journals: one file for each log, all that were signed, the newest last.
enum Checkpoints {
  static func origin(_ settings: Settings, _ vault: Vault, _ log: LogName) -> String {
    "\(settings[Settings.logName])/\(vault.rawValue)/\(log.rawValue)"
  }

  static func file(_ folder: DataFolder, _ vault: Vault, _ log: LogName) -> URL {
    folder.checkpoints.appending(path: "\(vault.rawValue)-\(log.rawValue).txt")
  }

  private static let gap = "\n%\n"

  static func published(_ folder: DataFolder, _ vault: Vault, _ log: LogName) throws -> [String] {
    let file = file(folder, vault, log)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    do {
      return try String(contentsOf: file, encoding: .utf8).components(separatedBy: gap).filter { !$0.isEmpty }
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Keeps the newest hundred, and the first: the file stays small however long the log lives.
  static func publish(_ note: String, _ folder: DataFolder, _ vault: Vault, _ log: LogName) throws {
    let old = try published(folder, vault, log)
    let kept = old.prefix(1) + old.dropFirst().suffix(99) + [note]
    do {
      try Data(kept.joined(separator: gap).utf8).write(to: file(folder, vault, log), options: .atomic)
    } catch {
      throw Fault(.storage, "cannot write a checkpoint: \(error.localizedDescription)")
    }
  }

  /// Refuses journals that end before a checkpoint that was published of them: entries are missing, and
  /// whatever was appended now would be another history.
  static func compare(_ vaults: [Vault: OpenVault], _ folder: DataFolder) async throws {
    for (vault, open) in vaults {
      for name in LogName.allCases {
        guard let last = try published(folder, vault, name).last else { continue }
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

extension Installation {
  /// Signs each log that has grown since its last checkpoint.
  package func signCheckpoints() async throws {
    guard let signer else { return }
    for (vault, open) in vaults {
      for name in LogName.allCases {
        let log = open.journal.log(name)
        let now = try await log.checkpoint(Checkpoints.origin(settings, vault, name))
        let last = try await log.checkpoints().last.map { try Checkpoint($0) }
        guard now.size > 0, now.size != last?.size else { continue }
        let note = try now.signed(by: signer)
        try await log.store(checkpoint: note)
        try Checkpoints.publish(note.serialized, folder, vault, name)
      }
    }
  }
}
