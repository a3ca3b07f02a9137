package import Kernel

/// The life of a case, from the screening of a referral to the reviews after closing.
///
/// What a law binds together stands in this one stream: decision, panel, consent, support, contact, alarms, sharing and
/// closing. What only hangs on a case has a stream of its own; see docs/decisions/0033-case-as-streams.md.
package enum Case: Decider {
  package static let category = "case"
  package static let vault = Vault.safeguarding

  /// Free text becomes sealed with the key of the case's person; whoever asks gives it plain.
  package enum Command: Equatable, Sendable {
    // Screening and decision
    /// - `why`: Why a closed case is taken up again; empty where none is.
    case open(Opening, why: String = "", ChannelRules)
    case screen(systems: [Coded], result: Coded, reasons: String)
    /// There are reasonable grounds: section 36(3).
    case passToPanel(grounds: String, ChannelRules)
    case reject(Rejection, Closing, ChannelRules)
    /// The second signature under a rejection.
    case countersign(ChannelRules)
    case sendBack(reason: String)
    case writeLetter(id: String, kind: Coded, LetterWords)
    /// A letter that was written has gone out.
    case sendLetter(String, by: Coded, on: PartialDate)
    // Panel
    case putToPanel(meeting: String, on: PartialDate)
    case takeResolution(PanelMeeting.Resolution, nextContact: PartialDate?, ChannelRules)
    // Consent
    case seekConsent(id: String, how: Coded, from: Coded, on: PartialDate, words: String)
    case recordAnswer(Answer, ChannelRules)
    case withdrawConsent(by: Coded, on: PartialDate, words: String)
    case override(id: String, ground: Coded, words: String, ChannelRules)
    case reviewOverride(outcome: Coded, words: String)
    case disclose(id: String, Disclosure)
    // Support
    case plan(id: String, Planning, [Provider.Assignable], ChannelRules)
    case adopt(nextContact: PartialDate, ChannelRules)
    case recordSession(id: String, Session, ChannelRules)
    case recordContact(id: String, Contact, ChannelRules)
    case moveContact(to: PartialDate, reason: String, ChannelRules)
    case setGoal(id: String, words: String)
    case noteProgress(id: String, goal: String, words: String)
    case review(id: String, Review, ChannelRules)
    /// What is late or silent becomes an alarm, and an unanswered alarm goes to the supervisors.
    case lookForSilence(ChannelRules)
    case answerAlarm(id: String, words: String)
    // Sharing
    case offerTransfer(id: String, to: String, words: String, ChannelRules)
    /// Asked for by the area that would take it over.
    case requestTransfer(id: String, to: String, words: String, ChannelRules)
    case acceptTransfer(owner: String)
    case declineTransfer(reason: String)
    case revokeTransfer(reason: String)
    case assign(owner: String, reason: String)
    case share(with: String, as: Coded, until: PartialDate?, reason: String)
    case endSharing(with: String, reason: String)
    /// Keeps out somebody who is near to the person; another supervises in place of a supervisor.
    case keepOut(String, cover: String?, reason: String)
    case askForAccess(reason: String)
    case refuseAccess(to: String, reason: String)
    // Closing, and afterwards
    case close(Closing, ChannelRules)
    case holdLaterReview(due: PartialDate, finding: Coded, words: String, ChannelRules)
    case keepUntil(PartialDate, reason: String, ChannelRules)
    /// Another case takes up where this one ended.
    case follow(by: String)
    // At any time
    case remark(id: String, on: String, words: String)
  }

  /// Where a case is in its life.
  ///
  /// Raw values stand in views and addresses.
  package enum Life: String, CaseIterable, Codable, Sendable {
    case absent, screening
    case informationGathering = "information-gathering"
    case panel
    case consentPending = "consent-pending"
    case support, closed

    package var isOpen: Bool { self != .absent && self != .closed }
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyOpened
    case notPossible(in: Life)
    case incomplete(missing: [String])
    /// A code that its list, named here, does not have.
    case noSuchCode(of: String)
    case inTheFuture
    /// A day before the first that is possible.
    case notAhead(from: PartialDate)
    /// What is due later, done before.
    case notYet(from: PartialDate)
    /// Before the referral was received.
    case beforeReferral
    /// An answer from before consent was sought.
    case beforeAsking
    /// The same identifier stands for something else already.
    case alreadyRecorded
    case notFound
    case alreadyScreened
    case notScreened
    case alreadyDecided
    case awaitingSignature
    case nothingToSign
    /// Nobody signs their own proposal.
    case signedByProposer
    case reasonNotPossible(String)
    /// No quorate panel has decided what this needs.
    case panelNeeded
    case supportNotOffered
    case giverCannotConsent
    case consentNeeded
    case consentStands
    case overrideNeeded
    case overrideStands
    case reviewedByGranter
    case sensitiveInformation
    case planNeeded
    case providerNotApproved(String)
    case contactNeeded
    case contactTooLate(by: PartialDate)
    case reviewTooLate(by: PartialDate)
    case keptTooLong(by: PartialDate)
    case transferOpen
    case noTransfer
    case keptOut
    /// What was said of the person is erased, and nothing more can be sealed of them.
    case erased
    /// The last day on which a support can begin that is planned today.
    case supportTooLate(by: PartialDate)
    /// Nobody would supervise it.
    case coverNeeded
    case ownerStays
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .open, .screen, .passToPanel, .reject, .countersign, .sendBack, .writeLetter, .sendLetter:
      try decideScreening(command, on: state, occasion)
    case .putToPanel, .takeResolution: try decidePanel(command, on: state, occasion)
    case .seekConsent, .recordAnswer, .withdrawConsent, .override, .reviewOverride, .disclose:
      try decideConsent(command, on: state, occasion)
    case .plan, .adopt, .recordSession, .setGoal, .noteProgress, .review:
      try decideSupport(command, on: state, occasion)
    case .recordContact, .moveContact, .lookForSilence, .answerAlarm:
      try decideContact(command, on: state, occasion)
    case .offerTransfer, .requestTransfer, .acceptTransfer, .declineTransfer, .revokeTransfer, .assign:
      try decideTransfer(command, on: state, occasion)
    case .share, .endSharing, .keepOut, .askForAccess, .refuseAccess:
      try decideSharing(command, on: state, occasion)
    case .close, .holdLaterReview, .keepUntil, .follow: try decideClosing(command, on: state, occasion)
    case .remark: try decideRemark(command, on: state, occasion)
    }
  }
}

