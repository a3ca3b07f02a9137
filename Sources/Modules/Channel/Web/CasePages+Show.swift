import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// One case as a story: where it stands, what is due and who owes it, what happened, who knows what.
extension CasePages {
  /// Something beside a case that has pages of its own.
  struct Beside: Sendable {
    let label: String
    let address: @Sendable (_ caseID: String) -> String
    let isShown: @Sendable (Found) -> Bool
  }

  /// What the page of a case leads to, in order.
  static let beside: [Beside] = [
    Beside(label: "Assessments", address: { "/cases/\($0)/assessments" }, isShown: { $0.allows(.read) }),
    Beside(
      label: "Questions to partners",
      address: { "/cases/\($0)/requests" },
      isShown: { $0.allows(.read) }
    ),
    Beside(
      label: "What was learned",
      address: { "/cases/\($0)/learning" },
      isShown: { $0.allows(.read) && $0.state.life == .closed }
    ),
  ]

  /// A case as it is opened, after its line is written.
  struct Opened: Sendable {
    let found: Found
    let purpose: StatedPurpose
    let restriction: Restriction?
    let dues: [CaseList.Due]
    let beside: BesideCase
    /// The earliest first.
    let lines: [CaseRecord.Line]
    let words: Words
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context)
    guard found.allows(.read) else { return try await outline(found, context) }
    let opened = try await open(found, request, context)
    let watches = OversightPolicy.watches(found.row.area, context.viewer)
    let model = CaseShowModel(opened, on: site.today, request.asked, watches: watches).model
    return try site.page("channel/case", model, context)
  }

  /// Opens a case: writes who looks and what for, and then reads it.
  func open(_ found: Found, _ request: Request, _ context: SiteContext) async throws -> Opened {
    let id = found.row.id
    let purpose = try await site.consult(
      found.record,
      to: CasePolicy.Act.read.rawValue,
      under: found.glass?.id,
      request,
      context
    )
    let (dues, lines) = try await site.read(Case.vault) { db in
      (try CaseList.dues(of: id, in: db), try CaseRecord.lines(of: id, in: db))
    }
    let beside = try await beside(found, lines)
    let words = try await words(lines, found, beside)
    return Opened(
      found: found,
      purpose: purpose,
      restriction: try await site.restriction(of: found.record),
      dues: dues,
      beside: beside,
      lines: lines,
      words: words
    )
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .read)
    let id = found.row.id
    let lines = try await site.read(Case.vault) { try CaseRecord.lines(of: id, in: $0) }
    return try await site.receipt(among: lines.map(\.position), in: Case.vault, context)
  }

  // MARK: From outside the circle

  /// That there is such a case, where it stands and who carries it: for who may know no more.
  private func outline(_ found: Found, _ context: SiteContext) async throws -> Response {
    try site.requireSecondFactor(for: Case.vault, context)
    let row = found.row
    var line = AccessLine(
      .consultation,
      found.record.reference,
      reason: CasePolicy.Act.outline.rawValue
    )
    line.area = row.area
    try await site.note(line, in: Case.vault, by: context.viewer)
    let names = try await site.names(of: [row.owner])
    let areas = try await site.areaNames()
    let carriedIt = found.state.originators.contains { area in
      ChannelPolicy.circleRoles.contains { found.viewer.holds($0, for: Place(area: area)) }
    }
    var rows = [
      ("Stage", CaseWording.life(row.life)), ("Since", row.since.words),
      ("Area", areas[row.area] ?? row.area), ("Who carries it", names.name(of: row.owner)),
    ]
    if carriedIt, let reason = row.reason { rows.append(("What came of it", CaseWording.exit(reason.code))) }
    let asked = found.state.askers.contains(found.viewer.account ?? "")
    let refused = asked ? nil : try await refused(found)
    let acts = [
      asked ? nil : CaseAct.askForAccess, .requestTransfer, .acceptTransfer, .declineTransfer,
      .withdrawRequest,
    ]
    .compactMap { $0 }
    return try site.page(
      "channel/case-outline",
      [
        "title": row.reference, "rows": rows.map { Model.row($0.0, $0.1) },
        "hasAsked": asked, "carriedIt": carriedIt, "refusedOn": refused?.words ?? false,
        "glassAddress": found.record.breakGlassAddress,
      ].merging(CaseShowModel.steps(acts, found)) { $1 },
      context
    )
  }

  /// The day on which whoever looks was last refused to be let in.
  private func refused(_ found: Found) async throws -> PartialDate? {
    let id = found.row.id
    let lines = try await site.read(Case.vault) {
      try CaseRecord.lines(of: id, acts: ["case.access-refused"], in: $0)
    }
    return lines.last { $0.value("account") == found.viewer.account }.map { PartialDate(on: $0.at) }
  }
}
