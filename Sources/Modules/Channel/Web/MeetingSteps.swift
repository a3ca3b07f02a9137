import Domain
import Kernel
import Platform
import Views

/// What is done to a meeting: its agenda, papers, attendance and end.
enum MeetingSteps {
  typealias Step = RecordStep<MeetingPages>
  typealias Act = MeetingPolicy.Act
  typealias Met = MeetingPages.Met

  /// A step by one button.
  static func confirm(_ act: Act, _ frame: FormFrame, _ command: PanelMeeting.Command) -> Step {
    Step(
      act.rawValue,
      frame,
      MeetingForms.confirmation,
      into: "",
      of: PanelMeeting.self,
      refusing: "confirm"
    ) { _, met, _ in (command, on: met.row.id) }
  }

  static let cancel = Step(
    Act.prepare.rawValue,
    FormFrame(
      heading: "Cancel the meeting",
      path: "/cancel",
      button: "Cancel it",
      lead: "Papers are withdrawn. Put its cases on the agenda of another meeting.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: PanelMeeting.self,
    refusing: "reason"
  ) { _, met, reason in (.cancel(reason: reason), on: met.row.id) }

  static let enter = Step(
    Act.prepare.rawValue,
    FormFrame(
      heading: "Take a case on the agenda",
      path: "/cases",
      button: "Take it on",
      lead: "Cases of this area that wait for the panel, or that it keeps under review."
    ),
    MeetingForms.entering(nil),
    { pages, met in MeetingForms.entering(try await pages.casesToEnter(met)) },
    into: ""
  ) { pages, met, caseID, context, byForm in
    try await pages.requireUnrestricted([caseID], besides: byForm ? "case" : nil)
    let (state, _) = try await pages.site.load(Case.self, caseID)
    // First the case, which says whether it may come before a panel; both are done once however often they are asked.
    try await pages.site.perform(
      .putToPanel(meeting: met.row.id, on: met.row.on),
      on: caseID,
      of: Case.self,
      refusing: byForm ? "case" : nil,
      by: context.viewer
    )
    try await pages.site.perform(
      .enter(caseID: caseID, subject: state.subject),
      on: met.row.id,
      of: PanelMeeting.self,
      refusing: byForm ? "case" : nil,
      by: context.viewer
    )
  }

  static let strike = Step(
    Act.prepare.rawValue,
    FormFrame(
      heading: "Take the case off the agenda",
      path: "/cases/{case}/strike",
      button: "Take it off",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: PanelMeeting.self,
    refusing: "reason"
  ) { _, met, reason in (.strike(caseID: met.caseID ?? "", reason: reason), on: met.row.id) }

  static let sharePapers = Step(
    Act.prepare.rawValue,
    FormFrame(
      heading: "Share the papers",
      path: "/papers/share",
      button: "Share them",
      lead:
        "The members of the panel can open the cases on the agenda, saying what for, until the meeting ends or you withdraw the papers. Somebody who declared that they are near to the person cannot."
    ),
    MeetingForms.confirmation,
    into: "",
    of: PanelMeeting.self,
    refusing: "confirm"
  ) { pages, met, _ in
    try await pages.requireUnrestricted(met.state.agenda.keys, besides: nil)
    return (.sharePapers, on: met.row.id)
  }

  static let withdrawPapers = confirm(
    .prepare,
    FormFrame(
      heading: "Withdraw the papers",
      path: "/papers/withdraw",
      button: "Withdraw them",
      lead: "The members of the panel cannot open the cases any more."
    ),
    .withdrawPapers
  )

  static let attend = Step(
    Act.conduct.rawValue,
    FormFrame(
      heading: "Record who is there",
      path: "/attendance",
      button: "Record it",
      lead: "Once something is decided, this is not changed any more."
    ),
    MeetingForms.attending(nil),
    { pages, met in MeetingForms.attending(try await pages.whoMayAttend(met)) },
    into: .init(),
    of: PanelMeeting.self,
    refusing: "present"
  ) { pages, met, attending in
    (.recordAttendance(pages.attendees(attending, met), met.seats), on: met.row.id)
  }
  .beginning { _, met in
    var values = FormValues()
    values.set("present", met.state.attendees.filter { !$0.isGuest }.map(\.account))
    values.set("guests", met.state.attendees.filter(\.isGuest).map(\.account))
    values.set("chair", met.state.attendees.filter(\.isChair).map(\.account))
    return values
  }

  static let declareConflict = Step(
    Act.declareConflict.rawValue,
    FormFrame(
      heading: "Declare that somebody is near to the person",
      path: "/cases/{case}/conflicts",
      button: "Declare it",
      lead: "They see no papers of the case, do not vote on it, and do not count towards its quorum."
    ),
    MeetingForms.conflict(nil),
    { pages, met in MeetingForms.conflict(try await pages.whoMayBeNear(met)) },
    into: .init(),
    of: PanelMeeting.self,
    refusing: "account"
  ) { _, met, conflict in
    let command = PanelMeeting.Command.declareConflict(
      caseID: met.caseID ?? "",
      account: conflict.account,
      words: conflict.words
    )
    return (command, on: met.row.id)
  }

  static let end = confirm(
    .conduct,
    FormFrame(
      heading: "End the meeting",
      path: "/end",
      button: "End it",
      lead: "Every case on the agenda must be decided or taken off. Papers are withdrawn."
    ),
    .end
  )

  static let all: [Step] = [
    cancel, enter, strike, sharePapers, withdrawPapers, attend, declareConflict, end, decide, carryOver,
    agree,
    finish, propose, approve, sendBack,
  ]
}
