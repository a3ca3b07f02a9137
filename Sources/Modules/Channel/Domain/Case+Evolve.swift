package import Kernel

extension Case {
  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    state.last = event
    switch event {
    case .opened(let body):
      state.life = .screening
      state.opened = body
      (state.subject, state.area, state.owner) = (
        body.opening.referral, body.opening.area, body.opening.owner
      )
    case .screened(let body): state.screened = body
    case .rejectionProposed(let body): state.proposal = Proposal(body: body, by: occasion.by)
    case .rejectionReturned: state.proposal = nil
    case .decided(let body):
      state.proposal = nil
      (state.decided, state.panelDue) = (body, body.panelDue)
      if body.isReasonable { state.life = .informationGathering }
    case .letterWritten(let body):
      state.items[body.id] = event
      state.writtenOn[body.id] = occasion.day
    case .letterSent(let body):
      state.items[Case.sentKey(body.id)] = event
      if body.kind.code == "mistaken" {
        state.isLetterDue = false
        state.end("letter-unsent")
      }
    case .putToPanel(let body):
      state.putToPanel = body
      if state.life == .informationGathering { state.life = .panel }
    case .panelDecided(let body): state.take(body)
    case .consentSought(let body): state.items[body.id] = event
    case .consentAnswered, .consentWithdrawn, .overrideGranted, .overrideReviewed:
      state.evolveConsent(event, occasion)
    case .disclosed(let body): state.items[body.id] = event
    case .planned(let body):
      state.items[body.id] = event
      state.plan = body
      state.expectSessions(body.sessionsDue)
    case .adopted(let body):
      (state.isAdopted, state.life) = (true, .support)
      (state.nextContact, state.nextReview) = (body.nextContact, body.reviewDue)
      state.expectSessions(body.sessionsDue)
    case .sessionRecorded(let body):
      state.items[body.id] = event
      if Case.heldCodes.contains(body.attendance.code) {
        state.breakSilence(until: body.nextContact)
      } else if let day = state.nextContact {
        // Nobody was spoken to: the next contact comes forward, and never moves away.
        state.nextContact = min(day, body.nextContact)
      }
      if let next = body.nextSession { state.fillGap(of: body.support, until: next) }
    case .goalSet(let body): state.items[body.id] = event
    case .progressNoted(let body): state.items[body.id] = event
    case .reviewed(let body):
      state.items[body.id] = event
      state.nextReview = body.next
      state.end("review-late")
    case .contactMade(let body):
      state.items[body.id] = event
      // Who was not reached is as silent as before.
      if body.with.code != Case.notReached { state.breakSilence(until: body.nextContact) }
    case .contactMoved(let body): state.nextContact = body.to
    case .alarmRaised(let body):
      state.items[body.id] = event
      state.alarms[body.id] = Alarm(body: body)
    case .alarmEscalated(let body): state.alarms[body.id]?.isEscalated = true
    case .alarmAnswered(let body): state.answer(body.id, on: occasion.day)
    case .transferOffered, .transferRequested, .transferAccepted, .transferDeclined, .transferRevoked,
      .assigned:
      state.evolveTransfer(event, occasion)
    case .shared, .sharingEnded, .keptOut, .accessAsked, .accessRefused:
      state.evolveSharing(event, occasion)
    case .closed(let body): state.close(body, on: occasion.day)
    case .laterReviewHeld(let body):
      state.items["review-\(body.due.iso)"] = event
      state.laterReviews.removeAll { $0 == body.due }
      state.alarms = state.alarms.filter {
        $0.value.body.about.code != "later-review-due" || !$0.key.hasSuffix(body.due.iso)
      }
    case .retentionChanged(let body): state.closed?.retainUntil = body.until
    case .followed(let body):
      state.followedBy = body.by
      state.end("review-concern")
    case .remarked(let body): state.items[body.id] = event
    }
  }
}

extension Case.State {
  fileprivate mutating func take(_ body: Case.PanelDecided) {
    (resolution, panelDue, closingDue) = (body.resolution, body.panelDue, body.closingDue)
    end("panel-late")
    end("closing-late")
    if let day = body.nextContact { nextContact = day }
    switch body.resolution.code.code {
    case PanelMeeting.offer: (isOffered, life) = (true, .consentPending)
    case PanelMeeting.noSupport: (isOffered, life) = (false, .panel)
    case PanelMeeting.moreInformation: (isOffered, life) = (false, .informationGathering)
    default: return
    }
  }

