import Foundation
import JournalSQLite
import Kernel
import Keyring

/// What a look waits for: its line in the access log, on the disk before the answer goes out; beside bare SQLite that
/// inserts the same bytes.
struct AccessLines {
  private static let rounds = 5
  private static let lines = 400

  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  func markdown() async throws -> String {
    let sealing = try Keyring(
      file: folder.appending(path: "\(UUID().uuidString).keys.sqlite"),
      vault: .safeguarding,
      master: .random()
    ).sealing
    let subject = UUID().uuidString
    // The record's key is there before anybody looks.
    _ = try line(of: subject, words: true).append(sealing)
    var found: [String: [Double]] = [:]
    for _ in 0..<Self.rounds {
      found["bare", default: []] += try bare(line(of: subject, words: false))
      found["one", default: []] += try await looks(by: 1, at: subject, words: false, sealing)
      found["words", default: []] += try await looks(by: 1, at: subject, words: true, sealing)
      found["many", default: []] += try await looks(by: 16, at: subject, words: false, sealing)
    }
    let rows = [
      row("bare SQLite, one insert a commit", found["bare"]),
      row("a line, one person looking", found["one"], of: found["bare"]),
      row("a line with words, sealed", found["words"], of: found["bare"]),
      row("a line, 16 people looking at once", found["many"], of: found["bare"]),
    ]
    let head = ["| what | p50, ms | p99, ms | of bare SQLite, p50 |", "|---|---|---|---|"]
    return Self.head + (head + rows).joined(separator: "\n")
  }

  private static let head = """
    # What a look waits for

    Printed by `make bench-access`. Before anything of a sealed record is shown, a line of who looks, at what and what \
    for is on the disk. These are the milliseconds that this adds to an answer: from making the line to its commit, \
    with the tree over it. Bare SQLite runs between them in the same process, on the same disk, through its own interface: \
    the same bytes, one insert a transaction, write-ahead log, full synchronisation. \(rounds) rounds of \(lines) in \
    turn. The goal is less than 1 ms at the middle, for one person on an idle machine.


    """

  private func line(of subject: String, words: Bool) -> AccessLine {
    var line = AccessLine(.consultation, Reference(kind: "referral", id: subject), reason: "read")
    line.purpose = words ? Purpose.other : "screening"
    line.words = words ? Personal("Handover to the supervisor of the area", of: subject) : nil
    line.area = "E23000013"
    return line
  }

  private func bare(_ line: AccessLine) throws -> [Double] {
    let raw = try RawSQLite(file)
    defer { raw.close() }
    let body = [UInt8](try line.stored(EventCoder(.none)).body)
    return try (0..<Self.lines).map { _ in
      let start = ContinuousClock.now
      try raw.insert(body)
      return (ContinuousClock.now - start).seconds * 1000
    }
  }

  private func looks(
    by people: Int,
    at subject: String,
    words: Bool,
    _ sealing: Sealing
  ) async throws
    -> [Double]
  {
    let journal = try SQLiteJournal(file: file)
    let log = journal.access
    let found = try await withThrowingTaskGroup(of: [Double].self) { group in
      for person in 0..<people {
        group.addTask {
          var found: [Double] = []
          for _ in 0..<(Self.lines / people) {
            let start = ContinuousClock.now
            let append = try line(of: subject, words: words).append(sealing)
            try await log.append([append], Occasion(by: "account-\(person)", at: Date()))
            found.append((ContinuousClock.now - start).seconds * 1000)
          }
          return found
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    try journal.close()
    return found
  }

  private var file: URL { folder.appending(path: "\(UUID().uuidString).sqlite") }

  private func row(_ name: String, _ times: [Double]?, of bare: [Double]? = nil) -> String {
    let sorted = (times ?? []).sorted()
    func at(_ share: Double) -> Double { sorted.isEmpty ? 0 : sorted[Int(Double(sorted.count - 1) * share)] }
    let reference = (bare ?? []).sorted()
    let ratio = reference.isEmpty ? "" : String(format: "%.1f", at(0.5) / reference[reference.count / 2])
    return String(format: "| %@ | %.3f | %.3f | %@ |", name, at(0.5), at(0.99), ratio)
  }
}
