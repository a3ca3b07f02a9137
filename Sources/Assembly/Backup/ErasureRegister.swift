package import Foundation
import Journal
import JournalSQLite
package import Kernel

/// Who was erased, where and when: kept apart from the backups, and obeyed whenever one is restored.
///
/// It is read out of the logs, which hold every erasure; copies of it outlive the logs.
package struct ErasureRegister: Codable, Equatable, Sendable {
  package struct Erasure: Codable, Hashable, Sendable {
    package let subject: String
    package let vault: Vault
    package let at: Date

    /// Cut to the second, which is what a file of them holds.
    package init(_ subject: String, in vault: Vault, at: Date) {
      self.subject = subject
      self.vault = vault
      self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
    }
  }

  /// The earliest first; each subject once in each vault.
  package let erasures: [Erasure]

  package init(_ erasures: [Erasure] = []) {
    let first = Dictionary(grouping: erasures) { "\($0.vault.rawValue) \($0.subject)" }
      .compactMapValues { same in same.min { $0.at < $1.at } }
    self.erasures = first.values.sorted {
      ($0.at, $0.vault.rawValue, $0.subject) < ($1.at, $1.vault.rawValue, $1.subject)
    }
  }

  package static func + (left: Self, right: Self) -> Self { Self(left.erasures + right.erasures) }

  package func holds(_ subject: String, in vault: Vault) -> Bool {
    erasures.contains { $0.subject == subject && $0.vault == vault }
  }

  /// Reads what the logs of a data directory say, beside a running server too.
  package init(of folder: DataFolder) async throws {
    var found: [Erasure] = []
    for vault in Vault.allCases {
      let journal = try SQLiteJournal(file: folder.journal(vault), readOnly: true)
      found += try await Self.erasures(in: journal.record, vault)
      try journal.close()
    }
    self.init(found)
  }

  private static func erasures(in log: SQLiteLog, _ vault: Vault) async throws -> [Erasure] {
    var found: [Erasure] = []
    for subject in try await log.streams(of: Subject.category) {
      let entries = try await log.entries(of: StreamName(Subject.category, subject))
      guard let first = entries.first else { continue }
      found.append(Erasure(subject, in: vault, at: first.occasion.at))
    }
    return found
  }

  /// Adds what was erased in open vaults to the register that the settings name; whatever stands in it stays.
  static func keepUp(
    _ vaults: [Vault: OpenVault],
    _ settings: Settings,
    _ checkpoints: Checkpoints
  ) async throws {
    guard let file = settings.registerFile else { return }
    var register = ErasureRegister()
    for (vault, open) in vaults {
      register = try await register + ErasureRegister(erasures(in: open.journal.record, vault))
    }
    try register.add(to: file, signedBy: checkpoints.signing)
  }
}

extension Upkeep {
  /// Reads every erasure of a data directory out of its logs; with the text of it, signed.
  ///
  /// - Throws: `Fault(.wrongKey)` where the signing key is not here.
  package static func erasures(
    _ folder: DataFolder,
    _ settings: Settings,
    addingTo file: URL? = nil
  ) async throws -> (register: ErasureRegister, signed: Data) {
    try folder.check()
    let signer = try KeyFiles(folder, settings).signer(making: false)
    let register = try await ErasureRegister(of: folder)
    if let file { try register.add(to: file, signedBy: signer) }
    return (register, try register.signed(by: signer))
  }
}
