import Domain
import Kernel
import Platform
import Views

enum MeetingWording {
  static func record(_ row: MeetingList.Row) -> SealedRecord {
    SealedRecord(
      Reference(kind: PanelMeeting.category, id: row.id),
      in: PanelMeeting.vault,
      title: row.reference,
      area: row.area,
      subject: row.id,
      address: "/meetings/\(row.id)"
    )
  }

  static func title(_ met: MeetingPages.Met) -> String { "Panel of \(met.areaName), \(met.row.on.words)" }

  static func standing(_ row: MeetingList.Row) -> String {
    switch (row.life, row.minutes) {
    case (.arranged, _): row.arePapersShared ? "Arranged, papers shared" : "Arranged"
    case (.cancelled, _): "Cancelled"
    case (.held, .none): "Held; no minutes yet"
    case (.held, .proposed): "Held; minutes wait for approval"
    case (.held, .approved): "Held; minutes approved"
    case (.absent, _): ""
    }
  }

  static func choice(_ row: MeetingList.Row) -> String {
    [row.on.words, row.place, row.reference].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  static func act(_ act: MeetingList.Act) -> String {
    let what =
      switch act.act {
      case "arranged": "arranged it"
      case "cancelled": "cancelled it"
      case "entered": "took a case on the agenda"
      case "struck": "took a case off the agenda"
      case "papers-shared": "shared the papers"
      case "papers-withdrawn": "withdrew the papers"
      case "attendance-recorded": "recorded who was there"
      case "conflict-declared": "declared that somebody is near to the person"
      case "decided": "recorded a decision"
      case "action-agreed": "recorded an action"
      case "action-finished": "recorded that an action is done"
      case "held": "ended it"
      case "minutes-proposed": "handed in the minutes"
      case "minutes-approved": "approved the minutes"
      case "minutes-returned": "sent the minutes back"
      default: act.act
      }
    return act.caseID.isEmpty ? what : "\(what): \(Case.reference(of: act.caseID))"
  }

  /// By their agencies, as everybody lists them, whoever sits for one.
  static func inOrder(_ seats: [Panel.Seat]) -> [Panel.Seat] {
    let codes = PanelMeeting.agencyList.codes
    return codes.flatMap { code in seats.filter { $0.agency.code == code.code } }
  }

  /// Who must be there, as it was when the meeting was arranged.
  static func quorum(_ quorum: ChannelRules.Quorum) -> String {
    let agencies = quorum.agencies.map { "the \(PanelMeeting.agencyList.label($0).lowercased())" }
    return "\(quorum.members) members who may vote, among them \(agencies.joined(separator: " and "))"
  }
}

/// What a refusal says to the person who asked.
extension PanelMeeting.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyArranged: "already-arranged"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .noSuchCode: "no-such-code"
    case .inTheFuture: "in-the-future"
    case .notAhead: "not-ahead"
    case .notOnTheAgenda: "not-on-the-agenda"
    case .alreadyDecided: "already-decided"
    case .noQuorum: "no-quorum"
    case .voteNotPossible: "vote-not-possible"
    case .notByThatRule: "not-by-that-rule"
    case .notTheChair: "not-the-chair"
    case .notOnThePanel: "not-on-the-panel"
    case .alreadyRecorded: "already-recorded"
    case .notFound: "not-found"
    case .approvedByWriter: "approved-by-writer"
    case .undecided: "undecided"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyArranged: "This meeting was arranged already."
    case .notPossible(let life): Self.life(life)
    case .incomplete(let missing): "Fill in: \(missing.joined(separator: ", "))."
    case .noSuchCode: "Choose from the list."
    case .inTheFuture: "The meeting is still to come."
    case .notAhead: "The day must not lie in the past."
    case .notOnTheAgenda: "The case is not on the agenda."
    case .alreadyDecided: "Something was decided already, and is not said otherwise afterwards."
    case .noQuorum(let agencies, let members): Self.lacking(agencies, members)
    case .voteNotPossible: "Only members who are there vote, each once, and nobody who is near to the person."
    case .notByThatRule(let rule): Self.rule(rule)
    case .notTheChair: "One member chairs, for the local authority: section 37."
    case .notOnThePanel: "Only who sits on the panel of the area votes; others are guests."
    case .alreadyRecorded: "This was recorded already, otherwise."
    case .notFound: "There is no such thing at this meeting."
    case .approvedByWriter: "Minutes are approved by somebody else than wrote them."
    case .undecided(let cases):
      "Decide these first, or take them off: \(cases.map(Case.reference).joined(separator: ", "))."
    }
  }

  package var field: String? {
    switch self {
    case .notTheChair: "chair"
    case .notByThatRule: "rule"
    case .voteNotPossible: "in_favour"
    case .notOnThePanel: "present"
    default: nil
    }
  }

  private static func life(_ life: PanelMeeting.State.Life) -> String {
    switch life {
    case .absent: "There is no such meeting."
    case .arranged: "The meeting is not held yet."
    case .held: "The meeting is over."
    case .cancelled: "The meeting was cancelled."
    }
  }

  private static func lacking(_ agencies: [String], _ members: Int) -> String {
    let labels = agencies.map { PanelMeeting.agencyList.label($0).lowercased() }
    let who =
      labels.isEmpty ? "" : "Nobody who may vote is there for the \(labels.joined(separator: ", nor the ")). "
    let few =
      members == 0 ? "" : "\(members == 1 ? "One more member is" : "\(members) more members are") needed. "
    return "\(who)\(few)Without its quorum a panel decides nothing."
  }

  private static func rule(_ rule: String) -> String {
    switch rule {
    case "unanimous": "Unanimous means that everybody who may vote is in favour."
    case "majority": "A majority means that more than half of those who may vote are in favour."
    default: "The chair decides only where there is no majority either way, and must be in favour."
    }
  }
}
