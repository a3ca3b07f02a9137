import Domain
import Foundation
import Kernel
import Platform
import Views

extension RightsRequest.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyReceived: "already-received"
    case .incomplete: "incomplete"
    case .noSuchCode: "no-such-code"
    case .inTheFuture: "in-the-future"
    case .beforeReceipt: "before-receipt"
    case .beforeAgreement: "before-agreement"
    case .nothingOwed: "nothing-owed"
    case .notPossible: "not-possible"
    case .identityNotConfirmed: "identity-not-confirmed"
    case .identityConfirmed: "identity-confirmed"
    case .alreadyExtended: "already-extended"
    case .tooLateToExtend: "too-late-to-extend"
    case .alreadyLinked: "already-linked"
    case .notLinked: "not-linked"
    case .stillWithheld: "still-withheld"
    case .alreadyWithheld: "already-withheld"
    case .notWithheld: "not-withheld"
    case .outcomeContradictsRecords: "outcome-contradicts-records"
    case .proposedByApprover: "proposed-by-approver"
    case .decidedByReviewer: "decided-by-reviewer"
    case .lawKnowsNoObjection: "law-knows-no-objection"
    case .notRestricted: "not-restricted"
    case .tooLateForReview: "too-late-for-review"
    case .alreadyTold: "already-told"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyReceived: "This request was recorded already."
    case .incomplete(let missing):
      "Fill in: \(missing.map { $0.replacing("_", with: " ") }.joined(separator: ", "))."
    case .noSuchCode: "Choose one of the list."
    case .inTheFuture: "The day must be today or in the past"
    case .beforeReceipt: "The day must not be before the request was received"
    case .nothingOwed: "Nothing was granted that is still to be done"
    case .beforeAgreement: "The day must not be before somebody agreed to the answer"
    case .notPossible(let life): "That cannot be done with a request that \(RightsWording.life(life))."
    case .identityNotConfirmed: "Confirm who asks before anything is answered: also that nothing is held."
    case .identityConfirmed: "It is known who asks."
    case .alreadyExtended: "The time was made longer once; it cannot be again."
    case .tooLateToExtend: "The time has passed: it can no longer be made longer. Answer as soon as you can."
    case .alreadyLinked: "The record is there already."
    case .notLinked: "The record is not one of this request."
    case .stillWithheld: "Something of this record is kept back. Give that first."
    case .alreadyWithheld: "That is kept back already."
    case .notWithheld: "That is not kept back."
    case .outcomeContradictsRecords:
      "The answer must fit what was found: “nothing is held” with no record, “granted” with nothing kept back."
    case .proposedByApprover: "Nobody agrees to an answer of their own. Ask somebody else."
    case .decidedByReviewer: "Who proposed or agreed to the answer cannot review it. Ask somebody else."
    case .lawKnowsNoObjection:
      "Part 3 of the Act knows no right to object. Record an erasure, a correction or a complaint, or another law"
    case .notRestricted: "No use is restricted by this request."
    case .tooLateForReview: "The time in which a review can be asked for has passed. Record a new request."
    case .alreadyTold: "That was recorded already."
    }
  }

  package var field: String? {
    switch self {
    case .inTheFuture, .beforeReceipt, .beforeAgreement: "on"
    case .lawKnowsNoObjection: "law"
    case .outcomeContradictsRecords, .identityNotConfirmed: "outcome"
    case .alreadyLinked, .notLinked, .stillWithheld, .alreadyWithheld, .notWithheld, .alreadyTold: "record"
    default: nil
    }
  }
}

enum RightsWording {
  static let complaint =
    "If you are not content with this, tell whoever sent it to you: somebody else then looks at it again. You can also complain to the Information Commissioner, at ico.org.uk, whatever we answer."

  static func life(_ life: RightsRequest.Life) -> String {
    switch life {
    case .absent: "is not there"
    case .open: "is being worked on"
    case .proposed: "waits for somebody to agree to the answer"
    case .approved: "is ready to be sent"
    case .answered: "is answered"
    case .withdrawn: "was withdrawn"
    case .inReview: "is looked at again"
    case .reviewed: "was reviewed"
    }
  }

