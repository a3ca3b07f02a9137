import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// A copy of a referral for somebody outside.
extension ChannelPages {
  private static let copying = FormFrame(
    heading: "Give a copy",
    path: "/copy",
    button: "Make the copy",
    lead:
      "You get a file with all that the referral says. Who gets it, on which lawful basis and what for, is written down first. Give it only to who needs it, and by a way that nobody else can read."
  )

  @Sendable func copyPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .disclose)
    _ = try await site.statedPurpose(for: found.record, request, context)
    try site.requireRecentProof(context)
    return try copyPage(found, FormValues(), [], context)
  }

  private func copyPage(
    _ found: Found,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let form = ReferralForm.copy.model(values, errors: errors)
    let record = found.record
    let model = Self.copying.model(
      form,
      caption: record.title,
      at: record.address,
      back: "Back to the referral"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func copy(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .disclose)
    let purpose = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    do {
      let copy = try ReferralForm.copy.parse(values, into: .init())
      let sealed = try await disclose(found, copy, for: purpose, context)
      let list = ReferralTable.copy(found.row, sealed, to: copy.recipient, try await site.areaNames())
      return try await site.file(list, .ods, from: context.origin + found.record.address)
    } catch let invalid as Invalid {
      return try copyPage(found, values, invalid.errors, context)
    }
  }

  /// What is sealed of a referral, once it is written who gets it.
  func disclose(
    _ found: Found,
    _ copy: ReferralForm.Copy,
    for purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws -> ReferralSealed {
    let id = found.row.id
    try await site.disclose(
      found.record,
      to: copy.recipient,
      as: "copy",
      on: copy.basis,
      for: purpose,
      under: found.glass?.id,
      by: context.viewer
    )
    let sealed = try await site.find(Referral.vault) { try ReferralList.sealed(id, in: $0) }
    return sealed
  }
}
