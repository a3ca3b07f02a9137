import Auditing
import Foundation
import Journal
import Kernel
import Testing

/// Files that are damaged, cut short, or something else altogether.
struct BadFileTests {
  /// What the audit of a folder of tiles says once something was done to it.
  private func fault(_ damage: (URL) throws -> Void) async throws -> String {
    var words = ""
    try await LogOnDisk.with { log in
      try await log.grow(700)
      try await log.download()
      #expect(try await log.audit(.folder(log.tiles)).isWhole)
      try damage(log.tiles)
      let report = try await log.audit(.folder(log.tiles))
      words = report.findings.first { !$0.holds }?.words ?? ""
    }
    return words
  }

  @Test(arguments: ["tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2"])
  func `a half-written tile is called that`(_ path: String) async throws {
    let words = try await fault { tiles in
      let file = tiles.appending(path: path)
      try Data(contentsOf: file).dropLast(33).write(to: file)
    }
    #expect(words.contains(path) && words.contains("half-written"), "\(words)")
  }

  @Test(arguments: [
    ("tile/0/001", "tile/1/000.p/2 is not made of the tiles under it"),
    ("tile/0/002.p/188", "the leaves are not those of the checkpoint"),
    ("tile/1/000.p/2", "tile/1/000.p/2 is not made of the tiles under it"),
  ])
  func `a changed tile is found`(_ path: String, _ reason: String) async throws {
    let words = try await fault { tiles in
      let file = tiles.appending(path: path)
      var bytes = try Data(contentsOf: file)
      bytes[7] ^= 1
      try bytes.write(to: file)
    }
    #expect(words.contains(reason), "\(words)")
  }

  @Test func `a missing tile is named`() async throws {
    let words = try await fault { try FileManager.default.removeItem(at: $0.appending(path: "tile/0/001")) }
    #expect(words.contains("tile/0/001 is missing"))
  }

  @Test(arguments: ["", "nonsense", "a\n1\nAAAA\n\n— a AAAAAAA=\n"])
  func `what is no checkpoint is refused`(_ text: String) async throws {
    let words = try await fault { try Data(text.utf8).write(to: $0.appending(path: "checkpoint")) }
    #expect(!words.isEmpty)
  }

  @Test func `damaged tiles are not taken for a fork`() async throws {
    try await LogOnDisk.with { log in
      let kept = try log.write(try await log.grow(512).serialized, "kept.txt")
      try await log.grow(200)
      try await log.download()
      let file = log.tiles.appending(path: "tile/1/000.p/2")
      var bytes = try Data(contentsOf: file)
      bytes[7] ^= 1
      try bytes.write(to: file)
      let report = try await log.audit(.folder(log.tiles), older: [kept])
      let wrong = report.findings.filter { !$0.holds }.map(\.words)
      #expect(wrong.count == 2 && !wrong.contains { $0.contains("FORK") }, "\(wrong)")
    }
  }

  @Test func `a file that is missing or too long is said, and the others are checked`() async throws {
    try await LogOnDisk.with { log in
      let note = try await log.grow(10)
      let good = try await log.receipt(of: 3, under: note)
      let long = try log.write(String(repeating: "x", count: 2_000_000), "long")
      let report = try await log.audit(receipts: [log.folder.appending(path: "nowhere"), long, good])
      #expect(report.findings.map(\.holds) == [false, false, true])
    }
  }

  @Test(arguments: [
    "nonsense", "ftp://touchstone.example/log", "http://touchstone.example/log", "https://", "file:///etc",
  ])
  func `an address that is no log's is refused`(_ address: String) {
    #expect(throws: Fault(.configuration, "")) { try LogAddress(address) }
  }

  @Test(arguments: [
    ("nowhere", Fault.Code.incomplete), ("log+00000000+AgAA", .wrongKey),
    ("PeterNeumann+c74f20a3+AhpcNQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .wrongKey),
  ])
  func `a key that is none, or of an unknown algorithm, is refused`(_ key: String, _ code: Fault.Code) {
    #expect(throws: Fault(code, "")) { try PublishedKey.read(key) }
  }
}
