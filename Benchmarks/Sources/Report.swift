import Foundation

/// Runs every measurement and sets the findings beside one another.
struct Report {
  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  func markdown() throws -> String {
    var rows: [String] = []
    let one = try beside(.rawOneByOne, [.oneWriter])
    let many = try beside(.rawInHundreds, [.manyWriters])
    rows.append(row("bare SQLite, one insert a commit", one[0], nil, nil))
    rows.append(row("append, 1 writer", one[1], one[1].rate / one[0].rate, 0.8))
    rows.append(row("bare SQLite, 100 inserts a commit", many[0], nil, nil))
    rows.append(row("append, 64 writers", many[1], many[1].rate / many[0].rate, 0.6))
    rows.append(row("append a thousand at a time, a million", try measure(.fill), nil, nil))
    rows.append(row("read a million", try measure(.read), nil, nil))
    let verify = try measure(.verify)
    rows.append(row("verify a million", verify, nil, nil))
    return (["| what | a second | of bare SQLite | goal | peak memory |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

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

  private func row(_ name: String, _ finding: Finding, _ share: Double?, _ goal: Double?) -> String {
    let rate = Int(finding.rate.rounded())
    let megabytes = Int(finding.megabytes.rounded())
    let of = share.map { String(format: "%.2f", $0) } ?? ""
    return "| \(name) | \(rate) | \(of) | \(goal.map { "\($0)" } ?? "") | \(megabytes) MB |"
  }
}
