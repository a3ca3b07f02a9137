import ArgumentParser
import Assembly
import Foundation
import Kernel

/// Recomputes every leaf and the tree of each log, and checks its checkpoints.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recompute every leaf and the tree of each log, and check the checkpoints.",
    discussion: "Ends with 1 where anything does not fit, and names the first bad position."
  )

  @OptionGroup var common: CommonOptions

  @Option(help: "Only this vault: directory, learning, community, safeguarding or online.")
  var vault: Vault?

  func run() async throws {
    let settings = try await common.loadSettings()
    let report = try await Upkeep.verify(
      common.folder,
      settings,
      vault: vault,
      progress: Console.progress("Verifying")
    )
    try common.say(report, report.words)
    if !report.isWhole { throw ExitCode(1) }
  }
}

/// Signs a checkpoint of each log now.
struct SignCheckpoints: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign a checkpoint of each log that has grown, and say the newest of each.",
    discussion: """
      The server must be stopped; while it runs it signs by itself, every so many minutes and whenever somebody asks \
      for a receipt. The files lie in checkpoints/: copy them to where nobody who writes the database can.
      """
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await common.opened(.writing) { installation in
      let report = try await installation.newestCheckpoints()
      try common.say(report, report.words)
    }
  }
}

/// Folds every view anew from the log, beside the live file.
struct Rebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Fold every view anew from the log.")

  @OptionGroup var common: CommonOptions

  @Option(help: "Only this vault.")
  var vault: Vault?

  func run() async throws {
    try await common.opened(.writing) { installation in
      let report = try await installation.rebuild(vault, progress: Console.progress("Rebuilding"))
      try common.say(report, report.words)
    }
  }
}

/// Does what modules do by themselves, now.
struct KeepUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upkeep",
    abstract: "Do what is done daily, now: erase what the rules of retention say, and what each module does.",
    discussion: """
      The server must be stopped; while it runs it does so by itself, every hour. Who is erased by a rule cannot be \
      got back; what somebody decided to keep, or holds, is passed over. Ends with 1 where anything could not be done.
      """
  )

  @OptionGroup var common: CommonOptions

  @Flag(
    name: .customLong("run"),
    help: "Do it, and believe the clock however far it has gone on since the last entry."
  )
  var isRun = false

  func validate() throws {
    guard isRun else { throw ValidationError("Add --run to do it.") }
  }

  func run() async throws {
    try await common.opened(.writing) { installation in
      let report = try await installation.keepUp(trusting: true)
      try common.say(report, report.words)
      if !report.isWhole { throw ExitCode(1) }
    }
  }
}

/// Wraps every key by a new master key.
struct RotateMaster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-master",
    abstract: "Wrap every person's key by a new master key.",
    discussion: "The server must be stopped. Interrupted, it is run again. Nothing that is sealed changes."
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let report = try Upkeep.rotateMaster(common.folder, try await common.loadSettings())
    try common.say(report, report.words)
  }
}

/// Makes a one-time link for somebody who has an account.
struct MakeSignInLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in-link",
    abstract: "Make a one-time link by which somebody who has an account chooses a password.",
    discussion: "The server must be stopped. Hand the link over yourself: whoever opens it is that person."
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The e-mail address of the account.", valueName: "address"))
  var email: String

  func run() async throws {
    try await common.opened(.writing) { installation in
      let link = try await installation.signInLink(for: email)
      try common.say(link, "\(link.name)  \(link.address)")
    }
  }
}

/// Keeps the role of an administrator whom nobody is left to review.
struct KeepAdministrator: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep-administrator",
    abstract: "Review the role of an administrator whom nobody is left to review, and keep it.",
    discussion: "The server must be stopped. It stands in their history as done by the operator."
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The e-mail address of the account.", valueName: "address"))
  var email: String

  private struct Kept: Encodable { let kept: Int }

  func run() async throws {
    try await common.opened(.writing) { installation in
      let kept = try await installation.keepAdministrator(email)
      try common.say(Kept(kept: kept), "Kept \(kept) role\(kept == 1 ? "" : "s") of \(email).")
    }
  }
}

/// Lists every setting, its value here and what it means.
struct ListSettings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "List every setting, its value here and what it means."
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let lines = try await common.loadSettings().lines
    let words = lines.map { line in
      "\(line.key) = \(line.value)\(line.isGiven ? "" : "  (default)")\n    \(line.meaning). \(line.environment)"
    }
    try common.say(lines, words.joined(separator: "\n"))
  }
}
