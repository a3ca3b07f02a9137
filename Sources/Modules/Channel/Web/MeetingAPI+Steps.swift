import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

extension MeetingAPI {
  static let steps: [APICall<MeetingAPI>] = [
    step(MeetingSteps.cancel, "cancelMeeting", "Cancel a meeting"),
    step(MeetingSteps.enter, "enterCase", "Take a case on the agenda"),
    step(MeetingSteps.strike, "strikeCase", "Take a case off the agenda"),
    step(MeetingSteps.sharePapers, "sharePapers", "Let the members of the panel open the cases"),
    step(MeetingSteps.withdrawPapers, "withdrawPapers", "Let them open the cases no more"),
    step(MeetingSteps.attend, "recordAttendance", "Record who is there"),
    step(
      MeetingSteps.declareConflict,
      "declareConflict",
      "Declare that a member is near to the person of a case"
    ),
    step(MeetingSteps.decide, "decideInMeeting", "Record what is decided of a case, which takes it over"),
    step(MeetingSteps.carryOver, "carryDecisionOver", "Carry a decision over to a case that has it not"),
    step(MeetingSteps.agree, "agreeAction", "Agree who does what by when"),
    step(MeetingSteps.finish, "finishAction", "Record that an action is done"),
    step(MeetingSteps.end, "endMeeting", "End a meeting, which withdraws its papers"),
    APICall(
      .post,
      "meetings/{id}/minutes/propose",
      "proposeMinutes",
      "Hand in the minutes for approval: what was recorded, with remarks",
      body: APIBody(remarks),
      answer: answered,
      act: MeetingPolicy.Act.writeMinutes.rawValue
    ) { try await $0.propose($1, $2) },
    step(MeetingSteps.approve, "approveMinutes", "Approve minutes that somebody else wrote"),
    step(MeetingSteps.sendBack, "returnMinutes", "Send minutes back"),
  ]

  /// The description knows no case: a remark names its own.
  private static let remarks = Form<[String]>(
    "meeting-remarks",
    [
      .list(
        \.self,
        "remarks",
        "Remarks: the identifier of a case, a space and the words",
        max: 200
      )
    ]
  )

  private func propose(_ request: Request, _ context: SiteContext) async throws -> Response {
    let met = try await pages.found(context, to: .writeMinutes)
    let values = try await site.values(of: request, APIBody(Self.remarks))
    var remarks: [String: String] = [:]
    for line in try Self.remarks.parse(values, into: []) {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, met.agenda.contains(parts[0]) else {
        throw Invalid([FieldError("remarks", "Each begins with the identifier of a case on the agenda")])
      }
      remarks[parts[0]] = parts[1]
    }
    let id = met.row.id
    try await site.perform(
      .proposeMinutes(remarks: remarks),
      on: id,
      of: PanelMeeting.self,
      by: context.viewer
    )
    return try await site.answer(Self.rows, id)
  }
}

extension MeetingPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(MeetingSteps.all.map(\.act) + [MeetingPolicy.Act.arrange.rawValue])
  }
}
