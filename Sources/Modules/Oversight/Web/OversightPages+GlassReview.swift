import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The review of a break-glass, by somebody else than who broke it.
extension OversightPages {
  struct Judged: Equatable, Sendable {
    var outcome = ""
    var words = ""
  }

  static let judging = Form<Judged>(
    "break-glass-review",
    [
      .choice(
        \.outcome,
        "outcome",
        "Was it justified?",
        BreakGlass.outcomeList,
        required: "Choose whether it was justified"
      ),
      .area(
        \.words,
        "words",
        "Why, and what is done about it",
        hint: "It is sealed with the record's key",
        max: 2000,
        required: "Say why",
        rows: 4
      ),
    ]
  )

  private func judgingPage(
    _ row: BreakGlassList.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let record = try await site.sealedRecord(row.record)
    let names = try await site.names(of: [row.by])
    let frame = FormFrame(
      heading: "Review the break-glass",
      path: "/review",
      button: "Record the review",
      lead: "\(who(row.by, names)) wrote: \(row.reason ?? "nothing that can still be read")"
    )
    let model = frame.model(
      Self.judging.model(values, errors: errors),
      caption: record?.title ?? "",
      at: "/break-glass/\(row.id)",
      back: "Back to the break-glass"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func reviewPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .reviewGlass)
    return try await judgingPage(row, FormValues(), [], context)
  }

  @Sendable func review(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .reviewGlass)
    let values = try await site.values(of: request, context)
    do {
      let judged = try Self.judging.parse(values, into: Judged())
      try await site.perform(
        .review(outcome: judged.outcome, words: judged.words),
        on: row.id,
        of: BreakGlass.self,
        refusing: "outcome",
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try await judgingPage(row, values, invalid.errors, context)
    }
    return site.redirect(to: "/break-glass/\(row.id)")
  }
}
