import Foundation
import GRDB
import Journal
import JournalSQLite
import Kernel

/// A closed journal with 300 entries in one log, claims, and checkpoints at 100 and 280.
struct TamperSample: Sendable {
  let file: URL
  let log: LogName
  let signer: NoteSigner
  /// The root, and the last checkpoint.
  let root: String
  let last: String

  /// One key for all: a forger's journal is held to the same.
  static func signer() throws -> NoteSigner { try NoteSigner(CheckpointTests.signerKey) }

  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: file.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  func verify(published: [String] = []) async throws -> LogReport {
    let journal = try SQLiteJournal(file: file, readOnly: true)
    let witness = Witness(origin: "log/\(log.rawValue)", verifier: signer.verifier, published: published)
    let report = try await journal.log(log).verify(witness)
    try journal.close()
    return report
  }

  /// Replaces this journal's checkpoints with those of another.
  func takeCheckpoints(from other: TamperSample) throws {
    try tamper(
      """
      ATTACH '\(other.file.path)' AS other;
      DELETE FROM record_checkpoint;
      INSERT INTO record_checkpoint SELECT * FROM other.record_checkpoint;
      """
    )
  }
}

/// Makes a sample; `changing` gives one entry another body.
func withSample(
  _ name: LogName,
  count: Int = 300,
  changing changed: Int? = nil,
  _ body: (TamperSample) async throws -> Void
) async throws {
  try await withFolder { folder in
    let file = folder.appending(path: "journal.sqlite")
    let journal = try SQLiteJournal(file: file)
    let log = journal.log(name)
    let signer = try TamperSample.signer()
    var last = ""
    for number in 1...count {
      let stream = StreamName("note", ["a", "b", "c"][number % 3])
      let claims: [StoredClaim] = number == 100 ? [.take(1), .take(2, in: "other")] : []
      let text = String(repeating: "entry \(number) ", count: 20) + (number == changed ? "changed" : "")
      let append = Append(to: stream, expecting: (number - 1) / 3, [.noted(text, claims: claims)])
      try await log.append([append], .test)
      guard [100, 280].contains(number) else { continue }
      last = try await log.signCheckpoint("log/\(name.rawValue)", by: signer)?.serialized ?? ""
    }
    let root = try await log.head().root.base64EncodedString()
    try journal.close()
    try await body(TamperSample(file: file, log: name, signer: signer, root: root, last: last))
  }
}
