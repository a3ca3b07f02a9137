import ArgumentParser
import Auditing
import Foundation
import Journal
import Kernel

/// Looks at logs from outside, and cosigns where they only grew.
struct RunWitness: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Cosign checkpoints of logs that only grew; refuse a fork or a rollback.",
    discussion: """
      To be run by somebody else than the operator, on another machine. The folder holds the witness's key, which is \
      secret, witness.pub, which auditors need, what it cosigned last, what it refused, and the newest cosigned \
      checkpoints. Ends with 1 where it refused anything, and says what; with --every it goes on.

      With --listen it waits instead until logs send their checkpoints, as C2SP tlog-witness has it (POST \
      /add-checkpoint); then the logs are named by their origins, such as touchstone.example/learning/record.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Addresses such as https://touchstone.example/log/learning/record, folders of tiles, or origins.",
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

  @Option(
    help: ArgumentHelp("Wait on this port, on loopback, for checkpoints that logs send.", valueName: "port")
  )
  var listen: Int?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    guard listen == nil || (every == nil && !handBack) else {
      throw ValidationError("--listen waits for logs; --every and --hand-back ask them.")
    }
    guard every ?? 0 >= 0 else { throw ValidationError("--every is a number of seconds.") }
    guard !handBack || logs.allSatisfy({ $0.contains("://") }) else {
      throw ValidationError("--hand-back needs addresses: a folder takes nothing.")
    }
  }

  func run() async throws {
    let key = try PublishedKey.read(key)
    if let listen { return try await wait(on: listen, key) }
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

  private struct Waiting: Encodable { let address: String }

  private func wait(on port: Int, _ key: NoteVerifier) async throws {
    let folder = URL(filePath: state, directoryHint: .isDirectory)
    let server = WitnessServer(cosigner: try Cosigner(folder, name: name), origins: Set(logs), key: key)
    let answer = answer
    try await server.run(port: port) { address in
      try answer.say(Waiting(address: address), "The witness waits on \(address)")
    }
  }
}
