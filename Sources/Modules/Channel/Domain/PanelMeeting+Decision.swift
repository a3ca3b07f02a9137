package import Kernel

extension PanelMeeting {
  /// What a panel decided about one case.
  ///
  /// Only the state of a meeting that had its quorum makes one; that is how a case knows that it was so.
  package struct Resolution: Codable, Equatable, Sendable {
    package let meeting: String
    package let on: PartialDate
    /// Of ``PanelMeeting/resolutionList``.
    package let code: Coded
    /// Of ``PanelMeeting/ruleList``.
    package let rule: Coded
  }

  /// Somebody who is there, for an agency.
  package struct Attendee: Codable, Equatable, Sendable {
    package var account: String
    /// Of ``PanelMeeting/agencyList``.
    package var agency: Coded
    package var isChair: Bool
    /// Invited for one case, or generally: heard, and without a vote.
    package var isGuest: Bool

    package init(account: String, agency: Coded, isChair: Bool = false, isGuest: Bool = false) {
      self.account = account
      self.agency = agency
      self.isChair = isChair
      self.isGuest = isGuest
    }
  }

  /// What was said of a case, and what is decided.
  package struct Discussion: Equatable, Sendable {
    package var caseID: String
    package var views: [Case.AgencyView]
    package var resolution: Coded
    package var rule: Coded
    /// The accounts that voted for it.
    package var inFavour: [String]
    package var against: [String]
    package var reasons: String
    /// What those who do not agree want to have written down.
    package var dissent: String

    package init(
      caseID: String,
      views: [Case.AgencyView],
      resolution: Coded,
      rule: Coded,
      inFavour: [String],
      against: [String] = [],
      reasons: String,
      dissent: String = ""
    ) {
      self.caseID = caseID
      self.views = views
      self.resolution = resolution
      self.rule = rule
      self.inFavour = inFavour
      self.against = against
      self.reasons = reasons
      self.dissent = dissent
    }
  }

  package struct Decided: Codable, Equatable, Sendable {
    package var caseID: String
    package var resolution: Coded
    package var rule: Coded
    package var inFavour: [String]
    package var against: [String]
    package var words: Personal<DecisionWords>
  }

  package struct DecisionWords: Codable, Equatable, Sendable {
    package var views: [Case.AgencyView]
    package var reasons: String
    package var dissent: String
  }

  static func decide(
    _ discussion: Discussion,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard let subject = state.agenda[discussion.caseID] else {
      try requireArranged(state)
      throw .notOnTheAgenda
    }
    let body = Decided(
      caseID: discussion.caseID,
      resolution: discussion.resolution,
      rule: discussion.rule,
      inFavour: discussion.inFavour,
      against: discussion.against,
      words: Personal(
        DecisionWords(
          views: discussion.views,
          reasons: discussion.reasons,
          dissent: discussion.dissent
        ),
        of: subject
      )
    )
    if let earlier = state.decisions[discussion.caseID] {
      if earlier == body { return [] }
      throw .alreadyDecided
    }
    try requireArranged(state)
    guard state.arranged.map({ $0.on <= occasion.day }) ?? false else { throw .inTheFuture }
    guard resolutionList.holds(discussion.resolution) else { throw .noSuchCode(of: resolutionList.name) }
    guard ruleList.holds(discussion.rule) else { throw .noSuchCode(of: ruleList.name) }
    guard discussion.views.allSatisfy({ agencyList.holds($0.agency) }) else {
      throw .noSuchCode(of: agencyList.name)
    }
    let missing =
      (discussion.views.isEmpty ? ["views"] : []) + (discussion.reasons.isEmpty ? ["reasons"] : [])
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    let voters = try quorum(of: state, for: discussion.caseID)
    try requireVotes(discussion, voters)
    return [.decided(body)]
  }

  /// Those who may vote on a case, where they are enough to decide it.
  private static func quorum(of state: State, for caseID: String) throws(Refusal) -> [Attendee] {
    let conflicted = state.conflicts[caseID] ?? []
    let voters = state.attendees.filter { !$0.isGuest && !conflicted.contains($0.account) }
    guard let quorum = state.arranged?.quorum else { throw .notPossible(in: state.life) }
    let missing = quorum.agencies.filter { code in !voters.contains { $0.agency.code == code } }
    let lacking = max(0, quorum.members - voters.count)
    guard missing.isEmpty, lacking == 0 else { throw .noQuorum(agencies: missing, members: lacking) }
    return voters
  }

  private static func requireVotes(
    _ discussion: Discussion,
    _ voters: [Attendee]
  ) throws(Refusal) {
    let accounts = Set(voters.map(\.account))
    let cast = discussion.inFavour + discussion.against
    if let stranger = cast.first(where: { !accounts.contains($0) }) { throw .voteNotPossible(of: stranger) }
    guard Set(cast).count == cast.count else { throw .voteNotPossible(of: cast.last ?? "") }
    let (inFavour, against) = (discussion.inFavour.count, discussion.against.count)
    let isChair = voters.contains { $0.isChair && discussion.inFavour.contains($0.account) }
    let isBorneOut =
      switch discussion.rule.code {
      case "unanimous": inFavour == voters.count
      case "majority": inFavour * 2 > voters.count
      // Else by the chair, where there is no majority either way.
      default: isChair && inFavour * 2 <= voters.count && against * 2 <= voters.count
      }
    guard isBorneOut else { throw .notByThatRule(discussion.rule.code) }
  }
}

extension PanelMeeting.State {
  /// What was decided about a case; nil before it was.
  package func resolution(on caseID: String) -> PanelMeeting.Resolution? {
    guard let arranged, let decided = decisions[caseID] else { return nil }
    return PanelMeeting.Resolution(
      meeting: arranged.id,
      on: arranged.on,
      code: decided.resolution,
      rule: decided.rule
    )
  }
}
