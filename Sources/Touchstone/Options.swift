import ArgumentParser
import Assembly
import Foundation
import Kernel

/// How every subcommand answers.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Answer with one JSON document on standard output.")
  var json = false

  /// Says a result as JSON where asked, else in words.
  func say(_ value: some Encodable, _ words: @autoclosure () -> String) throws {
    if json { try Console.write(value) } else { try Console.print(words()) }
  }
}

/// What every subcommand takes that works on a data directory.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The data directory.", valueName: "directory"))
  var data = "./data"

  @Option(help: ArgumentHelp("A JSON file of settings; see `touchstone settings`.", valueName: "file"))
  var settings: String?

  @OptionGroup var answer: AnswerOptions

  var json: Bool { answer.json }

  var folder: DataFolder { DataFolder(URL(filePath: data, directoryHint: .isDirectory)) }

  func loadSettings() async throws -> Settings {
    let file = settings ?? ProcessInfo.processInfo.environment["TOUCHSTONE_SETTINGS"]
    return try await Settings(
      file: file.map { URL(filePath: $0) },
      environment: ProcessInfo.processInfo.environment
    )
  }

  /// Opens an existing data directory, and closes it whatever becomes of it.
  func opened<Result>(
    _ purpose: Installation.Purpose,
    _ body: (Installation) async throws -> Result
  ) async throws -> Result {
    let installation = try await Installation(
      folder,
      loadSettings(),
      for: purpose,
      progress: Console.progress("Reading the log")
    )
    let result: Result
    do {
      result = try await body(installation)
    } catch {
      try await installation.close()
      throw error
    }
    try await installation.close()
    return result
  }

  func say(_ value: some Encodable, _ words: @autoclosure () -> String) throws {
    try answer.say(value, words())
  }
}

/// How and where to listen.
struct ListenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host: String?

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "number"))
  var port: Int?

  @Option(help: ArgumentHelp("The folder with the stylesheet and script.", valueName: "folder"))
  var assets: String?

  func apply(to settings: inout Settings) throws {
    if let host { settings[Settings.host] = host }
    if let port {
      guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
      settings[Settings.port] = port
    }
    if let assets { settings[Settings.assets] = assets }
  }
}

extension Vault: ExpressibleByArgument {}
