package import Foundation
import Kernel

/// An archive that is being read, once and in order.
package final class OpenArchive {
  package let manifest: Manifest
  private let reader: SealedReader

  /// - Throws: as ``SealedReader``; `Fault(.damagedBackup)` where the manifest cannot be.
  package init(_ file: URL, _ keys: [RecipientKey]) throws {
    reader = try SealedReader(file, keys)
    let length = try reader.read(8)
    let count = length.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length.count == 8, count <= Archive.longestManifest else {
      throw reader.damaged("does not say what it holds")
    }
    do {
      let coder = JSONDecoder()
      coder.dateDecodingStrategy = .iso8601
      manifest = try coder.decode(Manifest.self, from: reader.read(Int(count)))
    } catch let error as DecodingError {
      throw reader.damaged("says what it holds in a way that cannot be read: \(error)")
    }
    if let file = manifest.misplaced { throw reader.damaged("would put a file at \(file.path)") }
  }

  /// One file of it, to be read where it stands or passed over.
  package struct Part {
    package let path: String
    fileprivate let take: (Int) throws -> Data
    fileprivate let size: Int

    package func bytes() throws -> Data { try take(size) }

    /// Writes it to a new file.
    package func write(to file: URL) throws {
      try NewFile.storing(file) {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
      }
      let handle = try NewFile.open(file, insteadOf: file)
      while case let bytes = try take(Archive.step), !bytes.isEmpty {
        try NewFile.storing(file) { try handle.write(contentsOf: bytes) }
      }
      try NewFile.storing(file) {
        try handle.synchronize()
        try handle.close()
      }
    }
  }

  /// Goes through every file, and checks that the archive ends after the last.
  package func unpack(_ body: (Part) throws -> Void) throws {
    for file in manifest.files {
      var left = file.size
      let part = Part(
        path: file.path,
        take: { [self] most in
          let wanted = min(most, left)
          let bytes = try reader.read(wanted)
          guard bytes.count == wanted else { throw reader.damaged("ends within \(file.path)") }
          left -= wanted
          return bytes
        },
        size: file.size
      )
      try body(part)
      while try !part.take(Archive.step).isEmpty {}
    }
    try reader.finish()
  }
}
