package import Foundation
import Kernel
import Platform

/// One restore for practice: what, when, how long and what came of it.
package struct Rehearsal: Codable, Equatable, Sendable {
  package let backup: String
  package let at: Date
  package let bytes: Int
  package let entries: Int64
  package let seconds: Double
  /// `restored`, or the code of what went wrong.
  package let outcome: String

  package var secondsPerGigabyte: Double { seconds / (Double(bytes) / 1e9) }

  package var words: String {
    let rate = (secondsPerGigabyte * 10).rounded() / 10
    let took = (seconds * 10).rounded() / 10
    return "rehearsal \(outcome): \(entries) entries, \(bytes) bytes in \(took) s, \(rate) s per GB"
  }
}

extension Upkeep {
  /// Restores a backup that was just made to a temporary place, verifies it there, removes it, and records what came
  /// of it in the data directory.
  ///
  /// - Throws: what the restore threw, once that is recorded; `Fault(.wrongKey)` where the signing key is not here.
  package static func rehearse(
    _ backup: BackupReport,
    of folder: DataFolder,
    _ settings: Settings,
    keys: [URL],
    now: Date = Date(),
    progress: @escaping Installation.Progress = { _, _ in }
  ) async throws -> Rehearsal {
    let place = KeyFiles(folder, settings)
    let book = RehearsalBook(folder)
    let signer = try place.signer(making: false)
    let scratch = try Scratch()
    var settings = settings
    settings[Settings.masterKeyFile] = place.masterFile.path
    settings[Settings.signingKeyFile] = place.signingFile.path
    var input = RestoreInput(records: URL(filePath: backup.records.file))
    input.keys = URL(filePath: backup.keys.file)
    input.registers = [URL(filePath: backup.erasures.file)]
    input.recipientKeys = keys
    let start = ContinuousClock.now
    func rehearsal(_ outcome: String, _ entries: Int64) -> Rehearsal {
      Rehearsal(
        backup: backup.backup,
        at: now,
        bytes: backup.records.bytes + backup.keys.bytes,
        entries: entries,
        seconds: start.duration(to: .now).seconds,
        outcome: outcome
      )
    }
    let done: Rehearsal
    do {
      let target = DataFolder(scratch.folder.appending(path: "data"))
      let report = try await restore(input, into: target, settings, progress: progress)
      done = rehearsal("restored", report.entries)
      try scratch.remove()
    } catch {
      try book.add(rehearsal((error as? Fault)?.code.rawValue ?? "failed", 0), signedBy: signer)
      throw error
    }
    try book.add(done, signedBy: signer)
    return done
  }
}
