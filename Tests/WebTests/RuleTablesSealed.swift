import Domain
import Kernel
import Platform
import Testing

@testable import Web

/// Who may do what with a referral.
enum ReferralRules {
  private static let day = PracticeAccessTests.day
  static func viewer(_ role: Role, _ scope: Scope = .area("here"), as account: String = "ann") -> Viewer {
    Viewer(account: account, holdings: [Holding(role, scope, from: day)])
  }

  private static func row(
    _ rule: String,
    _ act: ChannelPolicy.Act,
    _ viewer: Viewer,
    refused: Viewer?
  ) -> RuleTables.Row {
    let facts = ChannelPolicy.Facts(area: "here")
    let nearest = refused.map { (viewer: $0, facts: facts) }
    return RuleTables.row(rule, of: ChannelPolicy.policy, act, viewer, facts, refused: nearest)
  }

  private static let member = viewer(.panelMember)

  static let rows: [RuleTables.Row] = [
    row("anybody", .refer, .anyone, refused: nil),
    row(
      "a coordinator or supervisor of any area",
      .list,
      viewer(.channelCoordinator, .area("there")),
      refused: viewer(.auditor)
    ),
    row(
      "a coordinator or supervisor of the area",
      .make,
      viewer(.supervisor),
      refused: viewer(.channelCoordinator, .area("there"))
    ),
    row(
      "whoever broke the glass, while it is open",
      .read,
      member.asking { $0.breakGlass = true },
      refused: member
    ),
    keptOut("a coordinator or supervisor of the area", viewer(.supervisor)),
    keptOut("whoever broke the glass, while it is open", member.asking { $0.breakGlass = true }),
  ]

  /// Whoever is kept out of a case of it is refused what the rule allows everybody else.
  private static func keptOut(_ rule: String, _ viewer: Viewer) -> RuleTables.Row {
    RuleTables.row(
      rule,
      of: ChannelPolicy.policy,
      .read,
      viewer,
      .init(area: "here"),
      refused: (viewer, .init(area: "here", isKeptOut: true))
    )
  }
}

/// Who may watch over what.
enum OversightRows {
  private typealias Facts = OversightPolicy.Facts

  private static func row(
    _ rule: String,
    _ act: OversightPolicy.Act,
    _ viewer: Viewer,
    _ facts: Facts,
    refused: (Viewer, Facts)
  ) -> RuleTables.Row {
    RuleTables.row(
      rule,
      of: OversightPolicy.policy,
      act,
      viewer,
      facts,
      refused: (viewer: refused.0, facts: refused.1)
    )
  }

  private static let member = ReferralRules.viewer(.panelMember, as: "mina")
  private static let sue = ReferralRules.viewer(.supervisor, as: "sue")
  private static let otto = ReferralRules.viewer(.auditor, .everywhere, as: "otto")
  private static let here = Facts(area: "here", account: "mina")
  private static let there = Facts(area: "there", account: "mina")

  static let rows: [RuleTables.Row] = [
    row(
      "who works in casework, outside the circle of the record",
      .breakGlass,
      member,
      here,
      refused: (member, Facts(area: "here", mayOpen: true))
    ),
    row("whoever broke the glass", .giveBack, member, here, refused: (sue, there)),
    row(
      "a supervisor, auditor or data protection officer of the area",
      .readLookers,
      sue,
      here,
      refused: (sue, there)
    ),
    row(
      "a supervisor, auditor or data protection officer",
      .readLog,
      sue,
      Facts(ofLog: .safeguarding),
      refused: (sue, Facts(ofLog: .directory))
    ),
    row(
      "an auditor or data protection officer of everywhere",
      .readLog,
      otto,
      Facts(ofLog: .directory),
      refused: (ReferralRules.viewer(.auditor), Facts(ofLog: .directory))
    ),
    row(
      "a supervisor or data protection officer of the area, of what others did",
      .reviewGlass,
      sue,
      here,
      refused: (sue, Facts(area: "here", account: "sue"))
    ),
    row("an auditor or data protection officer", .readAll, otto, .none, refused: (sue, .none)),
  ]
}
