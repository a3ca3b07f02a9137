import ArgumentParser
import Assembly
import Foundation
import Kernel

/// Destroys a person's key in every vault that holds one.
struct Erase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Destroy a person's key: what was sealed with it is gone for ever.",
    discussion: """
      The log keeps its shape and still verifies. A signed certificate says what was destroyed, what was searched for \
      afterwards, and what is out of reach. This cannot be undone.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The person's identifier, as their record shows it.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("The legal ground, in words; no personal data.", valueName: "text"))
  var ground: String

  @Option(help: "Only this vault.")
  var vault: Vault?

  @Option(help: ArgumentHelp("Write the certificate to this file.", valueName: "file"))
  var certificate: String?

  @Flag(name: .shortAndLong, help: "Erase without asking first.")
  var yes = false

  func run() async throws {
    guard yes || Console.confirm("Erase \(subject) for ever?") else {
      Console.complain("Nothing was erased. Add --yes to erase.")
      throw ExitCode(1)
    }
    try await common.opened(.writing) { installation in
      let report = try await installation.erase(subject, ground: ground, in: vault)
      if let certificate { try Console.write(Data(report.certificate.utf8), to: URL(filePath: certificate)) }
      try common.say(report, report.words)
    }
  }
}

/// Writes the register of erasures, to be kept apart from the backups.
struct Erasures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the register of erasures, which a restored backup must obey.",
    discussion:
      "Opaque identifiers, vaults and times, signed, beside a running server too. Keep it apart from the backups."
  )

  @OptionGroup var common: CommonOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "file")
  )
  var output = "-"

  func run() async throws {
    let file = output == "-" ? nil : URL(filePath: output)
    let (register, signed) = try await Upkeep.erasures(
      common.folder,
      common.loadSettings(),
      addingTo: file
    )
    guard file != nil else { return common.json ? try Console.write(register) : try Console.write(signed) }
    try common.say(register, "\(register.erasures.count) erasures, in \(output)")
  }
}

/// Checks the certificate of an erasure, and searches every byte again.
struct CheckErasure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erasure-check",
    abstract: "Check the certificate of an erasure: signature, logs, keys, and every byte again.",
    discussion:
      "Reads, beside a running server too, and changes nothing. Ends with 1 where anything does not hold."
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The certificate.", valueName: "file"))
  var file: String

  func run() async throws {
    let settings = try await common.loadSettings()
    let check = try await Upkeep.checkErasure(URL(filePath: file), common.folder, settings)
    try common.say(check, check.words)
    if !check.holds { throw ExitCode(1) }
  }
}
