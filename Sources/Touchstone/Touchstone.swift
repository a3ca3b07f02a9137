import ArgumentParser
import Assembly
import Foundation
import Kernel

/// The program: one command line for people and for scripts.
///
/// Exit codes: 0 done; 1 could not, with the reason; 2 the command line was wrong.
@main
struct Touchstone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "touchstone",
    abstract: "A depository of what prevents violent extremism, with proof of what it holds.",
    version: Installation.version,
    subcommands: [
      Serve.self, Demo.self, Import.self, Export.self, Verify.self, SignCheckpoints.self, Rebuild.self,
      Erase.self, CheckErasure.self, Erasures.self, KeepUp.self, BackupKey.self, Backup.self, Restore.self,
      RotateMaster.self, MakeSignInLink.self, KeepAdministrator.self,
      ListSettings.self, CheckProofs.self, RunWitness.self,
    ]
  )

  static func main() async {
    let asJSON = CommandLine.arguments.contains("--json")
    do {
      var command = try await parse()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(with: error, asJSON)
    }
  }

  private static func parse() async throws -> any ParsableCommand {
    try parseAsRoot()
  }

  /// Says why on standard error, and ends with the code that scripts go by.
  private static func leave(with error: any Error, _ asJSON: Bool) -> Never {
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    let code = exitCode(for: error)
    if code == .success {
      Foundation.exit(said { try Console.print(fullMessage(for: error)) } ? 0 : 1)
    }
    if code == .validationFailure {
      Console.complain(fullMessage(for: error))
      Foundation.exit(2)
    }
    let reason = Console.reason(error)
    let failure = Console.Failure(error: reason.text, code: reason.code)
    if !asJSON || !said({ try Console.write(failure) }) { Console.complain("touchstone: \(reason.text)") }
    Foundation.exit(1)
  }

  /// Whether an answer could be written.
  private static func said(_ answer: () throws -> Void) -> Bool {
    do {
      try answer()
      return true
    } catch {
      return false
    }
  }
}
