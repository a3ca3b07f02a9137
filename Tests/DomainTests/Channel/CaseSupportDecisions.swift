import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// Consent, support and contact.
struct CaseSupportDecisions {
  typealias Given = Story<Case>
  typealias S = CaseSamples

  private let offered = Given.given(S.opened, S.screened, S.agreed, S.offered)
  private let planned = Given.given(S.opened, S.screened, S.agreed, S.offered, S.planned)
  private let adopted = S.supported

  @Test func `consent is sought once support is offered, and answered once`() {
    Given.given(S.opened, S.screened, S.agreed).when(S.seek, refused: .supportNotOffered)
    offered.when(S.seek, then: S.sought)
    offered.when(.recordAnswer(S.answer(true), S.rules), refused: .notFound)
    let sought = offered.and(S.sought, by: "ada")
    sought.when(.recordAnswer(S.answer(true), S.rules), then: S.answered(true))
    sought.and(S.answered(false), by: "ada")
      .when(.recordAnswer(S.answer(true), S.rules), refused: .alreadyRecorded)
  }

  @Test(arguments: [
    ("person", "under-18"), ("parent", "adult"), ("person", "adult-lacking"), ("parent", "adult-lacking"),
  ])
  func `nobody consents for another adult, and no child alone`(_ giver: String, _ capacity: String) {
    let sought = offered.and(S.sought, by: "ada")
    sought.when(
      .recordAnswer(S.answer(true, by: giver, capacity: capacity), S.rules),
      refused: .giverCannotConsent
    )
  }

  @Test func `a parent consents for somebody under 18`() throws {
    let sought = offered.and(S.sought, by: "ada")
    let events = try Case.decide(
      .recordAnswer(S.answer(true, by: "parent", capacity: "under-18"), S.rules),
      on: sought.state,
      Occasion(by: "ada", at: .story)
    )
    #expect(Case.replay(sought.past + events.map { ($0, Occasion(by: "ada", at: .story)) }).hasConsent)
  }

  @Test func `support begins with an offer, consent and a plan, and with nothing less`() {
    let adopt = Case.Command.adopt(nextContact: S.contactDay, S.rules)
    Given.given(S.opened, S.screened, S.agreed).when(adopt, refused: .supportNotOffered)
    planned.when(adopt, refused: .consentNeeded)
    offered.and(S.sought, S.answered(false), S.planned, by: "ada").when(adopt, refused: .consentNeeded)
    offered.and(S.sought, S.answered(true), by: "ada").when(adopt, refused: .planNeeded)
    planned.and(S.sought, S.answered(true), by: "ada").when(adopt, then: S.adopted)
    adopted.when(adopt)
  }

  @Test func `support stops when consent is withdrawn, and goes on when it is given again`() {
    let stopped = adopted.and(S.withdrawn, by: "ada")
    adopted.when(S.withdraw, then: S.withdrawn)
    #expect(stopped.state.life == .consentPending)
    stopped.when(.recordSession(id: "session-1", S.session(), S.rules), refused: .consentNeeded)
    #expect(stopped.state.nextContact != nil)
  }

  @Test func `an override lets partners be told, and never support begin`() {
    let refused = planned.and(S.sought, S.answered(false), by: "ada")
    let telling = Case.Command.disclose(
      id: "disclosure-1",
      .init(
        recipient: "Exampleshire Hospital",
        what: "What he said on Monday.",
        basis: S.code("vital-interests"),
        declaration: S.code("none"),
        on: S.today
      )
    )
    refused.when(telling, refused: .overrideNeeded)
    refused.when(
      .override(id: "override-1", ground: S.code("vital-interests"), words: "He spoke of dying.", S.rules),
      then: S.events[11]
    )
    let overridden = refused.and(S.events[11], by: "ada")
    overridden.when(telling, then: S.events[13])
    overridden.when(.adopt(nextContact: S.contactDay, S.rules), refused: .consentNeeded)
    let review = Case.Command.reviewOverride(
      outcome: S.code("justified"),
      words: "There was no other way."
    )
    overridden.when(review, by: "ada", refused: .reviewedByGranter)
    overridden.when(review, by: "sue", then: S.events[12])
    let ended = overridden.and(
      .overrideReviewed(.init(outcome: S.code("not-justified"), words: S.sealed("There was time."))),
      by: "sue"
    )
    ended.when(telling, refused: .overrideNeeded)
  }

