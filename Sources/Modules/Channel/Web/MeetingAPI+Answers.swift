import Domain
import Kernel
import Platform
import Views

/// What it answers.
extension MeetingAPI {
  static func parts<Value>(
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
  static let meetings = APIList("meetings", of: row)

  static let attendee = Shape<PanelMeeting.Attendee>(
    "MeetingAttendee",
    [
      .value("account", "Who is there") { $0.account },
      .value("agency", "For which agency") { $0.agency.code },
      .value("is_chair", "Whether they chair") { $0.isChair },
      .value("is_guest", "Whether they have no vote") { $0.isGuest },
    ]
  )

  static let view = Shape<Case.AgencyView>(
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

  static let discussed = Shape<Discussed>(
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

  struct Agreed: Sendable {
    let action: PanelMeeting.ActionAgreed
    let finished: PanelMeeting.ActionFinished?
    let isOpen: Bool
  }

  static let action = Shape<Agreed>(
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

  static let meeting = Shape<MeetingPages.Opened>(
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
}
