import ArgumentParser
import Assembly
import Foundation
import Kernel

/// Starts the server; makes the data directory where there is none.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the server; make the data directory where there is none.",
    discussion: "Without any account it prints a one-time link for the first administrator."
  )

  @OptionGroup var common: CommonOptions
  @OptionGroup var listen: ListenOptions

  func run() async throws {
    var settings = try await common.loadSettings()
    try listen.apply(to: &settings)
    let installation = try await Installation(
      common.folder,
      settings,
      for: .serving,
      progress: Console.progress("Reading the log")
    )
    try await Server(installation).run { address in
      let link = try await installation.firstAdministratorLink()
      try common.say(
        Started(address: address, links: link.map { [$0.at(address)] } ?? []),
        Started.words(address, link.map { [$0.at(address)] } ?? [])
      )
    }
  }
}

/// What `serve` and `demo` print once they listen.
struct Started: Encodable {
  let address: String
  let links: [SignInLink]

  static func words(_ address: String, _ links: [SignInLink]) -> String {
    guard !links.isEmpty else { return "Touchstone listens on \(address)" }
    let width = links.map(\.name.count).max() ?? 0
    let lines = links.map { link in
      "  \(link.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(link.address)"
    }
    return """
      Touchstone listens on \(address)

      Each of these links signs its holder in once and lets them choose a password:
      \(lines.joined(separator: "\n"))

      Stop it with Control-C.
      """
  }
}

/// Starts with the starter collection, a plainly fictional account for each role, and made-up cases.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start with the starter collection, a fictional account for each role and made-up cases.",
    discussion: "For trying it out. The accounts have no password: each is entered by a one-time link."
  )

  @OptionGroup var common: CommonOptions
  @OptionGroup var listen: ListenOptions

  @Option(
    help: ArgumentHelp(
      "How many made-up cases a directory gets that has none: three years of casework, on whose last day it starts.",
      valueName: "number"
    )
  )
  var cases = 2000

  @Flag(help: "Tell short stories: hardly a case comes to a panel. For directories of a million cases.")
  var brief = false

  func validate() throws {
    guard (0...10_000_000).contains(cases) else {
      throw ValidationError("The number of cases is between 0 and 10000000.")
    }
  }

  func run() async throws {
    // Only looked at: what is refused is not written to.
    if common.folder.exists {
      try await common.opened(.reading([.directory])) { try await $0.refuseWherePeopleAre() }
    }
    var settings = try await common.loadSettings()
    try listen.apply(to: &settings)
    settings[Settings.notice] =
      "The people here are made up. The practices are real, compiled from public sources."
    let installation = try await Installation(
      common.folder,
      settings,
      for: .serving,
      progress: Console.progress("Reading the log")
    )
    try await installation.loadStarterCollection(progress: Console.progress("Loading practices"))
    try await installation.makeDemonstrationAccounts()
    try await installation.makeDemonstrationCases(
      cases,
      areBrief: brief,
      progress: Console.progress("Making up cases")
    )
    try await Server(installation).run { address in
      let links = try await installation.demonstrationLinks().map { $0.at(address) }
      try common.say(Started(address: address, links: links), Started.words(address, links))
    }
  }
}
