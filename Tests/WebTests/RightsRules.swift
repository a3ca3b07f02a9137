import Domain
import Kernel

@testable import Web

/// Who answers people about their rights.
enum RightsRules {
  private typealias T = PracticeAccessTests

  private static let officer = T.viewer("olga", (.dataProtectionOfficer, .everywhere))
  private static let local = T.viewer("lena", (.dataProtectionOfficer, .area("here")))
  private static let supervisor = T.viewer("sue", (.supervisor, .area("here")))
  private static let proposed = RightsPolicy.Facts(life: .proposed, proposedBy: "olga")
  private static let decided = RightsPolicy.Facts(life: .inReview, proposedBy: "olga", approvedBy: "sue")

  static let rows: [RuleTables.Row] = [
    row(
      "a data protection officer or a supervisor lists requests",
      .list,
      supervisor,
      .none,
      refused: (T.coordinator, .none)
    ),
    row(
      "a data protection officer of everywhere answers requests",
      .propose,
      officer,
      .init(life: .open),
      refused: (local, .init(life: .open))
    ),
    row(
      "a supervisor reads a request that waits for a second person",
      .read,
      supervisor,
      proposed,
      refused: (supervisor, .init(life: .open))
    ),
    row(
      "another officer or a supervisor than proposed an answer agrees to it",
      .approve,
      supervisor,
      proposed,
      refused: (officer, proposed)
    ),
    row(
      "an officer or a supervisor sends an answer back",
      .sendBack,
      officer,
      proposed,
      refused: (officer, .init(life: .open))
    ),
    row(
      "an officer or a supervisor who decided nothing of it reviews the answer",
      .review,
      T.viewer("zoe", (.supervisor, .area("here"))),
      decided,
      refused: (supervisor, decided)
    ),
  ]

  private static func row(
    _ rule: String,
    _ act: RightsPolicy.Act,
    _ viewer: Viewer,
    _ facts: RightsPolicy.Facts,
    refused: (viewer: Viewer, facts: RightsPolicy.Facts)
  ) -> RuleTables.Row {
    RuleTables.row(rule, of: RightsPolicy.policy, act, viewer, facts, refused: refused)
  }
}
