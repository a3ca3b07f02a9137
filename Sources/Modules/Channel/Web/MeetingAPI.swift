import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Meetings for programs: the same commands and the same views as the pages, as JSON.
package struct MeetingAPI: SteppedRowsAPI {
  let pages: MeetingPages

  package init(site: Site) { pages = MeetingPages(site: site) }

  // MARK: What it can be asked

  private static let arranging = APIBody.record(MeetingForms.arranging(Practice.areaList))

  static let rows = RecordRows(at: "meetings", as: row, in: PanelMeeting.vault, MeetingList.find(_:in:)) {
    $0.version
  }

  package static let calls: [APICall<MeetingAPI>] =
    [
      APICall(
        .get,
        "meetings",
        "listMeetings",
        "List the meetings of panels in your areas, the latest first, with nothing that is sealed",
        answer: .list(meetings)
      ) { api, request, context in
        let areas = try await api.pages.areas(context)
        let slice = try Slice(request, of: "meetings")
        let after = slice.after.map { (on: $0.key, id: $0.id) }
        let rows = try await api.site.read(PanelMeeting.vault) {
          try MeetingList.slice(areas: areas, after: after, limit: slice.reach, in: $0)
        }
        return try api.site.answer(meetings, rows, slice, request) { Cursor($0.on.iso, $0.id) }
      },
      APICall(
        .post,
        "meetings",
        "arrangeMeeting",
        "Arrange a meeting of a panel",
        body: arranging,
        answer: .made(row),
        act: MeetingPolicy.Act.arrange.rawValue
      ) { api, request, context in
        let values = try await api.site.values(of: request, arranging)
        let id = try api.site.recordID(for: values, of: request, by: context.viewer)
        try await api.pages.arrange(values, as: id, refusing: nil, context)
        return try await api.site.answer(rows, made: id)
      },
      APICall(
        .get,
        "meetings/{id}",
        "readMeeting",
        "Open a meeting, with what was said of each case that you may read, and say what for",
        answer: .record(meeting),
        needsPurpose: true
      ) { api, request, context in
        let opened = try await api.pages.open(request, context)
        return try api.site.answer(meeting, opened, version: opened.met.row.version)
      },
    ] + steps
}
