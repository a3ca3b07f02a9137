extension RightsRequest {
  /// One thing that is done with a request once it is received, by the last part of its address.
  package enum Step: String, CaseIterable, Sendable {
    case askIdentity = "ask-identity"
    case confirmIdentity = "confirm-identity"
    case extend, link, unlink, withhold, give, propose, approve
    case sendBack = "send-back"
    case answer, tell
    case carryOut = "carry-out"
    case askReview = "ask-review"
    case review, withdraw
    case endRestriction = "end-restriction"

    /// Whether it can be done where a request stands.
    package func isPossible(in life: Life) -> Bool {
      switch self {
      case .askIdentity, .confirmIdentity, .link, .unlink, .withhold, .give, .propose: life == .open
      case .extend: life == .open || life == .proposed
      case .approve: life == .proposed
      case .sendBack: life == .proposed || life == .approved
      case .answer: life == .approved
      case .tell, .carryOut, .endRestriction: [.answered, .inReview, .reviewed].contains(life)
      case .askReview: life == .answered
      case .review: life == .inReview
      case .withdraw: [.open, .proposed, .approved, .inReview].contains(life)
      }
    }
  }
}

extension RightsRequest.Command {
  /// Nil where a request is received.
  var step: RightsRequest.Step? {
    switch self {
    case .receive: nil
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
}
