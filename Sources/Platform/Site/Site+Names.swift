import Foundation
import Kernel

extension Site {
  /// Of those who have a name here still.
  package func names(of accounts: [String]) async throws -> [String: String] {
    var names = try await people.names(Set(accounts))
    names[Occasion.system] = "Touchstone"
    for account in accounts where account.hasPrefix(Occasion.partner) {
      names[account] = "A partner by code \(account.dropFirst(Occasion.partner.count).uppercased())"
    }
    return names
  }
}

extension [String: String] {
  /// A name by the account that bears it.
  package func name(of account: String) -> String { self[account] ?? "Somebody who has left" }
}
