import Crypto
package import Foundation
import Kernel

/// A SHA-256 hash of the tree (RFC 6962): of a leaf, of two hashes, or of nothing.
///
/// Held as four words, not as `Data`: a verification makes millions of them.
package struct TreeHash: Hashable, Sendable {
  package static let byteCount = 32

  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Nil unless there are 32 bytes.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(loading: bytes)
  }

  /// Nil unless there are 32 bytes.
  package init?(_ data: Data) {
    guard let hash = data.withUnsafeBytes({ TreeHash($0) }) else { return nil }
    self = hash
  }

  private init(loading bytes: UnsafeRawBufferPointer) {
    first = bytes.loadUnaligned(as: UInt64.self)
    second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: self, body)
  }

  package var data: Data { withBytes { Data($0) } }

  package var hex: String { withBytes(\.hex) }
}

extension TreeHash {
  /// The root of a tree without leaves.
  package static var empty: TreeHash { hash(of: UnsafeRawBufferPointer(start: nil, count: 0)) }

  /// The hash of a leaf: 0x00 goes before its bytes.
  package static func leaf(_ bytes: some DataProtocol) -> TreeHash {
    var prefixed: [UInt8] = [0]
    prefixed.append(contentsOf: bytes)
    return prefixed.withUnsafeBytes { hash(of: $0) }
  }

  /// The hash over two hashes: 0x01 goes before them.
  package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
      buffer[0] = 1
      left.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0) }
      right.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33...]).copyMemory(from: $0) }
      return hash(of: UnsafeRawBufferPointer(buffer))
    }
  }

  /// The hash of bytes as they are.
  static func hash(of bytes: UnsafeRawBufferPointer) -> TreeHash {
    var hasher = SHA256()
    hasher.update(bufferPointer: bytes)
    return hasher.finalize().withUnsafeBytes { TreeHash(loading: $0) }
  }
}

extension TreeHash {
  /// The hashes that lie one after another in some bytes; nil unless they are whole.
  package static func list(_ bytes: UnsafeRawBufferPointer) -> [TreeHash]? {
    guard bytes.count.isMultiple(of: byteCount) else { return nil }
    return stride(from: 0, to: bytes.count, by: byteCount).map { start in
      TreeHash(loading: UnsafeRawBufferPointer(rebasing: bytes[start..<start + byteCount]))
    }
  }

  /// Some hashes one after another.
  package static func bytes(_ hashes: some Sequence<TreeHash>) -> Data {
    hashes.reduce(into: Data()) { bytes, hash in hash.withBytes { bytes.append(contentsOf: $0) } }
  }

  /// The root over some leaves' hashes.
  package static func root(_ leaves: some Sequence<TreeHash>) -> TreeHash {
    var frontier = Frontier()
    for leaf in leaves { frontier.append(leaf) }
    return frontier.root
  }
}
