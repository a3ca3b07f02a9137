import CSodium
package import Foundation
import Kernel

/// Reads what ``SealedWriter`` wrote; whatever was changed, cut off or moved is refused at its place.
package final class SealedReader {
  private let name: String
  private let handle: FileHandle
  private var state = crypto_secretstream_xchacha20poly1305_state()
  private var bound: [UInt8]
  private var opened = Data()
  private var chunks = 0
  private var offset: UInt64
  private var isAtEnd = false

  /// - Throws: `Fault(.wrongKey)` where none of the keys opens it, `Fault(.damagedBackup)`,
  ///   `Fault(.newerFormat)`, `Fault(.storage)` where it cannot be read.
  package init(_ file: URL, _ keys: [RecipientKey]) throws {
    try Sodium.start()
    name = file.path
    let (handle, head) = try Self.reading(name) {
      let handle = try FileHandle(forReadingFrom: file)
      return (handle, try handle.read(upToCount: ArchiveHeader.longest) ?? Data())
    }
    self.handle = handle
    let header = try ArchiveHeader(head, of: name)
    let key = try header.key(keys, of: name)
    bound = header.bytes
    offset = UInt64(header.bytes.count)
    try Self.reading(name) { try handle.seek(toOffset: offset) }
    let start = try raw(crypto_secretstream_xchacha20poly1305_headerbytes())
    guard start.count == crypto_secretstream_xchacha20poly1305_headerbytes(),
      crypto_secretstream_xchacha20poly1305_init_pull(&state, start, key) == 0
    else { throw cutOff }
  }

  /// The next bytes, as many as asked for; fewer only at the end.
  package func read(_ count: Int) throws -> Data {
    while opened.count < count, !isAtEnd { try openChunk() }
    let found = Data(opened.prefix(count))
    opened = opened.count > found.count ? Data(opened.dropFirst(found.count)) : Data()
    return found
  }

  /// Checks that the file ends where its writer ended it.
  package func finish() throws {
    guard try read(1).isEmpty else { throw damaged("holds more than it says it does") }
    guard try raw(1).isEmpty else { throw damaged("goes on after its end, at byte \(offset)") }
    try Self.reading(name) { try handle.close() }
  }

  func damaged(_ what: String) -> Fault { Fault(.damagedBackup, "\(name) \(what)") }

  private var cutOff: Fault { damaged("is cut off at byte \(offset), before its end") }

  private func openChunk() throws {
    let overhead = crypto_secretstream_xchacha20poly1305_abytes()
    let start = offset
    let sealed = try raw(ArchiveHeader.chunk + overhead)
    guard sealed.count >= overhead else { throw cutOff }
    var plain = [UInt8](repeating: 0, count: sealed.count - overhead)
    var tag: UInt8 = 0
    let done = crypto_secretstream_xchacha20poly1305_pull(
      &state,
      &plain,
      nil,
      &tag,
      sealed,
      UInt64(sealed.count),
      bound,
      UInt64(bound.count)
    )
    guard done == 0 else {
      throw damaged("is changed, cut off or out of order in chunk \(chunks + 1), from byte \(start)")
    }
    bound = []
    chunks += 1
    isAtEnd = tag == crypto_secretstream_xchacha20poly1305_tag_final()
    opened.append(contentsOf: plain)
  }

  private func raw(_ count: Int) throws -> [UInt8] {
    let bytes = try Self.reading(name) { try handle.read(upToCount: count) ?? Data() }
    offset += UInt64(bytes.count)
    return [UInt8](bytes)
  }

  private static func reading<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw Fault(.storage, "\(name) cannot be read: \(error.localizedDescription)")
    }
  }
}
