import Domain
import Kernel
package import Platform
import Views

extension MeetingPages {
  /// What the gate and the oversight pages know of meetings; nobody breaks a glass before one.
  package static var sealedKind: SealedKind {
    SealedKind(
      PanelMeeting.category,
      label: "Meeting of a panel",
      why: Casework.why,
      in: PanelMeeting.vault,
      find: { site, id in
        try await site.read(PanelMeeting.vault) { try MeetingList.find(id, in: $0) }.map(
          MeetingWording.record
        )
      },
      named: { site, title in
        try await site.read(PanelMeeting.vault) { try MeetingList.find(called: title.uppercased(), in: $0) }
          .map(MeetingWording.record)
      },
      mayOpen: { site, record, viewer in
        let id = record.reference.id
        guard let row = try await site.read(PanelMeeting.vault, { try MeetingList.find(id, in: $0) }) else {
          return false
        }
        let facts = try await MeetingPages(site: site).facts(row)
        return MeetingPolicy.policy.allows(.read, viewer, facts)
      },
      mayBreakGlass: { _, _, _ in false },
      surnames: { _, _ in [:] },
      // What it says of people belongs to their cases.
      passages: { _, _ in [] },
      about: { _, _, _ in [] }
    )
  }
}
