import Domain
package import GRDB
package import Kernel
package import Projection

/// Every meeting of a panel: its agenda, who was there, what was decided, and the actions that were agreed.
package struct MeetingList: View {
  package static let name = "meeting_list"
  package static let version = 4
  package static let vault = PanelMeeting.vault
  package static var folds: [Fold] { [Fold(PanelMeeting.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE meeting_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, area TEXT NOT NULL,
          on_day TEXT NOT NULL, place TEXT NOT NULL, life TEXT NOT NULL, papers_shared INTEGER NOT NULL,
          minutes TEXT NOT NULL, writer TEXT);
        CREATE INDEX meeting_list_area ON meeting_list (area, on_day, id);
        CREATE INDEX meeting_list_day ON meeting_list (on_day, id);
        CREATE INDEX meeting_list_unwritten ON meeting_list (on_day, id) WHERE \(unwritten);
        CREATE INDEX meeting_list_minutes ON meeting_list (on_day, id) WHERE minutes = 'proposed';
        CREATE INDEX meeting_list_reference ON meeting_list (reference);
        CREATE TABLE meeting_list_case (
          meeting TEXT NOT NULL, case_id TEXT NOT NULL, resolution TEXT, PRIMARY KEY (meeting, case_id));
        CREATE INDEX meeting_list_case_case ON meeting_list_case (case_id);
        CREATE TABLE meeting_list_conflict (
          meeting TEXT NOT NULL, case_id TEXT NOT NULL, account TEXT NOT NULL,
          PRIMARY KEY (meeting, case_id, account));
        CREATE TABLE meeting_list_action (
          meeting TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, owner TEXT NOT NULL,
          due TEXT NOT NULL, is_finished INTEGER NOT NULL, PRIMARY KEY (meeting, id));
        CREATE INDEX meeting_list_action_case ON meeting_list_action (case_id, due) WHERE NOT is_finished;
        CREATE INDEX meeting_list_action_owner ON meeting_list_action (owner, is_finished, due);
        CREATE TABLE meeting_list_history (
          position INTEGER PRIMARY KEY, meeting TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, case_id TEXT NOT NULL);
        CREATE INDEX meeting_list_history_meeting ON meeting_list_history (meeting);
        CREATE INDEX meeting_list_history_case ON meeting_list_history (case_id) WHERE case_id <> '';
        """
    )
  }

  private static func apply(_ event: PanelMeeting.Event, _ entry: Entry, _ db: Database) throws {
    let meeting = OneMeeting(id: entry.stream.id, db: db)
    switch event {
    case .arranged(let body): try meeting.arrange(body)
    case .cancelled: try meeting.end(.cancelled)
    case .held: try meeting.end(.held)
    case .entered(let body): try meeting.enter(body.caseID)
    case .struck(let body): try meeting.strike(body.caseID)
    case .papersShared: try meeting.set("papers_shared", true)
    case .papersWithdrawn: try meeting.set("papers_shared", false)
    case .attendanceRecorded: break
    case .conflictDeclared(let body): try meeting.declare(body.caseID, body.account)
    case .decided(let body): try meeting.decide(body.caseID, body.resolution.code)
    case .actionAgreed(let body): try meeting.agree(body)
    case .actionFinished(let body): try meeting.finish(body.id)
    case .minutesProposed:
      try meeting.set("minutes", Minutes.proposed.rawValue)
      try meeting.set("writer", entry.occasion.by)
    case .minutesApproved: try meeting.set("minutes", Minutes.approved.rawValue)
    case .minutesReturned:
      try meeting.set("minutes", Minutes.none.rawValue)
      try meeting.set("writer", String?.none)
    }
    try meeting.set("version", entry.streamVersion)
    try db.fold(
      sql: "INSERT INTO meeting_list_history VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, meeting.id, entry.occasion.at.milliseconds, entry.occasion.by, act(entry.name),
        caseID(of: event),
      ]
    )
  }

  /// Not held yet, or held and not written up.
  static let unwritten = "(life = 'arranged' OR (life = 'held' AND minutes = 'none'))"

  /// Raw values stand in the view.
  package enum Minutes: String, Sendable { case none, proposed, approved }

  private static func act(_ name: String) -> String { String(name.drop { $0 != "." }.dropFirst()) }

  private static func caseID(of event: PanelMeeting.Event) -> String {
    switch event {
    case .entered(let body): body.caseID
    case .struck(let body): body.caseID
    case .conflictDeclared(let body): body.caseID
    case .decided(let body): body.caseID
    case .actionAgreed(let body): body.caseID
    default: ""
    }
  }
}

/// One meeting while an event of it is folded.
private struct OneMeeting {
  let id: String
  let db: Database

  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.fold(sql: sql, arguments: arguments)
  }

  func set(_ column: String, _ value: some DatabaseValueConvertible) throws {
    try run("UPDATE meeting_list SET \(column) = ? WHERE id = ?", [value, id])
  }

  func arrange(_ body: PanelMeeting.Arranged) throws {
    try run(
      "INSERT INTO meeting_list VALUES (?, 0, ?, ?, ?, ?, ?, 0, ?, NULL)",
      [
        id, PanelMeeting.reference(of: id), body.area, body.on.iso, body.place,
        PanelMeeting.State.Life.arranged.rawValue, MeetingList.Minutes.none.rawValue,
      ]
    )
  }

  func end(_ life: PanelMeeting.State.Life) throws {
    try set("life", life.rawValue)
    try set("papers_shared", false)
  }

  func enter(_ caseID: String) throws {
    try run("INSERT OR IGNORE INTO meeting_list_case VALUES (?, ?, NULL)", [id, caseID])
  }

  func strike(_ caseID: String) throws {
    try run("DELETE FROM meeting_list_case WHERE meeting = ? AND case_id = ?", [id, caseID])
  }

  func declare(_ caseID: String, _ account: String) throws {
    try run("INSERT OR IGNORE INTO meeting_list_conflict VALUES (?, ?, ?)", [id, caseID, account])
  }

  func decide(_ caseID: String, _ resolution: String) throws {
    try run(
      "UPDATE meeting_list_case SET resolution = ? WHERE meeting = ? AND case_id = ?",
      [resolution, id, caseID]
    )
  }

  func agree(_ body: PanelMeeting.ActionAgreed) throws {
    try run(
      "INSERT INTO meeting_list_action VALUES (?, ?, ?, ?, ?, 0)",
      [id, body.id, body.caseID, body.owner, body.due.iso]
    )
  }

  func finish(_ action: String) throws {
    try run("UPDATE meeting_list_action SET is_finished = 1 WHERE meeting = ? AND id = ?", [id, action])
  }
}