  @Test func `nothing of an intelligence service is told`() {
    func telling(_ what: String, _ declaration: String) -> Case.Command {
      .disclose(
        id: "d",
        .init(
          recipient: "A school",
          what: what,
          basis: S.code("safeguarding"),
          declaration: S.code(declaration),
          on: S.today
        )
      )
    }
    offered.when(telling("A note.", "sensitive"), refused: .sensitiveInformation)
    offered.when(telling("A note from MI5.", "none"), refused: .sensitiveInformation)
    #expect(throws: Never.self) {
      try Case.decide(
        telling("He believes that MI5 follows him.", "named-only"),
        on: offered.state,
        Occasion(by: "ada", at: .story)
      )
    }
  }

  @Test func `mentoring about beliefs is for approved providers, for as long as they are approved`() {
    let mentor = Case.PlannedSupport(
      id: "support-2",
      nature: S.code("mentoring"),
      provider: "provider-1",
      from: S.today
    )
    let planning = Case.Planning(
      needs: "Somebody to talk to.",
      consent: "By the coordinator.",
      supports: [mentor],
      ways: ["support-2": "Weekly."]
    )
    offered.when(.plan(id: "plan-2", planning, [], S.rules), refused: .providerNotApproved("provider-1"))
    let events = StoredEvents.provider
    let approved = Story<Provider>.given(events[0], events[1]).state
    let assignable = approved.assignable(
      "provider-1",
      to: "case-1",
      for: "mentoring",
      engaged: 3,
      on: S.today
    )
    #expect(throws: Never.self) {
      try Case.decide(
        .plan(id: "plan-2", planning, [assignable].compactMap(\.self), S.rules),
        on: offered.state,
        Occasion(by: "ada", at: .story)
      )
    }
    #expect(assignable != nil)
    #expect(
      approved.assignable("provider-1", to: "case-1", for: "mentoring", engaged: 4, on: S.today) == nil
    )
    let conflicted = Story<Provider>.given(events[0], events[1], events[3]).state
    #expect(
      conflicted.assignable("provider-1", to: "case-1", for: "mentoring", engaged: 0, on: S.today) == nil
    )
  }

  @Test func `a missed session raises an alarm that goes to the owner, and then to the supervisors`() throws {
    let due = S.rules.day(2, after: S.today)
    let alarm = S.alarm("session-missed", "session-1", on: S.today)
    adopted.when(
      .recordSession(id: "session-1", S.session(attendance: "missed"), S.rules),
      then: .sessionRecorded(S.held(attendance: "missed", next: nil)),
      alarm
    )
    let raised = adopted.and(.sessionRecorded(S.held(attendance: "missed", next: nil)), alarm, by: "ada")
    raised.when(.lookForSilence(S.rules))
    let later = due.adding(days: 1).moment
    raised.when(
      .lookForSilence(S.rules),
      by: Occasion.system,
      at: later,
      then: .alarmEscalated(.init(id: "session-missed-session-1"))
    )
    raised.when(
      .answerAlarm(id: "session-missed-session-1", words: "He was ill."),
      then: .alarmAnswered(.init(id: "session-missed-session-1", words: S.sealed("He was ill.")))
    )
  }

  @Test func `a concern in a session is an alarm too`() throws {
    let events = try Case.decide(
      .recordSession(id: "session-1", S.session(concern: "He did not sleep."), S.rules),
      on: adopted.state,
      Occasion(by: "pia", at: .story)
    )
    #expect(events.count == 2)
    #expect(
      Case.replay((adopted.past + events.map { ($0, Occasion(by: "pia", at: .story)) })).alarms.count == 1
    )
  }

  @Test func `no session is recorded without the day of the next contact`() {
    adopted.when(
      .recordSession(id: "session-1", S.session(next: S.today.adding(days: 40)), S.rules),
      refused: .contactTooLate(by: S.today.adding(days: 28))
    )
    adopted.when(
      .recordSession(id: "session-1", S.session(next: S.today.adding(days: -1)), S.rules),
      refused: .notAhead(from: S.today)
    )
  }

  @Test func `a case stays where it is until the other area accepts, and the first keeps a stub`() {
    adopted.when(S.offer, then: S.transferOffered)
    let open = adopted.and(S.transferOffered, by: "ada")
    #expect(open.state.area == "E23000013")
    open.when(.requestTransfer(id: "t", to: "E23000002", words: "w", S.rules), refused: .transferOpen)
    open.when(.close(S.closing("other"), S.rules), refused: .transferOpen)
    open.when(.acceptTransfer(owner: "carl"), by: "carl", then: S.events[27])
    let moved = open.and(S.events[27], by: "carl").state
    #expect(moved.area == "E23000001" && moved.originators == ["E23000013"] && moved.owner == "carl")
    #expect(moved.nextContact == S.contactDay)
    open.when(.declineTransfer(reason: "He has not moved yet."), by: "carl", then: S.events[28])
    open.when(.revokeTransfer(reason: "He stays."), then: S.events[29])
  }

  @Test func `nobody is kept out without somebody who supervises instead`() {
    adopted.when(.keepOut("sue", cover: nil, reason: "She is his aunt."), refused: .coverNeeded)
    adopted.when(.keepOut("cora", cover: "stan", reason: "r"), refused: .ownerStays)
    adopted.when(.keepOut("sue", cover: "stan", reason: "She is his aunt."), then: S.events[33])
    let kept = adopted.and(S.events[33], by: "ada")
    #expect(!kept.state.isVisible(to: "sue", supervises: true, on: S.today))
    #expect(kept.state.isVisible(to: "stan", supervises: false, on: S.today))
    kept.when(.endSharing(with: "stan", reason: "r"), refused: .coverNeeded)
    kept.when(.keepOut("stan", cover: nil, reason: "r"), refused: .coverNeeded)
    kept.when(
      .share(with: "stan", as: S.code("worker"), until: nil, reason: "r"),
      refused: .coverNeeded
    )
    kept.when(.assign(owner: "sue", reason: "r"), refused: .keptOut)
  }

  @Test func `a guest sees it for a time, and who asks for access is answered`() {
    adopted.when(
      .share(with: "gus", as: S.code("guest"), until: nil, reason: "r"),
      refused: .notAhead(from: S.today)
    )
    adopted.when(.askForAccess(reason: "He is at my school."), by: "tia", then: S.events[34])
    let asked = adopted.and(S.events[34], by: "tia")
    asked.when(.askForAccess(reason: "Again."), by: "tia")
    asked.when(.refuseAccess(to: "tia", reason: "There is no need."), then: S.events[35])
    #expect(!asked.state.isVisible(to: "tia", supervises: false, on: S.today))
  }

  @Test func `an erased case still has its life, its day of keeping and its next contact`() {
    var closed = S.closed("other", isAdopted: true)
    closed.words = Personal(nil, of: "referral-1")
    let erased = adopted.and(.closed(closed), by: "ada")
    #expect(erased.state.life == .closed && erased.state.closed?.retainUntil != nil)
  }

  @Test func `every list of a case has codes of its own and a label for each`() {
    let lists =
      Case.lists + [
        PanelMeeting.agencyList, PanelMeeting.resolutionList, PanelMeeting.ruleList, Section38.list,
        InformationRequest.refusalList, Signpost.takeUpList, Assessment.presenceList,
      ]
    for list in lists {
      #expect(Set(list.codes.map(\.code)).count == list.codes.count, "\(list.name)")
      #expect(list.codes.allSatisfy { !$0.label.isEmpty })
    }
    #expect(Set(lists.map(\.name)).count == lists.count)
  }
}
