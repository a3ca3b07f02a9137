package import Kernel

extension RightsRequest {
  package struct State: Equatable, Sendable {
    package var life = Life.absent
    package var received: Received?
    package var isConfirmed = false
    /// Whether the time to answer stands still until it is known who asks.
    package var isAsked = false
    /// The last day on which an answer is in time; nil while it is not known who asks.
    package var due: PartialDate?
    package var isExtended = false
    package var linked: [Linked] = []
    package var withheld: [String: Passage] = [:]
    package var proposedBy = ""
    package var approvedBy = ""
    package var approvedOn: PartialDate?
    package var outcome: Coded?
    /// The last day on which a review can be asked for.
    package var reviewUntil: PartialDate?
    package var told: [Told] = []
    /// Whether something was granted that nobody has done yet.
    package var isOwed = false
    /// Whether the use of its records is restricted.
    package var isRestricting = false
    /// The bundle as it went out.
    package var copy: Personal<String>?
    package var last: Event?
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    state.last = event
    switch event {
    case .received(let body):
      (state.life, state.received, state.due) = (.open, body, body.due)
    case .identityAsked: (state.isAsked, state.due) = (true, nil)
    case .identityConfirmed(let body): (state.isConfirmed, state.due) = (true, body.due)
    case .extended(let body): (state.isExtended, state.due) = (true, body.due)
    case .linked(let body): state.linked.append(body)
    case .unlinked(let body): state.linked.removeAll { $0.record == body.record }
    case .withheld(let body): state.withheld[body.id] = body.passage
    case .given(let body): state.withheld[body.id] = nil
    case .proposed(let body):
      (state.life, state.proposedBy, state.outcome) = (.proposed, occasion.by, body.outcome)
    case .approved:
      (state.life, state.approvedBy, state.approvedOn) = (
        .approved, occasion.by, PartialDate(on: occasion.at)
      )
    case .sentBack: state.life = .open
    case .answered(let body):
      (state.life, state.reviewUntil) = (.answered, body.reviewUntil)
      state.isOwed = owes(state.received?.kind.code, state.outcome?.code)
      (state.copy, state.isRestricting) = (body.copy, body.restricts == true)
    case .carriedOut: state.isOwed = false
    case .told(let body): state.told.append(body)
    case .reviewAsked(let body): (state.life, state.due) = (.inReview, body.due)
    case .reviewed: state.life = .reviewed
    case .withdrawn: state.life = .withdrawn
    case .restrictionEnded:
      state.isRestricting = false
      // What was objected to may be used again: nothing is left to be done.
      if state.received?.kind.code == "objection" { state.isOwed = false }
    }
  }

  /// Whether an answer leaves something to be done: a bundle has gone out with it, and a complaint is answered by it.
  package static func owes(_ kind: String?, _ outcome: String?) -> Bool {
    ["rectification", "erasure", "objection"].contains(kind) && ["granted", "in-part"].contains(outcome)
  }

  /// Whether an answer restricts the use of its records: what somebody may object to is used no more, and what is to be
  /// erased is not used until it is.
  ///
  /// UK GDPR, Articles 18(1) and 21(1). Contested accuracy, which restricts by Article 18(1)(a) and by section 47(3) of
  /// the Data Protection Act 2018, is answered as a correction.
  package static func restricts(_ kind: String?, _ outcome: String?) -> Bool {
    ["erasure", "objection"].contains(kind) && owes(kind, outcome)
  }
}
