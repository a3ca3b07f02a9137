import ArgumentParser
import Auditing
import Foundation
import Journal
import Kernel

/// Checks what somebody outside holds of a log; needs nothing of the operator's but the published key.
struct CheckProofs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check receipts, checkpoints and copies of a log with nothing but its published key.",
    discussion: """
      Works without a network, on files that were downloaded; only with an address does it ask the log. Reads, and \
      changes nothing. Ends with 1 where anything does not hold, and says what.
      """
  )

  @Argument(help: ArgumentHelp("Receipts, as a history offers them.", valueName: "receipt"))
  var receipts: [String] = []

  @Option(help: ArgumentHelp("The log's published key, or a file that holds it.", valueName: "key"))
  var key: String

  @Option(
    help: ArgumentHelp(
      "The log itself: a copy of journal.sqlite, a folder of tiles, or an address such as "
        + "https://touchstone.example/log/learning/record.",
      valueName: "log"
    )
  )
  var log: String?

  @Option(
    help: ArgumentHelp("A file of checkpoints kept before: the log must go on from them.", valueName: "file")
  )
  var against: [String] = []

  @Option(help: ArgumentHelp("The key of a witness that must have cosigned, or its file.", valueName: "key"))
  var cosigner: [String] = []

  @Option(
    help: ArgumentHelp(
      "Download every tile from the address into this folder, and read all.",
      valueName: "folder"
    )
  )
  var save: String?

  @OptionGroup var answer: AnswerOptions

  private var isAddress: Bool { log?.contains("://") == true }

  func validate() throws {
    guard log != nil || !receipts.isEmpty || !against.isEmpty else {
      throw ValidationError("Give a receipt, a log with --log, or a checkpoint with --against.")
    }
    guard save == nil || isAddress else {
      throw ValidationError("--save downloads from an address: give one with --log.")
    }
  }

  func run() async throws {
    var audit = Audit(key: try PublishedKey.read(key))
    audit.cosigners = try cosigner.map { try PublishedKey.read($0, for: .cosignature) }
    audit.subject = try await subject()
    audit.older = against.map { URL(filePath: $0) }
    audit.receipts = receipts.map { URL(filePath: $0) }
    let report = try await audit.run()
    try answer.say(report, report.words)
    if !report.isWhole { throw ExitCode(1) }
  }

  private func subject() async throws -> Audit.Subject? {
    guard let log else { return nil }
    if isAddress {
      let address = try LogAddress(log)
      guard let save else { return .offered(address) }
      let folder = URL(filePath: save, directoryHint: .isDirectory)
      try await LogFolder(folder).keep(address)
      return .folder(folder)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: log, isDirectory: &isFolder) else {
      throw Fault(.incomplete, "there is no log at \(log)")
    }
    return isFolder.boolValue ? .folder(URL(filePath: log)) : .journal(URL(filePath: log))
  }
}
