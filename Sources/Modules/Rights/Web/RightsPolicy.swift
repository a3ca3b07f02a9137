package import Domain
import Kernel
package import Platform
import Views

/// Who answers people about their rights, and who looks over their shoulder; everybody else is denied.
package enum RightsPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case list, read, receive
    case askIdentity, confirmIdentity, extend, find, link, unlink, withhold, give, propose, answer, tell
    case carryOut, askReview, withdraw, endRestriction
    case approve, sendBack, review
  }

  /// What the rules ask about a request.
  package struct Facts: Equatable, Sendable {
    package var life: RightsRequest.Life
    package var proposedBy: String?
    package var approvedBy: String?

    package init(
      life: RightsRequest.Life = .absent,
      proposedBy: String? = nil,
      approvedBy: String? = nil
    ) {
      self.life = life
      self.proposedBy = proposedBy
      self.approvedBy = approvedBy
    }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>(
    Dictionary(uniqueKeysWithValues: handled.map { ($0, [officer]) }).merging([
      .list: [
        Rule("a data protection officer or a supervisor lists requests", .holds(any: seconds))
      ],
      .read: [officer, second],
      .approve: [agreed],
      .sendBack: [
        Rule("an officer or a supervisor sends an answer back", .holds(any: seconds), isProposed)
      ],
      .review: [
        Rule(
          "an officer or a supervisor who decided nothing of it reviews the answer",
          .holds(any: seconds),
          .that("neither proposed nor approved it") { viewer, facts in
            ![facts.proposedBy, facts.approvedBy].contains(viewer.account)
          }
        )
      ],
    ]) { $1 }
  )

  /// What an officer alone does.
  private static let handled: [Act] = [
    .receive, .askIdentity, .confirmIdentity, .extend, .find, .link, .unlink, .withhold, .give, .propose,
    .answer, .tell, .carryOut, .askReview, .withdraw, .endRestriction,
  ]

  private static let seconds: [Role] = [.dataProtectionOfficer, .supervisor]
  private static let isProposed = Requirement<Facts>.record("is proposed or approved") {
    [.proposed, .approved].contains($0.life)
  }

  private static let officer = Rule<Facts>(
    "a data protection officer of everywhere answers requests",
    .holds(.dataProtectionOfficer) { _ in [.everywhere] }
  )
  private static let second = Rule<Facts>(
    "a supervisor reads a request that waits for a second person",
    .holds(.supervisor),
    .record("waits for a second person") { [.proposed, .approved, .inReview].contains($0.life) }
  )
  private static let agreed = Rule<Facts>(
    "another officer or a supervisor than proposed an answer agrees to it",
    .holds(any: seconds),
    .that("did not propose it") { viewer, facts in facts.proposedBy != viewer.account }
  )
}

extension RightsPolicy.Facts {
  init(_ row: RightsList.Row) {
    self.init(life: row.life, proposedBy: row.proposedBy, approvedBy: row.approvedBy)
  }
}

extension RightsPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "rights",
      "Requests for rights",
      policy,
      \.words,
      at: "/rights/",
      none: .none,
      reading: .read
    ) { site, id, _ in
      try await site.read(RightsRequest.vault) { try RightsList.find(id, in: $0) }.map(Facts.init)
    }
  }
}

extension RightsPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .list: "See the list of requests"
    case .read: "Open a request"
    case .receive: "Record a request"
    case .find: "Look for records about the person"
    case .askIdentity, .confirmIdentity, .extend, .link, .unlink, .withhold, .give, .propose, .answer, .tell,
      .carryOut, .askReview, .withdraw, .endRestriction, .approve, .sendBack, .review:
      RightsStep.allCases.first { $0.act == self }?.label ?? rawValue
    }
  }
}
