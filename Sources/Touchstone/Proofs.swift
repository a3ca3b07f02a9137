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

/// Looks at logs from outside, and cosigns where they only grew.
struct RunWitness: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Cosign checkpoints of logs that only grew; refuse a fork or a rollback.",
    discussion: """
      To be run by somebody else than the operator, on another machine. The folder holds the witness's key, which is \
      secret, witness.pub, which auditors need, what it cosigned last, what it refused, and the newest cosigned \
      checkpoints. Ends with 1 where it refused anything, and says what; with --every it goes on.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Addresses such as https://touchstone.example/log/learning/record, or folders of tiles.",
      valueName: "log"
    )
  )
  var logs: [String]

  @Option(help: ArgumentHelp("The logs' published key, or a file that holds it.", valueName: "key"))
  var key: String

  @Option(help: ArgumentHelp("The witness's own folder.", valueName: "folder"))
  var state = "./witness"

  @Option(
    help: ArgumentHelp("Begin a new witness of this name, such as witness.example/w1.", valueName: "name")
  )
  var name: String?

  @Flag(help: "Give each log its cosignature, to offer it to others.")
  var handBack = false

  @Option(help: ArgumentHelp("Look again after so many seconds, until it is stopped.", valueName: "seconds"))
  var every: Int?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    guard every ?? 0 >= 0 else { throw ValidationError("--every is a number of seconds.") }
    guard !handBack || logs.allSatisfy({ $0.contains("://") }) else {
      throw ValidationError("--hand-back needs addresses: a folder takes nothing.")
    }
  }

  func run() async throws {
    let key = try PublishedKey.read(key)
    let logs = try logs.map { log -> any PublishedLog in
      guard log.contains("://") else { return LogFolder(URL(filePath: log, directoryHint: .isDirectory)) }
      return try LogAddress(log)
    }
    let folder = URL(filePath: state, directoryHint: .isDirectory)
    let cosigner = try Cosigner(folder, name: name)
    while true {
      let report = await cosigner.look(
        at: logs,
        signedBy: key,
        keepingIn: folder.appending(path: "cosigned"),
        handsBack: handBack
      )
      try answer.say(report, report.words)
      guard let every else {
        if !report.isWhole { throw ExitCode(1) }
        return
      }
      try await Task.sleep(for: .seconds(every))
    }
  }
}
