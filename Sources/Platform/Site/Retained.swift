import Foundation
import GRDB
package import Kernel
package import Projection

/// How the records about people in one category are kept: a module's entry in the registry.
package struct Retained: Sendable {
  /// The category of the records.
  package let category: String
  package let vault: Vault
  package let rules: [RetentionRule]
  /// Where in a stored body lies what is not of the person alone, such as `referrer` or `words.recipient`.
  ///
  /// Who else had a part in it, and words of fixed lists: a search for them would find others.
  package let shared: Set<String>
  /// Where a name lies in parts, such as `person`: only together they are somebody's.
  package let names: Set<String>
  /// The record's page.
  package let address: @Sendable (_ record: String) -> String
  fileprivate let clock: any RetentionClock.Type

  package init(
    _ category: String,
    _ clock: any RetentionClock.Type,
    sharing shared: Set<String> = [],
    naming names: Set<String> = [],
    address: @escaping @Sendable (_ record: String) -> String
  ) {
    self.category = category
    self.clock = clock
    vault = clock.vault
    rules = clock.rules
    self.shared = shared
    self.names = names
    self.address = address
  }
}

extension Site {
  /// Records of one rule, the earliest first: those whose clocks began before a day, or those of which somebody settled
  /// that they are kept until one before it.
  ///
  /// - Parameter after: The last that was given.
  package func clocks(
    of retained: Retained,
    _ rule: RetentionRule,
    isChild: Bool,
    isDated: Bool,
    before day: PartialDate,
    after: Clocked?,
    limit: Int
  ) async throws -> [Clocked] {
    try await read(retained.vault) {
      try retained.clock.clocks(
        by: rule,
        isChild: isChild,
        isDated: isDated,
        before: day,
        after: after,
        limit: limit,
        in: $0
      )
    }
  }

  /// Records about one person that have a clock.
  package func clocks(of retained: Retained, subject: String) async throws -> [Clocked] {
    try await read(retained.vault) { try retained.clock.clocks(of: subject, in: $0) }
  }
}
