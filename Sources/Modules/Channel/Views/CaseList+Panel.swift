import Domain
import GRDB
import Kernel
import Projection

extension CaseList {
  /// A meeting with a case on its agenda is awaited; one that takes it off again, or is not held, no longer.
  static func apply(_ event: PanelMeeting.Event, _ entry: Entry, _ db: Database) throws {
    let meeting = entry.stream.id
    switch event {
    case .arranged(let body):
      try db.fold(
        sql: "INSERT INTO case_list_meeting VALUES (?, ?)",
        arguments: [meeting, body.on.iso]
      )
    case .entered(let body): try CaseRow(body.caseID, entry, db).expect(meeting)
    case .struck(let body): try CaseRow(body.caseID, entry, db).forget(meeting)
    case .cancelled:
      let cases = try String.fetchAll(
        db,
        sql: "SELECT case_id FROM case_list_due WHERE what = ? AND item = ?",
        arguments: [Due.What.panel.rawValue, meeting]
      )
      for id in cases { try CaseRow(id, entry, db).forget(meeting) }
    default: return
    }
  }
}

extension CaseRow {
  /// Awaits a meeting, in the place of any other panel.
  func expect(_ meeting: String) throws {
    guard let day = try day(of: meeting), try life() != .closed else { return }
    try settle(.panel)
    try owe(.panel, by: day, item: meeting)
    try rank()
  }

  func forget(_ meeting: String) throws {
    try settle(.panel, item: meeting)
    try rank()
  }

  private func day(of meeting: String) throws -> PartialDate? {
    try String.fetchOne(db, sql: "SELECT day FROM case_list_meeting WHERE id = ?", arguments: [meeting])
      .flatMap { PartialDate($0) }
  }
}
