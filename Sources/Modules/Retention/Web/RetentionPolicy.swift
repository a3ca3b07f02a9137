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
    .read: [
      Rule("a data protection officer or auditor of everywhere sees what is due", officer(or: .auditor))
    ],
    .keep: [decider],
    .hold: [decider],
    .release: [decider],
    .readErasures: [
      Rule(
        "a data protection officer, auditor or administrator of everywhere sees the erasures",
        officer(or: .auditor, .administrator)
      )
    ],
    .ask: [asker],
    .approve: [
      Rule(
        "another officer or administrator than asked, and than is to be erased, approves",
        .that("is not the person who asked for it") { viewer, facts in facts.askedBy != viewer.account },
        .that("is not the person to be erased") { viewer, facts in facts.subject != viewer.account },
        officer(or: .administrator)
      )
    ],
    .refuse: [asker],
    .withdraw: [
      Rule(
        "whoever asked for it withdraws it",
        .that("asked for it") { viewer, facts in facts.askedBy != nil && facts.askedBy == viewer.account },
        officer(or: .administrator)
      )
    ],
  ])

  private static let decider = Rule<Facts>(
    "a data protection officer of everywhere decides what is kept",
    officer()
  )
  private static let asker = Rule<Facts>(
    "a data protection officer or administrator of everywhere asks for an erasure, or refuses it",
    officer(or: .administrator)
  )

  private static func officer(or others: Role...) -> Requirement<Facts> {
    .holds(any: [.dataProtectionOfficer] + others) { _ in [.everywhere] }
  }
}

extension RetentionPolicy.Facts {
  init(_ row: ErasureList.Row) { self.init(askedBy: row.askedBy, subject: row.subject) }
}
