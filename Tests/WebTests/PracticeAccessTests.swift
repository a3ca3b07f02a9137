import Assembly
import Domain
import Foundation
import Kernel
import Platform
import Projection
import TestSupport
import Testing
import Views

@testable import Web

/// Who may do what with which practice: one row for each rule, and default deny for the rest.
struct PracticeAccessTests {
  typealias Act = PracticePolicy.Act
  typealias Facts = PracticePolicy.Facts

  static let day = PartialDate(on: Date(milliseconds: 1_251_795_600_000))

  static func viewer(_ account: String?, _ roles: (Role, Kernel.Scope)...) -> Viewer {
    Viewer(account: account, organisation: "council", holdings: roles.map { Holding($0.0, $0.1, from: day) })
  }

  static let anyone = Viewer.anyone
  static let unheld = viewer("nell")
  static let reader = viewer("rita", (.reader, .everywhere))
  static let areaReader = viewer("ross", (.reader, .area("E23000013")))
  /// Wrote a lesson of a closed case, and deposits nothing.
  static let lena = viewer("lena", (.channelCoordinator, .everywhere))
  static let dora = viewer("dora", (.contributor, .organisation("council")))
  static let reviewer = viewer("ron", (.reviewer, .everywhere))
  static let otherReviewer = viewer("rolf", (.reviewer, .organisation("elsewhere")))
  static let editor = viewer("edie", (.editor, .everywhere))
  static let administrator = viewer("adam", (.administrator, .everywhere))
  static let coordinator = viewer("chad", (.channelCoordinator, .everywhere))
  static let auditor = viewer("otto", (.auditor, .everywhere))
  static let all = [
    anyone, unheld, reader, areaReader, lena, dora, reviewer, otherReviewer, editor, administrator,
    coordinator,
    auditor,
  ]

  static func facts(
    _ life: Practice.Life,
    _ marking: Marking = .none,
    by depositor: String = "dora",
    isEmbargoed: Bool = false,
    isLesson: Bool = false
  ) -> Facts {
    Facts(
      life: life,
      marking: marking,
      depositor: depositor,
      organisation: "council",
      area: "E23000013",
      isEmbargoed: isEmbargoed,
      isLesson: isLesson
    )
  }

  struct Row: Sendable {
    let act: Act
    let facts: Facts
    /// Everybody else is denied.
    let allowed: [Viewer]
  }

  static let table: [Row] = [
    Row(act: .read, facts: facts(.published), allowed: all),
    Row(act: .read, facts: facts(.compiled), allowed: all),
    Row(act: .read, facts: facts(.withdrawn), allowed: all),
    Row(act: .read, facts: facts(.discarded), allowed: [dora, reviewer, editor]),
    Row(act: .readHistory, facts: facts(.withdrawn), allowed: all),
    Row(act: .readHistory, facts: facts(.draft), allowed: [dora, reviewer, editor]),
    Row(
      act: .read,
      facts: facts(.published, .official),
      allowed: [reader, areaReader, dora, reviewer, otherReviewer, editor, coordinator, lena, auditor]
    ),
    Row(
      act: .read,
      facts: facts(.published, .officialSensitive),
      allowed: [reader, areaReader, dora, reviewer, editor]
    ),
    Row(act: .read, facts: facts(.published, isEmbargoed: true), allowed: [dora, reviewer, editor]),
    Row(
      act: .readContacts,
      facts: facts(.published, .officialSensitive, isEmbargoed: true),
      allowed: [dora, reviewer, editor]
    ),
    Row(act: .changeEmbargo, facts: facts(.published, isEmbargoed: true), allowed: [editor]),
    Row(act: .read, facts: facts(.draft), allowed: [dora, reviewer, editor]),
    Row(act: .read, facts: facts(.inReview), allowed: [dora, reviewer, editor]),
    Row(act: .read, facts: facts(.absent), allowed: [dora]),
    Row(
      act: .readContacts,
      facts: facts(.published),
      allowed: [reader, areaReader, dora, reviewer, otherReviewer, editor, coordinator, lena, auditor]
    ),
    Row(act: .readReviews, facts: facts(.published), allowed: [dora, reviewer, editor]),
    Row(act: .deposit, facts: .none, allowed: [dora]),
    Row(act: .revise, facts: facts(.draft), allowed: [dora, editor]),
    Row(act: .revise, facts: facts(.published), allowed: [editor]),
    Row(act: .revise, facts: facts(.compiled), allowed: [reviewer, editor]),
    Row(act: .revise, facts: facts(.withdrawn), allowed: []),
    Row(act: .submit, facts: facts(.draft), allowed: [dora]),
    Row(act: .review, facts: facts(.inReview), allowed: [reviewer]),
    Row(act: .returnToDepositor, facts: facts(.inReview), allowed: [editor]),
    Row(act: .publish, facts: facts(.inReview), allowed: [editor]),
    Row(act: .withdraw, facts: facts(.draft), allowed: [dora, editor]),
    Row(act: .withdraw, facts: facts(.published), allowed: [editor]),
    Row(act: .supersede, facts: facts(.published), allowed: [editor]),
    Row(act: .revise, facts: facts(.draft, by: "lena", isLesson: true), allowed: [lena, editor]),
    Row(act: .revise, facts: facts(.published, by: "lena", isLesson: true), allowed: [editor]),
    Row(act: .submit, facts: facts(.draft, by: "lena", isLesson: true), allowed: [lena]),
    Row(act: .revise, facts: facts(.draft, by: "lena"), allowed: [editor]),
    Row(act: .submit, facts: facts(.draft, by: "lena"), allowed: []),
    Row(act: .confirm, facts: facts(.compiled), allowed: [reviewer]),
  ]

