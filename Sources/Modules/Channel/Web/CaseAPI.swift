import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Cases for programs: the same acts and the same views as the pages, as JSON.
package struct CaseAPI: InterfacePart {
  let pages: CasePages
  var site: Site { pages.site }

  package init(site: Site) { pages = CasePages(site: site) }

  // MARK: What it can be asked

  static let rows = RecordRows(at: "cases", as: row, in: Case.vault, CaseList.find) { $0.version }
  private static let opening = APIBody(
    Form<Referred>(
      "case-opening",
      [
        .text(\.referral, "referral", "Identifier of the referral", max: 32, required: "Name the referral"),
        .text(\.owner, "owner", "Account that carries it", max: 32, required: "Choose who carries it"),
      ]
    )
  )
  .namingRecords

  private struct Referred: Equatable, Sendable {
    var referral = ""
    var owner = ""
  }

  package static let calls: [APICall<CaseAPI>] =
    [
      APICall(
        .get,
        "cases",
        "listCases",
        "List the cases that you may know of, what is due first coming first, with nothing that is sealed",
        answer: .list(cases)
      ) { try await $0.list($1, $2) },
      APICall(
        .post,
        "cases",
        "openCase",
        "Open a case from a referral",
        body: opening,
        answer: .made(row),
        act: CasePolicy.Act.open.rawValue
      ) { try await $0.open($1, $2) },
      APICall(
        .get,
        "cases/{id}",
        "readCase",
        "Open a case with all that happened in it, and say what for",
        answer: .record(opened),
        needsPurpose: true
      ) { try await $0.show($1, $2) },
      APICall(
        .post,
        "cases/{id}/reopen",
        "reopenCase",
        "Take a closed case up again by another that follows it",
        body: .record(CasePages.opening(CodeList("caseworker", version: 1, []), isAgain: true)),
        answer: .made(row),
        needsPurpose: true,
        act: CasePolicy.Act.open.rawValue
      ) { try await $0.reopen($1, $2) },
    ] + CaseAct.all.map(call)

  /// Acts of who is outside the circle say nothing of what for: nothing is opened.
  private static let fromOutside: [CasePolicy.Act] = [
    .askForAccess, .requestTransfer, .answerTransfer, .withdrawRequest,
  ]

  private static func call(_ act: CaseAct) -> APICall<CaseAPI> {
    let body = APIBody.record(act.form(.described))
    let name = act.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return APICall(
      .post,
      "cases/{id}/\(act.name)",
      "case\(name)",
      act.heading,
      body: body,
      answer: .record(row),
      needsPurpose: !fromOutside.contains(act.act),
      act: act.act.rawValue
    ) { try await $0.perform(act, body, $1, $2) }
  }

  func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    try pages.requireToList(context)
    let query = try pages.query(FormValues(), try await site.areaList(), context)
    let slice = try Slice(request, of: "cases")
    let after = slice.after.map { (day: $0.key, id: $0.id) }
    let rows = try await site.read(Case.vault) { db in
      try CaseList.slice(query, after: after, limit: slice.reach, in: db)
    }
    return try site.answer(Self.cases, rows, slice, request) { Cursor($0.dueKey, $0.id) }
  }

  func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    let values = try await site.values(of: request, Self.opening)
    let referral = try await pages.referral(values.text("referral"), context)
    try await pages.open(referral, values, context)
    return try await site.answer(Self.rows, made: referral.id)
  }

  func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .read)
    let opened = try await pages.open(found, request, context)
    return try site.answer(Self.opened, opened, version: found.row.version)
  }

  private func perform(
    _ act: CaseAct,
    _ body: APIBody,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let found = try await pages.found(context, to: act.act)
    let purpose = try await pages.purpose(found, request, context)
    let values = try await site.values(of: request, body)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.perform(
      act,
      found,
      try await pages.scene(found, for: act, id: id, sending: values),
      values,
      for: purpose,
      byForm: false
    )
    return try await site.answer(Self.rows, found.row.id)
  }

  func reopen(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .open)
    try await pages.requireClosed(found, request, context)
    let form = CasePages.opening(CodeList("caseworker", version: 1, []), isAgain: true)
    let values = try await site.values(of: request, .record(form))
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.reopen(found, values, as: id, context)
    return try await site.answer(Self.rows, made: id)
  }
}

extension CaseList.Row {
  /// What lists are sorted by.
  var dueKey: String { due?.day.iso ?? (life == .closed ? CaseList.never : "") }
}

extension CasePages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(CaseAct.all.map(\.act.rawValue) + [CasePolicy.Act.open.rawValue])
  }
}
