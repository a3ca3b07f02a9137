import Foundation
import JournalSQLite
import Kernel

/// Appends to a journal with several writers until it is killed, and says what was acknowledged.
///
/// Every append is a pair: one token in two streams. Each acknowledged token is a line on standard
/// output, written before the writer goes on.
@main
struct AppendProbe {
  static func main() async throws {
    guard CommandLine.arguments.count == 3 else {
      throw Fault(.configuration, "usage: append-probe FILE RUN")
    }
    let journal = try SQLiteJournal(file: URL(fileURLWithPath: CommandLine.arguments[1]))
    let run = CommandLine.arguments[2]
    try await withThrowingTaskGroup(of: Void.self) { writers in
      for writer in 0..<8 {
        writers.addTask { try await append(to: journal, run: run, writer) }
      }
      try await writers.waitForAll()
    }
  }

  private static func append(to journal: SQLiteJournal, run: String, _ writer: Int) async throws {
    for number in 0... {
      let token = "\(run)/\(writer)/\(number)"
      // From nothing to several pages, so that a kill falls into short and into long writes.
      let body = Data((token + String(repeating: " ", count: number % 7 * 1000)).utf8)
      let entry = NewEntry(name: "probe.appended", version: 1, body: body)
      let pair = ["left", "right"].map { side in
        Append(to: StreamName("probe", "\(side)-\(run)-\(writer)"), expecting: number, [entry])
      }
      try await journal.record.append(pair, Occasion(by: Occasion.system, at: Date()))
      try FileHandle.standardOutput.write(contentsOf: Data("\(token)\n".utf8))
    }
  }
}
