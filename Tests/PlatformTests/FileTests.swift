import Foundation
import Kernel
import Testing

@testable import Platform

struct FileTests {
  struct Sample: Sendable {
    let bytes: Data
    let kind: FileKind?

    init(_ text: String, after bytes: [UInt8] = [], _ kind: FileKind?) {
      self.bytes = Data(bytes) + Data(text.utf8)
      self.kind = kind
    }
  }

  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4]
  private static let samples: [Sample] = [
    Sample("%PDF-1.7", .pdf),
    Sample("", after: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
    Sample("", after: [0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
    Sample("word/document.xml", after: zip, .word),
    Sample("word/document.xml word/vbaProject.bin", after: zip, nil),
    Sample("anything", after: zip, nil),
    Sample("Plain words\n", .plain),
    Sample("<html><script>", nil),
    Sample("<svg onload=x>", nil),
    Sample("MZ", after: [0, 1], nil),
    Sample("", nil),
  ]

  @Test(arguments: samples) func `a file is what its bytes say, whatever its name`(_ sample: Sample) {
    #expect(FileKind(sample.bytes) == sample.kind)
  }

  @Test func `a form with a file is read whole`() throws {
    let body = Data(
      "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nEvenings\r\n--x\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"..\\..\\a<b>.txt\"\r\nContent-Type: text/plain\r\n\r\nline\r\n\r\nline\r\n--x--\r\n"
        .utf8
    )
    let values = try Multipart.values(body, boundary: "x")
    #expect(values.text("title") == "Evenings")
    #expect(values.uploads["attachment"] == Upload(name: "ab.txt", bytes: Data("line\r\n\r\nline".utf8)))
  }

  @Test(arguments: [
    "", "--x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off", "--x\r\nno gap\r\n--x--",
  ])
  func `a form that was cut off is said to be so`(_ body: String) {
    #expect(throws: Unreadable.self) { try Multipart.values(Data(body.utf8), boundary: "x") }
  }

  @Test func `attachments are kept by their digests, and a changed one is found`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "blobs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = BlobStore(folder)
    let digest = try store.keep(Data("a".utf8))
    #expect(digest == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
    #expect(try store.keep(Data("a".utf8)) == digest)
    #expect(try store.bytes(of: digest) == Data("a".utf8))
    #expect(try store.bytes(of: "../../etc/passwd") == nil)
    try Data("b".utf8).write(to: folder.appending(path: "ca/\(digest)"))
    #expect(throws: Fault(.damagedLog, "")) { try store.bytes(of: digest) }
  }
}
