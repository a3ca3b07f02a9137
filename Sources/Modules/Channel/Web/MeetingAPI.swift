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

  // MARK: What it answers

  private static func parts<Value>(
    _ row: @escaping @Sendable (Value) -> MeetingList.Row
  ) -> [Shape<Value>.Part] {
    [
      .value("id", "Identifier") { row($0).id },
      .value("reference", "What people call it by") { row($0).reference },
      .value("area", "The code of the area whose panel meets") { row($0).area },
      .value("on", "The day") { row($0).on },
      .value("place", "Where") { row($0).place },
      .value(
        "life",
        "Where it stands",
        of: PanelMeeting.State.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { row($0).life.rawValue },
      .value("papers_shared", "Whether members may open the cases") { row($0).arePapersShared },
      .value("minutes", "Where the minutes stand", of: ["none", "proposed", "approved"]) {
        row($0).minutes.rawValue
      },
      .value("version", "How many changes made it what it is") { row($0).version },
    ]
  }

  static let row = Shape<MeetingList.Row>("MeetingRow", parts { $0 })
  private static let meetings = APIList("meetings", of: row)

  private static let attendee = Shape<PanelMeeting.Attendee>(
    "MeetingAttendee",
    [
      .value("account", "Who is there") { $0.account },
      .value("agency", "For which agency") { $0.agency.code },
      .value("is_chair", "Whether they chair") { $0.isChair },
      .value("is_guest", "Whether they have no vote") { $0.isGuest },
    ]
  )

  private static let view = Shape<Case.AgencyView>(
    "MeetingView",
    [
      .value("agency", "Whose view") { $0.agency.code },
      .value("words", "What they say") { $0.words },
    ]
  )

  /// A case on the agenda, with what the reader may see of it.
  struct Discussed: Sendable {
    let item: MeetingPages.Item
    let decided: PanelMeeting.Decided?
    let remark: String?
    let near: [String]

    var words: PanelMeeting.DecisionWords? { item.isOpen ? decided?.words.value : nil }
  }

  private static let discussed = Shape<Discussed>(
    "MeetingCase",
    [
      .value("case", "The identifier of the case") { $0.item.caseID },
      .value("resolution", "What was decided; null before that") { $0.decided?.resolution.code },
      .value("rule", "By which rule") { $0.decided?.rule.code },
      .value("in_favour", "The accounts in favour") { $0.decided?.inFavour ?? [] },
      .value("against", "The accounts against") { $0.decided?.against ?? [] },
      .value("near", "The accounts that are near to the person, and take no part") { $0.near },
      .value("reasons", "Why; null where it is not open to you") { $0.words?.reasons },
      .value("dissent", "What those who do not agree want to have written down") { $0.words?.dissent },
      .value("remark", "A remark of the minutes") { $0.item.isOpen ? $0.remark : nil },
      .list("views", "What each agency says", of: view) { $0.words?.views ?? [] },
    ]
  )

  private struct Agreed: Sendable {
    let action: PanelMeeting.ActionAgreed
    let finished: PanelMeeting.ActionFinished?
    let isOpen: Bool
  }

  private static let action = Shape<Agreed>(
    "MeetingAction",
    [
      .value("id", "Identifier") { $0.action.id },
      .value("case", "The identifier of the case") { $0.action.caseID },
      .value("owner", "The account that is to do it") { $0.action.owner },
      .value("due", "The day by which it is to be done") { $0.action.due },
      .value("is_finished", "Whether it is done") { $0.finished != nil },
      .value("what", "What is to be done; null where it is not open to you") {
        $0.isOpen ? $0.action.what.value : nil
      },
      .value("outcome", "What came of it") { $0.isOpen ? $0.finished?.words.value : nil },
    ]
  )

  private static let meeting = Shape<MeetingPages.Opened>(
    "Meeting",
    parts { $0.met.row } + [
      .list("attendees", "Who is there", of: attendee) { $0.met.state.attendees },
      .list("cases", "The agenda", of: discussed) { opened in
        let state = opened.met.state
        return opened.items.map { item in
          Discussed(
            item: item,
            decided: state.decisions[item.caseID],
            remark: state.minutes?.remarks.first { $0.caseID == item.caseID }?.words.value,
            near: (state.conflicts[item.caseID] ?? []).sorted()
          )
        }
      },
      .list("actions", "Who does what by when", of: action) { opened in
        let open = Set(opened.items.filter(\.isOpen).map(\.caseID))
        let state = opened.met.state
        return state.actions.values.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.map { action in
          let isOwn = action.owner == opened.met.viewer.account
          return Agreed(
            action: action,
            finished: state.finished[action.id],
            isOpen: isOwn || open.contains(action.caseID)
          )
        }
      },
    ]
  )

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
        answer: .list(meetings),
        isGuarded: true
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
        needsPurpose: true,
        isGuarded: true
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
