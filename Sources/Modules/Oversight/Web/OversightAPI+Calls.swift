import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What it answers.
extension OversightAPI {
  static let lines = APIList(
    "lines",
    of: Shape<AccessList.Row>(
      "AccessLine",
      [
        .value("position", "The place in the access log of its vault") { Int($0.position) },
        .value("at", "When, in Coordinated Universal Time") { $0.at.ISO8601Format() },
        .value("by", "The account that did it, or “anyone”") { $0.by },
        .value("act", "What was done", of: AccessLine.Act.allCases.map(\.rawValue)) { $0.act.rawValue },
        .value("kind", "The kind of record") { $0.record?.kind },
        .value("record", "The identifier of the record") { $0.record?.id },
        .value("area", "The area of the record") { $0.area },
        .value("purpose", "What for") { $0.purpose },
        .value("words", "What for, in words; null once they are erased") { $0.words },
        .value("reason", "What was asked for or changed") { $0.reason },
        .value("recipient", "Who was given it") { $0.recipient },
        .value("break_glass", "The break-glass under which it was done") { $0.breakGlass },
        .value("basis", "The lawful basis of a disclosure", of: Case.basisList.codes.map(\.code)) {
          $0.basis
        },
      ]
    )
  )

  static let glass = Shape<BreakGlassList.Row>(
    "BreakGlass",
    [
      .value("id", "Identifier") { $0.id },
      .value("version", "How many changes made it what it is") { $0.version },
      .value("kind", "The kind of record") { $0.record.kind },
      .value("record", "The identifier of the record") { $0.record.id },
      .value("area", "The area of the record") { $0.area },
      .value("by", "The account that broke the glass") { $0.by },
      .value("opened_at", "When, in Coordinated Universal Time") { $0.openedAt.ISO8601Format() },
      .value("ends_at", "Until when the record is open by it") { $0.endsAt.ISO8601Format() },
      .value("due", "The last day on which the review is in time") { $0.due },
      .value("reviewed_by", "The account that reviewed it") { $0.review?.by },
      .value("reviewed_at", "When it was reviewed") { $0.review?.at.ISO8601Format() },
      .value("outcome", "What the review found") { $0.review?.outcome },
    ]
  )

  static let glasses = APIList("break_glass", of: glass)
  static let rows = RecordRows(at: "break-glass", as: glass, in: BreakGlass.vault, BreakGlassList.find) {
    $0.version
  }

  static let found = Shape<UnusualLooking.Finding>(
    "UnusualLook",
    [
      .value("id", "Identifier") { $0.id },
      .value("rule", "The rule that lists it", of: UnusualLook.ruleList.codes.map(\.code)) { $0.rule },
      .value("account", "Who looked") { $0.account },
      .value("day", "On which day, in London") { $0.day },
      .value("looks", "How many looks there were") { $0.looks.count },
      .value("is_reviewed", "Whether somebody has reviewed all of them") { $0.isReviewed },
      .value("outcome", "What the review found") { $0.review?.outcome },
    ]
  )

  static let unusual = APIList("unusual_looks", of: found, isCounted: true)
}

/// What it can be asked.
extension OversightAPI {
  static let breaking = APIBody.record(OversightPages.breaking)
  static let judging = APIBody(OversightPages.judging)
  static let asking = APIBody(OversightPages.asking)

  private static var parameters: [APIParameter] {
    [
      APIParameter(
        "vault",
        "Whose log; safeguarding where it is not said",
        .code(Vault.allCases.map(\.rawValue))
      ),
      APIParameter("person", "The account that did it", .text(max: 100)),
      APIParameter("act", "What was done", .code(AccessLine.Act.allCases.map(\.rawValue))),
      APIParameter("purpose", "What for", .code(Purpose.list.codes.map(\.code))),
      APIParameter("kind", "The kind of record, where a record is asked for", .text(max: 100)),
      APIParameter("record", "The identifier of the record", .text(max: 100)),
      APIParameter("from", "The first day, such as 2011-03-31", .text(max: 10)),
      APIParameter("until", "The last day", .text(max: 10)),
    ]
  }

  package static let calls: [APICall<OversightAPI>] = [
    APICall(
      .get,
      "oversight/lines",
      "listAccessLines",
      "Search an access log, the latest first",
      query: parameters,
      answer: .list(lines)
    ) { try await $0.lines($1, $2) },
    APICall(
      .get,
      "break-glass",
      "listBreakGlass",
      "List who opened records from outside their circle, the latest first",
      answer: .list(glasses)
    ) { try await $0.listGlass($1, $2) },
    APICall(
      .post,
      "records/{kind}/{id}/break-glass",
      "breakGlass",
      "Open a record from outside its circle, in need",
      body: breaking,
      answer: .made(glass),
      act: OversightPolicy.Act.breakGlass.rawValue
    ) { try await $0.breakGlass($1, $2) },
    APICall(
      .get,
      "break-glass/{id}",
      "readBreakGlass",
      "Read a break-glass",
      answer: .record(glass)
    ) { try await $0.showGlass($1, $2) },
    APICall(
      .post,
      "break-glass/{id}/give-back",
      "giveBackBreakGlass",
      "Give back what is not needed any longer",
      body: .nothing,
      answer: .record(glass),
      act: OversightPolicy.Act.giveBack.rawValue
    ) { try await $0.giveBack($1, $2) },
    APICall(
      .post,
      "break-glass/{id}/review",
      "reviewBreakGlass",
      "Say whether it was justified",
      body: judging,
      answer: .record(glass),
      act: OversightPolicy.Act.reviewGlass.rawValue
    ) { try await $0.reviewGlass($1, $2) },
    APICall(
      .get,
      "oversight/unusual-looks",
      "listUnusualLooks",
      "List unusual looking, the latest day first",
      answer: .list(unusual)
    ) { try await $0.listUnusual($1, $2) },
    APICall(
      .post,
      "oversight/unusual-looks/{id}/review",
      "reviewUnusualLook",
      "Say what came of asking about it",
      body: asking,
      answer: .plain(found),
      act: OversightPolicy.Act.reviewUnusual.rawValue
    ) { try await $0.reviewUnusual($1, $2) },
  ]
}

extension OversightPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([OversightPolicy.Act.breakGlass, .giveBack, .reviewGlass, .reviewUnusual].map(\.rawValue))
  }
}
