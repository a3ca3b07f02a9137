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
      Rule("an administrator, a data protection officer or an auditor") { viewer, _ in
        [.administrator, .dataProtectionOfficer, .auditor].contains(where: viewer.holdsAnywhere)
      }
    ],
    .change: [
      Rule("an administrator or data protection officer of everywhere") { viewer, _ in decides(viewer) }
    ],
    .agree: [
      Rule("another administrator or data protection officer of everywhere than proposed it") {
        viewer,
        facts in
        decides(viewer) && facts.proposer != nil && facts.proposer != viewer.account
      }
    ],
    .decline: [
      Rule("an administrator or data protection officer of everywhere, where something is proposed") {
        viewer,
        facts in
        decides(viewer) && facts.proposer != nil
      }
    ],
  ])

  private static func decides(_ viewer: Viewer) -> Bool {
    viewer.holds(.administrator) || viewer.holds(.dataProtectionOfficer)
  }
}
