package import Kernel

/// What a module can tell of why somebody may or may not do something: the rules that decide it, asked of somebody
/// else than whoever looks.
package struct Explainer: Sendable {
  package struct Act: Sendable {
    /// Of the module and the act: `practice.publish`.
    package let code: String
    package let words: String
  }

  /// What was found, and whether whoever looks may read the record.
  package struct Answer: Sendable {
    package let findings: [RuleFinding]
    package let mayReadRecord: Bool
  }

  /// What its acts stand under.
  package let label: String
  package let acts: [Act]
  /// What stands before a record's identifier in its address.
  package let path: String
  private let ask:
    @Sendable (_ site: Site, _ act: String, _ record: String?, _ about: Viewer, _ asker: Viewer) async throws
      -> Answer?

  /// - Parameters:
  ///   - none: The facts where no record is named.
  ///   - reading: The act that shows a record.
  ///   - find: The facts of a record for somebody; nil where there is no such record.
  package init<A: CaseIterable & Hashable & Sendable & RawRepresentable, Facts: Sendable>(
    _ name: String,
    _ label: String,
    _ policy: Policy<A, Facts>,
    _ words: (A) -> String,
    at path: String,
    none: Facts,
    reading: A,
    find: @escaping @Sendable (_ site: Site, _ record: String, _ viewer: Viewer) async throws -> Facts?
  ) where A.RawValue == String {
    self.label = label
    self.path = path
    acts = A.allCases.map { Act(code: "\(name).\($0.rawValue)", words: words($0)) }
    ask = { site, code, record, about, asker in
      guard let act = A(rawValue: String(code.dropFirst(name.count + 1))) else { return nil }
      guard let record else {
        return Answer(findings: policy.findings(act, about, none), mayReadRecord: true)
      }
      guard let facts = try await find(site, record, about), let seen = try await find(site, record, asker)
      else { return nil }
      return Answer(
        findings: policy.findings(act, about, facts),
        mayReadRecord: policy.allows(reading, asker, seen)
      )
    }
  }

  package func answer(
    _ site: Site,
    _ act: String,
    _ record: String?,
    about viewer: Viewer,
    for asker: Viewer
  ) async throws -> Answer? {
    try await ask(site, act, record, viewer, asker)
  }
}
