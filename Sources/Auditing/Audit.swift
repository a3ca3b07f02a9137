package import Foundation
package import Journal
import JournalSQLite
import Kernel

/// Checks, with nothing but a log's published key, what somebody outside holds of it.
package struct Audit: Sendable {
  package enum Subject: Sendable {
    /// A copy of a journal's file, which is only read.
    case journal(URL)
    /// Tiles that were downloaded: all of them are read.
    case folder(URL)
    /// Where the log is offered: as many tiles are asked for as are needed.
    case offered(any PublishedLog)
  }

  package var key: NoteVerifier
  /// Witnesses that must have cosigned.
  package var cosigners: [NoteVerifier] = []
  package var subject: Subject?
  /// Files of checkpoints that were kept.
  package var older: [URL] = []
  /// Files of receipts.
  package var receipts: [URL] = []

  package init(key: NoteVerifier) { self.key = key }

  /// - Throws: ``Fault`` where a journal cannot be opened; whatever does not hold is in the report.
  package func run() async throws -> AuditReport {
    guard case .journal(let file) = subject else { return await report(on: nil) }
    let journal = try SQLiteJournal(file: file, readOnly: true)
    let report = await report(on: journal)
    try journal.close()
    return report
  }

  private func report(on journal: SQLiteJournal?) async -> AuditReport {
    var bench = AuditBench(key: key, cosigners: cosigners)
    if let journal { await take(journal, &bench) }
    await take(subject, &bench)
    for file in older {
      await bench.take(file.lastPathComponent) { bench in
        for note in SignedNote.several(try SmallFile.text(file)) {
          try await bench.compare(SignedNote(parsing: note), file.lastPathComponent)
        }
      }
    }
    for file in receipts {
      await bench.take(file.lastPathComponent) { bench in
        try await bench.take(Receipt(parsing: SmallFile.text(file)), file.lastPathComponent)
      }
    }
    return AuditReport(bench.findings, limits: limits)
  }

  private func take(_ subject: Subject?, _ bench: inout AuditBench) async {
    switch subject {
    case nil, .journal: break
    case .folder(let folder):
      let log = LogFolder(folder)
      await bench.take(log.place) { bench in
        let tree = try await bench.take(log)
        try await tree.recompute()
        bench.hold(log.place, "every tile was read, and the tree is that of the checkpoint")
      }
    case .offered(let log):
      await bench.take(log.place) { _ = try await $0.take(log) }
    }
  }

  private func take(_ journal: SQLiteJournal, _ bench: inout AuditBench) async {
    for name in LogName.allCases {
      let log = JournalLog(log: journal.log(name), file: journal.file)
      await bench.take(log.place) { bench in
        guard try await log.log.head().size > 0 else { return bench.hold(log.place, "holds nothing yet") }
        let tree = try await bench.take(log)
        let report = try await log.log.verify(Witness(origin: tree.checkpoint.origin, verifier: key))
        if let damage = report.damage { throw Fault(.damagedLog, damage.words) }
        bench.hold(log.place, "all \(report.size) entries were read, and the tree is theirs")
      }
    }
  }

  private var limits: [String] {
    var limits: [String] = []
    if subject == nil {
      limits.append("whether the log still holds what the receipts are of; give it with --log")
    }
    if case .offered = subject { limits.append("every tile; --save reads and keeps them all") }
    if cosigners.isEmpty {
      limits.append(
        "whether others are shown the same log; compare checkpoints that were kept elsewhere (--against), or ask "
          + "for the cosignature of a witness (--cosigner)"
      )
    }
    return limits
  }
}

extension SignedNote {
  /// The notes of a file that may hold several, as those in `checkpoints/` do.
  static func several(_ text: String) -> [String] {
    text.components(separatedBy: "\n%\n").filter { !$0.isEmpty }
  }
}
