package import Kernel

extension Case {
  /// The checklist without which no case is closed.
  package struct Closing: Equatable, Sendable {
    /// Of ``Case/exitBeforeList`` or, once it was adopted, of ``Case/exitAfterList``.
    package var reason: Coded
    /// What section 36(6) asks: needed where support is not offered.
    package var care: Coded?
    package var careWords: String
    /// What each agency thinks of it.
    package var views: [AgencyView]
    /// What the person was told, or why they were not.
    package var told: String
    /// Support that goes on elsewhere.
    package var onward: String
    package var isUnder18: Bool
    package var retainUntil: PartialDate

    package init(
      reason: Coded,
      care: Coded?,
      careWords: String,
      views: [AgencyView],
      told: String,
      onward: String,
      isUnder18: Bool,
      retainUntil: PartialDate
    ) {
      self.reason = reason
      self.care = care
      self.careWords = careWords
      self.views = views
      self.told = told
      self.onward = onward
      self.isUnder18 = isUnder18
      self.retainUntil = retainUntil
    }
  }

  /// What an agency thinks, in its own words.
  package struct AgencyView: Codable, Equatable, Sendable {
    /// Of ``PanelMeeting/agencyList``.
    package var agency: Coded
    package var words: String

    package init(agency: Coded, words: String) {
      self.agency = agency
      self.words = words
    }
  }

  package struct Closed: Codable, Equatable, Sendable {
    package var reason: Coded
    package var isAdopted: Bool
    package var care: Coded?
    package var retainUntil: PartialDate
    /// The days on which it is looked at again, made by closing.
    package var laterReviews: [PartialDate]
    package var words: Personal<ClosingWords>
    /// The last day on which a letter of apology is in time; nil where none is owed.
    package var letterDue: PartialDate?
  }

  package struct ClosingWords: Codable, Equatable, Sendable {
    package var care: String
    package var views: [AgencyView]
    package var told: String
    package var onward: String
    package var isUnder18: Bool
  }

  package struct LaterReviewHeld: Codable, Equatable, Sendable {
    package var due: PartialDate
    package var finding: Coded
    package var words: Personal<String>
  }

  package struct RetentionChanged: Codable, Equatable, Sendable {
    package var until: PartialDate
    package var reason: Personal<String>
  }

  package struct Followed: Codable, Equatable, Sendable {
    package var by: String
  }

