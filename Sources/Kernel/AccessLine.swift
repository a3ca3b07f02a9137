import Foundation

/// One line of a vault's access log: who did what with which record, and why
/// (Data Protection Act 2018, section 62).
package struct AccessLine: Codable, Equatable, Sendable {
  /// Raw values are stored: never change one.
  package enum Act: String, Codable, Sendable {
    case collection, alteration, consultation, disclosure, combination, erasure
    case denied
    case signedIn = "signed-in"
    case signInFailed = "sign-in-failed"
    case signedOut = "signed-out"
    case tokenMade = "token-made"
    case tokenEnded = "token-ended"
    case sessionEnded = "session-ended"
    /// Somebody who is signed in showed once more that it is them.
    case proved
    case proofFailed = "proof-failed"
    case secondFactorSet = "second-factor-set"
    case secondFactorRemoved = "second-factor-removed"
    case recoveryCodesMade = "recovery-codes-made"
    case recoveryCodeUsed = "recovery-code-used"
    /// An organisation's sign-in lets somebody in to an account from now on, or no more.
    case providerLinked = "provider-linked"
    case providerUnlinked = "provider-unlinked"
  }

  package var act: Act
  package var record: Reference?
  /// The purpose stated, or the rule that denied.
  package var reason: String?
  /// For a disclosure.
  package var recipient: String?

  package init(_ act: Act, _ record: Reference? = nil, reason: String? = nil, recipient: String? = nil) {
    self.act = act
    self.record = record
    self.reason = reason
    self.recipient = recipient
  }

  package static let category = "access"
  package static let name = "access.line"

  /// The line as a log stores it: one stream for each record, so that "who looked" is one read.
  package func append() throws -> Append {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let stream = StreamName(Self.category, record.map { "\($0.kind)-\($0.id)" } ?? "none")
    return Append(
      to: stream,
      expecting: nil,
      [NewEntry(name: Self.name, version: 1, body: try json.encode(self))]
    )
  }
}

/// A record of some module, named without naming its types.
package struct Reference: Codable, Hashable, Sendable {
  /// The stream's category.
  package let kind: String
  package let id: String

  package init(kind: String, id: String) {
    self.kind = kind
    self.id = id
  }
}
