import Domain
import GRDB
package import Kernel
package import Projection

/// From when each request counts towards its review: the day on which it came in.
package struct RightsClock: RetentionClock {
  package static let name = "rights_clock"
  package static let version = 2
  package static let vault = RightsRequest.vault
  package static let rules = [RightsRetention.rule]
  package static var folds: [Fold] { [Fold(RightsRequest.self, apply)] }

  private static func apply(_ event: RightsRequest.Event, _ entry: Entry, _ db: Database) throws {
    guard case .received(let body) = event else { return }
    let isChild = body.person.value?.birth.map { $0.adding(months: 18 * 12) > body.on } ?? false
    try start(RightsRetention.rule, entry, of: body.person.subject, isChild: isChild, in: db)
  }
}