  static func decideClosing(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .close(let closing, let rules): return try close(closing, rules, on: state, occasion)
    case .holdLaterReview(let due, let finding, let words, let rules):
      let event = Event.laterReviewHeld(
        LaterReviewHeld(due: due, finding: finding, words: state.personal(words))
      )
      guard state.laterReviews.contains(due) else {
        if state.items["review-\(due.iso)"] == event { return [] }
        throw .notFound
      }
      guard due <= occasion.day else { throw .notYet(from: due) }
      try require(finding, of: findingList)
      try require(["words": words])
      let isConcern = finding.code == "concern" && state.followedBy == nil
      return [event] + (isConcern ? [alarm("review-concern", due.iso, rules, on: state, occasion)] : [])
    case .keepUntil(let day, let reason, let rules):
      guard let closed = state.closed else { throw .notPossible(in: state.life) }
      guard day != closed.retainUntil else { return [] }
      try require(["reason": reason])
      try requireRetention(day, closed, rules, from: state.closedOn ?? occasion.day, occasion)
      return [.retentionChanged(RetentionChanged(until: day, reason: state.personal(reason)))]
    case .follow(let id):
      guard state.life == .closed else { throw .notPossible(in: state.life) }
      if state.followedBy == id { return [] }
      guard state.followedBy == nil else { throw .alreadyRecorded }
      return [.followed(Followed(by: id))]
    default: return []
    }
  }

  private static func close(
    _ closing: Closing,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if let closed = state.closed, closed.reason == closing.reason,
      closed.words == state.personal(closing.words)
    {
      return []
    }
    try requireOpen(state)
    guard state.proposal == nil else { throw .awaitingSignature }
    guard state.transfer == nil else { throw .transferOpen }
    let closed = try closed(closing, rules, on: state, occasion)
    try requireReason(closing.reason.code, on: state)
    return [.closed(closed)]
  }

  /// The closing, checked but for whether its reason holds.
  static func closed(
    _ closing: Closing,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> Closed {
    try require(closing.reason, of: state.isAdopted ? exitAfterList : exitBeforeList)
    if let care = closing.care { try require(care, of: careList) }
    for view in closing.views { try require(view.agency, of: PanelMeeting.agencyList) }
    try require([
      "care": state.isAdopted ? "-" : closing.care?.code ?? "", "told": closing.told,
      "onward": closing.onward,
    ])
    if state.isAdopted { try requireViews(closing, rules) }
    let reviews = rules.laterReviewMonths.map { occasion.day.adding(months: $0) }
    var closed = Closed(
      reason: closing.reason,
      isAdopted: state.isAdopted,
      care: closing.care,
      retainUntil: closing.retainUntil,
      laterReviews: state.isAdopted ? reviews : [],
      words: state.personal(closing.words)
    )
    closed.letterDue = letterDue(closed, rules, occasion)
    try requireRetention(closing.retainUntil, closed, rules, from: occasion.day, occasion)
    return closed
  }

  /// Somebody who was referred by mistake is owed a letter that says so.
  static func letterDue(_ closed: Closed, _ rules: ChannelRules, _ occasion: Occasion) -> PartialDate? {
    guard closed.reason.code == "mistaken", !closed.isAdopted else { return nil }
    return rules.day(rules.letterWorkingDays, after: occasion.day)
  }

  /// Of the agencies without which no panel decides, and of each that is named.
  private static func requireViews(_ closing: Closing, _ rules: ChannelRules) throws(Refusal) {
    let given = closing.views.filter { !$0.words.isEmpty }.map(\.agency.code)
    let missing = (rules.quorum.agencies + closing.views.map(\.agency.code)).filter { !given.contains($0) }
    guard missing.isEmpty else { throw .incomplete(missing: missing.map { "view-\($0)" }) }
  }

  /// Ahead of today and of the last review, and no longer after closing than the rules let it be kept.
  private static func requireRetention(
    _ day: PartialDate,
    _ closed: Closed,
    _ rules: ChannelRules,
    from closing: PartialDate,
    _ occasion: Occasion
  ) throws(Refusal) {
    let earliest = max(occasion.day, closed.laterReviews.max() ?? occasion.day).adding(days: 1)
    guard earliest <= day else { throw .notAhead(from: earliest) }
    let months = rules.retention.months(
      isAdopted: closed.isAdopted,
      isChild: closed.words.value?.isUnder18 ?? true,
      isMistaken: closed.reason.code == "mistaken" && !closed.isAdopted
    )
    let latest = closing.adding(months: months)
    guard day <= latest else { throw .keptTooLong(by: latest) }
  }

  /// Whether what happened bears a reason out.
  private static func requireReason(_ reason: String, on state: State) throws(Refusal) {
    switch reason {
    case "deceased", "moved-area", "moved-abroad", "transferred", "arrested-charged", "unable-to-contact":
      return
    case "other":
      // Support that was begun does not end for a reason that nobody names, unless a panel says so.
      guard !state.isAdopted || state.resolution?.code.code == PanelMeeting.close else { throw .panelNeeded }
    case "consent-refused":
      guard state.answer?.isGiven == false else { throw .reasonNotPossible(reason) }
    case "consent-withdrawn", "consent-withdrawn-concern":
      guard !state.hasConsent else { throw .reasonNotPossible(reason) }
    case "no-further-concern":
      guard state.resolution?.code.code == PanelMeeting.close else { throw .panelNeeded }
    case "mistaken", "criminal-matter":
      // Before the decision this is a rejection, with its grounds and, the third time, a second signature.
      guard state.decided != nil else { throw .reasonNotPossible(reason) }
    default:
      guard state.decided != nil else { throw .reasonNotPossible(reason) }
      guard state.resolution?.code.code == PanelMeeting.noSupport else { throw .panelNeeded }
    }
  }
}

extension Case.Closing {
  var words: Case.ClosingWords {
    .init(care: careWords, views: views, told: told, onward: onward, isUnder18: isUnder18)
  }
}