  @Test(arguments: table) func `the rules allow these and nobody else`(_ row: Row) {
    for viewer in Self.all {
      let isAllowed = PracticePolicy.policy.allows(row.act, viewer, row.facts)
      #expect(
        isAllowed == row.allowed.contains(viewer),
        "\(row.act) by \(viewer.account ?? "anyone") of \(row.facts.life), \(row.facts.marking)"
      )
    }
  }

  @Test func `the table has a row for every act`() {
    #expect(Set(Self.table.map(\.act)) == Set(Act.allCases))
  }

  @Test func `administration alone lets nobody read or change a record`() {
    for act in Act.allCases {
      for life in Practice.Life.allCases {
        for marking in Marking.allCases {
          let facts = Self.facts(life, marking)
          let isAllowed = PracticePolicy.policy.allows(act, Self.administrator, facts)
          #expect(isAllowed == PracticePolicy.policy.allows(act, .anyone, facts), "\(act) of \(life)")
        }
      }
    }
  }

  @Test func `the list shows whoever asks exactly what they may read`() async throws {
    try await TestSite.with(people: false) { site in
      let records = try await samples(in: site)
      #expect(records.contains { $0.embargo != nil })
      for day in ["2009-09-01", "2009-09-09", "2009-09-10", "2009-09-11", "2027"].compactMap(PartialDate.init)
      {
        for viewer in Self.all {
          let listed = try await site.installation.site.read(.learning) {
            try PracticeList.ids(.init(of: viewer, on: day), in: $0)
          }
          let readable = records.filter { record in
            !record.life.isOver
              && PracticePolicy.policy.allows(.read, viewer, PracticePolicy.Facts(record, on: day))
          }
          #expect(Set(listed) == Set(readable.map(\.id)), "\(viewer.account ?? "anyone") on \(day.iso)")
        }
      }
    }
  }

  /// The day on which the embargoes of the samples end.
  private static let embargo = PartialDate("2009-09-10")

  /// A practice for every state, marking and place, put in as the program itself.
  private func samples(in site: TestSite) async throws -> [PracticeRecord.Row] {
    let service = try site.installation.site.service(.learning)
    let dora = Occasion(by: "dora", at: .story)
    var ids: [String] = []
    for marking in Marking.allCases {
      for area in ["E23000013", nil] {
        for life in ["draft", "in-review", "published", "embargoed", "compiled", "withdrawn", "discarded"] {
          let id = Identifier.make()
          ids.append(id)
          var details = Practice.Details(title: id)
          details.marking = marking
          details.areaCode = area
          var commands: [(Practice.Command, String)] = [(.deposit(details, organisation: "council"), "dora")]
          if life == "compiled" || life == "withdrawn" {
            commands = [(.compile(details, importID: "i", source: id), "dora")]
          }
          if life == "withdrawn" || life == "discarded" { commands.append((.withdraw(reason: "r"), "edie")) }
          for (command, by) in commands {
            _ = try await service.dispatcher.perform(
              command,
              on: id,
              of: Practice.self,
              Occasion(by: by, at: dora.at)
            )
          }
          if ["in-review", "published", "embargoed"].contains(life) {
            try await advance(id, details, to: life, service)
          }
        }
      }
    }
    try await service.views.catchUp()
    return try await site.installation.site.read(.learning) { [ids] db in
      try ids.compactMap { try PracticeRecord.find($0, in: db) }
    }
  }

  private func advance(
    _ id: String,
    _ details: Practice.Details,
    to life: String,
    _ service: VaultService
  ) async throws {
    var whole = details
    (whole.problem, whole.aim, whole.audience, whole.settings, whole.strand) = (
      "p", "a", "w", ["family"], "all"
    )
    (whole.objectives, whole.method, whole.leadBody, whole.outcomes) = (["3"], "m", "l", "o")
    var commands: [(Practice.Command, String)] = [(.revise(whole, reason: ""), "dora"), (.submit, "dora")]
    if life != "in-review" {
      let review = Practice.Review(recommendation: "publish")
      let publish = Practice.Command.publish(reason: "", embargo: life == "embargoed" ? Self.embargo : nil)
      commands += [(.review(review), "x"), (.review(review), "y"), (publish, "z")]
    }
    for (command, by) in commands {
      _ = try await service.dispatcher.perform(
        command,
        on: id,
        of: Practice.self,
        Occasion(by: by, at: .story)
      )
    }
  }
}
