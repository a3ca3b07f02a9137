import Domain
import GRDB
import Kernel

extension CaseList {
  /// A meeting with a case on its agenda is awaited; one that takes it off again, or is not held, no longer.
  static func apply(_ event: PanelMeeting.Event, _ entry: Entry, _ db: Database) throws {
    let meeting = entry.stream.id
    switch event {
    case .arranged(let body):
      try db.execute(
        sql: "INSERT INTO case_list_meeting VALUES (?, ?)",
        arguments: [meeting, body.on.iso]
      )
    case .entered(let body): try CaseRow(body.caseID, entry, db).expect(meeting)
    case .struck(let body): try CaseRow(body.caseID, entry, db).expect(nil, but: meeting)
    case .cancelled:
      let cases = try String.fetchAll(
        db,
        sql: "SELECT case_id FROM case_list_due WHERE what = ? AND item = ?",
        arguments: [Due.What.panel.rawValue, meeting]
      )
      for id in cases { try CaseRow(id, entry, db).expect(nil, but: meeting) }
    default: return
    }
  }
}

extension CaseRow {
  /// - Parameters:
  ///   - meeting: The panel that is awaited now, in the place of any other; nil for none.
  ///   - other: The one that is awaited no longer.
  func expect(_ meeting: String?, but other: String = "") throws {
    try settle(.panel, item: other)
    if let meeting, let day = try day(of: meeting), try life() != .closed {
      try settle(.panel)
      try owe(.panel, by: day, item: meeting)
    }
    try rank()
  }

  private func day(of meeting: String) throws -> PartialDate? {
    try String.fetchOne(db, sql: "SELECT day FROM case_list_meeting WHERE id = ?", arguments: [meeting])
      .flatMap { PartialDate($0) }
  }
}
