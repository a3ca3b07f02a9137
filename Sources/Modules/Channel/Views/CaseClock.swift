import Domain
import GRDB
package import Kernel
package import Projection

/// From when each case counts towards its review: from its opening, and anew from its closing.
package struct CaseClock: RetentionClock {
  package static let name = "case_clock"
  package static let version = 1
  package static let vault = Case.vault
  package static let rules = CaseRetention.rules
  package static var folds: [Fold] { [Fold(Case.self, apply)] }

  private static func apply(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .opened(let body):
      let isChild = try wasChild(body.opening.referral, in: db)
      try start(CaseRetention.open, entry, of: body.opening.referral, isChild: isChild, in: db)
    case .closed(let body):
      // Whose age is not known any more is kept as shortly as a child.
      let isChild = body.words.value?.isUnder18 ?? true
      try start(CaseRetention.rule(for: body), entry, of: body.words.subject, isChild: isChild, in: db)
    default: return
    }
  }

  /// Whether the referral's own clock runs as that of a child.
  private static func wasChild(_ referral: String, in db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: "SELECT is_child FROM \(ReferralClock.name) WHERE subject = ? AND record = ?",
      arguments: [referral, referral]
    ) ?? false
  }
}
