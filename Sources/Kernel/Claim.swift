package import Foundation

/// A change to what a record holds alone in its vault.
package enum ClaimChange: Equatable, Sendable {
  /// The record takes a value that no other record may hold in this scope.
  case take(scope: String, value: String)
  /// The record gives up whatever it holds in this scope.
  case release(scope: String)
}

/// A claim as stored: the value only as a keyed digest, since it may be personal.
package struct StoredClaim: Hashable, Sendable {
  package let scope: String
  /// 32 bytes; nil releases what the stream holds in the scope.
  package let digest: Data?

  package init(scope: String, digest: Data?) {
    self.scope = scope
    self.digest = digest
  }

  /// Digests a value with a key of the vault (HMAC-SHA-256 over scope and value).
  package typealias Digest = @Sendable (_ scope: String, _ value: String) -> Data

  package init(_ change: ClaimChange, _ digest: Digest) {
    switch change {
    case .take(let scope, let value): self.init(scope: scope, digest: digest(scope, value))
    case .release(let scope): self.init(scope: scope, digest: nil)
    }
  }
}
