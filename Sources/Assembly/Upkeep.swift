import Foundation
import Journal
package import JournalSQLite
package import Kernel
import Keyring
import Platform
import Projection
import Search

/// What `touchstone verify` found.
package struct VerifyReport: Codable, Sendable {
  package struct OfVault: Codable, Sendable {
    package let vault: Vault
    package let logs: [LogReport]
  }

  package let isWhole: Bool
  /// False where the key is not here: then anybody could have signed the checkpoints.
  package let checksSignatures: Bool
  package let vaults: [OfVault]
  /// Nil where the vault that names files was not asked for.
  package let attachments: AttachmentCheck?
  /// Nil where only one vault was asked for.
  package let rehearsals: RehearsalCheck?

  package var words: String {
    let lines = vaults.flatMap { found in
      found.logs.map { log in
        let what = log.damage.map { "DAMAGED, \($0.words)" } ?? "whole"
        return
          "\(found.vault.rawValue)/\(log.log.rawValue): \(log.size) entries, \(log.checkpoints) checkpoints, \(what)"
      }
    }
    let end = isWhole ? "Everything fits." : "Something does not fit."
    let files = [attachments?.words, rehearsals?.words].compactMap { $0 }
    return (lines + files + (checksSignatures ? [] : [Self.unsigned]) + [end]).joined(separator: "\n")
  }

  static let unsigned = "The signatures of the checkpoints were not checked: the signing key is not here."
}

package enum Upkeep {
  /// Recomputes the logs of a data directory, beside a running server too.
  package static func verify(
    _ folder: DataFolder,
    _ settings: Settings,
    vault: Vault? = nil,
    progress: @escaping Installation.Progress = { _, _ in }
  ) async throws -> VerifyReport {
    try folder.check()
    let verifier = try KeyFiles(folder, settings).verifier()
    let checkpoints = try Checkpoints(folder, settings)
    var found: [VerifyReport.OfVault] = []
    var attachments: AttachmentCheck?
    for vault in vault.map({ [$0] }) ?? Vault.allCases {
      let journal = try SQLiteJournal(file: folder.journal(vault), readOnly: true)
      var logs: [LogReport] = []
      for name in LogName.allCases {
        let witness = Witness(
          origin: checkpoints.origin(vault, name),
          verifier: verifier,
          published: try checkpoints.published(vault, name)
        )
        logs.append(try await journal.log(name).verify(witness, progress: progress))
      }
      // Of a damaged log nothing is read but where it is damaged.
      if vault == .learning, logs.allSatisfy(\.isWhole) {
        attachments = try await AttachmentCheck(journal.record, BlobStore(folder.blobs))
      }
      try journal.close()
      found.append(.init(vault: vault, logs: logs))
    }
    let rehearsals = vault == nil ? RehearsalCheck(RehearsalBook(folder), verifier) : nil
    return VerifyReport(
      isWhole: found.allSatisfy { $0.logs.allSatisfy(\.isWhole) } && attachments?.isWhole != false
        && rehearsals?.damage == nil,
      checksSignatures: verifier != nil,
      vaults: found,
      attachments: attachments,
      rehearsals: rehearsals
    )
  }
}

extension Installation {
  /// Folds what is new in the access logs.
  func foldAccessLogs() async throws {
    for vault in vaults.values { try await vault.service.looks.catchUp() }
  }

  package struct RebuildReport: Codable, Sendable {
    package let entries: [String: Int64]
    package var words: String {
      entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value) entries folded" }.joined(
        separator: "\n"
      )
    }
  }

  /// Folds the views of one vault or of all anew, and the search indexes that are made of them.
  package func rebuild(
    _ vault: Vault?,
    progress: @escaping Progress = { _, _ in }
  ) async throws -> RebuildReport {
    var entries: [String: Int64] = [:]
    for vault in vault.map({ [$0] }) ?? Vault.allCases {
      let open = try self.vault(vault)
      try await open.views.rebuild(progress: progress)
      for search in open.service.searches { try await search.rebuild(open.views) }
      try await open.service.looks.rebuild(progress: progress)
      entries[vault.rawValue] = try await open.views.position
    }
    return RebuildReport(entries: entries)
  }
}
