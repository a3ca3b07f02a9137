import Domain
import GRDB
package import Kernel
package import Projection

/// From when the reason of each break-glass counts towards its review.
package struct BreakGlassClock: RetentionClock {
  package static let name = "break_glass_clock"
  package static let version = 2
  package static let vault = BreakGlass.vault
  package static let rules = [OversightRetention.breakGlass]
  package static var folds: [Fold] { [Fold(BreakGlass.self, apply)] }

  private static func apply(_ event: BreakGlass.Event, _ entry: Entry, _ db: Database) throws {
    guard case .opened(let body) = event else { return }
    try start(OversightRetention.breakGlass, entry, of: body.reason.subject, in: db)
  }
}

/// From when each review of unusual looking counts towards being looked at again: it is about who looked.
package struct UnusualLookClock: RetentionClock {
  package static let name = "unusual_look_clock"
  package static let version = 2
  package static let vault = UnusualLook.vault
  package static let rules = [OversightRetention.unusualLook]
  package static var folds: [Fold] { [Fold(UnusualLook.self, apply)] }

  private static func apply(_ event: UnusualLook.Event, _ entry: Entry, _ db: Database) throws {
    guard case .reviewed(let body) = event else { return }
    try start(OversightRetention.unusualLook, entry, of: body.words.subject, in: db)
  }
}
