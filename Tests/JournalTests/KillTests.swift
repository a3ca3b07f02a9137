import Foundation
import Journal
import JournalSQLite
import Kernel
import Testing

/// A writer killed at any moment: what it acknowledged stays, and nothing is there in part.
///
/// The seed is printed; `JOURNAL_SEED` gives it back, and `JOURNAL_KILLS` asks for more rounds.
struct KillTests {
  @Test func `a killed writer loses nothing that it acknowledged`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["JOURNAL_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)
    let rounds = environment["JOURNAL_KILLS"].flatMap(Int.init) ?? 20
    print("kill test: seed \(seed), \(rounds) rounds")
    var random = SeededRandom(seed)
    try await withFolder { folder in
      let file = folder.appending(path: "journal.sqlite")
      var acknowledged: Set<String> = []
      for round in 1...rounds {
        let tokens = try Self.appendAndKill(file, run: "run\(round)", after: random.below(150))
        acknowledged.formUnion(tokens)
        try await Self.check(file, holds: acknowledged)
      }
      #expect(acknowledged.count > 0)
    }
  }

  /// Runs a writer, kills it after some acknowledgements, and answers all that it acknowledged.
  private static func appendAndKill(_ file: URL, run: String, after count: Int) throws -> [String] {
    let probe = Process()
    probe.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "append-probe")
    probe.arguments = [file.path, run]
    let pipe = Pipe()
    probe.standardOutput = pipe
    try probe.run()
    var output = Data()
    while output.count(where: { $0 == 10 }) < count {
      let more = pipe.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      output.append(more)
    }
    #expect(probe.isRunning, "the writer stopped by itself")
    kill(probe.processIdentifier, SIGKILL)
    probe.waitUntilExit()
    output.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
    // A line that the kill cut short was acknowledged to nobody.
    return String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  private static func check(_ file: URL, holds acknowledged: Set<String>) async throws {
    // A kill before the first commit leaves no journal, or an empty one.
    let journal = try SQLiteJournal(file: file)
    let entries = try await journal.record.entries(after: 0, limit: .max)
    #expect(entries.map(\.position) == Array(0..<Int64(entries.count)).map { $0 + 1 })
    var sides: [String: Int] = [:]
    for entry in entries {
      let body = String(decoding: entry.body, as: UTF8.self)
      let token = body.trimmingCharacters(in: .whitespaces)
      let number = try #require(token.split(separator: "/").last.flatMap { Int($0) })
      #expect(body.utf8.count == token.utf8.count + number % 7 * 1000)
      sides[token, default: 0] += 1
    }
    #expect(sides.values.allSatisfy { $0 == 2 })
    #expect(acknowledged.subtracting(sides.keys).isEmpty)
    #expect(try await journal.record.verify().damage == nil)
    try journal.close()
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
