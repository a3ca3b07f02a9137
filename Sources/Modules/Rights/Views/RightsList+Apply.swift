import Domain
import GRDB
import Kernel
import Projection

extension RightsList {
  static func apply(_ event: RightsRequest.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    func set(_ assignments: String, _ values: StatementArguments) throws {
      try db.fold(
        sql: "UPDATE rights_list SET \(assignments) WHERE id = ?",
        arguments: values + [id]
      )
    }
    func keep(_ act: String, _ words: String? = nil) throws {
      try HistoryAct.keep(act, words, entry, in: "rights_list_history", db)
    }
    switch event {
    case .received(let body):
      try insert(body, id, db)
      try keep("received")
    case .identityAsked(let body):
      try set("due = NULL", [])
      try keep("identity-asked", body.words.value)
    case .identityConfirmed(let body):
      try set("is_confirmed = 1, due = ?", [body.due.iso])
      try keep("identity-confirmed", body.words.value)
    case .extended(let body):
      try set("is_extended = 1, due = ?", [body.due.iso])
      try keep("extended", body.words.value)
    case .linked(let body):
      try db.fold(
        sql: "INSERT INTO rights_list_record VALUES (?, ?, ?, ?, ?)",
        arguments: [id, body.record.kind, body.record.id, body.title, body.subject]
      )
      try keep("linked", body.title)
    case .unlinked(let body):
      try db.fold(
        sql: "DELETE FROM rights_list_record WHERE request = ? AND kind = ? AND record = ?",
        arguments: [id, body.record.kind, body.record.id]
      )
      try keep("unlinked", body.reason.value)
    case .withheld(let body):
      try db.fold(
        sql: "INSERT INTO rights_list_withheld VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          body.id, id, body.passage.record.kind, body.passage.record.id, body.passage.field,
          body.ground.code, body.words.value, try body.only?.value.map { try ColumnJSON.text($0) },
        ]
      )
      try keep("withheld", body.words.value)
    case .given(let body):
      try db.fold(sql: "DELETE FROM rights_list_withheld WHERE id = ?", arguments: [body.id])
      try keep("given", body.reason.value)
    case .proposed(let body):
      try set("life = 'proposed', proposed_by = ?, outcome = ?", [entry.occasion.by, body.outcome.code])
      try change(id, in: db) { $0.letter = body.letter.value }
      try keep("proposed")
    case .approved(let body):
      try set("life = 'approved', approved_by = ?", [entry.occasion.by])
      try keep("approved", body.words.value)
    case .sentBack(let body):
      try set("life = 'open'", [])
      try keep("sent-back", body.words.value)
    case .answered(let body):
      let row = try find(id, in: db)
      try set(
        """
        life = 'answered', due = NULL, review_until = ?, answered_on = ?, answered_late = ?, owes = ?,
        restricts_since = ?, has_copy = ?
        """,
        [
          body.reviewUntil.iso, body.on.iso, row?.due.map { $0 < body.on } ?? false,
          RightsRequest.owes(row?.kind, row?.outcome), body.restricts == true ? body.on.iso : nil,
          body.copy?.value != nil,
        ]
      )
      try keep("answered")
    case .told(let body):
      try db.fold(
        sql: "INSERT INTO rights_list_told VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          entry.position, id, body.record.kind, body.record.id, body.recipient.value, body.on?.iso,
          body.words.value,
        ]
      )
      try keep("told", body.recipient.value)
    case .carriedOut(let body):
      try set("owes = 0", [])
      try keep("carried-out", body.words.value)
    case .reviewAsked(let body):
      try set("life = 'in-review', due = ?", [body.due.iso])
      try keep("review-asked", body.words.value)
    case .reviewed(let body):
      try set("life = 'reviewed', due = NULL", [])
      try change(id, in: db) { $0.reviewLetter = body.letter.value }
      try keep("reviewed")
    case .withdrawn(let body):
      try set("life = 'withdrawn', due = NULL", [])
      try keep("withdrawn", body.words.value)
    case .restrictionEnded(let body):
      try set("restricts_since = NULL, owes = owes AND kind <> 'objection'", [])
      try keep("restriction-ended", body.words.value)
    }
    try set("version = ?", [entry.streamVersion])
  }

  private static func insert(_ body: RightsRequest.Received, _ id: String, _ db: Database) throws {
    try db.fold(
      sql: """
        INSERT INTO rights_list VALUES
          (?, 0, ?, ?, ?, ?, ?, ?, ?, 'open', 0, 0, NULL, NULL, NULL, NULL, ?, ?, NULL, 0, 0, NULL, 0)
        """,
      arguments: [
        id, RightsRequest.reference(of: id), body.kind.code, body.law.code, body.way.code, body.asker.code,
        body.on.iso, body.due.iso, body.person.subject, try Sealed(body).map { try ColumnJSON.text($0) },
      ]
    )
  }

  /// Changes what is sealed of one, where it is not erased.
  private static func change(_ id: String, in db: Database, _ body: (inout Sealed) -> Void) throws {
    guard var sealed = try sealed(id, in: db) else { return }
    body(&sealed)
    try db.fold(
      sql: "UPDATE rights_list SET sealed = ? WHERE id = ?",
      arguments: [ColumnJSON.text(sealed), id]
    )
  }
}
