import Foundation
import Kernel
import TestSupport
import Testing

@testable import Archives

/// A sealed file opens for its recipients as it was written, and for nobody else or otherwise.
struct SealedFileTests {
  private static let chunk = ArchiveHeader.chunk
  /// A chunk as it lies in the file.
  private static let sealedChunk = chunk + 17
  private let key: RecipientKey

  init() throws { key = try RecipientKey.make() }

  private func withFile(_ size: Int, _ body: (URL, Data) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sealed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
    let file = folder.appending(path: "sealed")
    let writer = try SealedWriter(to: file, for: [key.recipient])
    for start in stride(from: 0, to: size, by: 50_000) {
      try writer.write(plain[start..<min(size, start + 50_000)])
    }
    try writer.finish()
    try body(file, plain)
  }

  private func read(_ file: URL, _ keys: [RecipientKey]? = nil) throws -> Data {
    let reader = try SealedReader(file, keys ?? [key])
    var found = Data()
    while case let bytes = try reader.read(10_000), !bytes.isEmpty { found += bytes }
    try reader.finish()
    return found
  }

  private func fault(_ file: URL, _ keys: [RecipientKey]? = nil) throws -> Fault? {
    do {
      _ = try read(file, keys)
      return nil
    } catch let fault as Fault {
      return fault
    }
  }

  /// Where the chunks begin: after the lines and the start of the stream.
  private func start(of bytes: Data) throws -> Int {
    try #require(bytes.range(of: Data("\n---\n".utf8))).upperBound + 24
  }

  @Test(arguments: [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 100])
  func `what is written is read back`(_ size: Int) throws {
    try withFile(size) { file, plain in
      #expect(try read(file) == plain)
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600)
      let bytes = try Data(contentsOf: file)
      #expect(size < 1000 || bytes.range(of: plain.prefix(100)) == nil)
    }
  }

  @Test func `a file cut off anywhere is refused, at every boundary of its chunks too`() throws {
    try withFile(3 * Self.chunk + 100) { file, _ in
      let whole = try Data(contentsOf: file)
      let start = try start(of: whole)
      let boundaries = (0...3).map { start + $0 * Self.sealedChunk }
      let places =
        [0, 1, 18, 19, 30, start - 25, start - 1] + boundaries.flatMap { [$0 - 1, $0, $0 + 1, $0 + 17] }
      for place in places + [whole.count - 1] {
        try whole.prefix(place).write(to: file)
        let found = try #require(try fault(file), "cut off at \(place)")
        #expect(found.code == .damagedBackup || (place < 20 && found.code == .newerFormat), "at \(place)")
        #expect(found.detail.contains(file.path))
      }
      for place in boundaries {
        try whole.prefix(place).write(to: file)
        #expect(try fault(file)?.detail.contains("cut off at byte \(place)") == true)
      }
    }
  }

  @Test func `one flipped bit is found, and its chunk is named`() throws {
    try withFile(3 * Self.chunk + 100) { file, _ in
      let whole = try Data(contentsOf: file)
      let start = try start(of: whole)
      for chunk in 0...3 {
        for offset in [0, 1, 60, 116] {
          var bytes = whole
          bytes[start + chunk * Self.sealedChunk + offset] ^= 0x10
          try bytes.write(to: file)
          #expect(try fault(file)?.detail.contains("in chunk \(chunk + 1)") == true)
        }
      }
      for place in stride(from: 0, to: start, by: 7) {
        var bytes = whole
        bytes[place] ^= 0x01
        try bytes.write(to: file)
        #expect(try fault(file) != nil, "changed at \(place)")
      }
    }
  }

  @Test func `chunks that change places, come twice or are left out are refused`() throws {
    try withFile(4 * Self.chunk) { file, _ in
      let whole = try Data(contentsOf: file)
      let start = try start(of: whole)
      let chunks = (0..<4).map { whole.dropFirst(start + $0 * Self.sealedChunk).prefix(Self.sealedChunk) }
      for order in [[1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 1, 2, 3], [0, 2, 3], [3], [0, 1, 2, 3, 3]] {
        try (whole.prefix(start) + order.reduce(Data()) { $0 + chunks[$1] }).write(to: file)
        #expect(try fault(file)?.code == .damagedBackup, "\(order)")
      }
    }
  }

  @Test func `lines of another file do not fit this one`() throws {
    try withFile(100) { one, _ in
      try withFile(100) { two, _ in
        let (first, second) = (try Data(contentsOf: one), try Data(contentsOf: two))
        try (first.prefix(start(of: first)) + second.dropFirst(start(of: second))).write(to: one)
        #expect(try fault(one)?.code == .damagedBackup)
      }
    }
  }

  @Test func `another key does not open it, and whose it is stands in the answer`() throws {
    try withFile(100) { file, plain in
      let other = try RecipientKey.make()
      let found = try #require(try fault(file, [other]))
      #expect(found.code == .wrongKey && found.detail.contains(key.recipient.text))
      #expect(try fault(file, [])?.code == .wrongKey)
      #expect(try read(file, [other, key]) == plain)
    }
  }

  @Test(arguments: [
    ("touchstone-archive 1\n", "touchstone-archive 2\n", "version 2"),
    ("sealed-box touch", "kyber-box touch", "kyber-box"),
    ("stream xchacha20-poly1305 65536", "stream aegis-256 65536", "stream aegis-256"),
    ("stream xchacha20-poly1305 65536", "stream xchacha20-poly1305 1", "does not know"),
  ])
  func `an unknown version or way of sealing is refused in words`(
    _ old: String,
    _ new: String,
    _ word: String
  ) throws {
    try withFile(100) { file, _ in
      var bytes = try Data(contentsOf: file)
      bytes.replaceSubrange(try #require(bytes.range(of: Data(old.utf8))), with: Data(new.utf8))
      try bytes.write(to: file)
      let found = try fault(file)
      #expect(found?.code == .newerFormat && found?.detail.contains(word) == true)
    }
  }

  @Test func `what is no backup is said to be none`() throws {
    try withFile(100) { file, _ in
      for text in ["", "A letter", "SQLite format 3\0"] {
        try Data(text.utf8).write(to: file)
        #expect(try fault(file)?.code == .damagedBackup)
      }
      try FileManager.default.removeItem(at: file)
      #expect(try fault(file)?.code == .storage)
    }
  }

  @Test func `a file that is there is never written over`() throws {
    try withFile(100) { file, plain in
      #expect(throws: Fault(.storage, "")) { try SealedWriter(to: file, for: [key.recipient]) }
      let found = try read(file)
      #expect(found == plain)
    }
  }

  @Test(.enabled(if: Disk.canMount, "needs to mount a small disk"))
  func `a full disk is a reason, and leaves no part of a file`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "full-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Disk.mount(folder, megabytes: 1)
    defer { Disk.unmount(folder) }
    let manifest = Manifest(.records, backup: "b", made: Date(), program: "1", logName: "l")
    let big = Data(repeating: 7, count: 3_000_000)
    #expect {
      try Archive.write(
        manifest,
        [("big", .bytes(big))],
        to: folder.appending(path: "archive"),
        for: [key.recipient]
      )
    } throws: {
      ($0 as? Fault)?.code == .storage
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
