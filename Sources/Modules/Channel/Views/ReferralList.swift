import Domain
import Foundation
package import GRDB
package import Kernel
package import Projection

/// Every referral: what a list shows, and beside it what is opened behind a purpose only.
package struct ReferralList: View {
  package static let name = "referral_list"
  package static let version = 5
  package static let vault = Referral.vault
  package static var folds: [Fold] { [Fold(Referral.self, apply), Fold(Case.self, follow)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE referral_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, area TEXT NOT NULL,
          sector TEXT NOT NULL, sector_version INTEGER NOT NULL, concern TEXT NOT NULL,
          concern_version INTEGER NOT NULL, received TEXT NOT NULL, recorded_at INTEGER NOT NULL,
          by TEXT NOT NULL, subject TEXT NOT NULL, given_name TEXT COLLATE NOCASE,
          family_name TEXT COLLATE NOCASE, birth TEXT, sealed TEXT, waits INTEGER NOT NULL);
        CREATE INDEX referral_list_waiting ON referral_list (received, id) WHERE waits;
        CREATE INDEX referral_list_area ON referral_list (area, received, id);
        CREATE INDEX referral_list_received ON referral_list (received, id);
        CREATE INDEX referral_list_reference ON referral_list (reference);
        CREATE INDEX referral_list_person ON referral_list (family_name, given_name);
        CREATE INDEX referral_list_subject ON referral_list (subject);
        CREATE TABLE referral_list_tally (area TEXT PRIMARY KEY, referrals INTEGER NOT NULL);
        CREATE TABLE referral_list_history (
          position INTEGER PRIMARY KEY, referral TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT);
        CREATE TABLE referral_list_case (id TEXT PRIMARY KEY, referral TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX referral_list_history_referral ON referral_list_history (referral);
        """
    )
  }

  private static func apply(_ event: Referral.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .made(let body):
      try insert(body, entry, db)
      try count(body.area, in: db)
      try keep("made", "", entry, db)
    case .corrected(let body):
      try correct(body, entry, db)
      try keep("corrected", body.reason.value, entry, db)
    }
    try db.fold(
      sql: "UPDATE referral_list SET version = ? WHERE id = ?",
      arguments: [entry.streamVersion, entry.stream.id]
    )
  }

  private static func insert(_ body: Referral.Made, _ entry: Entry, _ db: Database) throws {
    let person = body.person.value
    let sealed = Sealed(body)
    try db.fold(
      sql: "INSERT INTO referral_list VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.stream.id, Referral.reference(of: entry.stream.id), body.area, body.sector.code,
        body.sector.version, body.concern.code, body.concern.version, body.received.iso,
        entry.occasion.at.milliseconds, entry.occasion.by, body.person.subject, person?.givenName,
        person?.familyName, person?.birth?.iso, try sealed.map { try ColumnJSON.text($0) },
        sealed != nil,
      ]
    )
  }

  private static func correct(_ body: Referral.Corrected, _ entry: Entry, _ db: Database) throws {
    guard let person = body.person.value, let remark = body.remark.value,
      var sealed = try sealed(entry.stream.id, in: db)
    else { return }
    (sealed.person, sealed.remark) = (person, remark)
    try db.fold(
      sql: """
        UPDATE referral_list SET given_name = ?, family_name = ?, birth = ?, sealed = ?, sector = ?,
          sector_version = ?, concern = ?, concern_version = ?
        WHERE id = ?
        """,
      arguments: [
        person.givenName, person.familyName, person.birth?.iso, try ColumnJSON.text(sealed),
        body.sector.code, body.sector.version, body.concern.code, body.concern.version, entry.stream.id,
      ]
    )
  }

  /// A referral waits until somebody opens a case of it, and goes where that goes.
  private static func follow(_ event: Case.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .opened(let body):
      try db.fold(
        sql: "INSERT INTO referral_list_case VALUES (?, ?)",
        arguments: [entry.stream.id, body.opening.referral]
      )
      try db.fold(sql: "UPDATE referral_list SET waits = 0 WHERE id = ?", arguments: [body.opening.referral])
    case .transferAccepted(let body):
      let referral = "(SELECT referral FROM referral_list_case WHERE id = ?)"
      try db.fold(
        sql: """
          UPDATE referral_list_tally SET referrals = referrals - 1
          WHERE area = (SELECT area FROM referral_list WHERE id = \(referral))
          """,
        arguments: [entry.stream.id]
      )
      try db.fold(
        sql: "UPDATE referral_list SET area = ? WHERE id = \(referral)",
        arguments: [body.to, entry.stream.id]
      )
      try count(body.to, in: db)
    default: return
    }
  }

  private static func count(_ area: String, in db: Database) throws {
    try db.fold(
      sql: """
        INSERT INTO referral_list_tally VALUES (?, 1)
        ON CONFLICT (area) DO UPDATE SET referrals = referrals + 1
        """,
      arguments: [area]
    )
  }

  private static func keep(_ act: String, _ reason: String?, _ entry: Entry, _ db: Database) throws {
    try HistoryAct.keep(act, reason, entry, in: "referral_list_history", db)
  }

  package static func erase(subject: String, in db: Database) throws {
    for statement in [
      """
      UPDATE referral_list SET given_name = NULL, family_name = NULL, birth = NULL, sealed = NULL, waits = 0
      WHERE subject = ?
      """,
      """
      UPDATE referral_list_history SET reason = NULL
      WHERE referral IN (SELECT id FROM referral_list WHERE subject = ?)
      """,
    ] { try db.fold(sql: statement, arguments: [subject]) }
  }
}
