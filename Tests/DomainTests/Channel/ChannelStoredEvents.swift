import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

extension StoredEvents {
  private typealias Sample = CaseSamples
  private static let today = CaseSamples.today

  static let panelMeeting: [PanelMeeting.Event] = [
    .arranged(
      .init(id: "meeting-1", area: "E23000013", on: today, place: "Town hall", quorum: .init())
    ),
    .cancelled(.init(reason: Personal("Snow.", of: "meeting-1"))),
    .entered(.init(caseID: "case-1", subject: "referral-1")),
    .struck(.init(caseID: "case-1", reason: Sample.sealed("He moved away."))), .papersShared,
    .papersWithdrawn,
    .attendanceRecorded(
      .init(attendees: [
        .init(account: "chloe", agency: Sample.code("local-authority"), isChair: true),
        .init(account: "paul", agency: Sample.code("police")),
        .init(account: "gwen", agency: Sample.code("education"), isGuest: true),
      ])
    ),
    .conflictDeclared(
      .init(caseID: "case-1", account: "paul", words: Sample.sealed("His neighbour."))
    ),
    .decided(
      .init(
        caseID: "case-1",
        resolution: Sample.code("offer-support"),
        rule: Sample.code("majority"),
        inFavour: ["chloe", "paul"],
        against: ["hal"],
        words: Sample.sealed(
          .init(
            views: [.init(agency: Sample.code("health"), words: "He is not ill.")],
            reasons: "He asked for help.",
            dissent: "Health would wait."
          )
        )
      )
    ),
    .actionAgreed(
      .init(
        id: "action-1",
        caseID: "case-1",
        owner: "paul",
        due: today.adding(days: 7),
        what: Sample.sealed("Ask the college.")
      )
    ),
    .actionFinished(.init(id: "action-1", words: Sample.sealed("There is a place."))), .held,
    .minutesProposed(
      .init(remarks: [.init(caseID: "case-1", words: Sample.sealed("Health spoke first."))])
    ),
    .minutesApproved, .minutesReturned(.init(reason: Personal("Somebody is missing.", of: "meeting-1"))),
  ]

  static let panel: [Panel.Event] = [
    .memberNamed(.init(account: "chloe", agency: Sample.code("local-authority"), isChair: true)),
    .memberReleased(.init(account: "chloe", reason: Personal("Retired.", of: "chloe"))),
  ]

  static let provider: [Provider.Event] = [
    .listed(.init(name: Personal("Imran Example", of: "provider-1"), account: "imran", capacity: 4)),
    .approved(
      .init(
        natures: [Sample.code("mentoring")],
        until: today.adding(months: 12),
        words: Personal("By the board, on two references.", of: "provider-1")
      )
    ),
    .capacitySet(.init(capacity: 2)),
    .conflictDeclared(.init(caseID: "case-1", words: Personal("His cousin.", of: "provider-1"))),
    .withdrawn(.init(reason: Personal("Moved abroad.", of: "provider-1"))),
  ]

  static let informationRequest: [InformationRequest.Event] = [
    .sent(
      .init(
        caseID: "case-1",
        agency: Sample.code("education"),
        basis: Sample.code("public-task"),
        due: today.adding(days: 7),
        words: Sample.sealed(
          .init(partner: "Exampleshire College", what: "Attendance", why: "To see what changed")
        )
      )
    ),
    .answered(
      .init(
        on: today,
        declaration: Sample.code("none"),
        text: Sample.sealed("He came every day until May.")
      )
    ),
    .refused(
      .init(on: today, ground: Sample.code("data-protection"), words: Sample.sealed("Not for this."))
    ),
    .withdrawn(.init(reason: Sample.sealed("He told us himself."))),
  ]

  static let signpost: [Signpost.Event] = [
    .given(
      .init(
        caseID: "case-1",
        kind: Sample.code("housing"),
        on: today,
        words: Sample.sealed(.init(service: "Exampleshire Homes", why: "He has no room."))
      )
    ),
    .followedUp(.init(taken: Sample.code("taken"), on: today, words: Sample.sealed("He went."))),
  ]

  static let match: [Match.Event] = {
    guard let pair = Match.Pair("referral-2", "referral-1") else { return [] }
    return [
      .confirmed(.init(pair, "Same address.")), .rejected(.init(pair, "A cousin.")),
      .undone(.init(pair, "It was the brother.")),
    ]
  }()

  static let assessment: [Assessment.Event] = [
    .started(
      .init(
        caseID: "case-1",
        subject: "referral-1",
        framework: Framework.current.coded,
        previous: "assessment-0"
      )
    ),
    .judged(
      .init(
        factor: "grievance",
        judgement: Sample.sealed(
          .init(
            presence: Sample.code("partly"),
            evidence: "He speaks of it often.",
            source: "His teacher",
            date: today
          )
        )
      )
    ),
    .narrated(.init(dimension: "engagement", words: Sample.sealed("He looks for company."))),
    .completed(
      .init(
        words: Sample.sealed(
          .init(summary: "He wants to belong.", plan: "A club.", changes: "He has left the group.")
        )
      )
    ),
    .abandoned(.init(reason: Sample.sealed("Begun for the wrong case."))),
  ]

  @Test func `every event of a case reads and writes as it was first stored`() throws {
    try Golden.hold(CaseSamples.events)
    try Golden.holdWhole(CaseSamples.whole)
  }
  @Test func `every event of a panel reads and writes as it was first stored`() throws {
    try Golden.hold(Self.panel)
  }
  @Test func `every event of a panel's meetings reads and writes as it was first stored`() throws {
    try Golden.hold(Self.panelMeeting)
  }
  @Test func `every event of an intervention provider reads and writes as it was first stored`() throws {
    try Golden.hold(Self.provider)
  }
  @Test func `every event of an information request reads and writes as it was first stored`() throws {
    try Golden.hold(Self.informationRequest)
  }
  @Test func `every event of a signpost reads and writes as it was first stored`() throws {
    try Golden.hold(Self.signpost)
  }
  @Test func `every event of a match reads and writes as it was first stored`() throws {
    try Golden.hold(Self.match)
  }
  @Test func `every event of an assessment reads and writes as it was first stored`() throws {
    try Golden.hold(Self.assessment)
  }
}
