import Foundation
import Hummingbird
import Journal
import JournalSQLite
import Kernel
import Platform

/// The page that says in plain words what the logs prove, what they do not, and how to check them.
extension Installation {
  func registerLogPage(on routes: RouterGroup<SiteContext>) {
    routes.get("log") { [self] _, context in try site.page("site/log", try await logModel(context), context) }
  }

  private func logModel(_ context: SiteContext) async throws -> Model {
    var logs: [Model] = []
    for vault in Vault.allCases {
      for name in LogName.allCases { logs.append(try await line(vault, name)) }
    }
    let witnesses = checkpoints.cosignatures.witnesses
    return [
      "hasWitnesses": !witnesses.isEmpty, "witnesses": witnesses.map { ["witness": $0.text] as Model },
      "key": checkpoints.verifier?.text ?? false, "minutes": settings[Settings.checkpointMinutes],
      "example": "\(context.origin)/log/\(Vault.learning.rawValue)/\(LogName.record.rawValue)", "logs": logs,
    ]
  }

  /// A log as its newest checkpoint has it: how it grows from minute to minute is nobody's business.
  private func line(_ vault: Vault, _ name: LogName) async throws -> Model {
    let note = try await self.vault(vault).journal.log(name).newestCheckpoint()
    let checkpoint = try note.map { try Checkpoint($0) }
    let cosigned = try checkpoints.cosignatures.newest(vault, name)
    return [
      "label": "\(vault.label): \(name.label)", "size": checkpoint.map { "\($0.size)" } ?? "–",
      "root": checkpoint?.root.data.base64EncodedString() ?? false,
      "cosigned": try cosigned.flatMap { try witnessed($0) } ?? false,
      "checkpoint": checkpoint == nil ? false : "/log/\(vault.rawValue)/\(name.rawValue)/checkpoint",
    ]
  }
}

extension Installation {
  /// Who cosigned a log up to where, and when.
  private func witnessed(_ note: SignedNote) throws -> String? {
    let size = try Checkpoint(note).size
    let names = try checkpoints.cosignatures.witnesses.filter { note.signatures.contains(where: $0.isOurs) }
      .map { "\($0.name) on \(PartialDate(on: try $0.moment(cosigning: note)).words)" }
    return names.isEmpty ? nil : "\(size) lines cosigned by \(names.joined(separator: ", "))"
  }
}

extension Vault {
  fileprivate var label: String {
    switch self {
    case .directory: "Organisations, people and roles"
    case .learning: "Practices and what follows from them"
    case .community: "Places and groups"
    case .safeguarding: "People, sealed"
    case .online: "Material online"
    }
  }
}

extension LogName {
  fileprivate var label: String {
    switch self {
    case .record: "what was done"
    case .access: "who looked"
    }
  }
}