  fileprivate mutating func evolveConsent(_ event: Case.Event, _ occasion: Occasion) {
    switch event {
    case .consentAnswered(let body):
      items["answer-\(body.seeking)"] = event
      answer = body
      hasConsent = body.isGiven
      if body.isGiven { override = nil }
      if body.isGiven, isAdopted { life = .support }
      expectSessions(body.sessionsDue)
    case .consentWithdrawn:
      hasConsent = false
      life = .consentPending
      // Without consent no session is held, and none is missed.
      expectSessions([])
    case .overrideGranted(let body):
      items[body.id] = event
      override = Case.Override(body: body, by: occasion.by)
    case .overrideReviewed(let body):
      override?.isReviewed = true
      if body.outcome.code == "not-justified" { override = nil }
    default: return
    }
  }

  fileprivate mutating func evolveTransfer(_ event: Case.Event, _ occasion: Occasion) {
    switch event {
    case .transferOffered(let body), .transferRequested(let body):
      items[body.id] = event
      let isRequest = event == .transferRequested(body)
      transfer = Case.Transfer(body: body, isRequest: isRequest, by: occasion.by)
    case .transferAccepted(let body):
      transfer = nil
      end("transfer-unanswered")
      originators.append(area)
      (area, owner) = (body.to, body.owner)
    case .transferDeclined, .transferRevoked:
      transfer = nil
      end("transfer-unanswered")
    case .assigned(let body): owner = body.owner
    default: return
    }
  }

  fileprivate mutating func evolveSharing(_ event: Case.Event, _ occasion: Occasion) {
    switch event {
    case .shared(let body):
      circle[body.account] = Case.Member(role: body.role, until: body.until)
      askers.remove(body.account)
    case .sharingEnded(let body): circle[body.account] = nil
    case .keptOut(let body):
      keptOut.insert(body.account)
      circle[body.account] = nil
      askers.remove(body.account)
      guard let cover = body.cover else { return }
      circle[cover] = Case.Member(role: Coded("cover", version: Case.circleList.version), until: nil)
    case .accessAsked: askers.insert(occasion.by)
    case .accessRefused(let body): askers.remove(body.account)
    default: return
    }
  }

  fileprivate mutating func close(_ body: Case.Closed, on day: PartialDate) {
    life = .closed
    closed = body
    closedOn = day
    laterReviews = body.laterReviews
    isLetterDue = body.reason.code == "mistaken" && !body.isAdopted
    (nextContact, nextReview, closingDue, sessionsDue) = (nil, nil, nil, [:])
    // What was late is late no longer; a session that was missed or raised a concern is still to be answered.
    alarms = alarms.filter { $0.value.body.about.code.hasPrefix("session-") }
    isOffered = false
  }

  fileprivate mutating func answer(_ alarm: String, on day: PartialDate) {
    guard let body = alarms.removeValue(forKey: alarm)?.body else { return }
    let late = Case.lateKey(body.about.code, due: alarm.suffix(10), of: body.support)
    answered[late] = Case.Answered(times: (answered[late]?.times ?? 0) + 1, on: day)
  }

  /// Alarms about something that has ended by itself.
  fileprivate mutating func end(_ about: String) {
    alarms = alarms.filter { $0.value.body.about.code != about }
  }

  /// From now on sessions are due of these supports and no others; nil where nothing changes.
  fileprivate mutating func expectSessions(_ dues: [Case.SessionDue]?) {
    guard let dues else { return }
    sessionsDue = Dictionary(dues.map { ($0.support, $0.by) }) { _, last in last }
    alarms = alarms.filter { $0.value.body.support.map { sessionsDue[$0] != nil } ?? true }
  }

  /// An older session that is written down late moves nothing, and ends no alarm.
  fileprivate mutating func fillGap(of support: String, until day: PartialDate) {
    guard sessionsDue[support] != day else { return }
    sessionsDue[support] = day
    alarms = alarms.filter { $0.value.body.support != support }
  }

  fileprivate mutating func breakSilence(until day: PartialDate) {
    nextContact = day
    end("silent")
  }
}
