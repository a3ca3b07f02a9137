import Domain
import Kernel
package import Platform
import Views

/// Who sees what is due, who decides to keep, and who erases; everybody else is denied.
package enum RetentionPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case read, keep, hold, release, readErasures, ask, approve, refuse, withdraw
  }

  /// What the rules ask about a person's records, or about an erasure.
  package struct Facts: Equatable, Sendable {
    /// Whoever asked for the erasure; nil where nobody did.
    package var askedBy: String?
    package var subject: String?

    package init(askedBy: String? = nil, subject: String? = nil) {
      self.askedBy = askedBy
      self.subject = subject
    }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .read: [officer, auditor],
    .keep: [officer],
    .hold: [officer],
    .release: [officer],
    .readErasures: [officer, auditor, administrator],
    .ask: [officer, administrator],
    .approve: [
      Rule("another officer or administrator than asked, and than is to be erased") { viewer, facts in
        decides(viewer) && ![facts.askedBy, facts.subject].contains(viewer.account)
      }
    ],
    .refuse: [officer, administrator],
    .withdraw: [
      Rule("whoever asked for it") { viewer, facts in
        decides(viewer) && facts.askedBy != nil && facts.askedBy == viewer.account
      }
    ],
  ])

  private static let officer = Rule<Facts>("a data protection officer of everywhere") { viewer, _ in
    viewer.holds(.dataProtectionOfficer)
  }
  private static let administrator = Rule<Facts>("an administrator of everywhere") { viewer, _ in
    viewer.holds(.administrator)
  }
  private static let auditor = Rule<Facts>("an auditor of everywhere") { viewer, _ in viewer.holds(.auditor) }

  private static func decides(_ viewer: Viewer) -> Bool {
    viewer.holds(.dataProtectionOfficer) || viewer.holds(.administrator)
  }
}

extension RetentionPolicy.Facts {
  init(_ row: ErasureList.Row) { self.init(askedBy: row.askedBy, subject: row.subject) }
}