// MARK: What several decisions ask

extension Case {
  static func requireOpen(_ state: State) throws(Refusal) {
    guard state.life.isOpen else { throw .notPossible(in: state.life) }
  }

  /// Names, by their form names, the fields that are empty.
  static func require(_ fields: KeyValuePairs<String, String>) throws(Refusal) {
    let missing = fields.filter(\.value.isEmpty).map(\.key)
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
  }

  static func require(_ coded: Coded, of list: CodeList) throws(Refusal) {
    guard list.holds(coded) else { throw .noSuchCode(of: list.name) }
  }

  static func requirePast(_ day: PartialDate, _ occasion: Occasion) throws(Refusal) {
    guard day <= occasion.day else { throw .inTheFuture }
  }

  /// Nothing of a case happens before its referral was received.
  static func requireSinceReferral(_ day: PartialDate, on state: State) throws(Refusal) {
    if let opened = state.opened, day < opened.opening.received { throw .beforeReferral }
  }

  /// The event, unless it was recorded under this identifier already.
  static func once(_ id: String, _ event: Event, on state: State) throws(Refusal) -> [Event] {
    guard let earlier = state.items[id] else { return [event] }
    guard earlier.asAsked == event.asAsked else { throw .alreadyRecorded }
    return []
  }

  /// The event, unless it was the last that happened: the same form sent twice.
  static func unlessLast(_ event: Event, on state: State) -> [Event] { state.last == event ? [] : [event] }

  /// A day for the next contact: ahead, and not beyond the interval.
  static func requireContact(
    _ day: PartialDate,
    _ rules: ChannelRules,
    _ occasion: Occasion
  ) throws(Refusal) {
    guard occasion.day <= day else { throw .notAhead(from: occasion.day) }
    let latest = occasion.day.adding(days: rules.contactDays)
    guard day <= latest else { throw .contactTooLate(by: latest) }
  }
}

extension Occasion {
  var day: PartialDate { PartialDate(on: at) }
}
