import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// The wire contract: what was stored once is read for ever, and written the same.
///
/// A golden file is made when an event is first stored (`make golden`) and never edited.
struct StoredEvents {
  static let details: Practice.Details = {
    var details = Practice.Details.other
    details.areaCode = "E23000013"
    details.start = PartialDate("2009")
    details.end = PartialDate("2010-03-31")
    details.cost = 12_500
    details.steps = ["Invite", "Cook"]
    details.emmie.effect = .init(finding: "More asked for help.", strength: "weak")
    details.contacts = [Personal(.init(name: "Ada Example", role: "Officer"), of: "subject-1")]
    details.sources = [
      .init(title: "A report", address: "https://example.org/r", date: PartialDate("2010-03"))
    ]
    details.attachments = [.init(digest: "ab12", name: "report.pdf", type: "application/pdf", size: 1234)]
    details.marking = .official
    return details
  }()

  private static let lessonRelease: Release = {
    let release = try? Release(
      kind: .closedCaseLesson,
      id: "release-1",
      author: "cora",
      approver: "sue",
      document: Data(
        #"{"caution":"c","helped":"h","mechanism":"m","problem":"p","settings":["community"],"title":"A mentor"}"#
          .utf8
      ),
      origin: .init(position: 7, leaf: Data(repeating: 7, count: 32))
    )
    guard let release else { preconditionFailure("two people, and a document") }
    return release
  }()

  static let practice: [Practice.Event] = [
    .deposited(.init(details: details, organisation: "council")),
    .compiled(
      .init(details: .sample, importID: "import-1", source: "https://example.org/r kitchen-table evenings")
    ),
    .revised(.init(details: .other, reason: "A harm was left out")),
    .submitted,
    .reviewed(
      .init(
        recommendation: "publish",
        strengths: "Plain",
        concerns: "Small",
        evidence: "Yes",
        interests: "none"
      )
    ),
    .returned(.init(note: "Say what it cost")),
    .published(.init(reason: "")),
    .published(.init(reason: "", embargo: PartialDate("2010-03-01"))),
    .withdrawn(.init(reason: "Harm was reported")),
    .confirmed(.init(note: "Read the report")),
    .importUndone(.init(importID: "import-1", reason: "Wrong file")),
    .superseded(.init(by: "practice-2", reason: "Measured since")),
    .embargoChanged(.init(until: PartialDate("2010-06-01"), reason: "The report comes later")),
    .lessonReceived(.init(release: lessonRelease)),
  ]

  static let account: [Account.Event] = {
    let person = Account.Person(
      id: "dora",
      name: "Dora Example",
      email: "dora@touchstone.example",
      organisation: "council"
    )
    let holding = Holding(.reviewer, .area("E23000013"), from: PartialDate(on: .story))
    return [
      .opened(.init(person, isDemonstration: false)), .revised(.init(person, reason: "Married")),
      .roleGranted(.init(holding: holding, reason: "Joins the panel")),
      .roleReviewed(
        .init(
          holding: holding,
          next: PartialDate(on: .story).adding(months: 12),
          reason: "Still sits on it"
        )
      ),
      .roleEnded(.init(holding: holding, on: PartialDate(on: .story), reason: "Left the panel")),
      .textAccepted(.init(text: "conduct", version: 1)),
      .trainingCompleted(.init(text: "people", version: 1, on: PartialDate(on: .story))),
      .closed(.init(reason: "Left")),
    ]
  }()

  static let organisation: [Organisation.Event] = [
    .listed(
      .init(
        listing: .init(name: "Exampleshire Council", kind: "council", area: "E23000013", source: "Made up"),
        reason: ""
      )
    )
  ]

  static let area: [Area.Event] = [
    .listed(
      .init(
        name: "Cleveland",
        kind: "police-force-area",
        region: "North East",
        code: "E23000013",
        populations: ["2011-03-27": 557_227],
        wasPriority: true,
        source: "Published"
      )
    )
  ]

  static let accessLine: AccessLine = {
    var line = AccessLine(
      .disclosure,
      Reference(kind: "referral", id: "referral-1"),
      reason: "copy",
      recipient: "Exampleshire College, head of safeguarding"
    )
    line.purpose = "other"
    line.words = Personal("Handover", of: "referral-1")
    line.area = "E23000013"
    line.breakGlass = "glass-1"
    return line
  }()

  static let referral: [Referral.Event] = [.made(.sample()), .corrected(.sample())]

