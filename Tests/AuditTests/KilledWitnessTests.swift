import Auditing
import Foundation
import GRDB
import Journal
import Kernel
import Testing

/// A witness killed at any moment: it has on its disk all that it ever said.
struct KilledWitnessTests {
  @Test func `a killed witness remembers every cosignature that left it`() async throws {
    try await LogOnDisk.with { log in
      let folder = log.folder.appending(path: "witness")
      _ = try Cosigner(folder, name: "witness.example/w1")
      for round in 1...8 {
        try await log.grow(round * 40)
        try await log.download()
        let said = try cosignAndKill(log, folder, after: round % 3)
        let memory = try DatabaseQueue(path: folder.appending(path: "witness.sqlite").path)
        let size = try await memory.read { try Int64.fetchOne($0, sql: "SELECT size FROM log") } ?? 0
        try memory.close()
        #expect(said.allSatisfy { $0 <= size }, "round \(round)")
        let cosigned = try await Cosigner(folder).cosign(LogFolder(log.tiles), signedBy: log.key)
        #expect(cosigned.size == Int64(log.count))
      }
    }
  }

  /// Runs a witness that looks without a pause, kills it after some lines, and gives the sizes that it said.
  private func cosignAndKill(_ log: LogOnDisk, _ folder: URL, after count: Int) throws -> [Int64] {
    let witness = Process()
    witness.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "touchstone")
    witness.arguments = [
      "witness", log.tiles.path, "--key", log.key.text, "--state", folder.path, "--every", "0",
    ]
    let pipe = Pipe()
    witness.standardOutput = pipe
    try witness.run()
    var output = Data()
    while output.count(where: { $0 == 10 }) < count {
      let more = pipe.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      output.append(more)
    }
    kill(witness.processIdentifier, SIGKILL)
    witness.waitUntilExit()
    output.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count >= count && lines.allSatisfy { $0.hasPrefix("cosigned: ") })
    return lines.compactMap { $0.firstMatch(of: /at (\d+) entries/).flatMap { Int64($0.output.1) } }
  }
}
