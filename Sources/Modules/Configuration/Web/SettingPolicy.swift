import Kernel
package import Platform

/// Who reads and who changes what is set by decision; everybody else is denied.
package enum SettingPolicy {
  package enum Act: String, CaseIterable, Sendable { case read, change, agree, decline }

  /// What the rules ask about a setting.
  package struct Facts: Equatable, Sendable {
    /// Whoever proposed what waits for agreement; nil where nothing does.
    package var proposer: String?

    package init(proposer: String? = nil) { self.proposer = proposer }
  }

  package static let policy = Policy<Act, Facts>([
    .read: [
      Rule(
        "an administrator, a data protection officer or an auditor reads the settings",
        .holds(.administrator, .dataProtectionOfficer, .auditor)
      )
    ],
    .change: [Rule("an administrator or data protection officer of everywhere sets or proposes", decides)],
    .agree: [
      Rule(
        "another administrator or data protection officer of everywhere agrees",
        isProposed,
        .that("is not the person who proposed it") { viewer, facts in facts.proposer != viewer.account },
        decides
      )
    ],
    .decline: [
      Rule(
        "an administrator or data protection officer of everywhere declines what is proposed",
        isProposed,
        decides
      )
    ],
  ])

  private static let decides = Requirement<Facts>.holds(.administrator, .dataProtectionOfficer) { _ in
    [.everywhere]
  }

  private static let isProposed = Requirement<Facts>.record("has a proposal that waits") {
    $0.proposer != nil
  }
}
