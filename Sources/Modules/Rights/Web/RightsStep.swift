import Domain
import Kernel
import Platform
import Views

typealias RightsStep = RightsRequest.Step

/// Its address, its form and its command.
extension RightsRequest.Step {
  var path: String { rawValue }

  var act: RightsPolicy.Act {
    switch self {
    case .askIdentity: .askIdentity
    case .confirmIdentity: .confirmIdentity
    case .extend: .extend
    case .link: .link
    case .unlink: .unlink
    case .withhold: .withhold
    case .give: .give
    case .propose: .propose
    case .approve: .approve
    case .sendBack: .sendBack
    case .answer: .answer
    case .tell: .tell
    case .carryOut: .carryOut
    case .askReview: .askReview
    case .review: .review
    case .withdraw: .withdraw
    case .endRestriction: .endRestriction
    }
  }

  var label: String {
    switch self {
    case .askIdentity: "Ask who they are"
    case .confirmIdentity: "Confirm who asks"
    case .extend: "Take more time"
    case .link: "Add a record"
    case .unlink: "Take a record off"
    case .withhold: "Keep something back"
    case .give: "Give what was kept back"
    case .propose: "Propose an answer"
    case .approve: "Agree to the answer"
    case .sendBack: "Send the answer back"
    case .answer: "Record that it was sent"
    case .tell: "Record who was told"
    case .carryOut: "Record that it was carried out"
    case .askReview: "Record that they are not content"
    case .review: "Review the answer"
    case .withdraw: "Record that they withdrew it"
    case .endRestriction: "End the restriction"
    }
  }

  var lead: String? {
    switch self {
    case .askIdentity:
      "Ask for no more than it takes. The time to answer stands still until you confirm who asks."
    case .confirmIdentity: "What was shown is not kept; that it was, is."
    case .extend: "Once, and before the first time has passed. Tell the person why."
    case .link:
      "By its reference, as it stands on its page; a case comes with its referral. That you found it is written down."
    case .withhold: "In the bundle stands that something was kept back, and on which ground."
    case .propose: "Somebody else agrees before anything is sent."
    case .approve: "Read the bundle first."
    case .answer:
      "Download the bundle first. Each record in it is written down as disclosed to whoever asked."
    case .carryOut:
      "What was granted waits until it is done: the record is corrected or erased, or what was objected to has ended. Whoever works on the case does that, and you say here that it was done. Its use is restricted in the meantime where it was to be erased or was objected to."
    case .endRestriction:
      "From then on the records may be used as before. Tell the person before it ends, and then everybody who was told of it: they stand under “Told”."
    case .tell: "Everybody who had received the record learns what became of it, or it is said why not."
    default: nil
    }
  }

  /// Whether a page offers it where a request stands.
  func isOffered(for row: RightsList.Row) -> Bool {
    let fits =
      switch self {
      case .askIdentity, .confirmIdentity: !row.isConfirmed
      case .propose: row.isConfirmed
      case .carryOut: row.owes
      case .endRestriction: row.restrictsSince != nil
      default: true
      }
    return fits && isPossible(in: row.life)
  }

  /// Whether a request waits for it.
  var movesOn: Bool {
    [.confirmIdentity, .propose, .approve, .answer, .review, .carryOut].contains(self)
  }

  /// Whether something of the request's records is chosen in it.
  var isAboutRecords: Bool { [.unlink, .withhold, .give, .tell].contains(self) }

  /// The field of its form that a refusal stands beside which names none.
  var refusedField: String {
    switch self {
    case .propose, .review: "letter"
    case .unlink, .give, .sendBack: "reason"
    default: "words"
    }
  }

  /// Who may do it is asked to prove who they are first.
  var needsProof: Bool { self == .answer || self == .approve }

  func command(
    _ input: RightsForms.Step,
    on today: PartialDate,
    _ rules: RightsRules
  ) -> RightsRequest.Command {
    let day = input.on ?? today
    let code = Coded(input.code, version: 1)
    switch self {
    case .askIdentity: return .askIdentity(on: day, words: input.words)
    case .confirmIdentity: return .confirmIdentity(how: code, words: input.words, on: day, rules)
    case .extend: return .extend(ground: code, words: input.words, toldOn: day, rules)
    case .link:
      return .link(
        .init(
          record: input.found?.reference ?? Reference(kind: "", id: ""),
          title: input.record,
          subject: input.found?.subject
        )
      )
    case .unlink: return .unlink(RightsChoices.reference(input.record), reason: input.words)
    case .withhold:
      return .withhold(
        id: input.id,
        passage: RightsChoices.passage(input.record),
        ground: code,
        words: input.words,
        only: input.only
      )
    case .give: return .give(withheld: input.record, reason: input.words)
    case .propose: return .propose(outcome: code, letter: input.words)
    case .approve: return .approve(note: input.words)
    case .sendBack: return .sendBack(reason: input.words)
    case .answer: return .answer(how: code, on: day, copy: input.copy, rules)
    case .tell:
      let (record, recipient) = RightsChoices.recipient(input.record)
      return .tell(record, recipient: recipient, on: input.words.isEmpty ? day : input.on, words: input.words)
    case .carryOut: return .carryOut(words: input.words, on: day)
    case .askReview: return .askReview(words: input.words, on: day, rules)
    case .review: return .review(outcome: code, letter: input.words, on: day)
    case .withdraw: return .withdraw(words: input.words, on: day)
    case .endRestriction: return .endRestriction(words: input.words, on: day)
    }
  }
}
