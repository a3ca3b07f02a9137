import Assembly
import Foundation
import Kernel
import Platform
import Testing

@testable import Domain

/// A case of somebody made up, as far as a story needs it, by the forms of its pages.
struct CaseStory {
  let site: TestSite
  var cora: Visitor
  let id: String

  /// Opened by Cora, who carries it, from a referral that she recorded.
  init(_ site: TestSite, _ referral: [String: String] = [:]) async throws {
    self.site = site
    cora = try await site.visitor("Cora Coordinator")
    let referred = try await cora.refer(referral)
    id = try await cora.openCase(of: referred, owner: try await site.account(of: "Cora Coordinator"))
  }

  var address: String { "/cases/\(id)" }

  func day(_ name: String, _ days: Int) -> [String: String] {
    Self.date(name, site.installation.site.today.adding(days: days))
  }

  static func date(_ name: String, _ day: PartialDate) -> [String: String] {
    [
      "\(name)-day": String(day.day ?? 1), "\(name)-month": String(day.month ?? 1),
      "\(name)-year": String(day.year),
    ]
  }

  /// Does something with it, and expects that it is done.
  @discardableResult
  func act(
    _ act: String,
    _ fields: [String: String] = [:],
    days: [String: Int] = [:],
    by visitor: Visitor? = nil,
    location: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    let all = days.reduce(fields) { $0.merging(day($1.key, $1.value)) { $1 } }
    let answer = try await (visitor ?? cora).act(act, on: id, all)
    #expect(answer.status == 303, "\(act): \(answer.text)", sourceLocation: location)
    return answer
  }

  func page(_ visitor: Visitor? = nil) async throws -> String {
    try await (visitor ?? cora).get(address).text
  }

  func screened() async throws {
    let fields = [
      "systems": "police-records\u{1F}open-source", "result": "clear", "reasons": "Two meetings.",
    ]
    try await act("screen", fields)
  }

  func accepted() async throws {
    try await screened()
    try await act("accept", ["grounds": "What his teacher heard."])
  }

  /// What a panel with its quorum decided; its own pages are another story.
  func resolved(_ code: String, contact days: Int? = 14) async throws {
    let today = site.installation.site.today
    let resolution = PanelMeeting.Resolution(
      meeting: "meeting-\(code)",
      on: today,
      code: Coded(code, version: 1),
      rule: Coded("unanimous", version: 1)
    )
    try await site.installation.site.perform(
      .takeResolution(resolution, nextContact: days.map { today.adding(days: $0) }, ChannelRules()),
      on: id,
      of: Case.self,
      by: Viewer(account: try await site.account(of: "Cora Coordinator"))
    )
  }

  func consented(_ answer: String = "given") async throws {
    try await act(
      "seek-consent",
      ["how": "in-person", "from": "person", "words": "At home."],
      days: ["on": 0]
    )
    let page = try await cora.get("\(address)/consent-answer").text
    let seeking = page.firstMatch(of: /name="seeking" type="radio" value="([^"]+)"/)?.output.1 ?? ""
    try await act(
      "consent-answer",
      [
        "seeking": String(seeking), "answer": answer, "giver": "person", "capacity": "adult",
        "name": "Sam Sample", "words": "He understood.",
      ],
      days: ["on": 0]
    )
  }

  /// In support: the panel offered it, consent stands, and there is a plan.
  func adopted() async throws {
    try await accepted()
    try await resolved("offer-support")
    try await consented()
    try await planned()
    try await act("adopt", days: ["next": 14])
  }

  func planned() async throws {
    try await act(
      "plan",
      [
        "needs": "Work.", "consent": "By Cora, at home.", "nature-1": "careers", "provider-1": "The college",
        "way-1": "Each Tuesday.",
      ],
      days: ["from-1": 0]
    )
  }

  static let checklist = [
    "care": "not-needed", "care-words": "His doctor knows him.", "view-police": "Nothing more is known.",
    "view-local-authority": "He is at college.",
    "told": "He was told by letter.", "onward": "His college.",
  ]
}
