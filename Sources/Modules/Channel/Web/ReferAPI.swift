import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// A referral by a partner's program, without an account: the same fields as the public form.
package struct ReferAPI: InterfacePart {
  private let pages: ReferPages
  private var site: Site { pages.site }

  package init(pages: ReferPages) { self.pages = pages }

  private struct Receipt: Sendable {
    let code: String
    let reference: String
    let progress: ReferPages.Progress
    let until: PartialDate
  }

  private static let receipt = Shape<Receipt>(
    "Receipt",
    [
      .value("code", "Keep it: it tells how far the referral is, and is shown nowhere else") { $0.code },
      .value("reference", "What people call the referral by") { $0.reference },
      .value("progress", "How far it is", of: ReferPages.Progress.allCases.map(\.rawValue)) {
        $0.progress.rawValue
      },
      .value("until", "Until when the code tells it") { $0.until },
    ]
  )

  private static let sending = APIBody(
    PublicReferral.form(areas: Practice.areaList, concerns: Referral.latestConcernList)
  )
  private static let asking = APIBody(ReferPages.asking)

  package static let calls: [APICall<ReferAPI>] = [
    APICall(
      .post,
      "refer",
      "refer",
      "Refer somebody, without an account",
      body: sending,
      answer: .plain(receipt, .created),
      act: ChannelPolicy.Act.refer.rawValue
    ) { try await $0.refer($1, $2) },
    APICall(
      .post,
      "refer/progress",
      "readProgress",
      "Ask by its code how far a referral is",
      body: asking,
      answer: .plain(receipt)
    ) { try await $0.progress($1, $2) },
  ]

  private func refer(_ request: Request, _ context: SiteContext) async throws -> Response {
    try ChannelPolicy.policy.require(.refer, context.viewer, .none)
    let values = try await site.values(of: request, Self.sending)
    let concerns = Referral.concernList(on: site.today)
    let form = PublicReferral.form(areas: try await site.areaList(), concerns: concerns)
    let code = FormCode()
    let made = try ReferralForm.made(
      values,
      as: form,
      concerns: concerns,
      on: site.today,
      subject: code.record
    )
    let begun = try await pages.forms.begin(code, until: site.now().addingTimeInterval(86_400), context)
    try await pages.send(made, by: begun)
    return try await answer(code, .created)
  }

  private func progress(_ request: Request, _ context: SiteContext) async throws -> Response {
    let values = try await site.values(of: request, Self.asking)
    let typed = try ReferPages.asking.parse(values, into: "")
    guard let form = try await pages.forms.find(typed, context), form.record != nil else {
      throw Invalid([FieldError("code", "No referral was sent with this code, or its time has run out")])
    }
    return try await answer(form.code, .ok)
  }

  private func answer(_ code: FormCode, _ status: HTTPResponse.Status) async throws -> Response {
    let until = try await pages.forms.end(of: code)
    let receipt = Receipt(
      code: code.text,
      reference: Referral.reference(of: code.record),
      progress: try await pages.progress(of: code.record),
      until: PartialDate(on: until ?? site.now())
    )
    return try site.json(Self.receipt.json(receipt), status)
  }
}