  static let breakGlass: [BreakGlass.Event] = [
    .opened(BreakGlassDecisions.opened()), .givenBack,
    .reviewed(.init(outcome: "justified", words: Personal("There was no time.", of: "referral-1"))),
  ]

  static let unusualLook: [UnusualLook.Event] = [
    .reviewed(
      .init(
        listed: .init(rule: "hours", account: "cora", day: PartialDate(on: .story), looks: 3),
        outcome: "in-order",
        words: Personal("On call.", of: "cora")
      )
    )
  ]

  static let setting: [SettingRecord.Event] = {
    let change = SettingRecord.Changed(
      old: "72",
      value: "12",
      from: PartialDate(on: .story),
      reason: "The guidance changed",
      source: "Guidance of 2009"
    )
    return [
      .changed(change), .proposed(change),
      .agreed(.init(old: "72", value: "12", from: PartialDate(on: .story))),
      .declined(.init(reason: "Too short")),
    ]
  }()

  static let configuration: [ConfigurationRecord.Event] = [
    .noticed(
      .init(
        changes: [
          .init(key: "http.port", value: "8080"),
          .init(key: "keys.master", value: nil, digest: .init([1, 2])),
        ],
        gone: ["http.old"]
      )
    )
  ]

  static let retention: [Retention.Event] = [
    .kept(.init(until: PartialDate(on: .story), reason: "An inquiry")), .held(.init(reason: "Proceedings")),
    .released(.init(reason: "Over")),
  ]

  static let erasure: [Erasure.Event] = [
    .asked(.init(subject: "subject-1", ground: "Article 17(1)(b)", vault: .learning)),
    .approved(.init(reason: "Checked")), .refused(.init(reason: "Still needed")),
    .withdrawn(.init(reason: "Mistaken")),
    .begun(
      .init(
        plan: .init([
          .init(
            vault: .learning,
            key: "ab12",
            records: [Reference(kind: "practice", id: "practice-1")],
            values: 2,
            since: 1_251_795_600_000,
            probes: [.init(length: 5, digest: .init([1, 2]), filter: 7)]
          )
        ])
      )
    ),
    .certified(.init(certificate: "touchstone/erasure/v1\n{}\n")),
  ]

  static let subject: [Subject.Event] = [.erased(.init(ground: "Article 17(1)(b)"))]

  @Test func `every event of a practice reads and writes as it was first stored`() throws {
    try Golden.hold(Self.practice)
  }
  @Test func `every event of an account reads and writes as it was first stored`() throws {
    try Golden.hold(Self.account)
  }
  @Test func `every event of an organisation reads and writes as it was first stored`() throws {
    try Golden.hold(Self.organisation)
  }
  @Test func `every event of an area reads and writes as it was first stored`() throws {
    try Golden.hold(Self.area)
  }
  @Test func `every line of an access log reads and writes as it was first stored`() throws {
    try Golden.hold([Self.accessLine])
  }
  @Test func `a line of before purposes were asked for is still read`() throws {
    let old = Data(#"{"act":"consultation","reason":"read","record":{"id":"p","kind":"practice"}}"#.utf8)
    let entry = NewEntry(name: "access.line", version: 1, body: old)
    let coder = EventCoder(.none)
    let line = try AccessLine.read(name: entry.name, version: entry.version, body: entry.body, coder)
    #expect(line == AccessLine(.consultation, Reference(kind: "practice", id: "p"), reason: "read"))
    #expect(try line.stored(coder) == entry)
  }
  @Test func `every event of a referral reads and writes as it was first stored`() throws {
    try Golden.hold(Self.referral)
  }
  @Test func `every event of break-glass reads and writes as it was first stored`() throws {
    try Golden.hold(Self.breakGlass)
  }
  @Test func `every event of unusual looking reads and writes as it was first stored`() throws {
    try Golden.hold(Self.unusualLook)
  }
  @Test func `every event of a setting reads and writes as it was first stored`() throws {
    try Golden.hold(Self.setting)
  }
  @Test func `every event of the configuration reads and writes as it was first stored`() throws {
    try Golden.hold(Self.configuration)
  }
  @Test func `every event about keeping reads and writes as it was first stored`() throws {
    try Golden.hold(Self.retention)
  }
  @Test func `every event of an erasure reads and writes as it was first stored`() throws {
    try Golden.hold(Self.erasure)
  }
  @Test func `every event of a subject reads and writes as it was first stored`() throws {
    try Golden.hold(Self.subject)
  }
}
