import Domain
import GRDB
package import Kernel
package import Projection

/// A closed account is looked at again: until it is closed, no clock runs.
package struct AccountClock: RetentionClock {
  package static let name = "account_clock"
  package static let version = 2
  package static let vault = Vault.directory
  package static let rules = [AccountRetention.rule]
  package static var folds: [Fold] { [Fold(Account.self, apply)] }

  private static func apply(_ event: Account.Event, _ entry: Entry, _ db: Database) throws {
    guard case .closed = event else { return }
    try start(AccountRetention.rule, entry, of: entry.stream.id, in: db)
  }
}
