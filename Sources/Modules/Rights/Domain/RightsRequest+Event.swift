package import Kernel

extension RightsRequest {
  package enum Event: DomainEvent {
    case received(Received)
    case identityAsked(IdentityAsked)
    case identityConfirmed(IdentityConfirmed)
    case extended(Extended)
    case linked(Linked)
    case unlinked(Unlinked)
    case withheld(Withheld)
    case given(Given)
    case proposed(Proposed)
    case approved(Noted)
    case sentBack(Noted)
    case answered(Answered)
    case told(Told)
    case carriedOut(CarriedOut)
    case reviewAsked(ReviewAsked)
    case reviewed(Reviewed)
    case withdrawn(Withdrawn)
    case restrictionEnded(RestrictionEnded)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("rights-request.received", 1, Event.received) {
        if case .received(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.identity-asked", 1, Event.identityAsked) {
        if case .identityAsked(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.identity-confirmed", 1, Event.identityConfirmed) {
        if case .identityConfirmed(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.extended", 1, Event.extended) {
        if case .extended(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.linked", 1, Event.linked) {
        if case .linked(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.unlinked", 1, Event.unlinked) {
        if case .unlinked(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.withheld", 1, Event.withheld) {
        if case .withheld(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.given", 1, Event.given) {
        if case .given(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.proposed", 1, Event.proposed) {
        if case .proposed(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.approved", 1, Event.approved) {
        if case .approved(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.sent-back", 1, Event.sentBack) {
        if case .sentBack(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.answered", 1, Event.answered) {
        if case .answered(let body) = $0, body.restricts == nil { body } else { nil }
      },
      // A version of its own, so that a program that knows no restriction stops instead of using the records.
      EventKind("rights-request.answered", 2, Event.answered) {
        if case .answered(let body) = $0, body.restricts != nil { body } else { nil }
      },
      EventKind("rights-request.told", 1, Event.told) { if case .told(let body) = $0 { body } else { nil } },
      EventKind("rights-request.carried-out", 1, Event.carriedOut) {
        if case .carriedOut(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.review-asked", 1, Event.reviewAsked) {
        if case .reviewAsked(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.reviewed", 1, Event.reviewed) {
        if case .reviewed(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
      EventKind("rights-request.restriction-ended", 1, Event.restrictionEnded) {
        if case .restrictionEnded(let body) = $0 { body } else { nil }
      },
    ]
  }
}
