import Foundation
import GRDB
import JournalSQLite
import Kernel
import Projection

/// What the plan of an erasure waits for: the entries that name one person, found by the index, and by reading every
/// body that there is.
struct ErasurePlans {
  private static let sizes = [100_000, 1_000_000]
  private static let rounds = 5
  /// Bytes sealed in each of the two values of an entry.
  private static let sealed = 700

  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  func markdown() async throws -> String {
    var rows: [String] = []
    for size in Self.sizes { rows.append(try await row(size)) }
    let head = [
      "| entries | GB | the index is folded, s | found by the index, ms | by reading every body, s |",
      "|---|---|---|---|---|",
    ]
    return Self.head + (head + rows).joined(separator: "\n")
  }

  private static let head = """
    # What the plan of an erasure waits for

    Printed by `make bench-erasing`: the middle of \(rounds) rounds. Every entry holds two sealed values of a person of its \
    own. The index is a view, folded once and then with each entry; the plan asks it for the entries of one person and \
    reads those. Beside it what it took before there was an index: every body of the log, searched by SQLite.


    """

  private func row(_ size: Int) async throws -> String {
    let file = folder.appending(path: "\(size).sqlite")
    let journal = try SQLiteJournal(file: file)
    let subjects = try await fill(journal, size)
    let start = ContinuousClock.now
    let views = try await ViewRunner(
      vault: .safeguarding,
      views: [SubjectIndex.self],
      log: journal.record,
      sealing: .none,
      file: folder.appending(path: "\(size).views")
    )
    let folded = (ContinuousClock.now - start).seconds
    var (found, read): ([Double], [Double]) = ([], [])
    for subject in subjects {
      found.append(
        try await timed {
          let places = try await views.read { try SubjectIndex.positions(of: subject, in: $0) }
          guard try await journal.record.entries(at: places).count == 1 else { throw Missing() }
        }
      )
      read.append(try await timed { try scan(file, subject) })
    }
    try await views.close()
    try journal.close()
    let bytes = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    return String(
      format: "| \(size) | %.2f | %.1f | %.2f | %.2f |",
      Double(bytes) / 1e9,
      folded,
      found.sorted()[Self.rounds / 2] * 1000,
      read.sorted()[Self.rounds / 2]
    )
  }

  private struct Missing: Error {}

  /// Gives some of the people, spread over the log.
  private func fill(_ journal: SQLiteJournal, _ size: Int) async throws -> [String] {
    var subjects: [String] = []
    for batch in 0..<(size / 1000) {
      let appends = (0..<1000).map { place in
        let subject = UUID().uuidString
        if place == 0, batch % (size / 1000 / Self.rounds) == 0 { subjects.append(subject) }
        return Append(to: StreamName(Note.category, subject), expecting: 0, [entry(of: subject)])
      }
      try await journal.record.append(appends, Occasion(by: "account", at: Date()))
    }
    return Array(subjects.prefix(Self.rounds))
  }

  private func entry(of subject: String) -> NewEntry {
    let bytes = Data(repeating: 0x5a, count: Self.sealed).base64EncodedString()
    let value = #"{"sealed":"\#(bytes)","subject":"\#(subject)"}"#
    return NewEntry(
      name: "note.confided",
      version: 1,
      body: Data(#"{"name":\#(value),"text":\#(value)}"#.utf8)
    )
  }

  private func scan(_ file: URL, _ subject: String) throws {
    let database = try DatabaseQueue(path: file.path)
    let count = try database.read {
      try Int.fetchOne(
        $0,
        sql: "SELECT count(*) FROM record_entry WHERE instr(body, CAST(? AS BLOB))",
        arguments: [subject]
      )
    }
    try database.close()
    guard count == 1 else { throw Missing() }
  }

  private func timed(_ work: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start).seconds
  }
}
