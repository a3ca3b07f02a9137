import Crypto
package import Foundation
import Kernel

/// Attachments, each under the SHA-256 of its bytes.
package struct BlobStore: Sendable {
  let folder: URL

  package init(_ folder: URL) { self.folder = folder }

  /// Keeps the bytes, and gives their digest in hexadecimal; keeping them twice is keeping them once.
  package func keep(_ bytes: Data) throws -> String {
    let digest = Self.digest(bytes)
    let file = place(digest)
    guard !FileManager.default.fileExists(atPath: file.path) else { return digest }
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try bytes.write(to: file, options: .atomic)
    } catch {
      throw Fault(.storage, "cannot keep an attachment: \(error.localizedDescription)")
    }
    return digest
  }

  /// The bytes; nil where there are none of that digest.
  ///
  /// - Throws: `Fault(.damagedLog)` where the file holds something else.
  package func bytes(of digest: String) throws -> Data? {
    guard Self.isDigest(digest) else { return nil }
    let file = place(digest)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let bytes = try Data(contentsOf: file)
    guard Self.digest(bytes) == digest else {
      throw Fault(.damagedLog, "the attachment \(digest) is not what was kept")
    }
    return bytes
  }

  /// Where the bytes of a digest lie, if there are any; for programs that read files.
  func file(of digest: String) -> URL { place(digest) }

  static func isDigest(_ text: String) -> Bool { text.count == 64 && text.allSatisfy(\.isHexDigit) }

  private func place(_ digest: String) -> URL {
    folder.appending(path: "\(digest.prefix(2))/\(digest)")
  }

  private static func digest(_ bytes: Data) -> String {
    SHA256.hash(data: bytes).hex
  }
}
