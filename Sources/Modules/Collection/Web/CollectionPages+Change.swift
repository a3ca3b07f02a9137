import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Making a collection, changing what it says, publishing and withdrawing it.
extension CollectionPages {
  func model(_ form: Model, _ row: CollectionList.Row, _ frame: FormFrame) -> Model {
    frame.model(
      form,
      caption: row.details.title,
      at: "/collections/\(row.id)",
      back: "Back to the collection"
    )
  }

  /// Does what a form asks and goes on to an address, or shows the form again with what is wrong.
  func answer<Value>(
    _ form: Form<Value>,
    _ frame: FormFrame,
    _ row: CollectionList.Row,
    _ request: Request,
    _ context: SiteContext,
    _ work: (FormValues) async throws -> String
  ) async throws -> Response {
    let values = try await site.values(of: request, context)
    do {
      return site.redirect(to: try await work(values))
    } catch let invalid as Invalid {
      return try site.formPage(
        model(form.model(values, errors: invalid.errors), row, frame),
        invalid.errors,
        context
      )
    }
  }

  func perform(
    _ command: Collection.Command,
    on row: CollectionList.Row,
    refusing field: String,
    _ context: SiteContext
  ) async throws {
    try await site.perform(
      command,
      on: row.id,
      of: Collection.self,
      refusing: field,
      by: context.viewer
    )
  }

  // MARK: Making

  @Sendable func newCollection(_ request: Request, _ context: SiteContext) async throws -> Response {
    try CollectionPolicy.policy.require(.make, context.viewer, .none)
    return try makePage(FormValues(), [], id: site.newID(), context)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    try CollectionPolicy.policy.require(.make, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await make(values, as: id, context)
    } catch let invalid as Invalid {
      return try makePage(values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/collections/\(id)")
  }

  func make(_ values: FormValues, as id: String, _ context: SiteContext) async throws {
    let details = try CollectionForm.details.parse(values, into: .init())
    try await site.perform(
      .make(details, organisation: context.viewer.organisation),
      on: id,
      of: Collection.self,
      by: context.viewer
    )
  }

  func makePage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    lead: String = "It begins as a draft that editors see. Add practices to it, then publish it.",
    _ context: SiteContext
  ) throws -> Response {
    var model = CollectionForm.details.model(values, errors: errors)
    model.merge([
      "heading": "Make a collection", "lead": lead, "action": "/collections", "button": "Save and go on",
      "backAddress": "/collections", "backLabel": "Collections",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  // MARK: What it says

  private static func revising(_ version: Int) -> FormFrame {
    FormFrame(
      heading: "Change title and introduction",
      path: "/edit",
      button: "Save",
      hidden: ("version", String(version))
    )
  }

  private func fields(
    _ row: CollectionList.Row,
    _ values: FormValues,
    _ errors: [FieldError] = []
  ) -> Model {
    row.life == .draft
      ? CollectionForm.details.model(values, errors: errors)
      : Reason.model(under: CollectionForm.details, values, errors)
  }

  @Sendable func edit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .revise)
    let values = CollectionForm.details.values(of: row.details)
    return try site.formPage(model(fields(row, values), row, Self.revising(row.version)), [], context)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .revise)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    do {
      try await revise(row, values, expecting: seen, context)
    } catch let invalid as Invalid {
      let form = fields(row, values, invalid.errors)
      return try site.formPage(model(form, row, Self.revising(seen)), invalid.errors, context)
    } catch let conflict as VersionConflict {
      let old = try await site.load(Collection.self, row.id, upTo: seen).state.details
      return try site.conflictPage(
        CollectionForm.details,
        seen: old,
        now: row.details,
        yours: CollectionForm.details.parse(values, into: old),
        values,
        context
      ) {
        model(fields(row, $0), row, Self.revising(conflict.actual))
      }
    }
    return site.redirect(to: "/collections/\(row.id)")
  }

  func revise(
    _ row: CollectionList.Row,
    _ values: FormValues,
    expecting seen: Int,
    present: Bool = false,
    _ context: SiteContext
  ) async throws {
    let read = { () throws(Invalid) in
      try CollectionForm.details.parse(values, into: row.details, present: present)
    }
    // A draft changes without a reason.
    var (details, reason) = (row.details, "")
    if row.life == .draft {
      details = try read()
    } else {
      (details, reason) = try Reason.parse(beside: read, values)
    }
    try await site.perform(
      .revise(details, reason: reason),
      on: row.id,
      of: Collection.self,
      expecting: seen,
      by: context.viewer
    )
  }

  // MARK: Publishing and withdrawing

  private static let publishing = FormFrame(
    heading: "Publish the collection",
    path: "/publish",
    button: "Publish it",
    lead: "Anyone can read it then, and sees those of its practices that they may read."
  )

  private static func withdrawing(_ row: CollectionList.Row) -> FormFrame {
    let isDraft = row.life == .draft
    return FormFrame(
      heading: isDraft ? "Discard this draft" : "Withdraw the collection",
      path: "/withdraw",
      button: isDraft ? "Discard it" : "Withdraw it",
      lead: isDraft
        ? "Only editors saw it. It is listed nowhere after, and cannot be taken up again."
        : "The page stays and says when it was withdrawn and why. Its practices stay in the library.",
      style: "govuk-button--warning"
    )
  }

  @Sendable func publishPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .publish)
    let form = CollectionForm.publication.model(FormValues())
    return try site.formPage(model(form, row, Self.publishing), [], context)
  }

  @Sendable func publish(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .publish)
    return try await answer(CollectionForm.publication, Self.publishing, row, request, context) { values in
      try await perform(Self.publish(values), on: row, refusing: "reason", context)
      return "/collections/\(row.id)"
    }
  }

  static func publish(_ values: FormValues) throws(Invalid) -> Collection.Command {
    .publish(reason: try CollectionForm.publication.parse(values, into: ""))
  }

  @Sendable func withdrawPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .withdraw)
    return try site.formPage(
      model(Reason.form.model(FormValues()), row, Self.withdrawing(row)),
      [],
      context
    )
  }

  @Sendable func withdraw(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .withdraw)
    return try await answer(Reason.form, Self.withdrawing(row), row, request, context) { values in
      try await perform(Self.withdraw(values), on: row, refusing: "reason", context)
      return "/collections/\(row.id)"
    }
  }

  static func withdraw(_ values: FormValues) throws(Invalid) -> Collection.Command {
    .withdraw(reason: try Reason.form.parse(values, into: ""))
  }
}
