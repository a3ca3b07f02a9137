/// A role as it was granted, and what was said of it at its last review.
package struct Grant: Equatable, Sendable {
  package var holding: Holding
  package let grantedOn: PartialDate
  /// The opaque identifier of the account that granted it.
  package let grantedBy: String
  /// The day by which it is reviewed next, as the last review said; nil before the first.
  package var nextReview: PartialDate?

  package init(_ holding: Holding, on day: PartialDate, by account: String, nextReview: PartialDate? = nil) {
    self.holding = holding
    grantedOn = day
    grantedBy = account
    self.nextReview = nextReview
  }
}

/// What holds for every role: how often it is reviewed, and which texts it needs.
package struct RoleTerms: Equatable, Sendable {
  package var texts: [HouseText]
  package var reviewMonths: Int
  /// How long a review may be overdue before the role is no longer held.
  package var graceDays: Int
  /// How long before its day a review is asked for.
  package static let noticeDays = 30

  package init(texts: [HouseText] = [], reviewMonths: Int = 12, graceDays: Int = 30) {
    self.texts = texts
    self.reviewMonths = reviewMonths
    self.graceDays = graceDays
  }

  package func texts(of role: Role) -> [HouseText] { texts.filter { $0.roles.contains(role) } }

  /// The day by which a role is to be reviewed.
  package func review(of grant: Grant) -> PartialDate {
    grant.nextReview ?? max(grant.holding.from, grant.grantedOn).adding(months: reviewMonths)
  }

  /// The last day on which a role is held without a review.
  package func lapse(of grant: Grant) -> PartialDate { review(of: grant).adding(days: graceDays) }

  /// How a role stands on a day.
  package func standing(of grant: Grant, _ agreements: [Agreement], on day: PartialDate) -> Standing {
    let holding = grant.holding
    var obstacles: [Standing.Obstacle] = []
    if day < holding.from { obstacles.append(.begins(holding.from)) }
    if let until = holding.until, until < day { obstacles.append(.ended(until)) }
    if lapse(of: grant) < day { obstacles.append(.lapsed(lapse(of: grant))) }
    for text in texts(of: holding.role) where !text.isMet(by: agreements, on: day) {
      obstacles.append(.text(text))
    }
    return Standing(grant: grant, review: review(of: grant), obstacles: obstacles)
  }

  /// The texts that somebody has yet to accept or complete for the roles that they would otherwise hold.
  package func missing(of standings: [Standing]) -> [HouseText] {
    let needed = standings.filter { !$0.isOver }.flatMap(\.obstacles)
    return texts.filter { needed.contains(.text($0)) }
  }
}

/// How a granted role stands on a day: active, or what keeps it from being so.
package struct Standing: Equatable, Sendable {
  package enum Obstacle: Equatable, Sendable {
    case begins(PartialDate)
    case ended(PartialDate)
    /// Nobody reviewed it by then.
    case lapsed(PartialDate)
    case text(HouseText)
  }

  package let grant: Grant
  /// The day by which it is to be reviewed.
  package let review: PartialDate
  package let obstacles: [Obstacle]

  package var holding: Holding { grant.holding }
  package var isActive: Bool { obstacles.isEmpty }

  /// Whether it ended or lapsed, so that nothing its holder does makes it active.
  package var isOver: Bool {
    obstacles.contains { obstacle in
      switch obstacle {
      case .ended, .lapsed: true
      case .begins, .text: false
      }
    }
  }

  package var isEnded: Bool { obstacles.contains { if case .ended = $0 { true } else { false } } }
  package var isLapsed: Bool { obstacles.contains { if case .lapsed = $0 { true } else { false } } }
}
