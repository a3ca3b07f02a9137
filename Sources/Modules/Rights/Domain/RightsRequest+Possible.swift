import Kernel

extension RightsRequest {
  static func require(_ code: Coded, of list: CodeList) throws(Refusal) {
    guard list.holds(code) else { throw .noSuchCode(of: list.name) }
  }

  /// Throws where a command is not possible now.
  static func require(
    _ command: Command,
    _ received: Received,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) {
    if let day = day(of: command) {
      guard day <= occasion.day else { throw .inTheFuture }
      guard received.on <= day else { throw .beforeReceipt }
    }
    let missing = words(of: command).filter(\.value.isEmpty).map(\.key)
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    guard command.step?.isPossible(in: state.life) ?? true else { throw .notPossible(in: state.life) }
    switch command {
    case .receive: return
    case .askIdentity, .confirmIdentity, .extend, .withdraw: try requireClock(command, on: state, occasion)
    case .link, .unlink, .withhold, .give: try requireRecords(command, on: state)
    case .propose, .approve, .sendBack, .answer: try requireAnswer(command, on: state, occasion)
    case .tell, .carryOut, .askReview, .review, .endRestriction:
      try requireAfterwards(command, on: state, occasion)
    }
  }

  private static func day(of command: Command) -> PartialDate? {
    switch command {
    case .askIdentity(let day, _), .confirmIdentity(_, _, let day, _), .extend(_, _, let day, _),
      .answer(_, let day, _, _), .carryOut(_, let day), .askReview(_, let day, _), .review(_, _, let day),
      .withdraw(_, let day), .endRestriction(_, let day):
      day
    case .tell(_, _, let day, _): day
    default: nil
    }
  }

  /// What has to be said, by the names of the form.
  private static func words(of command: Command) -> KeyValuePairs<String, String> {
    switch command {
    case .askIdentity(_, let words), .extend(_, let words, _, _), .withhold(_, _, _, let words, _),
      .endRestriction(let words, _),
      .carryOut(let words, _), .askReview(let words, _, _):
      ["words": words]
    case .unlink(_, let reason), .give(_, let reason), .sendBack(let reason): ["reason": reason]
    case .propose(_, let letter), .review(_, let letter, _): ["letter": letter]
    // Told on a day, nothing has to be said; not told, it is said why.
    case .tell(_, let recipient, let day, let words):
      ["recipient": recipient, "words": day == nil ? words : "told"]
    default: [:]
    }
  }

  private static func requireClock(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) {
    switch command {
    case .askIdentity:
      guard !state.isConfirmed else { throw .identityConfirmed }
    case .confirmIdentity(let how, _, _, _):
      guard !state.isConfirmed else { throw .identityConfirmed }
      try require(how, of: proofList)
    case .extend(let ground, _, let toldOn, _):
      try require(ground, of: extensionList)
      guard !state.isExtended else { throw .alreadyExtended }
      guard let due = state.due, toldOn <= due else { throw .tooLateToExtend }
    default: return
    }
  }

  private static func requireRecords(_ command: Command, on state: State) throws(Refusal) {
    switch command {
    case .link(let linked):
      guard !linked.title.isEmpty else { throw .incomplete(missing: ["record"]) }
      guard !state.linked.contains(where: { $0.record == linked.record }) else { throw .alreadyLinked }
    case .unlink(let record, _):
      guard state.linked.contains(where: { $0.record == record }) else { throw .notLinked }
      guard !state.withheld.values.contains(where: { $0.record == record }) else { throw .stillWithheld }
    case .withhold(let id, let passage, let ground, _, _):
      try require(ground, of: withholdingList)
      guard state.linked.contains(where: { $0.record == passage.record }) else { throw .notLinked }
      guard state.withheld[id] == nil, !state.withheld.values.contains(passage) else {
        throw .alreadyWithheld
      }
    case .give(let id, _): guard state.withheld[id] != nil else { throw .notWithheld }
    default: return
    }
  }

  private static func requireAnswer(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) {
    switch command {
    case .propose(let outcome, _):
      try require(outcome, of: outcomeList)
      // Whether anything is held is itself told to nobody but the person.
      guard state.isConfirmed else { throw .identityNotConfirmed }
      let isContradicted =
        switch outcome.code {
        case "nothing-held": !state.linked.isEmpty
        case "granted": !state.withheld.isEmpty
        default: false
        }
      guard !isContradicted else { throw .outcomeContradictsRecords }
    case .approve:
      guard state.proposedBy != occasion.by else { throw .proposedByApprover }
    case .answer(let how, let day, _, _):
      try require(how, of: wayList)
      if let approved = state.approvedOn, day < approved { throw .beforeAgreement }
    default: return
    }
  }

  private static func requireAfterwards(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) {
    switch command {
    case .tell(let record, let recipient, _, _):
      guard state.linked.contains(where: { $0.record == record }) else { throw .notLinked }
      let isTold = state.told.contains { $0.record == record && $0.recipient.value == recipient }
      guard !isTold else { throw .alreadyTold }
    case .endRestriction: guard state.isRestricting else { throw .notRestricted }
    case .carryOut: guard state.isOwed else { throw .nothingOwed }
    case .askReview(_, let day, _):
      guard let until = state.reviewUntil, day <= until else { throw .tooLateForReview }
    case .review(let outcome, _, _):
      try require(outcome, of: reviewList)
      guard ![state.proposedBy, state.approvedBy].contains(occasion.by) else { throw .decidedByReviewer }
    default: return
    }
  }
}
