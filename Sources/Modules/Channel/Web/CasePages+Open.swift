import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Opening a case from a referral.
extension CasePages {
  struct Opening: Equatable, Sendable {
    var referral = ""
    var owner = ""
    /// Why a closed case is taken up again.
    var why = ""
  }

  /// - Parameter owners: Who may carry it; empty where the form is only described.
  /// - Parameter isAgain: Whether a closed case is taken up again.
  static func opening(_ owners: CodeList, isAgain: Bool = false) -> Form<Opening> {
    Form(
      "case-opening",
      [
        .choice(
          \.owner,
          "owner",
          "Who carries it",
          hint:
            "Whoever carries a case sees it, with the supervisors of its area, and owes what is due in it",
          owners,
          required: "Choose who carries it"
        )
      ]
        + (isAgain
          ? [.area(\.why, "why", "Why it is taken up again", max: 4000, required: "Say why", rows: 3)] : [])
    )
  }

  /// The referral that a case is to be opened from, where the viewer may.
  func referral(_ id: String, _ context: SiteContext) async throws -> ReferralList.Row {
    let reference = Reference(kind: Referral.category, id: id)
    let row = try await site.find(Referral.vault) { try ReferralList.find(id, in: $0) }
    try CasePolicy.policy.require(.open, context.viewer, .init(area: row.area), on: reference, hidden: true)
    try site.requireSecondFactor(for: Case.vault, context)
    return row
  }

  @Sendable func openPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await referral(request.asked.text("referral"), context)
    if let earlier = try await cases(of: row).first {
      return site.redirect(to: "/cases/\(earlier.id)")
    }
    let values = FormValues(["owner": [context.viewer.account ?? ""]])
    return try await openPage(row, values, [], context)
  }

  /// The cases of a referral, the earliest first.
  func cases(of row: ReferralList.Row) async throws -> [CaseList.Row] {
    try await site.read(Case.vault) { try CaseList.cases(of: [row.subject], in: $0) }
  }

  private func openPage(
    _ row: ReferralList.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let owners = try await owners(of: row.area)
    let model: Model = [
      "caption": row.reference, "heading": "Open a case",
      "lead":
        "Screening and the decision run from the day on which the referral was received, \(row.received.words).",
      "action": "/cases", "button": "Open it", "backAddress": "/referrals/\(row.id)",
      "backLabel": "Back to the referral",
      "hidden": [["hiddenName": "referral", "hiddenValue": row.id] as Model],
    ]
    let form = Self.opening(owners).model(values, errors: errors)
    return try site.formPage(form.merging(model) { $1 }, errors, context)
  }

  /// Who may carry a case of an area.
  func owners(of area: String) async throws -> CodeList {
    try await site.people(holding: ChannelPolicy.circleRoles, in: area)
  }

  @Sendable func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    let values = try await site.values(of: request, context)
    let row = try await referral(values.text("referral"), context)
    do {
      try await open(row, values, context)
    } catch let invalid as Invalid {
      return try await openPage(row, values, invalid.errors, context)
    }
    return site.redirect(to: "/cases/\(row.id)")
  }

  /// Opens the first case of a referral, which has the referral's identifier: a second cannot be opened beside it.
  func open(_ row: ReferralList.Row, _ values: FormValues, _ context: SiteContext) async throws {
    let asked = try Self.opening(try await owners(of: row.area)).parse(values, into: .init())
    let opening = Case.Opening(
      referral: row.subject,
      area: row.area,
      owner: asked.owner,
      received: row.received
    )
    try await site.perform(
      .open(opening, site.channelRules),
      on: row.id,
      of: Case.self,
      refusing: "owner",
      by: context.viewer
    )
  }
}
