import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Erasing a person: one asks, another approves, and a certificate says what came of it.
package struct ErasurePages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("erasures", use: index)
    routes.get("erasures/new", use: newErasure)
    routes.post("erasures", use: ask)
    routes.get("erasures/{id}", use: show)
    registerCertificate(on: routes)
    routes.get("erasures/{id}/receipts/{position}", use: receipt)
    for step in ErasureStep.allCases {
      routes.get("erasures/{id}/\(step.path)") { try await stepPage(step, $1) }
      routes.post("erasures/{id}/\(step.path)") { try await take(step, $0, $1) }
    }
  }

  // MARK: Reading

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    try RetentionPolicy.policy.require(.readErasures, context.viewer, .none)
    let paging = Paging(request)
    let (rows, total) = try await site.read(.directory) {
      try ErasureList.page(offset: paging.offset, limit: paging.size, in: $0)
    }
    return try site.page(
      "retention/erasures",
      [
        "isEmpty": rows.isEmpty, "canAsk": RetentionPolicy.policy.allows(.ask, context.viewer, .none),
        "erasures": rows.map { row -> Model in
          [
            "address": "/erasures/\(row.id)", "when": PartialDate(on: row.askedAt).words,
            "subject": row.subject, "ground": row.ground,
            "fault": row.certificate.flatMap(site.erasing.fault) ?? false,
          ].merging(RetentionWording.tag(row.life)) { $1 }
        },
        "paging": paging.model(total: total, at: "/erasures", []),
        "register": site.erasing.register().map(RetentionWording.register) ?? false,
      ],
      context
    )
  }

  /// The erasure, where the viewer may do this with it.
  func found(_ context: SiteContext, to act: RetentionPolicy.Act) async throws -> ErasureList.Row {
    let id = try context.parameters.require("id")
    let record = Reference(kind: Erasure.category, id: id)
    try RetentionPolicy.policy.require(.readErasures, context.viewer, .none, on: record)
    let row = try await site.find(.directory) { try ErasureList.find(id, in: $0) }
    if act != .readErasures {
      try RetentionPolicy.policy.require(act, context.viewer, .init(row), on: record)
    }
    return row
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .readErasures)
    let isOpen = [.asked, .approved, .begun].contains(row.life)
    let foreseen = isOpen ? try await site.erasing.foresee(row.subject, row.vault) : nil
    let model = ErasureShowModel(row, try await history(of: row), foreseen, context.viewer).model
    return try site.page("retention/erasure", model, context)
  }

  func history(of row: ErasureList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(.directory) { try ErasureList.history(of: row.id, in: $0) }
    return try await site.history(acts, what: { RetentionWording.act($0.act) }, reason: \.reason)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .readErasures))
    return try await site.receipt(among: lines.map(\.position), in: .directory, context)
  }

  // MARK: Asking

  @Sendable func newErasure(_ request: Request, _ context: SiteContext) async throws -> Response {
    try RetentionPolicy.policy.require(.ask, context.viewer, .none)
    var asked = RetentionForms.Ask()
    asked.subject = String(request.asked.text("subject").prefix(64))
    return try askPage(RetentionForms.ask.values(of: asked), [], id: site.newID(), context)
  }

  @Sendable func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    try RetentionPolicy.policy.require(.ask, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await ask(RetentionForms.ask.parse(values, into: .init()), as: id, context)
    } catch let invalid as Invalid {
      return try askPage(values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/erasures/\(id)")
  }

  /// Asks for it, where somebody is held under that identifier.
  func ask(_ asked: RetentionForms.Ask, as id: String, _ context: SiteContext) async throws {
    let vault = Vault(rawValue: asked.vault)
    guard !(try await site.erasing.foresee(asked.subject, vault).0.vaults.isEmpty) else {
      throw Invalid([FieldError("subject", "No vault holds a key of this identifier")])
    }
    try await site.perform(
      .ask(.init(subject: asked.subject, ground: asked.ground, vault: vault)),
      on: id,
      of: Erasure.self,
      refusing: "ground",
      by: context.viewer
    )
  }

  private func askPage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    var model = RetentionForms.ask.model(values, errors: errors)
    model.merge([
      "heading": "Erase a person", "action": "/erasures", "button": "Go on",
      "lead": "Nothing is erased yet. You see what would go, and somebody else approves it.",
      "backAddress": "/erasures", "backLabel": "Erasures",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}
