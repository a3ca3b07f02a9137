import Archives
package import Foundation
import Kernel
import Keyring
import Platform

/// What `touchstone backup` wrote.
package struct BackupReport: Codable, Sendable {
  package struct Written: Codable, Sendable {
    package let file: String
    package let bytes: Int

    var words: String { "\(file)  \(bytes) bytes" }
  }

  package let backup: String
  package let made: Date
  package let records: Written
  package let keys: Written
  package let erasures: Written
  package let seconds: Double
  /// Nil where none was asked for.
  package var rehearsal: Rehearsal?

  package var words: String {
    ([
      "records   \(records.words)", "keys      \(keys.words)", "erasures  \(erasures.words)",
      "Keep the three in three places, and let the keys expire first.",
    ] + [rehearsal?.words].compactMap { $0 }).joined(separator: "\n")
  }
}

/// A new pair, of which the program keeps nothing.
package struct BackupKeyReport: Codable, Sendable {
  package let recipient: String
  package let file: String

  package var words: String {
    """
    \(recipient)
    The key is in \(file). Take it away from here: whoever has it reads what is sealed to this recipient.
    """
  }
}

extension Upkeep {
  /// Makes a pair of keys for backups: the private half goes into a new file.
  package static func makeBackupKey(in file: URL) throws -> BackupKeyReport {
    let key = try RecipientKey.make()
    try SecretFile.write(key.text + "\n", to: file)
    return BackupKeyReport(recipient: key.recipient.text, file: file.path)
  }

  /// Writes the archives of a backup into a folder, beside a running server too.
  ///
  /// - Parameters:
  ///   - records: To whom the records are sealed; none takes the setting.
  ///   - keys: To whom the keys are sealed; none takes the setting, and then those of the records.
  /// - Throws: ``Fault`` in words; nothing is then left in the folder.
  package static func backup(
    _ folder: DataFolder,
    _ settings: Settings,
    into output: URL,
    records: [String] = [],
    keys: [String] = [],
    now: Date = Date()
  ) async throws -> BackupReport {
    try folder.check()
    let recipients = try settings.recipients(records: records, keys: keys)
    let start = ContinuousClock.now
    // Wrapped by two master keys, keys would be opened by neither.
    let keysAsTheyAre = try KeyLock(folder, for: .copying)
    defer { withExtendedLifetime(keysAsTheyAre) {} }
    guard !FileManager.default.fileExists(atPath: KeyFiles(folder, settings).newMasterFile.path) else {
      throw Fault(
        .incomplete,
        "a change of the master key was interrupted: end it with touchstone rotate-master, then make the backup"
      )
    }
    let scratch = try Scratch()
    let snapshot = try await Snapshot(of: folder, settings, scratch)
    let files = BackupFiles(in: output, now)
    let id = Identifier.make()
    func manifest(_ kind: Manifest.Kind) -> Manifest {
      Manifest(
        kind,
        backup: id,
        made: now,
        program: Installation.version,
        logName: settings[Settings.logName]
      )
    }
    let sizes = try files.write(
      records: { try Archive.write(manifest(.records), snapshot.records, to: $0, for: recipients.records) },
      keys: { try Archive.write(manifest(.keys), snapshot.keys, to: $0, for: recipients.keys) },
      erasures: { try snapshot.register.write(to: $0, options: .atomic) }
    )
    try scratch.remove()
    return BackupReport(
      backup: id,
      made: manifest(.records).made,
      records: .init(file: files.records.path, bytes: sizes.records),
      keys: .init(file: files.keys.path, bytes: sizes.keys),
      erasures: .init(file: files.erasures.path, bytes: snapshot.register.count),
      seconds: start.duration(to: .now).seconds
    )
  }
}

/// The three files of one backup, named after when it was made.
private struct BackupFiles {
  let records: URL
  let keys: URL
  let erasures: URL

  init(in output: URL, _ now: Date) {
    let stamp = now.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    func file(_ part: String) -> URL { output.appending(path: "touchstone-\(stamp)-\(part)") }
    (records, keys, erasures) = (file("records"), file("keys"), file("erasures.txt"))
  }

  /// Writes all or none; what another backup wrote there stays.
  func write(
    records writeRecords: (URL) throws -> Int,
    keys writeKeys: (URL) throws -> Int,
    erasures writeErasures: (URL) throws -> Void
  ) throws -> (records: Int, keys: Int) {
    let files = FileManager.default
    guard !files.fileExists(atPath: erasures.path) else {
      throw Fault(.storage, "\(erasures.path) is there already, and is not replaced")
    }
    var written: [URL] = []
    do {
      let recordsSize = try writeRecords(records)
      written.append(records)
      let keysSize = try writeKeys(keys)
      written.append(keys)
      try writeErasures(erasures)
      return (recordsSize, keysSize)
    } catch {
      for file in written { try files.removeItem(at: file) }
      throw error
    }
  }
}
