import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Changing a setting: alone, or proposing it for somebody else to agree.
extension SettingPages {
  @Sendable func changePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .change)
    var change = SettingRecord.Change()
    (change.value, change.from) = (standing.value, site.today)
    let form = SettingForm.form(standing.declaration)
    return try changePage(standing, form, form.values(of: change), [], context)
  }

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .change)
    let values = try await site.values(of: request, context)
    let form = SettingForm.form(standing.declaration)
    do {
      try await change(standing, form.parse(values, into: .init()), refusing: "value", context)
    } catch let invalid as Invalid {
      return try changePage(standing, form, values, invalid.errors, context)
    }
    return site.redirect(to: "/settings/\(standing.key)")
  }

  func change(
    _ standing: SettingStanding,
    _ change: SettingRecord.Change,
    refusing field: String,
    _ context: SiteContext
  ) async throws {
    try await site.perform(
      .change(change, standing.declaration),
      on: standing.key,
      of: SettingRecord.self,
      refusing: field,
      by: context.viewer
    )
  }

  private func changePage(
    _ standing: SettingStanding,
    _ form: Form<SettingRecord.Change>,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let needsTwo = standing.declaration.needsTwo
    let frame = FormFrame(
      heading: needsTwo ? "Propose a change" : "Change a setting",
      path: "/change",
      button: needsTwo ? "Propose it" : "Save",
      lead: "\(standing.declaration.meaning). Today: \(standing.declaration.words(standing.value)). "
        + (needsTwo ? "Somebody else must agree before it holds." : "")
    )
    let model = form.model(values, errors: errors)
    return try site.formPage(Self.framed(model, standing, frame), errors, context)
  }

  private static func framed(_ model: Model, _ standing: SettingStanding, _ frame: FormFrame) -> Model {
    frame.model(
      model,
      caption: SettingWording.group(standing.key),
      at: "/settings/\(standing.key)",
      back: "Back to the setting"
    )
  }

  @Sendable func agree(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .agree)
    _ = try await site.values(of: request, context)
    try await agree(standing, context)
    return site.redirect(to: "/settings/\(standing.key)")
  }

  func agree(_ standing: SettingStanding, _ context: SiteContext) async throws {
    try await site.perform(
      .agree(standing.declaration),
      on: standing.key,
      of: SettingRecord.self,
      by: context.viewer
    )
  }

  @Sendable func declinePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .decline)
    return try declinePage(standing, FormValues(), [], context)
  }

  @Sendable func decline(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .decline)
    let values = try await site.values(of: request, context)
    do {
      try await decline(standing, values, context)
    } catch let invalid as Invalid {
      return try declinePage(standing, values, invalid.errors, context)
    }
    return site.redirect(to: "/settings/\(standing.key)")
  }

  func decline(_ standing: SettingStanding, _ values: FormValues, _ context: SiteContext) async throws {
    let reason = try Reason.form.parse(values, into: "")
    try await site.perform(
      .decline(reason: reason),
      on: standing.key,
      of: SettingRecord.self,
      refusing: "reason",
      by: context.viewer
    )
  }

  private func declinePage(
    _ standing: SettingStanding,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: "Decline what is proposed",
      path: "/decline",
      button: "Decline it",
      lead: standing.proposal.map { SettingShowModel.proposed($0, standing.declaration) },
      style: "govuk-button--warning"
    )
    let model = Reason.form.model(values, errors: errors)
    return try site.formPage(Self.framed(model, standing, frame), errors, context)
  }
}
