import Foundation
import Kernel
import TestSupport

@testable import Domain

/// What is held to files for ever.
extension CaseSamples {
  private static let dues = [Case.SessionDue(support: "support-1", by: sessionDay)]

  /// Events with every field that came after they were first stored.
  static let whole: [Case.Event] = [
    .opened(
      .init(
        opening: .init(
          referral: "referral-1",
          area: "E23000013",
          owner: "cora",
          received: today,
          follows: "case-0"
        ),
        screeningDue: today.adding(days: 7),
        decisionDue: today.adding(days: 14),
        why: sealed("A teacher is worried again.")
      )
    ),
    agreed,
    .letterSent(
      .init(id: "letter-1", kind: code("mistaken"), words: sealed(letter), way: code("post"), on: today)
    ),
    .panelDecided(
      .init(
        resolution: resolution("no-support"),
        nextContact: nil,
        panelDue: today.adding(days: 28),
        closingDue: today.adding(days: 14)
      )
    ),
    .consentAnswered(
      .init(
        seeking: "seeking-1",
        isGiven: true,
        on: today,
        answer: sealed(
          .init(giver: code("person"), capacity: code("adult"), name: "Sam Sample", words: "He understood.")
        ),
        sessionsDue: dues
      )
    ),
    .planned(
      .init(
        id: "plan-1",
        supports: supports,
        words: sealed(.init(needs: "n", consent: "c", ways: ["support-1": "w"])),
        sessionsDue: dues
      )
    ),
    adopted, .sessionRecorded(held()),
    .alarmRaised(
      .init(
        id: "support-gap-support-1-2009-09-29",
        about: code("support-gap"),
        to: "cora",
        due: today.adding(days: 30),
        support: "support-1"
      )
    ),
    transferOffered, .closed(closed("mistaken", isAdopted: false, months: 3)),
  ]

  /// Every event of a case, in the order of the wire contract.
  static let events: [Case.Event] = [
    opened, screened,
    .rejectionProposed(
      .init(
        decided: decided(false, earlier: ["case-7", "case-8"], again: "Nothing new was said."),
        closed: closed("no-vulnerability", isAdopted: false, agencies: ["police"])
      )
    ),
    .rejectionReturned(.init(reason: sealed("Ask his school first."))),
    .decided(decided(true, panelDue: nil)),
    .letterSent(
      .init(
        id: "letter-1",
        kind: code("mistaken"),
        words: sealed(.init(to: "Sam Sample", text: "We are sorry."))
      )
    ),
    .putToPanel(.init(meeting: "meeting-1", on: today.adding(days: 7))), offered, sought,
    answered(true), withdrawn,
    .overrideGranted(
      .init(
        id: "override-1",
        ground: code("vital-interests"),
        words: sealed("He spoke of dying."),
        reviewDue: today.adding(days: 7)
      )
    ),
    .overrideReviewed(.init(outcome: code("justified"), words: sealed("There was no other way."))),
    .disclosed(
      .init(
        id: "disclosure-1",
        basis: code("vital-interests"),
        on: today,
        words: sealed(.init(recipient: "Exampleshire Hospital", what: "What he said on Monday.")),
        override: "override-1"
      )
    ),
    planned, .adopted(.init(nextContact: contactDay, reviewDue: today.adding(months: 3))),
    .sessionRecorded(held(concern: "He did not sleep.", next: nil)),
    .goalSet(.init(id: "goal-1", words: sealed("A place at the college."))),
    .progressNoted(.init(id: "note-1", goal: "goal-1", words: sealed("He has applied."))),
    .reviewed(
      .init(
        id: "review-1",
        on: today,
        next: today.adding(months: 3),
        words: sealed(.init(findings: "He keeps coming.", changes: "None."))
      )
    ),
    .contactMade(
      .init(
        id: "contact-1",
        with: code("parent"),
        on: today,
        nextContact: contactDay,
        words: sealed("His mother rang.")
      )
    ),
    .contactMoved(.init(to: today.adding(days: 20), reason: sealed("He is away."))),
    .alarmRaised(
      .init(
        id: "silent-2009-09-15",
        about: code("silent"),
        to: "cora",
        due: PartialDate(on: .story).adding(days: 16)
      )
    ),
    .alarmEscalated(.init(id: "silent-2009-09-15")),
    .alarmAnswered(.init(id: "silent-2009-09-15", words: sealed("He was in hospital."))),
    .transferOffered(.init(id: "transfer-1", to: "E23000001", words: sealed("He moves in May."))),
    .transferRequested(.init(id: "transfer-2", to: "E23000002", words: sealed("He lives here now."))),
    .transferAccepted(.init(id: "transfer-1", from: "E23000013", to: "E23000001", owner: "carl")),
    .transferDeclined(.init(id: "transfer-1", reason: sealed("He has not moved yet."))),
    .transferRevoked(.init(id: "transfer-1", reason: sealed("He stays."))),
    .assigned(.init(owner: "carl", reason: sealed("Cora is away."))),
    .shared(
      .init(
        account: "pia",
        role: code("provider"),
        until: today.adding(months: 6),
        reason: sealed("She gives support.")
      )
    ),
    .sharingEnded(.init(account: "pia", reason: sealed("Support is over."))),
    .keptOut(.init(account: "sue", cover: "stan", reason: sealed("She is his aunt."))),
    .accessAsked(.init(reason: sealed("He is at my school."))),
    .accessRefused(.init(account: "tia", reason: sealed("There is no need."))),
    .closed(closed("no-further-concern", isAdopted: true, agencies: ["police"])),
    .laterReviewHeld(
      .init(
        due: today.adding(months: 6),
        finding: code("no-concern"),
        words: sealed("He works.")
      )
    ),
    .retentionChanged(.init(until: today.adding(months: 14), reason: sealed("A complaint is open."))),
    .followed(.init(by: "case-9")),
    .remarked(.init(id: "remark-1", entry: "7", words: sealed("It was his brother."))),
    letterWritten,
  ]
}