  static func tag(_ row: RightsList.Row, on today: PartialDate) -> (text: String, colour: String) {
    if let due = row.due, due < today { return ("Overdue", "govuk-tag--red") }
    return switch row.life {
    case .absent: ("", "")
    case .open where row.due == nil: ("Waits for proof of who asks", "govuk-tag--grey")
    case .open: ("Being worked on", "govuk-tag--blue")
    case .proposed: ("Waits for agreement", "govuk-tag--yellow")
    case .approved: ("To be sent", "govuk-tag--yellow")
    case .answered where row.owes: ("To be carried out", "govuk-tag--yellow")
    case .answered: ("Answered", "govuk-tag--green")
    case .withdrawn: ("Withdrawn", "govuk-tag--grey")
    case .inReview: ("Looked at again", "govuk-tag--yellow")
    case .reviewed: ("Reviewed", "govuk-tag--green")
    }
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: String) -> String {
    switch act {
    case "received": "recorded the request"
    case "identity-asked": "asked who they are"
    case "identity-confirmed": "confirmed who asks"
    case "extended": "took more time"
    case "linked": "added a record"
    case "unlinked": "took a record off"
    case "withheld": "kept something back"
    case "given": "gave what had been kept back"
    case "proposed": "proposed an answer"
    case "approved": "agreed to the answer"
    case "sent-back": "sent the answer back"
    case "answered": "recorded that it was sent"
    case "told": "recorded who was told"
    case "carried-out": "recorded that it was carried out"
    case "review-asked": "recorded that they are not content"
    case "reviewed": "reviewed the answer"
    case "restriction-ended": "ended the restriction"
    case "withdrawn": "recorded that they withdrew it"
    default: act
    }
  }

  static func day(_ date: Date) -> String { PartialDate(on: date).words }

  static func name(_ person: RightsRequest.Person) -> String {
    [person.givenName, person.familyName].filter { !$0.isEmpty }.joined(separator: " ")
  }

  static func withheld(_ withheld: RightsList.Withheld, in bundle: RightsBundle) -> String {
    let held = bundle.records.first { $0.record.reference == withheld.passage.record }
    let part = held?.passages.first { $0.passage.field == withheld.passage.field }
    return [held?.record.title, part?.passage.label ?? withheld.passage.field].compactMap { $0 }
      .joined(separator: ": ")
  }

  /// What can be known without opening it.
  static func open(_ row: RightsList.Row) -> [(String, String)] {
    [
      ("What is asked", RightsRequest.kindList.label(row.kind)),
      ("Under which law", RightsRequest.lawList.label(row.law)),
      ("Received", "\(row.received.words), \(RightsRequest.wayList.label(row.way).lowercased())"),
      (
        "Who asks",
        RightsRequest.askerList.label(row.asker) + (row.isConfirmed ? ", confirmed" : ", not confirmed yet")
      ), ("Answer due", due(row)),
      ("Answer", row.outcome.map(RightsRequest.outcomeList.label) ?? ""),
      ("Sent on", sent(row)),
      ("Use of its records", row.restrictsSince.map { "Restricted since \($0.words)" } ?? ""),
      ("A review can be asked for until", row.reviewUntil?.words ?? ""),
    ]
  }

  private static func sent(_ row: RightsList.Row) -> String {
    row.answeredOn.map { $0.words + (row.isAnsweredLate ? ", after the day on which it was due" : "") } ?? ""
  }

  static func due(_ row: RightsList.Row) -> String {
    guard let due = row.due else {
      return row.life == .open ? "Stands still until it is known who asks" : ""
    }
    return due.words + (row.isExtended ? " (longer than the first time)" : "")
  }

  static func sealed(_ sealed: RightsList.Sealed) -> [(String, String)] {
    [
      ("Person", name(sealed.person)), ("Date of birth", sealed.person.birth?.words ?? ""),
      ("Address", sealed.person.address), ("Asked for them by", sealed.contact.name),
      ("Where the answer goes", sealed.contact.reach), ("In their own words", sealed.words),
    ]
  }
}
