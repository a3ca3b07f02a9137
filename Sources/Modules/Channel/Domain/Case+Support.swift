package import Kernel

extension Case {
  /// What section 36(5) asks of a plan.
  package struct Planning: Equatable, Sendable {
    package var needs: String
    /// How, when and by whom consent is to be sought.
    package var consent: String
    package var supports: [PlannedSupport]
    /// How and when each support is given, by its identifier.
    package var ways: [String: String]

    package init(needs: String, consent: String, supports: [PlannedSupport], ways: [String: String]) {
      self.needs = needs
      self.consent = consent
      self.supports = supports
      self.ways = ways
    }
  }

  package struct PlannedSupport: Codable, Equatable, Sendable {
    package var id: String
    package var nature: Coded
    /// The identifier of an intervention provider, or of an organisation.
    package var provider: String
    package var from: PartialDate

    package init(id: String, nature: Coded, provider: String, from: PartialDate) {
      self.id = id
      self.nature = nature
      self.provider = provider
      self.from = from
    }

    /// Mentoring about beliefs is for approved providers alone.
    package func isAllowed(among approved: [Provider.Assignable]) -> Bool {
      guard nature.code == "mentoring" else { return true }
      return approved.contains { assignable in
        assignable.provider == provider && assignable.nature == nature.code && from <= assignable.until
      }
    }
  }

  package struct Planned: Codable, Equatable, Sendable {
    package var id: String
    package var supports: [PlannedSupport]
    package var words: Personal<PlanWords>
    /// Nil where no support is being given.
    package var sessionsDue: [SessionDue]?
  }

  package struct PlanWords: Codable, Equatable, Sendable {
    package var needs: String
    package var consent: String
    package var ways: [String: String]
  }

  /// Support begins: the panel offered it, consent stands, a plan says what it is.
  package struct Adopted: Codable, Equatable, Sendable {
    package var nextContact: PartialDate
    package var reviewDue: PartialDate
    package var sessionsDue: [SessionDue]?
  }

  package struct GoalSet: Codable, Equatable, Sendable {
    package var id: String
    package var words: Personal<String>
  }

  /// Progress is in words, and in nothing else.
  package struct ProgressNoted: Codable, Equatable, Sendable {
    package var id: String
    package var goal: String
    package var words: Personal<String>
  }

  package struct Review: Equatable, Sendable {
    package var on: PartialDate
    package var findings: String
    package var changes: String
    package var next: PartialDate

    package init(on: PartialDate, findings: String, changes: String, next: PartialDate) {
      self.on = on
      self.findings = findings
      self.changes = changes
      self.next = next
    }
  }

  package struct Reviewed: Codable, Equatable, Sendable {
    package var id: String
    package var on: PartialDate
    package var next: PartialDate
    package var words: Personal<ReviewWords>
  }

  package struct ReviewWords: Codable, Equatable, Sendable {
    package var findings: String
    package var changes: String
  }

  static func decideSupport(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    try requireOpen(state)
    switch command {
    case .plan(let id, let planning, let approved, let rules):
      return try plan(id, planning, approved, rules, on: state, occasion)
    case .adopt(let nextContact, let rules): return try adopt(nextContact, rules, on: state, occasion)
    case .recordSession(let id, let session, let rules):
      return try record(id, session, rules, on: state, occasion)
    case .setGoal(let id, let words):
      guard state.plan != nil else { throw .planNeeded }
      try require(["words": words])
      return try once(id, .goalSet(GoalSet(id: id, words: state.personal(words))), on: state)
    case .noteProgress(let id, let goal, let words):
      guard case .goalSet? = state.items[goal] else { throw .notFound }
      try require(["words": words])
      let body = ProgressNoted(id: id, goal: goal, words: state.personal(words))
      return try once(id, .progressNoted(body), on: state)
    case .review(let id, let review, let rules): return try record(id, review, rules, on: state, occasion)
    default: return []
    }
  }

  /// Months: a plan is reviewed long before, and what begins later is planned then.
  private static let longestAhead = 12

  private static func plan(
    _ id: String,
    _ planning: Planning,
    _ approved: [Provider.Assignable],
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.isOffered else { throw .supportNotOffered }
    try require([
      "needs": planning.needs, "consent": planning.consent,
      "supports": planning.supports.isEmpty ? "" : "some",
    ])
    for support in planning.supports {
      try require(support.nature, of: natureList)
      try require([
        "provider": support.provider, "ways": planning.ways[support.id] ?? "",
      ])
      let latest = occasion.day.adding(months: longestAhead)
      guard support.from <= latest else { throw .supportTooLate(by: latest) }
      guard support.isAllowed(among: approved) else { throw .providerNotApproved(support.provider) }
    }
    let words = PlanWords(needs: planning.needs, consent: planning.consent, ways: planning.ways)
    let body = Planned(
      id: id,
      supports: planning.supports,
      words: state.personal(words),
      sessionsDue: state.life == .support
        ? sessionsDue(of: planning.supports, keeping: state.sessionsDue, rules, occasion) : nil
    )
    return try once(id, .planned(body), on: state)
  }

  private static func adopt(
    _ nextContact: PartialDate,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let event = Event.adopted(adopted(nextContact, rules, on: state, occasion))
    if state.isAdopted, state.last?.asAsked == event.asAsked { return [] }
    guard state.isOffered, !state.isAdopted else {
      if state.isAdopted { throw .notPossible(in: state.life) }
      throw .supportNotOffered
    }
    guard state.hasConsent else { throw .consentNeeded }
    guard state.plan != nil else { throw .planNeeded }
    try requireContact(nextContact, rules, occasion)
    return [event]
  }

  private static func adopted(
    _ nextContact: PartialDate,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) -> Adopted {
    Adopted(
      nextContact: nextContact,
      reviewDue: occasion.day.adding(months: rules.reviewMonths),
      sessionsDue: sessionsDue(of: state.plan?.supports ?? [], rules, occasion)
    )
  }

  private static func record(
    _ id: String,
    _ review: Review,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let body = Reviewed(
      id: id,
      on: review.on,
      next: review.next,
      words: state.personal(ReviewWords(findings: review.findings, changes: review.changes))
    )
    let once = try once(id, .reviewed(body), on: state)
    guard !once.isEmpty else { return [] }
    guard state.isCarried else { throw .notPossible(in: state.life) }
    try require(["findings": review.findings])
    try requirePast(review.on, occasion)
    try requireSinceReferral(review.on, on: state)
    let latest = occasion.day.adding(months: rules.reviewMonths)
    guard occasion.day < review.next else { throw .notAhead(from: occasion.day.adding(days: 1)) }
    guard review.next <= latest else { throw .reviewTooLate(by: latest) }
    return once
  }
}
