import Foundation
import Kernel
import Testing

@testable import Archives

/// Recipients are copied whole or refused, and an archive gives back the files it was given.
struct ArchiveTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private let manifest = Manifest(
    .records,
    backup: "b",
    made: Date(timeIntervalSince1970: 1_000_000),
    program: "1",
    logName: "touchstone.example/log"
  )

  @Test func `a key and its recipient are read as they were written`() throws {
    let key = try RecipientKey.make()
    #expect(try RecipientKey(key.text + "\n").recipient == key.recipient)
    #expect(try Recipient(key.recipient.text) == key.recipient)
  }

  @Test func `a recipient with a slip of the pen, or of another kind, is refused`() throws {
    let key = try RecipientKey.make()
    let text = key.recipient.text
    var letters = Array(text)
    letters[30] = letters[30] == "A" ? "B" : "A"
    for wrong in [String(letters), String(text.dropLast(4)), text + text, "", key.text] {
      #expect(throws: Fault(.wrongKey, "")) { try Recipient(wrong) }
    }
    #expect(throws: Fault(.wrongKey, "")) { try RecipientKey(text) }
  }

  @Test func `files come out as they went in, whether read, written or passed over`() throws {
    try withFolder { folder in
      let key = try RecipientKey.make()
      let (file, big) = (folder.appending(path: "archive"), folder.appending(path: "big"))
      try Data(repeating: 9, count: 3_000_000).write(to: big)
      let size = try Archive.write(
        manifest,
        [
          ("one.txt", .bytes(Data("one".utf8))), ("empty", .bytes(Data())), ("a/b/big", .file(big)),
          ("two.txt", .bytes(Data("two".utf8))),
        ],
        to: file,
        for: [key.recipient]
      )
      #expect(size > 3_000_000)
      let archive = try OpenArchive(file, [key])
      #expect(
        archive.manifest.made == manifest.made && archive.manifest.files.map(\.size) == [3, 0, 3_000_000, 3]
      )
      var seen: [String] = []
      try archive.unpack { part in
        seen.append(part.path)
        if part.path == "a/b/big" { try part.write(to: folder.appending(path: "out/big")) }
        if part.path == "two.txt" { #expect(try part.bytes() == Data("two".utf8)) }
      }
      #expect(seen == ["one.txt", "empty", "a/b/big", "two.txt"])
      #expect(try Data(contentsOf: folder.appending(path: "out/big")) == Data(contentsOf: big))
    }
  }

  @Test(arguments: ["../out", "/etc/out", "a//b", "a/../b", ".hidden", "a/./b", "", "a b", "a\\b"])
  func `a path that leads elsewhere is neither written nor followed`(_ path: String) throws {
    try withFolder { folder in
      let key = try RecipientKey.make()
      let file = folder.appending(path: "archive")
      #expect(throws: Fault(.storage, "")) {
        try Archive.write(manifest, [(path, .bytes(Data()))], to: file, for: [key.recipient])
      }
      var hostile = manifest
      hostile.files = [.init(path: path, size: 0)]
      let coder = JSONEncoder()
      coder.dateEncodingStrategy = .iso8601
      let said = try coder.encode(hostile)
      let writer = try SealedWriter(to: file, for: [key.recipient])
      try writer.write(withUnsafeBytes(of: UInt64(said.count).bigEndian) { Data($0) } + said)
      try writer.finish()
      #expect(throws: Fault(.damagedBackup, "")) { try OpenArchive(file, [key]) }
    }
  }

  @Test func `each of several recipients opens it, and there can be too many`() throws {
    try withFolder { folder in
      let keys = try (0..<3).map { _ in try RecipientKey.make() }
      let file = folder.appending(path: "archive")
      _ = try Archive.write(
        manifest,
        [("one", .bytes(Data("one".utf8)))],
        to: file,
        for: keys.map(\.recipient)
      )
      for key in keys {
        var found: [Data] = []
        try OpenArchive(file, [key]).unpack { found.append(try $0.bytes()) }
        #expect(found == [Data("one".utf8)])
      }
      let crowd = Array(repeating: keys[0].recipient, count: 1000)
      #expect(throws: Fault(.configuration, "")) {
        try Archive.write(manifest, [], to: folder.appending(path: "crowded"), for: crowd)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["archive"])
    }
  }

  @Test func `of two who write one file at once, one does, and nothing is mixed`() throws {
    try withFolder { folder in
      let key = try RecipientKey.make()
      let file = folder.appending(path: "archive")
      let first = try SealedWriter(to: file, for: [key.recipient])
      #expect(throws: Fault(.storage, "")) { try SealedWriter(to: file, for: [key.recipient]) }
      try first.write(Data("one".utf8))
      // Somebody else gives a file this name meanwhile.
      try Data("theirs".utf8).write(to: file)
      #expect(throws: Fault(.storage, "")) { try first.finish() }
      try first.abandon()
      #expect(try Data(contentsOf: file) == Data("theirs".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["archive"])
    }
  }

  @Test func `an archive without a recipient is not made`() throws {
    try withFolder { folder in
      #expect(throws: Fault(.configuration, "")) {
        try Archive.write(manifest, [], to: folder.appending(path: "archive"), for: [])
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == [])
    }
  }
}
