import CSodium
package import Foundation
import Kernel

/// Writes bytes into a new file that only its recipients can read, in chunks that cannot change places.
///
/// The file has another name until it is whole: ``finish()`` gives it its own.
package final class SealedWriter {
  private let file: URL
  private let part: URL
  private let handle: FileHandle
  private var state = crypto_secretstream_xchacha20poly1305_state()
  private var held: [UInt8] = []
  /// Bound to the first chunk, and through it to every other.
  private var bound: [UInt8]

  /// - Throws: `Fault(.storage)` where something is there already or nothing can be written.
  package init(to file: URL, for recipients: [Recipient]) throws {
    try Sodium.start()
    guard !recipients.isEmpty else { throw Fault(.configuration, "say to which recipient it is sealed") }
    var key = [UInt8](repeating: 0, count: crypto_secretstream_xchacha20poly1305_keybytes())
    crypto_secretstream_xchacha20poly1305_keygen(&key)
    var start = [UInt8](repeating: 0, count: crypto_secretstream_xchacha20poly1305_headerbytes())
    crypto_secretstream_xchacha20poly1305_init_push(&state, &start, key)
    bound = try ArchiveHeader(key, for: recipients).bytes
    self.file = file
    part = file.appendingPathExtension("part")
    handle = try NewFile.open(part, insteadOf: file)
    held.reserveCapacity(ArchiveHeader.chunk)
    do {
      try write(raw: bound + start)
    } catch {
      try abandon()
      throw error
    }
  }

  package func write(_ bytes: Data) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      if held.count == ArchiveHeader.chunk { try seal(isLast: false) }
      let taken = rest.prefix(ArchiveHeader.chunk - held.count)
      held.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
    }
  }

  /// Seals what is left as the last, and gives the file its name once it is on the disk.
  package func finish() throws {
    try seal(isLast: true)
    try NewFile.storing(file) {
      try handle.synchronize()
      try handle.close()
      try FileManager.default.moveItem(at: part, to: file)
    }
  }

  /// Leaves nothing behind.
  package func abandon() throws {
    try NewFile.storing(file) {
      try handle.close()
      if FileManager.default.fileExists(atPath: part.path) { try FileManager.default.removeItem(at: part) }
    }
  }

  private func seal(isLast: Bool) throws {
    var sealed = [UInt8](
      repeating: 0,
      count: held.count + crypto_secretstream_xchacha20poly1305_abytes()
    )
    let tag = isLast ? crypto_secretstream_xchacha20poly1305_tag_final() : 0
    let done = crypto_secretstream_xchacha20poly1305_push(
      &state,
      &sealed,
      nil,
      held,
      UInt64(held.count),
      bound,
      UInt64(bound.count),
      tag
    )
    guard done == 0 else { throw Fault(.storage, "sealing \(file.path) failed") }
    bound = []
    held.removeAll(keepingCapacity: true)
    try write(raw: sealed)
  }

  private func write(raw bytes: [UInt8]) throws {
    try NewFile.storing(file) { try handle.write(contentsOf: bytes) }
  }
}
