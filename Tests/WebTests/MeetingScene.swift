import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Testing

/// A meeting of the panel of Cleveland, with one case on its agenda, by the forms of its pages.
struct MeetingStory {
  let site: TestSite
  let story: CaseStory
  let id: String
  let members: [String]

  var cora: Visitor { story.cora }
  var path: String { "/meetings/\(id)" }
  var casePath: String { "\(path)/cases/\(story.id)" }

  /// Charlie chairs for the authority, Mina sits for the police and Hal for health.
  init(_ site: TestSite) async throws {
    self.site = site
    story = try await CaseStory(site)
    try await story.accepted()
    let role = #"{"role": "panel-member", "place": "everywhere", "from": "2009-01-01", "reason": "r"}"#
    let hal = try await site.newcomer("Hal", role, try await site.visitor("Adam Administrator")).id
    let (charlie, mina) = (
      try await site.account(of: "Charlie Chair"), try await site.account(of: "Mina Member")
    )
    members = [charlie, mina, hal]
    let cora = story.cora
    for (account, agency) in zip(members, ["local-authority", "police", "health"]) {
      let fields = ["account": account, "agency": agency, "is_chair": account == charlie ? "yes" : ""]
      #expect(try await cora.post("/panels/E23000013/members", fields).status == 303)
    }
    id = try await cora.get("/meetings/new").hidden("record") ?? ""
    let arranged = ["record": id, "area": "E23000013", "place": "Town hall"]
    let answer = try await cora.post("/meetings", arranged.merging(story.day("on", 0)) { $1 })
    #expect(answer.status == 303, "\(answer.text)")
    try await cora.state("panel", of: "panel-meeting", id)
    try await act("/cases", ["case": story.id])
  }

  /// Does something at it, and expects that it is done.
  @discardableResult
  func act(
    _ act: String,
    _ fields: [String: String] = [:],
    by visitor: Visitor? = nil,
    location: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    let answer = try await (visitor ?? cora).post(path + act, fields)
    #expect(answer.status == 303, "\(act): \(answer.text)", sourceLocation: location)
    return answer
  }

  func attended(without absent: String? = nil) async throws {
    let present = members.filter { $0 != absent }.joined(separator: "\u{1F}")
    try await act("/attendance", ["present": present, "chair": members[0]])
  }

  func decision(_ fields: [String: String] = [:]) -> [String: String] {
    [
      "view_police": "Nothing more is known.", "view_health": "He is not ill.", "resolution": "offer-support",
      "rule": "unanimous", "in_favour": members.joined(separator: "\u{1F}"), "reasons": "Qreasons",
      "dissent": "",
    ].merging(story.day("next_contact", 14)) { $1 }.merging(fields) { $1 }
  }

  func decided(_ fields: [String: String] = [:]) async throws {
    try await act("/cases/\(story.id)/decision", decision(fields))
  }

  /// Somebody who said what they open the meeting for.
  func visitor(_ name: String) async throws -> Visitor {
    let visitor = try await site.visitor(name)
    try await visitor.state("panel", of: "panel-meeting", id)
    return visitor
  }

  func page(_ visitor: Visitor? = nil) async throws -> String { try await (visitor ?? cora).get(path).text }
}
