import Domain
import Kernel
import Platform
import Views

/// What the page of a meeting, and its minutes, show to one viewer.
struct MeetingModel {
  let opened: MeetingPages.Opened
  let today: PartialDate

  private var met: MeetingPages.Met { opened.met }
  private var row: MeetingList.Row { met.row }
  private var state: PanelMeeting.State { met.state }
  private var address: String { "/meetings/\(row.id)" }

  init(_ opened: MeetingPages.Opened, on today: PartialDate) {
    self.opened = opened
    self.today = today
  }

  var model: Model {
    let steps = steps
    return [
      "title": MeetingWording.title(met), "reference": row.reference, "backAddress": "/meetings",
      "backLabel": "Meetings", "address": address,
      "purpose": RecordModel.purpose(opened.purpose, MeetingWording.record(row), at: address),
      "notice": notice ?? false, "rows": standing, "hasAttendees": !state.attendees.isEmpty,
      "attendees": state.attendees.map(attendee), "hasCases": !opened.items.isEmpty,
      "cases": opened.items.map(item), "minutesAddress": row.life == .held ? "\(address)/minutes" : false,
      "isDraft": row.minutes != .approved, "hasSteps": !steps.isEmpty, "steps": steps,
      "history": opened.history.map { $0.model(when: PracticeWording.moment($0.at), at: address) },
    ]
  }

  private var notice: String? {
    switch row.life {
    case .cancelled: "This meeting was cancelled."
    case .arranged where row.arePapersShared:
      "Papers are shared: the members of the panel can open the cases, saying what for."
    default: nil
    }
  }

  private var standing: [Model] {
    let quorum = state.arranged.map { MeetingWording.quorum($0.quorum) } ?? ""
    let rows = [
      ("Meeting", row.reference), ("Day", row.on.words), ("Where", row.place),
      ("Where it stands", MeetingWording.standing(row)), ("Needed to decide", quorum),
    ]
    return rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }
  }

  private func attendee(_ attendee: PanelMeeting.Attendee) -> Model {
    let role = attendee.isGuest ? "guest" : attendee.isChair ? "chairs" : ""
    let agency = PanelMeeting.agencyList.label(attendee.agency.code)
    return ["attendee": opened.name(attendee.account), "agency": agency, "role": role.isEmpty ? false : role]
  }

  // MARK: What can be done

  private var steps: [Model] {
    let isArranged = row.life == .arranged
    let hasBegun = isArranged && row.on <= today
    let isHeld = row.life == .held
    let all: [(MeetingPolicy.Act, isPossible: Bool, label: String, path: String, style: String)] = [
      (.prepare, isArranged, "Take a case on the agenda", "/cases", hasBegun ? second : ""),
      (.prepare, isArranged && !row.arePapersShared, "Share the papers", "/papers/share", second),
      (.prepare, isArranged && row.arePapersShared, "Withdraw the papers", "/papers/withdraw", second),
      (.conduct, hasBegun && state.decisions.isEmpty, "Record who is there", "/attendance", ""),
      (.conduct, hasBegun && !state.attendees.isEmpty, "End the meeting", "/end", second),
      (.writeMinutes, isHeld && !state.areMinutesApproved, "Write the minutes", "/minutes/propose", ""),
      (.approveMinutes, row.minutes == .proposed, "Approve the minutes", "/minutes/approve", ""),
      (.approveMinutes, row.minutes == .proposed, "Send them back", "/minutes/return", second),
      (.prepare, isArranged, "Cancel the meeting", "/cancel", "govuk-button--warning"),
    ]
    return all.filter { $0.isPossible && met.allows($0.0) }.map {
      ["label": $0.label, "address": address + $0.path, "style": $0.style, "isPost": false]
    }
  }

  private var second: String { "govuk-button--secondary" }

  // MARK: Case by case

  private func item(_ item: MeetingPages.Item) -> Model {
    let decided = state.decisions[item.caseID]
    let words = item.isOpen ? decided?.words.value : nil
    let remark = item.isOpen ? state.minutes?.remarks.first { $0.caseID == item.caseID }?.words.value : nil
    let near = state.conflicts[item.caseID] ?? []
    let actions = actions(item)
    return [
      "caseReference": Case.reference(of: item.caseID),
      "caseAddress": item.hasPage ? "/cases/\(item.caseID)" : false,
      "stage": CaseWording.life(item.state.life),
      "near": near.isEmpty ? false : near.map(opened.name).sorted().joined(separator: ", "),
      "decision": decided.map(decision) ?? false, "isClosedToYou": !item.isOpen,
      "views": (words?.views ?? []).map { view -> Model in
        ["viewAgency": PanelMeeting.agencyList.label(view.agency.code), "viewWords": view.words]
      },
      "reasons": words?.reasons ?? false,
      "dissent": (words?.dissent).flatMap { $0.isEmpty ? nil : $0 } ?? false,
      "remark": remark ?? false, "hasActions": !actions.isEmpty, "actions": actions,
      "links": links(item, decided),
    ]
  }

  private func decision(_ decided: PanelMeeting.Decided) -> Model {
    let against =
      decided.against.isEmpty ? "" : "; against: \(decided.against.map(opened.name).joined(separator: ", "))"
    return [
      "resolution": PanelMeeting.resolutionList.label(decided.resolution.code),
      "rule": PanelMeeting.ruleList.label(decided.rule.code).lowercased(),
      "votes": "In favour: \(decided.inFavour.map(opened.name).joined(separator: ", "))\(against)",
    ]
  }

  private func actions(_ item: MeetingPages.Item) -> [Model] {
    state.actions.values.filter { $0.caseID == item.caseID }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.map
    {
      action in
      let finished = state.finished[action.id]
      let mayRead = item.isOpen || action.owner == met.viewer.account
      var facts = met.facts
      facts.owner = action.owner
      let mayFinish = finished == nil && MeetingPolicy.policy.allows(.finishAction, met.viewer, facts)
      return [
        "owner": opened.name(action.owner), "actionDue": action.due.words,
        "what": mayRead ? action.what.value ?? "Erased" : "Not open to you",
        "outcome": finished.map { mayRead ? $0.words.value ?? "Erased" : "Done" } ?? false,
        "isLate": finished == nil && action.due < today,
        "finishAddress": mayFinish ? "\(address)/actions/\(action.id)/finish" : false,
      ]
    }
  }

  private func links(_ item: MeetingPages.Item, _ decided: PanelMeeting.Decided?) -> [Model] {
    let base = "\(address)/cases/\(item.caseID)"
    let isArranged = row.life == .arranged
    let all: [(MeetingPolicy.Act, isPossible: Bool, label: String, path: String)] = [
      (
        .conduct, isArranged && decided == nil && !state.attendees.isEmpty, "Record what is decided",
        "/decision"
      ),
      (.conduct, isArranged, "Agree an action", "/actions"),
      (.declareConflict, isArranged && decided == nil, "Declare that somebody is near", "/conflicts"),
      (.prepare, isArranged && decided == nil, "Take it off", "/strike"),
      (.conduct, !item.isTaken, "Carry the decision over to the case", "/carry-over"),
    ]
    return all.filter { $0.isPossible && met.allows($0.0) }.map {
      ["linkLabel": $0.label, "linkAddress": base + $0.path]
    }
  }
}
