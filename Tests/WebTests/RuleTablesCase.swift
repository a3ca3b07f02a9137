import Domain
import Kernel
import Platform
import Testing

@testable import Web

/// Who may do what with a case.
enum CaseRules {
  private typealias Facts = CasePolicy.Facts

  private static func row(
    _ rule: String,
    _ act: CasePolicy.Act,
    _ viewer: Viewer,
    _ facts: Facts = here,
    refused: (Viewer, Facts)
  ) -> RuleTables.Row {
    RuleTables.row(
      rule,
      of: CasePolicy.policy,
      act,
      viewer,
      facts,
      refused: (viewer: refused.0, facts: refused.1)
    )
  }

  private static let cora = ReferralRules.viewer(.channelCoordinator, as: "cora")
  private static let carl = ReferralRules.viewer(.channelCoordinator, as: "carl")
  private static let away = ReferralRules.viewer(.channelCoordinator, .area("there"), as: "abe")
  private static let sue = ReferralRules.viewer(.supervisor, as: "sue")
  private static let stan = ReferralRules.viewer(.supervisor, .area("there"), as: "stan")
  private static let mina = ReferralRules.viewer(.panelMember, as: "mina")
  private static let auditor = ReferralRules.viewer(.auditor, as: "otto")

  private static let withPapers: Facts = {
    var facts = here
    facts.readers = ["mina"]
    return facts
  }()

  private static let here: Facts = {
    var facts = Facts(area: "here")
    facts.owner = "cora"
    return facts
  }()

  private static func facts(_ change: (inout Facts) -> Void) -> Facts {
    var facts = here
    change(&facts)
    return facts
  }

  private static let withoutSue = facts { $0.keptOut = ["sue"] }
  private static let withoutMina = facts { $0.keptOut = ["mina"] }

  private static func sharing(_ account: String, _ role: String) -> Facts {
    facts { $0.members = [account: role] }
  }

  static let rows: [RuleTables.Row] = [
    row("whoever works in casework", .list, mina, .none, refused: (auditor, .none)),
    row(
      "a coordinator or supervisor of the referral's area",
      .open,
      carl,
      refused: (away, here)
    ),
    row("whoever works in casework and is not kept out", .outline, mina, refused: (mina, withoutMina)),
    row("whoever carries the case", .read, cora, refused: (carl, here)),
    row("a supervisor of the case's area who is not kept out", .read, sue, refused: (sue, withoutSue)),
    row(
      "whoever supervises the case in another's place",
      .supervise,
      stan,
      sharing("stan", "cover"),
      refused: (stan, sharing("stan", "worker"))
    ),
    row(
      "whoever works on the case with its owner",
      .work,
      carl,
      sharing("carl", "worker"),
      refused: (carl, sharing("carl", "panel"))
    ),
    row(
      "whoever gives support in the case",
      .support,
      mina,
      sharing("mina", "provider"),
      refused: (mina, sharing("mina", "guest"))
    ),
    row(
      "whoever the case is shared with, while it is",
      .read,
      mina,
      sharing("mina", "guest"),
      refused: (mina, here)
    ),
    row(
      "a member of the panel that has the case on its agenda, while papers are shared",
      .read,
      mina,
      withPapers,
      refused: (mina, here)
    ),
    row(
      "whoever broke the glass before the case, while it is open",
      .read,
      mina.asking { $0.breakGlass = true },
      refused: (mina.asking { $0.breakGlass = true }, withoutMina)
    ),
    row(
      "a supervisor of the case's area, or their cover, who did not propose it",
      .countersign,
      sue,
      refused: (sue, facts { $0.proposer = "sue" })
    ),
    row(
      "a supervisor of the case's area, or their cover, who did not override",
      .reviewOverride,
      sue,
      refused: (sue, facts { $0.granter = "sue" })
    ),
    row(
      "a coordinator or supervisor of any area who is not kept out",
      .requestTransfer,
      away,
      refused: (away, facts { $0.keptOut = ["abe"] })
    ),
    row(
      "a coordinator or supervisor of the area that is asked",
      .answerTransfer,
      away,
      facts { $0.asked = "there" },
      refused: (away, facts { $0.asked = "here" })
    ),
    row(
      "a coordinator or supervisor of the area that asked for it",
      .withdrawRequest,
      away,
      facts { $0.asker = "there" },
      refused: (away, facts { $0.asker = "here" })
    ),
  ]
}
