import Foundation

/// Runs every measurement and sets the findings beside one another.
struct Report {
  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  func markdown() throws -> String {
    let one = try beside(.rawOneByOne, [.oneWriter, .oneSealedWriter])
    let many = try beside(.rawInHundreds, [.rawRows, .manyWriters, .manySealedWriters])
    let rows = try [
      row("bare SQLite, one insert a commit", one[0]),
      row("append, 1 writer", one[1], of: one[0], goal: 0.8),
      row("append, 1 writer, sealed", one[2], of: one[0], goal: 0.8),
      row("bare SQLite, 100 inserts a commit", many[0]),
      row("bare SQLite, the journal's rows and indexes, 64 a commit", many[1], of: many[0]),
      row("append, 64 writers", many[2], of: many[0], goal: 0.6),
      row("append, 64 writers, sealed", many[3], of: many[0], goal: 0.6),
      row("seal a new subject's first value", measure(.newSubjects)),
      row("append a thousand at a time, a million", measure(.fill)),
      row("read a million", measure(.read)),
      row("verify a million", measure(.verify), goal: "300000"),
      row("make a receipt from a million", measure(.receipt)),
      row("audit a receipt", measure(.audit)),
      row("audit a receipt beside a million", measure(.auditBeside)),
      row("rebuild from a million", measure(.rebuild), goal: "100000, under 300 MB"),
    ]
    return Self.head
      + (["| what | a second | of bare SQLite | goal | peak memory |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

  private static let head = """
    # Performance

    Printed by `make bench`. Bare SQLite runs in the same minutes on the same disk, through its own interface: the same \
    page size, write-ahead log, full synchronisation and bodies of 600 bytes, and no index, no tree and nothing to look \
    for. Figures beside it are the middle one of three rounds in turn. A share below its goal is below it: an append \
    writes about four pages where a bare insert writes one or two (the entry, the index of its stream, the head, and \
    the names of new streams), and hashes the entry into the tree. What 64 writers could reach at most is shown by bare \
    SQLite that puts the same rows into the same tables, and does nothing else. A receipt is audited from its file, with the key alone; and beside a log of a \
    million entries that goes on from the receipt's checkpoint at half as many, which is proved by the tiles that it \
    needs. A thousand a second is a millisecond each.


    """

  /// Several measurements in turn, three times over: each one's middle finding.
  private func beside(_ first: Measure, _ others: [Measure]) throws -> [Finding] {
    let all = [first] + others
    let rounds = try (0..<3).map { _ in try all.map(measure) }
    return all.indices.map { place in rounds.map { $0[place] }.sorted { $0.rate < $1.rate }[1] }
  }

  private func measure(_ measure: Measure) throws -> Finding {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["measure", measure.rawValue, folder.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(Finding.self, from: output)
  }

  private func row(_ name: String, _ finding: Finding, of bare: Finding, goal: Double? = nil) -> String {
    let share = String(format: "%.2f", finding.rate / bare.rate)
    return row(name, finding, share: share, goal: goal.map { "\($0)" } ?? "")
  }

  private func row(_ name: String, _ finding: Finding, share: String = "", goal: String = "") -> String {
    let rate = Int(finding.rate.rounded())
    let megabytes = Int(finding.megabytes.rounded())
    return "| \(name) | \(rate) | \(share) | \(goal) | \(megabytes) MB |"
  }
}
