import ArgumentParser
import Assembly
import Foundation
import Kernel

/// Reads records from a CSV file: first a preview, then all or nothing.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read records from a CSV file: first a preview, then all or nothing.",
    subcommands: [Practices.self, Referrals.self]
  )

  struct Referrals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record referrals from a CSV file.",
      discussion: """
        Columns are those of the form; a person's values are said nowhere but in the record. Rows that are recorded \
        already, word for word, are left alone.
        """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The CSV file, UTF-8 with a header row.", valueName: "file"))
    var file: String

    @Flag(help: "Show what would be recorded, and change nothing.")
    var preview = false

    @Flag(name: .shortAndLong, help: "Record without asking first.")
    var yes = false

    func run() async throws {
      try await common.opened(preview ? .reading([.directory, .safeguarding]) : .writing) {
        try await read(into: $0)
      }
    }

    private func read(into installation: Installation) async throws {
      let plan = try await installation.planReferrals(of: URL(filePath: file))
      if preview || !plan.errors.isEmpty || plan.new.isEmpty {
        try common.say(plan.report, plan.words)
        guard !plan.errors.isEmpty else { return }
        Console.complain("Nothing is recorded while there are errors.")
        throw ExitCode(1)
      }
      if !yes {
        guard Console.canAsk else {
          try common.say(plan.report, plan.words)
          Console.complain("Nothing was recorded. Add --yes to record.")
          throw ExitCode(1)
        }
        Console.complain(plan.words)
        guard Console.confirm("Record \(plan.new.count) referrals?") else {
          Console.complain("Nothing was recorded.")
          throw ExitCode(1)
        }
      }
      let done = try await installation.carryOut(plan)
      try common.say(done, done.words)
    }
  }

  struct Practices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read practices from a CSV file, or undo such an import.",
      discussion: """
        Rows that were read before (the same source address and title) are left alone, so that a file can be \
        read again. Columns are those that `touchstone export practices` writes; any may be left out but the title.
        """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The CSV file, UTF-8 with a header row.", valueName: "file"))
    var file: String?

    @Flag(help: "Show what would be read, and change nothing.")
    var preview = false

    @Flag(name: .shortAndLong, help: "Read without asking first.")
    var yes = false

    @Flag(help: "Read the rows that are right, and leave out those that are not.")
    var skipErrors = false

    @Option(help: ArgumentHelp("Undo an import: its records are withdrawn.", valueName: "import"))
    var undo: String?

    @Option(help: ArgumentHelp("Why the import is undone.", valueName: "text"))
    var reason: String?

    func validate() throws {
      guard (file == nil) != (undo == nil) else {
        throw ValidationError("Give a CSV file to read, or --undo with the import to undo.")
      }
      if undo != nil, (reason ?? "").isEmpty {
        throw ValidationError("Say why with --reason.")
      }
    }

    func run() async throws {
      if let undo {
        return try await common.opened(.writing) { installation in
          let done = try await installation.undoImport(undo, reason: reason ?? "")
          try common.say(done, done.words)
        }
      }
      try await common.opened(preview ? .reading([.learning]) : .writing) { try await read(into: $0) }
    }

    private func read(into installation: Installation) async throws {
      let plan = try await installation.planImport(of: URL(filePath: file ?? ""))
      let isRefused = !plan.errors.isEmpty && !skipErrors
      if preview || isRefused || plan.new.isEmpty {
        try common.say(plan.report, plan.words)
        guard isRefused else { return }
        Console.complain("Nothing is imported while there are errors, unless you add --skip-errors.")
        throw ExitCode(1)
      }
      if !yes {
        guard Console.canAsk else {
          try common.say(plan.report, plan.words)
          Console.complain("Nothing was imported. Add --yes to import.")
          throw ExitCode(1)
        }
        Console.complain(plan.words)
        guard Console.confirm("Import \(plan.new.count) practices?") else {
          Console.complain("Nothing was imported.")
          throw ExitCode(1)
        }
      }
      let done = try await installation.carryOut(plan, progress: Console.progress("Importing"))
      try common.say(done, done.words)
    }
  }
}

/// Writes records to a file or to standard output.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write records to a file or to standard output.",
    subcommands: [Practices.self]
  )

  struct Practices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write practices as CSV or JSON; what is written can be imported again.",
      discussion: """
        Those that are published or compiled, with every field but the contacts, which no erasure could reach in a \
        file; attachments stay where they are.
        """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

    @OptionGroup var common: CommonOptions

    @Option(help: "csv or json.")
    var format = Format.csv

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write; - is standard output.", valueName: "file")
    )
    var output = "-"

    func run() async throws {
      let bytes = try await common.opened(.reading([.learning])) { installation in
        try await installation.exportPractices(asJSON: format == .json || common.json)
      }
      if output == "-" {
        try Console.write(bytes)
      } else {
        try Console.write(bytes, to: URL(filePath: output))
      }
    }
  }
}
