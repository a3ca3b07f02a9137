package import Domain
import Foundation
import GRDB
package import Kernel
import Projection

extension CaseList {
  /// Something that is to be done by a day.
  package struct Due: Equatable, Sendable {
    /// Raw values stand in the view and in addresses.
    package enum What: String, CaseIterable, Sendable {
      case screening, decision, signature, panel, contact, session, closing, review, override, letter, alarm,
        transfer,
        access
      case panelDue = "panel-due"
      case laterReview = "later-review"
      case retention

      /// What makes a case late where its day has passed; a contact that was not made makes it silent, too.
      package static let late: [What] = [
        .screening, .decision, .signature, .panel, .panelDue, .contact, .session, .closing, .review,
        .override,
        .letter, .transfer, .laterReview, .alarm,
      ]

      /// The alarm that the passing of its day raises, a code of ``Case/alarmList``; nil where it raises none.
      var alarm: String? {
        switch self {
        case .contact: "silent"
        case .session: "support-gap"
        case .closing: "closing-late"
        case .screening: "screening-late"
        case .decision: "decision-late"
        case .panelDue: "panel-late"
        case .review: "review-late"
        case .override: "override-unreviewed"
        case .laterReview: "later-review-due"
        case .transfer: "transfer-unanswered"
        case .letter: "letter-unsent"
        case .signature, .panel, .alarm, .access, .retention: nil
        }
      }

      static let alarming = allCases.filter { $0.alarm != nil }
    }

    package let what: What
    /// Which of several: a support, the day of a later review, an alarm, somebody who asks.
    package let item: String
    package let day: PartialDate
    /// An account, or the area that is asked; nil for whoever carries the case.
    package let who: String?
  }

  /// What a list shows of a case: nothing that its key seals.
  package struct Row: Equatable, Sendable {
    package let id: String
    /// How many entries the record's stream held.
    package let version: Int
    package let reference: String
    /// The referral, whose key seals it.
    package let subject: String
    package let area: String
    package let owner: String
    package let life: Case.Life
    /// The day on which it came to where it stands.
    package let since: PartialDate
    package let received: PartialDate
    package let openedOn: PartialDate
    package let isAdopted: Bool
    package let follows: String?
    package let followedBy: String?
    /// Whether there were no reasonable grounds.
    package let isRejected: Bool
    package let closedOn: PartialDate?
    package let reason: Coded?
    package let retainUntil: PartialDate?
    /// What is due first.
    package let due: (what: Due.What, day: PartialDate)?

    package static func == (left: Row, right: Row) -> Bool {
      (left.id, left.version) == (right.id, right.version)
    }
  }

  static func due(_ row: GRDB.Row) throws -> Due {
    guard let what = Due.What(rawValue: row["what"]), let day = PartialDate(row["day"] as String) else {
      throw Fault(.damagedLog, "something is due that there is not")
    }
    return Due(what: what, item: row["item"], day: day, who: row["who"])
  }

  static func rows(_ rest: String, _ arguments: StatementArguments, in db: Database) throws -> [Row] {
    let statement = try db.cachedStatement(sql: "SELECT * FROM case_list \(rest)")
    return try GRDB.Row.fetchAll(statement, arguments: arguments).map(row)
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    func day(_ column: String) -> PartialDate? { (row[column] as String?).flatMap { PartialDate($0) } }
    guard let life = Case.Life(rawValue: row["life"]), let since = day("since"),
      let received = day("received"), let opened = day("opened_on")
    else { throw Fault(.damagedLog, "a case without a day is listed") }
    let reason: String? = row["reason"]
    let what = Due.What(rawValue: row["due_what"])
    return Row(
      id: row["id"],
      version: row["version"],
      reference: row["reference"],
      subject: row["subject"],
      area: row["area"],
      owner: row["owner"],
      life: life,
      since: since,
      received: received,
      openedOn: opened,
      isAdopted: row["is_adopted"],
      follows: row["follows"],
      followedBy: row["followed_by"],
      isRejected: row["is_rejected"],
      closedOn: day("closed_on"),
      reason: reason.map { Coded($0, version: row["reason_version"]) },
      retainUntil: day("retain_until"),
      due: what.flatMap { what in day("due_day").map { (what, $0) } }
    )
  }
}

extension Sequence<CaseList.Due.What> {
  /// For `IN (…)`: these are ours, and never what somebody typed.
  var sql: String { map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}
