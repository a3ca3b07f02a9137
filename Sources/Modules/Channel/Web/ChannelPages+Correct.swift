import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Putting right what a referral says of the person.
extension ChannelPages {
  @Sendable func correctPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .correct)
    try await site.consult(found.record, to: ChannelPolicy.Act.correct.rawValue, request, context)
    let form = ReferralForm.correction(of: found.row)
    let values = form.values(of: try await said(by: found.row))
    return try correctPage(found, values, [], context)
  }

  /// What it says now; of an erased one there is nothing left to put right.
  func said(by row: ReferralRow) async throws -> ReferralForm.Sent {
    .init(row, try await site.find(Referral.vault) { try ReferralList.sealed(row.id, in: $0) })
  }

  private func correctPage(
    _ found: Found,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: "Correct this referral",
      path: "/correct",
      button: "Save the correction",
      lead:
        "Change what is wrong and leave the rest. What it said before stays in the log, sealed. Whoever was given a copy is not told by this: tell them.",
      hidden: ("version", String(found.row.version))
    )
    let form = ReferralForm.correction(of: found.row).model(values, errors: errors)
    let record = found.record
    let model = frame.model(form, caption: record.title, at: record.address, back: "Back to the referral")
    return try site.formPage(model, errors, context)
  }

  @Sendable func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .correct)
    _ = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    do {
      try await correct(found, values, refusing: "reason", expecting: seen, context)
    } catch let invalid as Invalid {
      return try correctPage(found, values, invalid.errors, context)
    } catch is VersionConflict {
      let error = FieldError(
        "reason",
        "Somebody corrected it after you opened this. Look at the referral, and send this again if it is still right"
      )
      return try correctPage(found, values, [error], context)
    }
    return site.redirect(to: found.record.address)
  }

  /// - Parameter field: Beside which a refusal stands; nil where it came by no form.
  func correct(
    _ found: Found,
    _ values: FormValues,
    refusing field: String?,
    expecting version: Int,
    _ context: SiteContext
  ) async throws {
    _ = try await said(by: found.row)
    let corrected = try ReferralForm.corrected(values, found.row, on: site.today)
    try await site.perform(
      .correct(corrected),
      on: found.row.id,
      of: Referral.self,
      refusing: field,
      expecting: version,
      by: context.viewer
    )
  }
}
