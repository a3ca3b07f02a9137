import Foundation
import Kernel
import Keyring
import Testing

@testable import Assembly

/// What an erasure looks for in a file, however long it is and however the file comes.
struct ProbedRunsTests {
  private static let runs = ["Quill", "Zebedee Quillfeather", String(repeating: "long words ", count: 300)]

  /// Random bytes with every run at their beginning, at their end, and twice between.
  private static func bytes() -> [UInt8] {
    var chance = Chance(seed: 17)
    func noise(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 128...255, using: &chance) }
    }
    var bytes: [UInt8] = []
    for run in runs {
      for count in [40_000, 1, 3000, 0] { bytes += run.utf8 + noise(count) }
    }
    return bytes
  }

  private func found(_ bytes: [UInt8], inPiecesOf size: Int, _ runs: [String]) throws -> Int {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let keys = try Keyring(
      file: folder.appending(path: "keys.sqlite"),
      vault: .safeguarding,
      master: .random()
    )
    let probes = runs.map { keys.telling.probe(Data($0.utf8)) }
    var pass = ProbedRuns.Pass(ProbedRuns(probes, keys.telling))
    for start in stride(from: 0, to: bytes.count, by: size) {
      pass.take(bytes[start..<min(start + size, bytes.count)])
    }
    return pass.places
  }

  @Test(arguments: [61, 4096, 16_384, 65_537, 1_000_000])
  func `each run is found once wherever it stands, whatever the pieces`(_ size: Int) throws {
    let bytes = Self.bytes()
    // "Quill" stands in "Quillfeather" as well.
    #expect(try found(bytes, inPiecesOf: size, Self.runs) == 4 * 3 + 4)
    #expect(try found(bytes, inPiecesOf: size, [Self.runs[2]]) == 4)
  }

  @Test func `what is not there is not found`() throws {
    #expect(try found(Self.bytes(), inPiecesOf: 4096, ["Quilt", "Quillfeather Zebedee"]) == 0)
    #expect(try found(Array("Quil".utf8), inPiecesOf: 4096, ["Quill"]) == 0)
    #expect(try found([], inPiecesOf: 1, ["Quill"]) == 0)
    #expect(try found(Self.bytes(), inPiecesOf: 4096, []) == 0)
  }
}
