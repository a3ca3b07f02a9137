import Foundation

/// One line of a vault's access log: who did what with which record, and why
/// (Data Protection Act 2018, section 62).
///
/// What is optional may be missing from lines of before it was known.
package struct AccessLine: Codable, Equatable, Sendable {
  /// Raw values are stored: never change one.
  package enum Act: String, CaseIterable, Codable, Sendable {
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
    /// A one-time link by which somebody chooses a password was made for them.
    case linkMade = "link-made"
    case passwordChanged = "password-changed"
    /// The address that somebody signs in with was changed; which one it was and is stands in the record log.
    case addressChanged = "address-changed"

    /// What changes how somebody gets in.
    package static let onWaysIn: [Act] = [
      .linkMade, .passwordChanged, .addressChanged, .secondFactorSet, .secondFactorRemoved,
      .recoveryCodesMade, .recoveryCodeUsed, .providerLinked, .providerUnlinked, .tokenMade, .tokenEnded,
    ]
  }

  package var act: Act
  package var record: Reference?
  /// What was asked for, what was changed, or the rule that denied.
  package var reason: String?
  /// For a disclosure.
  package var recipient: String?
  /// The lawful basis on which it was given, where one was asked for: a code of the list of its kind of record.
  package var basis: String?
  /// A code of ``Purpose/list``, where one was asked for.
  package var purpose: String?
  /// The purpose in the asker's own words, sealed with the key of whom the record is about.
  package var words: Personal<String>?
  /// The area of the record, as it was then.
  package var area: String?
  /// The identifier of the break-glass under which it was done.
  package var breakGlass: String?

  package init(_ act: Act, _ record: Reference? = nil, reason: String? = nil, recipient: String? = nil) {
    self.act = act
    self.record = record
    self.reason = reason
    self.recipient = recipient
  }

  package static let category = "access"
  /// Stands for the identifier of a record where a whole list of them was handed out.
  package static let wholeList = "list"

  /// One stream for each record, so that "who looked" is one read.
  package var stream: StreamName {
    StreamName(Self.category, record.map { "\($0.kind)-\($0.id)" } ?? "none")
  }

  /// The line as a log stores it.
  package func append(_ sealing: Sealing = .none) throws -> Append {
    Append(to: stream, expecting: nil, [try stored(EventCoder(sealing))])
  }
}

extension AccessLine: DomainEvent {
  /// The wire contract: names and shapes here are for ever.
  package static let kinds: [EventKind<AccessLine>] = [
    EventKind("access.line", 1, { (line: AccessLine) in line }, extract: { $0 })
  ]
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
