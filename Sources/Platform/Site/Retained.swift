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
  /// The names of parts of their values that many people share, such as a role: a search for them would find
  /// others.
  package let shared: Set<String>
  /// The record's page.
  package let address: @Sendable (_ record: String) -> String
  private let clock: any RetentionClock.Type

  package init(
    _ category: String,
    _ clock: any RetentionClock.Type,
    sharing shared: Set<String> = [],
    address: @escaping @Sendable (_ record: String) -> String
  ) {
    self.category = category
    self.clock = clock
    vault = clock.vault
    rules = clock.rules
    self.shared = shared
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
    try await read(retained.vault) { db in
      isDated
        ? try retained.kept(rule, isChild: isChild, before: day, after: after, limit: limit, in: db)
        : try retained.begun(rule, isChild: isChild, before: day.moment, after: after, limit: limit, in: db)
    }
  }

  /// Records about one person that have a clock.
  package func clocks(of retained: Retained, subject: String) async throws -> [Clocked] {
    try await read(retained.vault) { try retained.clocks(of: subject, in: $0) }
  }
}

extension Retained {
  fileprivate func begun(
    _ rule: RetentionRule,
    isChild: Bool,
    before moment: Date,
    after: Clocked?,
    limit: Int,
    in db: Database
  ) throws -> [Clocked] {
    try clock.begun(rule, isChild: isChild, before: moment, after: after, limit: limit, in: db)
  }

  fileprivate func kept(
    _ rule: RetentionRule,
    isChild: Bool,
    before day: PartialDate,
    after: Clocked?,
    limit: Int,
    in db: Database
  ) throws -> [Clocked] {
    try clock.kept(by: rule, isChild: isChild, before: day, after: after, limit: limit, in: db)
  }

  fileprivate func clocks(of subject: String, in db: Database) throws -> [Clocked] {
    try clock.clocks(of: subject, in: db)
  }
}
