import Domain
import Kernel
import Platform

@testable import Web

/// Who may do what with intervention providers, panels and what stands beside a case.
enum PanelRows {
  private static func viewer(
    _ role: Role,
    _ scope: Scope = .area("here"),
    as account: String = "ann"
  ) -> Viewer {
    ReferralRules.viewer(role, scope, as: account)
  }

  private static let imran = viewer(.interventionProvider, as: "imran")
  private static let own = ProviderPolicy.Facts(account: "imran")
  private static let chief = viewer(.supervisor, .everywhere, as: "sue")

  private static let providers: [RuleTables.Row] = [
    RuleTables.row(
      "whoever carries a case or decides on one, in any area",
      of: ProviderPolicy.policy,
      .seeProviders,
      viewer(.panelMember, .area("there")),
      .none,
      refused: (imran, .none)
    ),
    RuleTables.row(
      "a coordinator or supervisor of any area, of a provider",
      of: ProviderPolicy.policy,
      .readProvider,
      viewer(.channelCoordinator),
      own,
      refused: (viewer(.panelChair), own)
    ),
    RuleTables.row(
      "a provider, of themselves",
      of: ProviderPolicy.policy,
      .declareConflict,
      imran,
      own,
      refused: (imran, .init(account: "ivan"))
    ),
    RuleTables.row(
      "a supervisor of everywhere, of a provider that they are not",
      of: ProviderPolicy.policy,
      .approveProvider,
      chief,
      own,
      refused: (chief, .init(account: "sue"))
    ),
  ]

  private static let here = PanelPolicy.Facts(area: "here")

  private static let panels: [RuleTables.Row] = [
    RuleTables.row(
      "whoever works in casework, in any area",
      of: PanelPolicy.policy,
      .seePanels,
      imran,
      .none,
      refused: (viewer(.auditor), .none)
    ),
    RuleTables.row(
      "whoever works in casework of the panel’s area",
      of: PanelPolicy.policy,
      .readPanel,
      viewer(.panelMember),
      here,
      refused: (viewer(.panelMember, .area("there")), here)
    ),
    RuleTables.row(
      "a coordinator, panel chair or supervisor of the panel’s area",
      of: PanelPolicy.policy,
      .nameMember,
      viewer(.panelChair),
      here,
      refused: (viewer(.panelMember), here)
    ),
  ]

  private static let charlie = viewer(.panelChair, as: "charlie")
  private static let met: MeetingPolicy.Facts = {
    var facts = MeetingPolicy.Facts(area: "here")
    (facts.members, facts.writer, facts.owner) = (["mina"], "charlie", "imran")
    return facts
  }()
  private static let mina = viewer(.panelMember, .area("there"), as: "mina")

  private static let meetings: [RuleTables.Row] = [
    RuleTables.row(
      "whoever works in casework, of meetings in their area",
      of: MeetingPolicy.policy,
      .list,
      imran,
      .none,
      refused: (viewer(.auditor), .none)
    ),
    RuleTables.row(
      "a coordinator, panel chair or supervisor of the meeting’s area",
      of: MeetingPolicy.policy,
      .conduct,
      charlie,
      met,
      refused: (mina, met)
    ),
    RuleTables.row(
      "a member of the panel that meets",
      of: MeetingPolicy.policy,
      .read,
      mina,
      met,
      refused: (viewer(.panelMember, as: "moe"), met)
    ),
    RuleTables.row(
      "whoever is to do what was agreed",
      of: MeetingPolicy.policy,
      .finishAction,
      imran,
      met,
      refused: (mina, met)
    ),
    RuleTables.row(
      "a panel chair or supervisor of the meeting’s area who did not write the minutes",
      of: MeetingPolicy.policy,
      .approveMinutes,
      viewer(.supervisor, as: "sue"),
      met,
      refused: (charlie, met)
    ),
  ]

  static let rows = providers + panels + meetings
}
