import Domain
import GRDB
package import Kernel
package import Projection

/// From when each provider counts towards being looked at again: the day on which they were withdrawn.
package struct ProviderClock: RetentionClock {
  package static let name = "provider_clock"
  package static let version = 2
  package static let vault = Provider.vault
  package static let rules = [PanelRetention.provider]
  package static var folds: [Fold] { [Fold(Provider.self, apply)] }

  private static func apply(_ event: Provider.Event, _ entry: Entry, _ db: Database) throws {
    guard case .withdrawn(let body) = event else { return }
    try start(PanelRetention.provider, entry, of: body.reason.subject, in: db)
  }
}

/// From when what was written of somebody who left a panel counts.
package struct PanelClock: RetentionClock {
  package static let name = "panel_clock"
  package static let version = 2
  package static let vault = Panel.vault
  package static let rules = [PanelRetention.panel]
  package static var folds: [Fold] { [Fold(Panel.self, apply)] }

  private static func apply(_ event: Panel.Event, _ entry: Entry, _ db: Database) throws {
    guard case .memberReleased(let body) = event else { return }
    try start(PanelRetention.panel, entry, of: body.reason.subject, in: db)
  }
}
