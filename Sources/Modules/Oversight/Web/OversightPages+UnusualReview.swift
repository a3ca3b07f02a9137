import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The review of unusual looking, by a person.
extension OversightPages {
  static let asking = Form<Judged>(
    "unusual-look-review",
    [
      .choice(
        \.outcome,
        "outcome",
        "What came of it?",
        UnusualLook.outcomeList,
        required: "Choose what came of it"
      ),
      .area(
        \.words,
        "words",
        "What you asked and found",
        hint: "It is sealed with the key of who looked. Name nobody else",
        max: 2000,
        required: "Say what you asked and found",
        rows: 4
      ),
    ]
  )

  /// What is to be reviewed, where the viewer may.
  func finding(_ context: SiteContext) async throws -> UnusualLooking.Finding {
    let id = try context.parameters.require("id")
    guard let finding = try await unusual(context).findings.first(where: { $0.id == id }) else {
      throw NotFound()
    }
    let facts = OversightPolicy.Facts(areas: finding.areas, account: finding.account)
    try OversightPolicy.policy.require(.reviewUnusual, context.viewer, facts)
    return finding
  }

  private func askingPage(
    _ finding: UnusualLooking.Finding,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let names = try await site.names(of: [finding.account])
    let frame = FormFrame(
      heading: "Review unusual looking",
      path: "/\(finding.id)/review",
      button: "Record the review",
      lead:
        "\(OversightWording.rule(finding.rule, site.oversight)) \(finding.looks.count) looks on \(finding.day.words). Ask them before you answer."
    )
    let model = frame.model(
      Self.asking.model(values, errors: errors),
      caption: who(finding.account, names),
      at: "/oversight/unusual",
      back: "Unusual looking"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func unusualReviewPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await askingPage(try await finding(context), FormValues(), [], context)
  }

  @Sendable func reviewUnusual(_ request: Request, _ context: SiteContext) async throws -> Response {
    let finding = try await finding(context)
    let values = try await site.values(of: request, context)
    do {
      try await review(finding, values, context)
    } catch let invalid as Invalid {
      return try await askingPage(finding, values, invalid.errors, context)
    }
    return site.redirect(to: "/oversight/unusual")
  }

  /// Of the latest review of something that was listed.
  @Sendable func unusualReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let id = try context.parameters.require("id")
    let review = try await unusual(context).findings.first { $0.id == id }?.review
    return try await site.receipt(
      among: review.map { [$0.position] } ?? [],
      in: UnusualLook.vault,
      context
    )
  }

  func review(
    _ finding: UnusualLooking.Finding,
    _ values: FormValues,
    _ context: SiteContext
  ) async throws {
    let judged = try Self.asking.parse(values, into: Judged())
    try await site.perform(
      .review(finding.listed, outcome: judged.outcome, words: judged.words),
      on: finding.id,
      of: UnusualLook.self,
      refusing: "words",
      by: context.viewer
    )
  }
}
