import Domain
import Kernel
package import Platform
import Views

/// Who may do what with a meeting of a panel: default deny, and every rule has a name.
///
/// What was said of a case at it is shown by ``MeetingPages/mayRead(_:of:_:)``, case by case.
package enum MeetingPolicy {
  /// Raw values stand beside those of other policies in one module: each has `meeting` in it.
  package enum Act: String, CaseIterable, Sendable {
    case list = "list-meetings"
    case read = "read-meeting"
    case arrange = "arrange-meeting"
    /// Agenda and papers.
    case prepare = "prepare-meeting"
    /// Attendance, decisions, actions and the end.
    case conduct = "conduct-meeting"
    case declareConflict = "declare-conflict-in-meeting"
    case finishAction = "finish-action-of-meeting"
    case writeMinutes = "write-minutes-of-meeting"
    case approveMinutes = "approve-minutes-of-meeting"
  }

  /// What the rules ask about a meeting.
  package struct Facts: Equatable, Sendable {
    /// Nil before there is one.
    package var area: String?
    /// The accounts that sit on the panel of its area.
    package var members: Set<String> = []
    /// Who proposed the minutes.
    package var writer: String?
    /// Who is to do the action that is asked about.
    package var owner: String?

    package init(area: String? = nil) { self.area = area }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .list: [Rule("whoever works in casework, of meetings in their area", atWork)],
    .read: [keepers, member],
    .arrange: [keepers],
    .prepare: [keepers],
    .conduct: [keepers],
    .declareConflict: [keepers, member],
    .finishAction: [keepers, owner],
    .writeMinutes: [keepers],
    .approveMinutes: [approvers],
  ])

  private static let atWork = Requirement<Facts>.holds(any: Casework.roles, "works in casework")

  private static let keepers = Rule<Facts>(
    "a coordinator, panel chair or supervisor of the meeting’s area",
    .holds(any: [.channelCoordinator, .panelChair, .supervisor]) { [Place(area: $0.area)] }
  )

  private static let member = Rule<Facts>(
    "a member of the panel that meets",
    atWork,
    .that("sits on the panel") { viewer, facts in viewer.account.map(facts.members.contains) ?? false }
  )

  private static let owner = Rule<Facts>(
    "whoever is to do what was agreed",
    atWork,
    .that("is to do it") { viewer, facts in viewer.account != nil && viewer.account == facts.owner }
  )

  private static let approvers = Rule<Facts>(
    "a panel chair or supervisor of the meeting’s area who did not write the minutes",
    .holds(any: [.panelChair, .supervisor]) { [Place(area: $0.area)] },
    .that("did not write them") { viewer, facts in viewer.account != facts.writer }
  )
}

extension MeetingPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer("channel", "Meetings of panels", policy, \.words, at: "/meetings/", none: .none, reading: .read)
    {
      site,
      id,
      _ in
      guard let row = try await site.read(PanelMeeting.vault, { try MeetingList.find(id, in: $0) }) else {
        return nil
      }
      return try await MeetingPages(site: site).facts(row)
    }
  }
}

extension MeetingPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .list: "See the list of meetings"
    case .read: "Open the page of a meeting"
    case .arrange: "Arrange a meeting of a panel"
    case .prepare: "Set the agenda of a meeting, share papers and withdraw them"
    case .conduct: "Record who is there, what is decided and who does what"
    case .declareConflict: "Declare that a member is near to the person of a case"
    case .finishAction: "Record that an action of a meeting is done"
    case .writeMinutes: "Write the minutes of a meeting"
    case .approveMinutes: "Approve the minutes of a meeting"
    }
  }
}
