import Domain
import Kernel
import Platform
import Views

/// What a meeting decides of a case, who then does what, and the minutes.
extension MeetingSteps {
  static let decide = Step(
    Act.conduct.rawValue,
    FormFrame(
      heading: "Record what is decided",
      path: "/cases/{case}/decision",
      button: "Record the decision",
      lead: "It cannot be changed. The case takes it over at once."
    ),
    MeetingForms.deciding(nil),
    { pages, met in MeetingForms.deciding(try await pages.deliberation(met)) },
    into: .init()
  ) { pages, met, deciding, context, byForm in
    let caseID = met.caseID ?? ""
    try await pages.requireContact(deciding, of: caseID)
    let version = PanelMeeting.agencyList.version
    let views = PanelMeeting.agencyList.codes.compactMap { agency in
      deciding.views[agency.code].flatMap { words in
        words.isEmpty ? nil : Case.AgencyView(agency: Coded(agency.code, version: version), words: words)
      }
    }
    let discussion = PanelMeeting.Discussion(
      caseID: caseID,
      views: views,
      resolution: Coded(deciding.resolution, version: PanelMeeting.resolutionList.version),
      rule: Coded(deciding.rule, version: PanelMeeting.ruleList.version),
      inFavour: deciding.inFavour,
      against: deciding.against,
      reasons: deciding.reasons,
      dissent: deciding.dissent
    )
    try await pages.site.perform(
      .decide(discussion),
      on: met.row.id,
      of: PanelMeeting.self,
      refusing: byForm ? "resolution" : nil,
      by: context.viewer
    )
    try await pages.carryOver(
      caseID,
      met,
      deciding.nextContact,
      refusing: byForm ? "next_contact" : nil,
      context
    )
  }

  /// For a decision that the case has not: the program was stopped between the two.
  static let carryOver = Step(
    Act.conduct.rawValue,
    FormFrame(
      heading: "Carry the decision over to the case",
      path: "/cases/{case}/carry-over",
      button: "Carry it over"
    ),
    MeetingForms.contact,
    { _, _ in MeetingForms.contact },
    into: nil
  ) { pages, met, nextContact, context, byForm in
    let field = byForm ? "next_contact" : nil
    try await pages.carryOver(met.caseID ?? "", met, nextContact, refusing: field, context)
  }

  static let agree = Step(
    Act.conduct.rawValue,
    FormFrame(heading: "Agree an action", path: "/cases/{case}/actions", button: "Keep it"),
    MeetingForms.action(nil),
    { pages, met in MeetingForms.action(try await pages.whoMayAct(met)) },
    into: .init(),
    of: PanelMeeting.self,
    refusing: "due"
  ) { pages, met, agreeing in
    guard let due = agreeing.due else { throw Invalid([FieldError("due", MeetingForms.dueNeeded)]) }
    let action = PanelMeeting.Action(
      caseID: met.caseID ?? "",
      owner: agreeing.owner,
      due: due,
      what: agreeing.what
    )
    return (.agreeAction(id: pages.site.newID(), action), on: met.row.id)
  }

  static let finish = Step(
    Act.finishAction.rawValue,
    FormFrame(heading: "Record that it is done", path: "/actions/{action}/finish", button: "Record it"),
    MeetingForms.finishing,
    into: "",
    of: PanelMeeting.self,
    refusing: "words"
  ) { _, met, words in (.finishAction(id: met.action?.id ?? "", words: words), on: met.row.id) }
  .noting { pages, met in try await pages.noteAction(met) }

  static let propose = Step(
    Act.writeMinutes.rawValue,
    FormFrame(
      heading: "Write the minutes",
      path: "/minutes/propose",
      button: "Hand them in for approval",
      lead:
        "The minutes are what was recorded: who was there, what was decided and why, who does what. Add a remark where that leaves something out."
    ),
    MeetingForms.remarks([]),
    { _, met in MeetingForms.remarks(met.agenda.map { ($0, Case.reference(of: $0)) }) },
    into: [:],
    of: PanelMeeting.self,
    refusing: "confirm"
  ) { _, met, remarks in (.proposeMinutes(remarks: remarks), on: met.row.id) }

  static let approve = confirm(
    .approveMinutes,
    FormFrame(
      heading: "Approve the minutes",
      path: "/minutes/approve",
      button: "Approve them",
      lead:
        "From then on, what was said of each case is open to those who may open the case, and to nobody else."
    ),
    .approveMinutes
  )

  static let sendBack = Step(
    Act.approveMinutes.rawValue,
    FormFrame(heading: "Send the minutes back", path: "/minutes/return", button: "Send them back"),
    Reason.form,
    into: "",
    of: PanelMeeting.self,
    refusing: "reason"
  ) { _, met, reason in (.returnMinutes(reason: reason), on: met.row.id) }
}
