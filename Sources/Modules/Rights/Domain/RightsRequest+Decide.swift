package import Kernel

extension RightsRequest {
  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if case .receive(let received) = command { return try receive(received, on: state, occasion) }
    guard let received = state.received else { throw .notPossible(in: .absent) }
    let event = try event(of: command, received, on: state, occasion)
    // The same form sent twice asks for what has already happened.
    if state.last?.withoutCopy == event.withoutCopy { return [] }
    try require(command, received, on: state, occasion)
    return [event]
  }

  private static func receive(
    _ received: Received,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent else {
      if state.received == received { return [] }
      throw .alreadyReceived
    }
    let person = received.person.value
    let isNamed = person.map { !$0.familyName.isEmpty || !$0.givenName.isEmpty } ?? false
    let isReachable = received.contact.value?.reach.isEmpty == false
    let missing =
      (isNamed ? [] : ["family_name"]) + (isReachable ? [] : ["reach"])
      + (received.words.value?.isEmpty == false ? [] : ["words"])
      + (received.asker.code == "person" || received.contact.value?.name.isEmpty == false ? [] : ["name"])
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    if received.kind.code == "objection", received.law.code == "dpa-part-3" { throw .lawKnowsNoObjection }
    try require(received.kind, of: kindList)
    try require(received.law, of: lawList)
    try require(received.way, of: wayList)
    try require(received.asker, of: askerList)
    guard received.on <= occasion.day else { throw .inTheFuture }
    return [.received(received)]
  }

  /// What a command would make happen, sealed with the key of the request.
  private static func event(
    of command: Command,
    _ received: Received,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> Event {
    func sealed(_ words: String) -> Personal<String> { Personal(words, of: received.person.subject) }
    switch command {
    case .receive(let body): return .received(body)
    case .askIdentity(let day, let words): return .identityAsked(.init(on: day, words: sealed(words)))
    case .confirmIdentity(let how, let words, let day, let rules):
      // Where nobody asked who they are, the time has run since the request came.
      let months = rules.answerMonths + (state.isExtended ? rules.extensionMonths : 0)
      let due = state.isAsked ? day.adding(months: months) : state.due ?? received.due
      return .identityConfirmed(.init(how: how, on: day, due: due, words: sealed(words)))
    case .extend(let ground, let words, let toldOn, let rules):
      let due = (state.due ?? received.due).adding(months: rules.extensionMonths)
      return .extended(.init(ground: ground, due: due, toldOn: toldOn, words: sealed(words)))
    case .link(let linked): return .linked(linked)
    case .unlink(let record, let reason): return .unlinked(.init(record: record, reason: sealed(reason)))
    case .withhold(let id, let passage, let ground, let words, let only):
      let subject = received.person.subject
      return .withheld(
        .init(
          id: id,
          passage: passage,
          ground: ground,
          words: sealed(words),
          only: only.isEmpty ? nil : Personal(only, of: subject)
        )
      )
    case .give(let id, let reason): return .given(.init(id: id, reason: sealed(reason)))
    case .propose(let outcome, let letter):
      return .proposed(.init(outcome: outcome, letter: sealed(letter)))
    case .approve(let note): return .approved(.init(words: sealed(note)))
    case .sendBack(let reason): return .sentBack(.init(words: sealed(reason)))
    case .answer(let how, let day, let copy, let rules):
      return .answered(
        .init(
          how: how,
          on: day,
          reviewUntil: day.adding(months: rules.reviewMonths),
          copy: copy.map(sealed),
          restricts: restricts(received.kind.code, state.outcome?.code) ? true : nil
        )
      )
    case .tell(let record, let recipient, let day, let words):
      return .told(.init(record: record, recipient: sealed(recipient), on: day, words: sealed(words)))
    case .carryOut(let words, let day): return .carriedOut(.init(on: day, words: sealed(words)))
    case .askReview(let words, let day, let rules):
      return .reviewAsked(
        .init(on: day, due: day.adding(months: rules.reviewMonths), words: sealed(words))
      )
    case .review(let outcome, let letter, let day):
      return .reviewed(.init(outcome: outcome, on: day, letter: sealed(letter)))
    case .withdraw(let words, let day): return .withdrawn(.init(on: day, words: sealed(words)))
    case .endRestriction(let words, let day):
      return .restrictionEnded(.init(on: day, words: sealed(words)))
    }
  }
}

extension RightsRequest.Event {
  /// What tells an answer from another: the bundle says also who looked while it was made.
  fileprivate var withoutCopy: Self {
    guard case .answered(var body) = self else { return self }
    body.copy = nil
    return .answered(body)
  }
}
