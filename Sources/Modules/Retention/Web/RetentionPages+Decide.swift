import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// Keeping longer, and holding.
extension RetentionPages {
  @Sendable func keepPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .keep)
    let values = RetentionForms.keep.values(of: .init(until: site.today.adding(months: 12)))
    return try keepPage(standing, values, [], context)
  }

  @Sendable func keep(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .keep)
    let values = try await site.values(of: request, context)
    do {
      try await keep(standing, values, context)
    } catch let invalid as Invalid {
      return try keepPage(standing, values, invalid.errors, context)
    }
    return site.redirect(to: "/retention/\(standing.subject)")
  }

  func keep(_ standing: Standing, _ values: FormValues, _ context: SiteContext) async throws {
    let asked = try RetentionForms.keep.parse(values, into: .init())
    guard let until = asked.until else { throw Invalid([FieldError("until", "Enter the day")]) }
    try await site.perform(
      .keep(until: until, reason: asked.reason),
      on: standing.subject,
      of: Retention.self,
      refusing: "until",
      by: context.viewer
    )
  }

  private func keepPage(
    _ standing: Standing,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: "Keep it longer",
      path: "/keep",
      button: "Keep it",
      lead: "Everything that has a review day of this person is kept until then, and looked at again."
    )
    return try page(RetentionForms.keep.model(values, errors: errors), standing, frame, errors, context)
  }

  private func page(
    _ form: Model,
    _ standing: Standing,
    _ frame: FormFrame,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let model = frame.model(
      form,
      caption: "Review and erasure",
      at: "/retention/\(standing.subject)",
      back: "Back to the record"
    )
    return try site.formPage(model, errors, context)
  }

  // MARK: Holds

  private static func frame(_ act: RetentionPolicy.Act) -> FormFrame {
    act == .hold
      ? FormFrame(
        heading: "Put a legal hold on it",
        path: "/hold",
        button: "Put the hold on it",
        lead: "Nothing of this person is erased until somebody ends the hold, whatever the rules say."
      )
      : FormFrame(
        heading: "End the legal hold",
        path: "/release",
        button: "End the hold",
        lead: "The rules hold again: what has passed its day is reviewed or erased."
      )
  }

  func reasonPage(_ act: RetentionPolicy.Act, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: act)
    return try page(Reason.form.model(FormValues(), errors: []), standing, Self.frame(act), [], context)
  }

  func reasoned(
    _ act: RetentionPolicy.Act,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let standing = try await found(context, to: act)
    let values = try await site.values(of: request, context)
    do {
      try await decide(act, standing, values, context)
    } catch let invalid as Invalid {
      let model = Reason.form.model(values, errors: invalid.errors)
      return try page(model, standing, Self.frame(act), invalid.errors, context)
    }
    return site.redirect(to: "/retention/\(standing.subject)")
  }

  func decide(
    _ act: RetentionPolicy.Act,
    _ standing: Standing,
    _ values: FormValues,
    _ context: SiteContext
  ) async throws {
    let reason = try Reason.form.parse(values, into: "")
    try await site.perform(
      act == .hold ? .hold(reason: reason) : .release(reason: reason),
      on: standing.subject,
      of: Retention.self,
      refusing: "reason",
      by: context.viewer
    )
  }
}
