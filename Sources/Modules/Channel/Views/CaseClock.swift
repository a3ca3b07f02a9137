import Domain
package import GRDB
package import Kernel
package import Projection

/// From when each case counts towards its review: from its opening; once it is closed, the day that was settled then
/// counts, which is no later than the rule's.
package struct CaseClock: RetentionClock {
  package static let name = "case_clock"
  package static let version = 2
  package static let vault = Case.vault
  package static let rules = CaseRetention.rules
  package static var folds: [Fold] { [Fold(Case.self, apply)] }

  private static func apply(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .opened(let body):
      let isChild = try ReferralClock.isChild(body.opening.referral, in: db)
      try start(CaseRetention.open, entry, of: body.opening.referral, isChild: isChild, in: db)
    case .closed(let body):
      // Whose age is not known any more is kept as shortly as a child.
      let wasChild = try ReferralClock.isChild(body.words.subject, in: db)
      let isChild = wasChild || body.words.value?.isUnder18 ?? true
      try start(
        CaseRetention.rule(for: body),
        entry,
        of: body.words.subject,
        isChild: isChild,
        until: body.retainUntil,
        in: db
      )
    case .retentionChanged(let body): try move(entry, to: body.until, in: db)
    default: return
    }
  }
}

/// From when each service that somebody was pointed to counts towards its review.
package struct SignpostClock: RetentionClock {
  package static let name = "signpost_clock"
  package static let version = 2
  package static let vault = Signpost.vault
  package static let rules = [CaseRetention.signposts]
  package static var folds: [Fold] { [Fold(Signpost.self, apply)] }

  private static func apply(_ event: Signpost.Event, _ entry: Entry, _ db: Database) throws {
    guard case .given(let body) = event else { return }
    let subject = body.words.subject
    let isChild = try ReferralClock.isChild(subject, in: db)
    try start(CaseRetention.signposts, entry, of: subject, isChild: isChild, in: db)
  }
}

extension ReferralClock {
  /// Whether the referral's own clock runs as that of a child.
  package static func isChild(_ referral: String, in db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: "SELECT is_child FROM \(name) WHERE subject = ? AND record = ?",
      arguments: [referral, referral]
    ) ?? false
  }
}
