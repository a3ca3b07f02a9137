import Foundation
package import Kernel

/// The claims of one entry as bytes: what a log stores beside the body.
///
/// One after another: the scope, preceded by its length in four big-endian bytes; then 0 for a
/// release, or 1 and the digest, preceded by its length. No claims are no bytes.
package enum ClaimBytes {
  package static func encode(_ claims: [StoredClaim]) -> [UInt8] {
    var bytes: [UInt8] = []
    for claim in claims {
      bytes.appendLength(claim.scope.utf8.count)
      bytes.append(contentsOf: claim.scope.utf8)
      bytes.append(claim.digest == nil ? 0 : 1)
      guard let digest = claim.digest else { continue }
      bytes.appendLength(digest.count)
      bytes.append(contentsOf: digest)
    }
    return bytes
  }

  /// - Throws: `Fault(.damagedLog)` where the bytes are no claims.
  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> [StoredClaim] {
    var rest = bytes[...]
    var claims: [StoredClaim] = []
    while !rest.isEmpty {
      let scope = String(decoding: try field(&rest), as: UTF8.self)
      switch rest.popFirst() {
      case 0: claims.append(StoredClaim(scope: scope, digest: nil))
      case 1: claims.append(StoredClaim(scope: scope, digest: Data(try field(&rest))))
      default: throw damaged
      }
    }
    return claims
  }

  private static func field(
    _ rest: inout Slice<UnsafeRawBufferPointer>
  ) throws -> Slice<UnsafeRawBufferPointer> {
    guard rest.count >= 4 else { throw damaged }
    let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(4)
    guard rest.count >= length else { throw damaged }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length)
  }

  private static var damaged: Fault { Fault(.damagedLog, "the claims of an entry cannot be read") }
}
