import Analysis
import Foundation

/// What `Benchmarks/matching.py` and `Benchmarks/matching_weights.py` ask of the matching engine.
///
/// Records are lines of first name, last name, date of birth, two lines of an address, town and postcode,
/// parted by tabs. `levels RECORDS RECORDS PAIRS` prints how each pair of line numbers agrees; `link RECORDS
/// ASKED` what each record that is asked about is compared with; `million RECORDS ASKED` times questions
/// against an index in memory, `kept RECORDS ASKED DATABASE` against SQLite, where the whole package was
/// built.
@main
struct Matching {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let files = arguments.dropFirst().map { URL(fileURLWithPath: $0) }
    switch (arguments.first, files.count) {
    case ("levels", 3): try Levels(files[0], files[1]).show(files[2])
    case ("link", 2): try Linking(files[0]).link(files[1])
    case ("million", 2): try Linking(files[0]).time(files[1])
    #if canImport(GRDB)
    case ("kept", 3): try Kept(files[2]).time(files[0], files[1])
    #endif
    default: throw Usage()
    }
  }

  struct Usage: Error, CustomStringConvertible {
    var description: String {
      "levels RECORDS RECORDS PAIRS | link RECORDS ASKED | million RECORDS ASKED | kept …"
    }
  }
}

/// Records as lines of text.
struct Lines {
  let texts: [Substring]

  init(_ file: URL) throws {
    texts = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n",
      omittingEmptySubsequences: true
    )
  }

  static func person(_ line: Substring) -> ComparedPerson {
    let parts = line.split(separator: "\t", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
    let part = { (place: Int) in place < parts.count ? parts[place] : "" }
    return ComparedPerson(
      PersonDetails(
        given: part(0),
        family: part(1),
        birth: BirthDate(part(2)),
        address: PostalAddress(lines: [part(3), part(4)], town: part(5), postcode: part(6))
      )
    )
  }
}

/// Shows how pairs of records agree, for estimating weights.
struct Levels {
  private let first: [Substring]
  private let second: [Substring]

  init(_ first: URL, _ second: URL) throws {
    self.first = try Lines(first).texts
    self.second = try Lines(second).texts
  }

  /// The way their names were held against one another, and a level or a dash for each field.
  func show(_ pairs: URL) throws {
    print((["names"] + ComparedField.allCases.map { "\($0.rawValue):\($0.levels)" }).joined(separator: "\t"))
    for pair in try Lines(pairs).texts {
      let places = pair.split(separator: "\t").compactMap { Int($0) }
      let found = Comparison.closest(Lines.person(first[places[0]]), Lines.person(second[places[1]]))
      let levels = ComparedField.allCases.map { found.levels[$0].map(String.init) ?? "-" }
      print(([found.names.rawValue] + levels).joined(separator: "\t"))
    }
  }
}
