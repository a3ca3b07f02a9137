import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Meetings for programs: the same commands and the same views as the pages, as JSON.
package struct MeetingAPI: Sendable {
  let pages: MeetingPages
  var site: Site { pages.site }

  package init(site: Site) { pages = MeetingPages(site: site) }

  package func register(on routes: RouterGroup<SiteContext>) {
    for call in Self.calls { call.register(on: routes, self) }
  }

  static let answered = APIAnswer.record(row)

  static func step(_ step: MeetingSteps.Step, _ name: String, _ summary: String) -> APICall<MeetingAPI> {
    step.call(
      "meetings/{id}\(step.frame.path)",
      name,
      summary,
      answer: answered,
      { $0.pages },
      { try await $0.answer($1.row.id) }
    )
  }

  // MARK: What it can be asked

  private static let arranging = APIBody.record(MeetingForms.arranging(Practice.areaList))

  static let calls: [APICall<MeetingAPI>] =
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
        return try await api.answer(id, madeAt: "/api/v1/meetings/\(id)")
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

  package static var operations: [APIOperation] { calls.map(\.operation) }

  func answer(_ id: String, madeAt address: String? = nil) async throws -> Response {
    guard let row = try await site.read(PanelMeeting.vault, { try MeetingList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try site.answer(Self.row, row, version: row.version, madeAt: address)
  }
}
