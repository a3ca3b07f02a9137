import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension Site {
  /// The break-glass by which somebody may look at a record now.
  func openGlass(on record: Reference, by viewer: Viewer) async throws -> BreakGlassList.Row? {
    guard let account = viewer.account else { return nil }
    let now = now()
    return try await read(BreakGlass.vault) { try BreakGlassList.open(record, by: account, at: now, in: $0) }
  }
}

/// Looking from outside a circle: breaking the glass, giving it back, and its review.
extension OversightPages {
  func registerGlass(on routes: RouterGroup<SiteContext>) {
    routes.get("break-glass", use: findPage)
    routes.get("break-glass/new", use: breakPage)
    routes.post("break-glass", use: breakGlass)
    routes.get("break-glass/{id}", use: showGlass)
    routes.get("break-glass/{id}/receipts/{position}", use: glassReceipt)
    routes.post("break-glass/{id}/give-back", use: giveBack)
    routes.get("break-glass/{id}/review", use: reviewPage)
    routes.post("break-glass/{id}/review", use: review)
    routes.get("oversight/break-glass", use: glasses)
    site.offer("oversight/break-glass", on: routes) { _, context in try await glassFile(context) }
  }

  // MARK: Breaking it

  struct Wanted: Equatable, Sendable {
    var reference = ""
  }

  private static let finding = Form<Wanted>(
    "break-glass-find",
    [
      .text(
        \.reference,
        "reference",
        "Reference of the record",
        hint: "Such as R-00000-00001",
        max: 40,
        required: "Enter the reference of the record"
      )
    ]
  )

  /// Asks which record; with a reference, goes on to it.
  @Sendable func findPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none)
    let values = request.asked
    var errors: [FieldError] = []
    if values.has("reference") {
      do {
        let wanted = try Self.finding.parse(values, into: Wanted())
        if let record = try await site.sealedRecord(called: wanted.reference) {
          return site.redirect(to: record.breakGlassAddress)
        }
        errors = [FieldError("reference", "No record has this reference")]
      } catch let invalid as Invalid {
        errors = invalid.errors
      }
    }
    var model = Self.finding.model(values, errors: errors)
    model.merge([
      "heading": "Open a record of others, in need",
      "lead":
        "You can open a record outside your circle for a while, with a reason. Somebody else reviews it.",
      "action": "/break-glass", "button": "Go on", "backAddress": "/", "backLabel": "Home",
    ]) { $1 }
    return try site.page("oversight/find", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  struct Reasoned: Equatable, Sendable {
    var reason = ""
  }

  static let breaking = Form<Reasoned>(
    "break-glass",
    [
      .area(
        \.reason,
        "reason",
        "Why you need to see it now",
        hint: "It is sealed with the record's key. Those who answer for the record read it",
        max: 2000,
        required: "Say why you need to see it now",
        rows: 3
      )
    ]
  )

  /// The record, where the viewer may break the glass before it.
  func record(toBreak reference: Reference, _ context: SiteContext) async throws -> SealedRecord {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none, on: reference, hidden: true)
    guard let kind = site.sealedKind(reference.kind), let record = try await kind.find(site, reference.id)
    else { throw NotFound() }
    // Who may open it has no glass to break; who is near to the person may not break it.
    if try await kind.mayOpen(site, record, context.viewer) { return record }
    guard try await kind.mayBreakGlass(site, record, context.viewer) else { throw NotFound() }
    return record
  }

  @Sendable func breakPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = request.asked
    let reference = Reference(kind: asked.text("kind"), id: asked.text("record"))
    let record = try await record(toBreak: reference, context)
    // Who may open it has no glass to break.
    if try await site.sealedKind(reference.kind)?.mayOpen(site, record, context.viewer) == true {
      return site.redirect(to: record.address)
    }
    return try breakPage(record, FormValues(), [], id: site.newID(), context)
  }

  private func breakPage(
    _ record: SealedRecord,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let rules = site.oversight
    var model = Self.breaking.model(values, errors: errors)
    let hidden = [("record", id), ("kind", record.reference.kind), ("of", record.reference.id)]
    model.merge([
      "caption": record.title, "heading": "This record belongs to others",
      "lead":
        "You are not among those who answer for it. Where a person would come to harm if you waited, you can break the glass: it opens the record to you for \(Self.duration(rules.glassMinutes)). Its supervisors are told now, and somebody other than you reviews it by \(rules.workingDays.next(after: site.today).words).",
      "action": "/break-glass", "button": "Break the glass", "buttonStyle": "govuk-button--warning",
      "backAddress": "/", "backLabel": "Home",
      "hidden": hidden.map { ["hiddenName": $0.0, "hiddenValue": $0.1] as Model },
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  static func duration(_ minutes: Int) -> String {
    switch (minutes / 60, minutes % 60) {
    case (1, 0): "an hour"
    case (let hours, 0): "\(hours) hours"
    default: "\(minutes) minutes"
    }
  }

  @Sendable func breakGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    let reference = Reference(kind: values.text("kind"), id: values.text("of"))
    let record = try await record(toBreak: reference, context)
    do {
      try await breakGlass(values, record, as: id, context)
    } catch let invalid as Invalid {
      return try breakPage(record, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: record.address)
  }

  func breakGlass(
    _ values: FormValues,
    _ record: SealedRecord,
    as id: String,
    _ context: SiteContext
  ) async throws {
    try site.requireSecondFactor(for: BreakGlass.vault, context)
    let mayOpen = try await site.sealedKind(record.reference.kind)?.mayOpen(site, record, context.viewer)
    let sent = try await site.read(BreakGlass.vault) { try BreakGlassList.find(id, in: $0) } != nil
    // The same form sent twice is answered as the first time.
    if !sent {
      let facts = OversightPolicy.Facts(area: record.area, mayOpen: mayOpen ?? true)
      try OversightPolicy.policy.require(.breakGlass, context.viewer, facts, on: record.reference)
    }
    let reason = try Self.breaking.parse(values, into: Reasoned()).reason
    let rules = site.oversight
    let opened = BreakGlass.Opened(
      record: record.reference,
      area: record.area,
      reason: Personal(reason, of: record.subject),
      minutes: rules.glassMinutes,
      due: rules.workingDays.next(after: site.today)
    )
    try await site.perform(
      .open(opened),
      on: id,
      of: BreakGlass.self,
      refusing: "reason",
      by: context.viewer
    )
  }
}
