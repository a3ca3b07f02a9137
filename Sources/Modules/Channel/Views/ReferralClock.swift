import Domain
import GRDB
package import Kernel
package import Projection

/// From when each referral counts towards its review: the day on which it was recorded.
package struct ReferralClock: RetentionClock {
  package static let name = "referral_clock"
  package static let version = 3
  package static let vault = Referral.vault
  package static let rules = [ReferralRetention.rule]
  package static var folds: [Fold] { [Fold(Referral.self, apply), Fold(Case.self, follow)] }

  private static func apply(_ event: Referral.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .made(let body):
      let isChild = body.person.value.map { isUnderAge($0, on: body.received) } ?? false
      try start(ReferralRetention.rule, entry, of: body.person.subject, isChild: isChild, in: db)
    case .corrected(let body):
      guard let person = body.person.value, let clock = try clocks(of: body.person.subject, in: db).first
      else {
        return
      }
      // Who was a child then is kept as a child, whenever that comes to light.
      try db.fold(
        sql: "UPDATE \(name) SET is_child = ? WHERE subject = ?",
        arguments: [isUnderAge(person, on: PartialDate(on: clock.startedAt)), body.person.subject]
      )
    }
  }

  /// A referral is kept as long as its case: from the closing of that until the day that was settled then.
  private static func follow(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .opened(let body): try settle(nil, body.opening.referral, in: db)
    case .closed(let body): try settle(body.retainUntil, body.words.subject, in: db)
    case .retentionChanged(let body): try settle(body.until, body.reason.subject, in: db)
    default: return
    }
  }

  private static func settle(_ day: PartialDate?, _ referral: String, in db: Database) throws {
    try db.fold(
      sql: "UPDATE \(name) SET until = ? WHERE subject = ? AND record = ?",
      arguments: [day?.iso, referral, referral]
    )
  }

  /// Whether the person is known to be under 18.
  private static func isUnderAge(_ person: Referral.Person, on day: PartialDate) -> Bool {
    guard let birth = person.birth else { return person.age.map { $0 < 18 } ?? false }
    return birth.adding(months: 18 * 12) > day
  }
}
