package import Foundation
import Kernel

/// Files under one seal: how long the manifest is, the manifest, and their bytes one after another.
package enum Archive {
  static let longestManifest = 1 << 30
  static let step = 1 << 20

  /// What a file of an archive is written from.
  package enum Source {
    case bytes(Data)
    case file(URL)
  }

  /// Writes a new archive, whole or not at all; gives its size.
  package static func write(
    _ manifest: Manifest,
    _ sources: [(path: String, source: Source)],
    to file: URL,
    for recipients: [Recipient]
  ) throws -> Int {
    var manifest = manifest
    manifest.files = try sources.map { .init(path: $0.path, size: try size(of: $0.source)) }
    if let file = manifest.misplaced { throw Fault(.storage, "a backup takes no file named \(file.path)") }
    let writer = try SealedWriter(to: file, for: recipients)
    do {
      let said = try coder.encode(manifest)
      try writer.write(withUnsafeBytes(of: UInt64(said.count).bigEndian) { Data($0) } + said)
      for ((_, source), file) in zip(sources, manifest.files) { try write(source, file, to: writer) }
      try writer.finish()
    } catch {
      try writer.abandon()
      throw error
    }
    return try size(of: .file(file))
  }

  private static var coder: JSONEncoder {
    let coder = JSONEncoder()
    coder.dateEncodingStrategy = .iso8601
    coder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return coder
  }

  private static func size(of source: Source) throws -> Int {
    switch source {
    case .bytes(let bytes): return bytes.count
    case .file(let file):
      return try reading(file) {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
      }
    }
  }

  private static func write(_ source: Source, _ file: Manifest.File, to writer: SealedWriter) throws {
    switch source {
    case .bytes(let bytes): try writer.write(bytes)
    case .file(let url):
      let handle = try reading(url) { try FileHandle(forReadingFrom: url) }
      var left = file.size
      while left > 0 {
        let bytes = try reading(url) { try handle.read(upToCount: min(step, left)) ?? Data() }
        guard !bytes.isEmpty else { throw Fault(.storage, "\(url.path) became shorter while it was read") }
        try writer.write(bytes)
        left -= bytes.count
      }
      try reading(url) { try handle.close() }
    }
  }

  private static func reading<Result>(_ file: URL, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }
}
