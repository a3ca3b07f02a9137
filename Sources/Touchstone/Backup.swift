import ArgumentParser
import Assembly
import Foundation
import Kernel

/// Makes a pair of keys for backups.
struct BackupKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup-key",
    abstract: "Make a pair of keys for backups: the server seals to the one, the other opens.",
    discussion:
      "Prints the recipient, for --recipient or the setting backup.recipients. Make it away from the server."
  )

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The new file for the key that opens backups.", valueName: "file")
  )
  var output: String

  @Flag(help: "Answer with one JSON document on standard output.")
  var json = false

  func run() async throws {
    let made = try Upkeep.makeBackupKey(in: URL(filePath: output))
    if json { try Console.write(made) } else { try Console.print(made.words) }
  }
}

/// Writes a backup beside a running server.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write an encrypted backup, beside a running server: records, keys and erasures apart.",
    discussion: """
      Three files in one folder. The keys are to expire first: a person is erased from the backups once every archive \
      of keys is gone that was made before. Copies wait in the temporary folder (TMPDIR) until they are sealed.
      """
  )

  @OptionGroup var common: CommonOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the files.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("To whom it is sealed; may be given again.", valueName: "recipient"))
  var recipient: [String] = []

  @Option(help: ArgumentHelp("To whom the keys are sealed, if to somebody else.", valueName: "recipient"))
  var keysRecipient: [String] = []

  @Flag(help: "Restore it to a temporary place, verify it there, and record what came of it.")
  var rehearse = false

  @Option(
    help: ArgumentHelp("The key that opens it, for a rehearsal; may be given again.", valueName: "file")
  )
  var recipientKey: [String] = []

  func validate() throws {
    guard rehearse != recipientKey.isEmpty else {
      throw ValidationError("--rehearse needs --recipient-key, and nothing else does.")
    }
  }

  func run() async throws {
    let settings = try await common.loadSettings()
    var report = try await Upkeep.backup(
      common.folder,
      settings,
      into: URL(filePath: output, directoryHint: .isDirectory),
      records: recipient,
      keys: keysRecipient
    )
    if rehearse {
      do {
        report.rehearsal = try await rehearsal(of: report, settings)
      } catch {
        Console.complain("The backup is written, and its rehearsal failed: \(report.records.file)")
        throw error
      }
    }
    try common.say(report, report.words)
  }

  private func rehearsal(of report: BackupReport, _ settings: Settings) async throws -> Rehearsal {
    try await Upkeep.rehearse(
      report,
      of: common.folder,
      settings,
      keys: recipientKey.map { URL(filePath: $0) },
      progress: Console.progress("Verifying")
    )
  }
}

/// Restores a backup into an empty directory.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restore a backup into an empty directory, verify it, and erase again who was erased.",
    discussion: """
      Where anything fails nothing is left in the directory. Without the keys the records are restored and what was \
      sealed for a person stays closed.
      """
  )

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("The archive of the records.", valueName: "file"))
  var records: String

  @Option(help: ArgumentHelp("The archive of the keys.", valueName: "file"))
  var keys: String?

  @Option(help: ArgumentHelp("The key that opens them; may be given again.", valueName: "file"))
  var recipientKey: [String]

  @Option(help: ArgumentHelp("The newest register of erasures; may be given again.", valueName: "file"))
  var erasures: [String] = []

  @Flag(
    help: "Obey registers that older programs wrote without a signature, once somebody has looked at them."
  )
  var unsignedErasures = false

  @Flag(help: "Say that nobody was erased since the backup, where there is no newer register.")
  var nobodyErasedSince = false

  @Option(help: ArgumentHelp("The folder with master.key and signing.key.", valueName: "folder"))
  var secrets: String?

  func run() async throws {
    var input = RestoreInput(records: URL(filePath: records))
    input.keys = keys.map { URL(filePath: $0) }
    input.recipientKeys = recipientKey.map { URL(filePath: $0) }
    input.registers = erasures.map { URL(filePath: $0) }
    input.takesUnsignedRegisters = unsignedErasures
    input.nobodyErasedSince = nobodyErasedSince
    input.secrets = secrets.map { URL(filePath: $0, directoryHint: .isDirectory) }
    let report = try await Upkeep.restore(
      input,
      into: common.folder,
      common.loadSettings(),
      progress: Console.progress("Verifying")
    )
    try common.say(report, report.words)
  }
}
