import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// What becomes of a request to erase somebody.
enum ErasureStep: CaseIterable, Sendable {
  case approve, refuse, withdraw

  var act: RetentionPolicy.Act {
    switch self {
    case .approve: .approve
    case .refuse: .refuse
    case .withdraw: .withdraw
    }
  }

  var path: String { act.rawValue }

  var label: String {
    switch self {
    case .approve: "Approve, and erase for ever"
    case .refuse: "Refuse it"
    case .withdraw: "Withdraw the request"
    }
  }

  /// A note where something is approved, a reason where it is not.
  var form: Form<String> { self == .approve ? RetentionForms.approve : Reason.form }

  fileprivate var frame: FormFrame {
    switch self {
    case .approve:
      FormFrame(
        heading: "Approve the erasure",
        path: "/approve",
        button: label,
        lead: "The keys are destroyed at once. This cannot be undone, by anybody.",
        style: "govuk-button--warning"
      )
    case .refuse: FormFrame(heading: "Refuse the erasure", path: "/refuse", button: label)
    case .withdraw: FormFrame(heading: "Withdraw the request", path: "/withdraw", button: label)
    }
  }

  func command(_ reason: String) -> Erasure.Command {
    switch self {
    case .approve: .approve(reason: reason)
    case .refuse: .refuse(reason: reason)
    case .withdraw: .withdraw(reason: reason)
    }
  }
}

extension ErasurePages {
  func stepPage(_ step: ErasureStep, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: step.act)
    if step == .approve { try site.requireRecentProof(context) }
    return try stepPage(step, row, FormValues(), [], context)
  }

  func take(_ step: ErasureStep, _ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: step.act)
    let values = try await site.values(of: request, context)
    if step == .approve { try site.requireRecentProof(context, sending: values) }
    do {
      try await take(step, row, values, context)
    } catch let invalid as Invalid {
      return try stepPage(step, row, values, invalid.errors, context)
    }
    return site.redirect(to: "/erasures/\(row.id)")
  }

  /// Approved, it is carried out at once: when this returns, the certificate is there.
  func take(
    _ step: ErasureStep,
    _ row: ErasureList.Row,
    _ values: FormValues,
    _ context: SiteContext
  ) async throws {
    let reason = try step.form.parse(values, into: "")
    if step == .approve {
      let decision = try await site.read(.directory) {
        try RetentionList.decisions([row.subject], in: $0)[row.subject]
      }
      guard decision?.isHeld != true else { throw ErasureHeld() }
    }
    try await site.perform(
      step.command(reason),
      on: row.id,
      of: Erasure.self,
      refusing: "reason",
      by: context.viewer
    )
    if step == .approve { try await site.erasing.carryOut(row.id) }
  }

  private func stepPage(
    _ step: ErasureStep,
    _ row: ErasureList.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let model = step.frame.model(
      step.form.model(values, errors: errors),
      caption: row.ground,
      at: "/erasures/\(row.id)",
      back: "Back to the erasure"
    )
    return try site.formPage(model, errors, context)
  }
}
