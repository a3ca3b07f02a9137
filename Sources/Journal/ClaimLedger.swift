package import Kernel

/// Which stream holds which claims: what a claim table says, derived from entries alone.
package struct ClaimLedger: Sendable {
  /// What is held, and the entry that took it.
  package struct Held: Equatable, Sendable {
    package let stream: StreamName
    package let position: Int64
  }

  private(set) package var holders: [StoredClaim: Held] = [:]
  private var claims: [StreamName: Set<StoredClaim>] = [:]

  package init() {}

  /// Takes or releases what an entry says.
  ///
  /// - Throws: ``ClaimConflict`` where another stream holds the value; nothing is changed then.
  package mutating func apply(_ claim: StoredClaim, of stream: StreamName, at position: Int64) throws {
    guard claim.digest != nil else { return release(claim.scope, of: stream) }
    if let held = holders[claim] {
      guard held.stream == stream else {
        throw ClaimConflict(scope: claim.scope, stream: stream, holder: held.stream)
      }
      return
    }
    holders[claim] = Held(stream: stream, position: position)
    claims[stream, default: []].insert(claim)
  }

  private mutating func release(_ scope: String, of stream: StreamName) {
    for claim in claims[stream, default: []] where claim.scope == scope {
      holders[claim] = nil
      claims[stream]?.remove(claim)
    }
  }
}
