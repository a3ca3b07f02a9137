package import Kernel

extension Case {
  /// What begins a case.
  package struct Opening: Codable, Equatable, Sendable {
    package var referral: String
    package var area: String
    /// The account that carries it.
    package var owner: String
    /// The day on which the referral reached the programme: clocks run from it.
    package var received: PartialDate
    /// The closed case of the same person that this one takes up again.
    package var follows: String?

    package init(
      referral: String,
      area: String,
      owner: String,
      received: PartialDate,
      follows: String? = nil
    ) {
      self.referral = referral
      self.area = area
      self.owner = owner
      self.received = received
      self.follows = follows
    }
  }

  package struct Opened: Codable, Equatable, Sendable {
    package var opening: Opening
    package var screeningDue: PartialDate
    package var decisionDue: PartialDate
    /// Why a closed case is taken up again; nil where none is.
    package var why: Personal<String>?
  }

  package struct Screened: Codable, Equatable, Sendable {
    /// Of ``Case/systemList``.
    package var systems: [Coded]
    package var result: Coded
    package var reasons: Personal<String>
    package var isLate: Bool
  }

  /// The decision under section 36, with its grounds.
  package struct Decided: Codable, Equatable, Sendable {
    package var isReasonable: Bool
    package var words: Personal<DecisionWords>
    /// The earlier cases of the same person that were rejected.
    package var earlier: [String]
    /// The account whose proposal was signed by a second; nil where one signature was enough.
    package var proposedBy: String?
    package var isLate: Bool
    /// The last day on which a panel's decision is in time; nil where there were no reasonable grounds, and of before
    /// this was asked.
    package var panelDue: PartialDate?
  }

  package struct DecisionWords: Codable, Equatable, Sendable {
    package var grounds: String
    /// Why somebody who was rejected before is rejected again.
    package var again: String
  }

  package struct Rejection: Equatable, Sendable {
    package var grounds: String
    package var earlier: [String]
    package var again: String

    package init(grounds: String, earlier: [String] = [], again: String = "") {
      self.grounds = grounds
      self.earlier = earlier
      self.again = again
    }
  }

  package struct RejectionProposed: Codable, Equatable, Sendable {
    package var decided: Decided
    package var closed: Closed
  }

  package struct RejectionReturned: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }

  static func decideScreening(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .open(let opening, let why, let rules): try open(opening, why, rules, on: state, occasion)
    case .screen(let systems, let result, let reasons):
      try screen(systems, result, reasons, on: state, occasion)
    case .passToPanel(let grounds, let rules): try pass(grounds, rules, on: state, occasion)
    case .reject(let rejection, let closing, let rules):
      try reject(rejection, closing, rules, on: state, occasion)
    case .countersign(let rules): try countersign(rules, on: state, occasion)
    case .sendBack(let reason): try sendBack(reason, on: state, occasion)
    case .writeLetter(let id, let kind, let words): try write(id, kind, words, on: state)
    case .sendLetter(let id, let way, let day): try send(id, way, day, on: state, occasion)
    default: []
    }
  }

  private static func open(
    _ opening: Opening,
    _ why: String,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent else {
      // The same form sent twice asks for what has already happened.
      if state.opened?.opening == opening { return [] }
      throw .alreadyOpened
    }
    try require([
      "referral": opening.referral, "area": opening.area, "owner": opening.owner,
      "why": opening.follows == nil ? "none" : why,
    ])
    try requirePast(opening.received, occasion)
    return [
      .opened(
        Opened(
          opening: opening,
          screeningDue: rules.day(rules.screeningWorkingDays, after: opening.received),
          decisionDue: rules.day(rules.decisionWorkingDays, after: opening.received),
          why: opening.follows.map { _ in Personal(why, of: opening.referral) }
        )
      )
    ]
  }

  private static func screen(
    _ systems: [Coded],
    _ result: Coded,
    _ reasons: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard let opened = state.opened, state.life.isOpen else { throw .notPossible(in: state.life) }
    let body = Screened(
      systems: systems,
      result: result,
      reasons: state.personal(reasons),
      isLate: opened.screeningDue < occasion.day
    )
    if let earlier = state.screened {
      if earlier == body { return [] }
      throw .alreadyScreened
    }
    try require(["systems": systems.isEmpty ? "" : "some", "reasons": reasons])
    for system in systems { try require(system, of: systemList) }
    try require(result, of: screeningList)
    return [.screened(body)]
  }

  private static func requireUndecided(_ state: State) throws(Refusal) {
    guard state.life.isOpen else { throw .notPossible(in: state.life) }
    guard state.screened != nil else { throw .notScreened }
    guard state.decided == nil else { throw .alreadyDecided }
    guard state.proposal == nil else { throw .awaitingSignature }
    guard state.transfer == nil else { throw .transferOpen }
  }

  private static func pass(
    _ grounds: String,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    var body = decision(true, grounds, Rejection(grounds: grounds), on: state, occasion)
    body.panelDue = state.decided?.panelDue ?? rules.day(rules.panelWorkingDays, after: occasion.day)
    if state.decided == body { return [] }
    try requireUndecided(state)
    try require(["grounds": grounds])
    return [.decided(body)]
  }

  private static func reject(
    _ rejection: Rejection,
    _ closing: Closing,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let decided = decision(false, rejection.grounds, rejection, on: state, occasion)
    if state.decided == decided, state.life == .closed { return [] }
    if let proposal = state.proposal, proposal.body.decided == decided, proposal.by == occasion.by {
      return []
    }
    try requireUndecided(state)
    try require(["grounds": rejection.grounds])
    if !rejection.earlier.isEmpty { try require(["again": rejection.again]) }
    guard !["consent-refused", "deceased"].contains(closing.reason.code) else {
      throw .reasonNotPossible(closing.reason.code)
    }
    let closed = try closed(closing, rules, on: state, occasion)
    let needsSignature = rejection.earlier.count >= rules.rejectionsBeforeSignature
    return needsSignature
      ? [.rejectionProposed(RejectionProposed(decided: decided, closed: closed))]
      : [.decided(decided), .closed(closed)]
  }

  private static func decision(
    _ isReasonable: Bool,
    _ grounds: String,
    _ rejection: Rejection,
    on state: State,
    _ occasion: Occasion
  ) -> Decided {
    Decided(
      isReasonable: isReasonable,
      words: state.personal(DecisionWords(grounds: grounds, again: rejection.again)),
      earlier: rejection.earlier,
      proposedBy: nil,
      isLate: state.opened.map { $0.decisionDue < occasion.day } ?? false
    )
  }

  private static func countersign(
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard let proposal = state.proposal else {
      if state.decided?.proposedBy != nil { return [] }
      throw .nothingToSign
    }
    guard proposal.by != occasion.by else { throw .signedByProposer }
    guard state.transfer == nil else { throw .transferOpen }
    // A rejection that waited too long has a day behind it: it is sent back, and proposed anew.
    guard occasion.day < proposal.body.closed.retainUntil else {
      throw .notAhead(from: occasion.day.adding(days: 1))
    }
    var decided = proposal.body.decided
    decided.proposedBy = proposal.by
    var closed = proposal.body.closed
    // Nothing was owed before it was signed.
    closed.letterDue = letterDue(closed, rules, occasion)
    return [.decided(decided), .closed(closed)]
  }

  private static func sendBack(
    _ reason: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let event = Event.rejectionReturned(RejectionReturned(reason: state.personal(reason)))
    guard state.proposal != nil else {
      if state.last == event { return [] }
      throw .nothingToSign
    }
    try require(["reason": reason])
    return [event]
  }
}
