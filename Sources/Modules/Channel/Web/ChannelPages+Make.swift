import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Recording a referral.
extension ChannelPages {
  /// The areas in which the viewer may record a referral.
  func areasToMake(in context: SiteContext) async throws -> CodeList {
    let all = try await site.areaList()
    let codes = all.codes.filter {
      ChannelPolicy.policy.allows(.make, context.viewer, .init(area: $0.code))
    }
    return CodeList(all.name, version: all.version, codes)
  }

  /// The same, for who may record one anywhere.
  ///
  /// - Throws: ``Denied``.
  func requireToMake(_ context: SiteContext) async throws -> CodeList {
    let areas = try await areasToMake(in: context)
    // The rule asks for an area: without any, it says who is turned away.
    if areas.codes.isEmpty { try ChannelPolicy.policy.require(.make, context.viewer, .none) }
    try site.requireSecondFactor(for: Referral.vault, context)
    return areas
  }

  @Sendable func newReferral(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    return try makePage(areas, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await make(values, in: areas, as: id, context)
    } catch let invalid as Invalid {
      return try makePage(areas, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/referrals/\(id)")
  }

  func make(_ values: FormValues, in areas: CodeList, as id: String, _ context: SiteContext) async throws {
    let made = try ReferralForm.made(values, areas: areas, on: site.today, subject: id)
    try await site.perform(.make(made), on: id, of: Referral.self, by: context.viewer)
  }

  private func makePage(
    _ areas: CodeList,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let form = ReferralForm.form(areas: areas, concerns: Referral.concernList(on: site.today))
    let page: Model = [
      "heading": "Record a referral",
      "lead":
        "For anybody of whom somebody is concerned that they may be drawn into terrorism, whatever the ideology, or none. What you write of the person is sealed; who opens it says what for.",
      "action": "/referrals", "button": "Record it", "backAddress": "/referrals", "backLabel": "Referrals",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]
    return try site.formPage(form.model(values, errors: errors).merging(page) { $1 }, errors, context)
  }
}
