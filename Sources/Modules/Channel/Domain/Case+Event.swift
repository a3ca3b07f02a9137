package import Kernel

extension Case {
  package enum Event: DomainEvent {
    case opened(Opened)
    case screened(Screened)
    case rejectionProposed(RejectionProposed)
    case rejectionReturned(RejectionReturned)
    case decided(Decided)
    case letterWritten(LetterWritten)
    case letterSent(LetterSent)
    case putToPanel(PutToPanel)
    case panelDecided(PanelDecided)
    case consentSought(ConsentSought)
    case consentAnswered(ConsentAnswered)
    case consentWithdrawn(ConsentWithdrawn)
    case overrideGranted(OverrideGranted)
    case overrideReviewed(OverrideReviewed)
    case disclosed(Disclosed)
    case planned(Planned)
    case adopted(Adopted)
    case sessionRecorded(SessionRecorded)
    case goalSet(GoalSet)
    case progressNoted(ProgressNoted)
    case reviewed(Reviewed)
    case contactMade(ContactMade)
    case contactMoved(ContactMoved)
    case alarmRaised(AlarmRaised)
    case alarmEscalated(AlarmEscalated)
    case alarmAnswered(AlarmAnswered)
    case transferOffered(TransferOpened)
    case transferRequested(TransferOpened)
    case transferAccepted(TransferAccepted)
    case transferDeclined(TransferEnded)
    case transferRevoked(TransferEnded)
    case assigned(Assigned)
    case shared(Shared)
    case sharingEnded(SharingEnded)
    case keptOut(KeptOut)
    case accessAsked(AccessAsked)
    case accessRefused(AccessRefused)
    case closed(Closed)
    case laterReviewHeld(LaterReviewHeld)
    case retentionChanged(RetentionChanged)
    case remarked(Remarked)
    case followed(Followed)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("case.opened", 1, Event.opened) {
        if case .opened(let body) = $0 { body } else { nil }
      },
      EventKind("case.screened", 1, Event.screened) {
        if case .screened(let body) = $0 { body } else { nil }
      },
      EventKind("case.rejection-proposed", 1, Event.rejectionProposed) {
        if case .rejectionProposed(let body) = $0 { body } else { nil }
      },
      EventKind("case.rejection-returned", 1, Event.rejectionReturned) {
        if case .rejectionReturned(let body) = $0 { body } else { nil }
      },
      EventKind("case.decided", 1, Event.decided) {
        if case .decided(let body) = $0 { body } else { nil }
      },
      EventKind("case.letter-sent", 1, Event.letterSent) {
        if case .letterSent(let body) = $0 { body } else { nil }
      },
      EventKind("case.put-to-panel", 1, Event.putToPanel) {
        if case .putToPanel(let body) = $0 { body } else { nil }
      },
      EventKind("case.panel-decided", 1, Event.panelDecided) {
        if case .panelDecided(let body) = $0 { body } else { nil }
      },
      EventKind("case.consent-sought", 1, Event.consentSought) {
        if case .consentSought(let body) = $0 { body } else { nil }
      },
      EventKind("case.consent-answered", 1, Event.consentAnswered) {
        if case .consentAnswered(let body) = $0 { body } else { nil }
      },
      EventKind("case.consent-withdrawn", 1, Event.consentWithdrawn) {
        if case .consentWithdrawn(let body) = $0 { body } else { nil }
      },
      EventKind("case.override-granted", 1, Event.overrideGranted) {
        if case .overrideGranted(let body) = $0 { body } else { nil }
      },
      EventKind("case.override-reviewed", 1, Event.overrideReviewed) {
        if case .overrideReviewed(let body) = $0 { body } else { nil }
      },
      EventKind("case.disclosed", 1, Event.disclosed) {
        if case .disclosed(let body) = $0 { body } else { nil }
      },
      EventKind("case.planned", 1, Event.planned) {
        if case .planned(let body) = $0 { body } else { nil }
      },
      EventKind("case.adopted", 1, Event.adopted) {
        if case .adopted(let body) = $0 { body } else { nil }
      },
      EventKind("case.session-recorded", 1, Event.sessionRecorded) {
        if case .sessionRecorded(let body) = $0 { body } else { nil }
      },
      EventKind("case.goal-set", 1, Event.goalSet) {
        if case .goalSet(let body) = $0 { body } else { nil }
      },
      EventKind("case.progress-noted", 1, Event.progressNoted) {
        if case .progressNoted(let body) = $0 { body } else { nil }
      },
      EventKind("case.reviewed", 1, Event.reviewed) {
        if case .reviewed(let body) = $0 { body } else { nil }
      },
      EventKind("case.contact-made", 1, Event.contactMade) {
        if case .contactMade(let body) = $0 { body } else { nil }
      },
      EventKind("case.contact-moved", 1, Event.contactMoved) {
        if case .contactMoved(let body) = $0 { body } else { nil }
      },
      EventKind("case.alarm-raised", 1, Event.alarmRaised) {
        if case .alarmRaised(let body) = $0 { body } else { nil }
      },
      EventKind("case.alarm-escalated", 1, Event.alarmEscalated) {
        if case .alarmEscalated(let body) = $0 { body } else { nil }
      },
      EventKind("case.alarm-answered", 1, Event.alarmAnswered) {
        if case .alarmAnswered(let body) = $0 { body } else { nil }
      },
      EventKind("case.transfer-offered", 1, Event.transferOffered) {
        if case .transferOffered(let body) = $0 { body } else { nil }
      },
      EventKind("case.transfer-requested", 1, Event.transferRequested) {
        if case .transferRequested(let body) = $0 { body } else { nil }
      },
      EventKind("case.transfer-accepted", 1, Event.transferAccepted) {
        if case .transferAccepted(let body) = $0 { body } else { nil }
      },
      EventKind("case.transfer-declined", 1, Event.transferDeclined) {
        if case .transferDeclined(let body) = $0 { body } else { nil }
      },
      EventKind("case.transfer-revoked", 1, Event.transferRevoked) {
        if case .transferRevoked(let body) = $0 { body } else { nil }
      },
      EventKind("case.assigned", 1, Event.assigned) {
        if case .assigned(let body) = $0 { body } else { nil }
      },
      EventKind("case.shared", 1, Event.shared) {
        if case .shared(let body) = $0 { body } else { nil }
      },
      EventKind("case.sharing-ended", 1, Event.sharingEnded) {
        if case .sharingEnded(let body) = $0 { body } else { nil }
      },
      EventKind("case.kept-out", 1, Event.keptOut) {
        if case .keptOut(let body) = $0 { body } else { nil }
      },
      EventKind("case.access-asked", 1, Event.accessAsked) {
        if case .accessAsked(let body) = $0 { body } else { nil }
      },
      EventKind("case.access-refused", 1, Event.accessRefused) {
        if case .accessRefused(let body) = $0 { body } else { nil }
      },
      EventKind("case.closed", 1, Event.closed) {
        if case .closed(let body) = $0 { body } else { nil }
      },
      EventKind("case.later-review-held", 1, Event.laterReviewHeld) {
        if case .laterReviewHeld(let body) = $0 { body } else { nil }
      },
      EventKind("case.retention-changed", 1, Event.retentionChanged) {
        if case .retentionChanged(let body) = $0 { body } else { nil }
      },
      EventKind("case.followed", 1, Event.followed) {
        if case .followed(let body) = $0 { body } else { nil }
      },
      EventKind("case.remarked", 1, Event.remarked) {
        if case .remarked(let body) = $0 { body } else { nil }
      },
      EventKind("case.letter-written", 1, Event.letterWritten) {
        if case .letterWritten(let body) = $0 { body } else { nil }
      },
    ]
  }
}
