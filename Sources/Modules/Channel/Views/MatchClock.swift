import Domain
package import GRDB
package import Kernel
package import Projection

/// From when each link between referrals counts towards its review, for either of the two.
package struct MatchClock: RetentionClock {
  package static let name = "match_clock"
  package static let version = 2
  package static let vault = Match.vault
  package static let rules = [MatchRetention.rule]
  package static var folds: [Fold] { [Fold(Match.self, apply)] }

  private static func apply(_ event: Match.Event, _ entry: Entry, _ db: Database) throws {
    let body =
      switch event {
      case .confirmed(let body), .rejected(let body), .undone(let body): body
      }
    guard body.reason.value != nil else { return }
    for subject in body.reason.subjects {
      let isChild = try ReferralClock.isChild(subject, in: db)
      try start(MatchRetention.rule, entry, of: subject, isChild: isChild, in: db)
    }
  }

  /// Either's erasure takes the reason along: nothing is left to look at again.
  package static func erase(subject: String, in db: Database) throws {
    try db.fold(
      sql: "DELETE FROM match_clock WHERE record IN (SELECT record FROM match_clock WHERE subject = ?)",
      arguments: [subject]
    )
  }
}
