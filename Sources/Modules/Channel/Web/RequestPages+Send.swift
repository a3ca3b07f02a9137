import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Asking a partner: who is told is written first.
extension RequestPages {
  @Sendable func newRequest(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .work)
    _ = try await site.statedPurpose(for: found.record, request, context)
    return try newPage(found, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func send(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .work)
    let purpose = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await send(values, found, as: id, for: purpose, refusing: "partner", context)
    } catch let invalid as Invalid {
      return try newPage(found, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/requests/\(id)")
  }

  /// Writes who is told, and then records the question.
  ///
  /// - Parameter field: Where a refusal stands; nil for programs, which are refused as such.
  func send(
    _ values: FormValues,
    _ found: CasePages.Found,
    as id: String,
    for purpose: StatedPurpose,
    refusing field: String?,
    _ context: SiteContext
  ) async throws {
    let asking = try RequestForms.asking.parse(values, into: .init())
    guard let due = asking.due else { throw Invalid([FieldError("due", RequestForms.dueNeeded)]) }
    guard site.today <= due else {
      throw Invalid([FieldError("due", "The day by which an answer is needed must lie ahead")])
    }
    let question = InformationRequest.Question(
      caseID: found.row.id,
      subject: found.state.subject,
      partner: asking.partner,
      agency: Coded(asking.agency, version: PanelMeeting.agencyList.version),
      what: asking.what,
      why: asking.why,
      basis: Coded(asking.basis, version: Case.basisList.version),
      due: due
    )
    try await site.disclose(
      found.record,
      to: asking.partner,
      as: InformationRequest.category,
      on: asking.basis,
      for: purpose,
      under: found.glass?.id,
      by: context.viewer
    )
    try await site.perform(
      .send(question),
      on: id,
      of: InformationRequest.self,
      refusing: field,
      by: context.viewer
    )
  }

  private func newPage(
    _ found: CasePages.Found,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: "Ask a partner",
      path: "/requests",
      button: "Send the question",
      lead:
        "To ask is to tell: the partner learns that there is a case. What is asked, why, and on which lawful basis is kept, and that they were told stands in the access log.",
      hidden: ("record", id)
    )
    let form = RequestForms.asking.model(values, errors: errors)
    let model = frame.model(
      form,
      caption: "Case \(found.record.title)",
      at: found.record.address,
      back: "Back to the case"
    )
    return try site.formPage(model, errors, context)
  }
}
