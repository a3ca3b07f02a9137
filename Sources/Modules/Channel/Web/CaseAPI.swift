import Domain
import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Cases for programs: the same acts and the same views as the pages, as JSON.
package struct CaseAPI: Sendable {
  let pages: CasePages
  var site: Site { pages.site }

  package init(site: Site) { pages = CasePages(site: site) }

  package func register(on routes: RouterGroup<SiteContext>) {
    for call in Self.calls { call.register(on: routes, self) }
  }

  package static var operations: [APIOperation] { calls.map(\.operation) }

  // MARK: What it answers

  private static let listed: [Shape<CaseList.Row>.Part] = [
    .value("id", "Identifier") { $0.id }, .value("reference", "What people call it by") { $0.reference },
    .value("referral", "The referral that it was opened from") { $0.subject },
    .value("area", "The code of the area that carries it") { $0.area },
    .value("owner", "The account that carries it") { $0.owner },
    .value("stage", "Where it stands", of: CaseWording.lifeList.codes.map(\.code)) { $0.life.rawValue },
    .value("since", "The day on which it came there") { $0.since },
    .value("received", "The day on which the referral was received") { $0.received },
    .value("is_adopted", "Whether support began") { $0.isAdopted },
    .value("due", "What is due first; null where nothing is") { $0.due?.what.rawValue },
    .value("due_by", "The day by which it is due") { $0.due?.day },
    .value("closed_on", "The day on which it was closed") { $0.closedOn },
    .value("reason", "The code of the reason for closing") { $0.reason?.code },
    .value("kept_until", "The day until which it is kept") { $0.retainUntil },
    .value("version", "How many changes made it what it is") { $0.version },
  ]

  private static let row = Shape<CaseList.Row>("CaseRow", listed)
  static let cases = APIList("cases", of: row)

  private static let part = Shape<CaseRecord.Part>(
    "CasePart",
    [
      .value("name", "What it says") { $0.name }, .value("kind", "How to read it") { $0.kind.rawValue },
      .value("value", "Words, a code, a day or an identifier") { $0.value },
      .value("list", "The list that a code is of") { $0.list },
    ]
  )

  private static let line = Shape<CaseRecord.Line>(
    "CaseLine",
    [
      .value("at", "When, in Coordinated Universal Time") { $0.at.ISO8601Format() },
      .value("by", "The account that did it") { $0.by }, .value("act", "What happened") { $0.act },
      .value("item", "What it made, where that has an identifier") { $0.item },
      .value("is_erased", "Whether what was said is erased") { $0.isErased },
      .list("parts", "What it says", of: part) { $0.parts + $0.sealed },
    ]
  )

  private static let opened = Shape<CasePages.Opened>(
    "Case",
    [
      .value("id", "Identifier") { $0.found.row.id },
      .value("reference", "What people call it by") { $0.found.row.reference },
      .value("referral", "The referral that it was opened from") { $0.found.row.subject },
      .value("area", "The code of the area that carries it") { $0.found.row.area },
      .value("owner", "The account that carries it") { $0.found.row.owner },
      .value("stage", "Where it stands", of: CaseWording.lifeList.codes.map(\.code)) {
        $0.found.row.life.rawValue
      },
      .value("version", "How many changes made it what it is") { $0.found.row.version },
      .list("lines", "What happened, the earliest first", of: line) { $0.lines },
    ]
  )

  // MARK: What it can be asked

  private static let opening = APIBody(
    Form<Referred>(
      "case-opening",
      [
        .text(\.referral, "referral", "Identifier of the referral", max: 32, required: "Name the referral"),
        .text(\.owner, "owner", "Account that carries it", max: 32, required: "Choose who carries it"),
      ]
    )
  )

  private struct Referred: Equatable, Sendable {
    var referral = ""
    var owner = ""
  }

  static let calls: [APICall<CaseAPI>] =
    [
      APICall(
        .get,
        "cases",
        "listCases",
        "List the cases that you may know of, what is due first coming first, with nothing that is sealed",
        answer: .list(cases),
        isGuarded: true
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
        needsPurpose: true,
        isGuarded: true
      ) { try await $0.show($1, $2) },
    ] + CaseAct.all.map(call)

  /// Acts of who is outside the circle say nothing of what for: nothing is opened.
  private static let fromOutside: [CasePolicy.Act] = [.askForAccess, .requestTransfer, .answerTransfer]

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
    return try await answer(referral.id, madeAt: "/api/v1/cases/\(referral.id)")
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
    try await pages.perform(act, found, try await pages.scene(found, id: id), values, for: purpose)
    return try await answer(found.row.id)
  }

  private func answer(_ id: String, madeAt address: String? = nil) async throws -> Response {
    guard let row = try await site.read(Case.vault, { try CaseList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try site.answer(Self.row, row, version: row.version, madeAt: address)
  }
}

extension CaseList.Row {
  /// What lists are sorted by.
  var dueKey: String { due?.day.iso ?? CaseList.never }
}

extension CasePages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(CaseAct.all.map(\.act.rawValue) + [CasePolicy.Act.open.rawValue])
  }
}
