import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Taking a closed case up again: another case that follows it, so that both stand in one chain.
extension CasePages {
  private static let frame = FormFrame(
    heading: "Take the case up again",
    path: "/reopen",
    button: "Open it again",
    lead:
      "A new case follows this one: it is screened and decided anew, and leads back to what happened before."
  )

  @Sendable func reopenPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .open)
    if let next = found.row.followedBy { return site.redirect(to: "/cases/\(next)") }
    try await requireClosed(found, request, context)
    let values = FormValues(["owner": [context.viewer.account ?? ""]])
    // One that is named already was to be opened when the program stopped: it is opened now.
    return try await reopenPage(found, values, [], id: found.state.followedBy ?? site.newID(), context)
  }

  func requireClosed(_ found: Found, _ request: Request, _ context: SiteContext) async throws {
    _ = try await purpose(found, request, context)
    guard found.state.life == .closed else { throw Case.Refusal.notPossible(in: found.state.life) }
    let subject = found.row.subject
    let isErased = try await site.read(Referral.vault) { try ReferralList.sealed(subject, in: $0) } == nil
    guard !isErased else { throw Case.Refusal.erased }
  }

  private func reopenPage(
    _ found: Found,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) async throws -> Response {
    var frame = Self.frame
    frame.hidden = ("record", id)
    let form = Self.opening(try await owners(of: found.row.area), isAgain: true).model(values, errors: errors)
    let record = found.record
    let model = frame.model(form, caption: record.title, at: record.address, back: "Back to the case")
    return try site.formPage(model, errors, context)
  }

  @Sendable func reopen(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .open)
    try await requireClosed(found, request, context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await reopen(found, values, as: id, context)
    } catch let invalid as Invalid {
      return try await reopenPage(found, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/cases/\(id)")
  }

  /// The closed case names the one that follows first: two that are asked for at once are one.
  func reopen(_ found: Found, _ values: FormValues, as id: String, _ context: SiteContext) async throws {
    let asked = try Self.opening(try await owners(of: found.row.area), isAgain: true).parse(
      values,
      into: .init()
    )
    let state = found.state
    guard !state.keptOut.contains(asked.owner) else {
      throw Invalid([FieldError("owner", Case.Refusal.keptOut.sentence)])
    }
    let opening = Case.Opening(
      referral: found.row.subject,
      area: found.row.area,
      owner: asked.owner,
      received: site.today,
      follows: found.row.id
    )
    try await site.perform(
      .follow(by: id),
      on: found.row.id,
      of: Case.self,
      refusing: "owner",
      by: context.viewer
    )
    try await site.perform(
      .open(opening, why: asked.why, site.channelRules),
      on: id,
      of: Case.self,
      refusing: "owner",
      by: context.viewer
    )
    try await keepOut(state, of: id, context)
  }

  /// Whoever was kept out of the closed case is kept out of the one that follows, and covered as before.
  private func keepOut(_ state: Case.State, of id: String, _ context: SiteContext) async throws {
    let cover = state.covers.min()
    for account in state.keptOut.sorted() {
      let reason = "Kept out of the case that this one follows."
      try await site.perform(
        .keepOut(account, cover: cover, reason: reason),
        on: id,
        of: Case.self,
        by: context.viewer
      )
    }
  }
}
