package import Kernel

/// What somebody asks for whom records are about: to see them, to have them corrected or erased, to object, or to
/// complain.
///
/// It is answered only once it is known who asks, in time, and with a second pair of eyes.
package enum RightsRequest: Decider {
  package static let category = "rights-request"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case receive(Received)
    case askIdentity(on: PartialDate, words: String)
    /// From here the time to answer runs where identity had been asked for.
    case confirmIdentity(how: Coded, words: String, on: PartialDate, RightsRules)
    case extend(ground: Coded, words: String, toldOn: PartialDate, RightsRules)
    /// A record about them was found.
    case link(Linked)
    case unlink(Reference, reason: String)
    /// A part of a record is kept back from the bundle.
    ///
    /// - Parameter only: These words of it; none for all of it.
    case withhold(id: String, passage: Passage, ground: Coded, words: String, only: [String])
    case give(withheld: String, reason: String)
    case propose(outcome: Coded, letter: String)
    /// By somebody else than proposed it.
    case approve(note: String)
    case sendBack(reason: String)
    /// - Parameter copy: The bundle that goes out; nil where none does.
    case answer(how: Coded, on: PartialDate, copy: String?, RightsRules)
    /// Somebody who had received the record was told what became of it, or need not be.
    case tell(Reference, recipient: String, on: PartialDate?, words: String)
    /// What was granted has been done.
    case carryOut(words: String, on: PartialDate)
    case askReview(words: String, on: PartialDate, RightsRules)
    /// By somebody who neither proposed nor approved the answer.
    case review(outcome: Coded, letter: String, on: PartialDate)
    case withdraw(words: String, on: PartialDate)
    case endRestriction(words: String, on: PartialDate)
  }

  /// Where a request stands.
  package enum Life: String, CaseIterable, Codable, Sendable {
    case absent, open, proposed, approved, answered, withdrawn
    /// The person was not content, and somebody else looks at it again.
    case inReview = "in-review"
    case reviewed
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyReceived
    case incomplete(missing: [String])
    case noSuchCode(of: String)
    case inTheFuture
    /// Nothing of a request happens before it was made.
    case beforeReceipt
    /// Sent before somebody agreed to it.
    case beforeAgreement
    case notPossible(in: Life)
    case identityNotConfirmed
    case identityConfirmed
    case alreadyExtended
    /// It can be extended only while the first time has not passed.
    case tooLateToExtend
    case alreadyLinked
    case notLinked
    /// What is kept back of it has to be given first.
    case stillWithheld
    case alreadyWithheld
    case notWithheld
    /// A refusal, whole or in part, is of a bundle or has a ground in its letter; “nothing held” has no record.
    case outcomeContradictsRecords
    /// Nobody approves what they proposed.
    case proposedByApprover
    /// Nobody reviews what they proposed or approved.
    case decidedByReviewer
    /// Nothing was granted that is still to be done.
    case nothingOwed
    /// Part 3 of the Data Protection Act 2018 knows no right to object.
    case lawKnowsNoObjection
    /// Nothing is restricted by it.
    case notRestricted
    case tooLateForReview
    case alreadyTold
  }

  package static let initialState = State()

  /// What people call a request by: nothing about the person can be read from it.
  package static func reference(of id: String) -> String {
    let digits = id.suffix(10).uppercased()
    return "Q-\(digits.prefix(5))-\(digits.suffix(5))"
  }
}
