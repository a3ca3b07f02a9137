import Domain
import Kernel
import Platform
import Sheets
import Views

/// Panels as rows of a table, and one of them as a page.
enum PanelTable {
  static func sheet(_ panels: [PanelPages.Panelled]) -> Sheet {
    Sheet(
      "Panels",
      about: "Each row is the panel of one area.",
      [
        .init("Area", width: 6), .init("Members", isNumber: true), .init("Has a chair"),
        .init("Agencies", width: 10),
      ],
      panels.map { panel in
        let codes = PanelMeeting.agencyList.codes.map(\.code)
        let agencies = Set(panel.members.map(\.agency.code))
        return [
          .text(panel.areaName), .integer(panel.members.count),
          .truth(panel.members.contains(where: \.isChair)),
          .text(codes.filter(agencies.contains).map(PanelMeeting.agencyList.label).joined(separator: "; ")),
        ]
      }
    )
  }

  static func page(
    _ panel: PanelPages.Panelled,
    _ history: [HistoryLine],
    _ viewer: Viewer
  ) -> RecordModel {
    let address = "/panels/\(panel.area)"
    func may(_ act: PanelPolicy.Act) -> Bool {
      PanelPolicy.policy.allows(act, viewer, .init(area: panel.area))
    }
    let lacking = ChannelRules.Quorum().agencies.filter { code in
      !panel.members.contains { $0.agency.code == code }
    }
    return RecordModel(
      caption: "Panel",
      title: PanelWording.title(panel),
      back: ("/panels", "Panels"),
      notice: PanelWording.lacking(lacking),
      tables: [
        .init(
          heading: "Who sits on it",
          empty: "Nobody sits on it yet.",
          columns: ["Who", "Agency"],
          rows: panel.members.map { member in
            .init(
              name: panel.names.name(of: member.account),
              cells: [PanelMeeting.agencyList.label(member.agency.code) + (member.isChair ? ", chairs" : "")],
              act: may(.releaseMember)
                ? ("Release", "\(address)/members/\(member.account)/release") : nil
            )
          }
        )
      ],
      steps: may(.nameMember)
        ? [.init(label: "Name a member", address: "\(address)/members", style: "")] : [],
      history: history,
      address: address
    )
  }
}
