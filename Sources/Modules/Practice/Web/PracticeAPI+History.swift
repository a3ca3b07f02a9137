import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// What was done to a practice, and what its reviewers said, for programs.
extension PracticeAPI {
  static let historyCalls: [APICall<PracticeAPI>] = [
    APICall(
      .get,
      "practices/{id}/history",
      "listPracticeHistory",
      "List what was done to a practice, the earliest first",
      answer: .list(PracticeShapes.history)
    ) { try await $0.history($1, $2) },
    APICall(
      .get,
      "practices/{id}/history/{position}",
      "readPracticeChange",
      "Read one change word by word",
      answer: .plain(PracticeShapes.change)
    ) { try await $0.change($1, $2) },
    APICall(
      .get,
      "practices/{id}/reviews",
      "listPracticeReviews",
      "List the reviews that you may read, the earliest first",
      answer: .list(PracticeShapes.reviews)
    ) { try await $0.reviews($1, $2) },
  ]

  private func history(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .readHistory)
    let slice = try Slice(request, of: "history")
    let after = try slice.after?.number() ?? -1
    let lines = try await pages.history(of: record, context).lines.filter { $0.act.position > after }
    let rows = lines.prefix(slice.reach).map { PracticeShapes.Done(practice: record.id, line: $0) }
    return try site.answer(PracticeShapes.history, rows, slice, request) { Cursor($0.line.act.position, "") }
  }

  private func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .readHistory)
    let found = try await pages.change(of: record, context)
    return try site.json(PracticeShapes.change.json(found))
  }

  private func reviews(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .read)
    let names = try await site.names(of: record.reviewers)
    let rows = record.reviews(for: context.viewer, on: site.today).map {
      PracticeShapes.Reviewed(reviewer: PracticeReviewModel.name(of: $0.reviewer, names), review: $0)
    }
    return try site.answer(PracticeShapes.reviews, all: rows, request)
  }
}

extension PracticeShapes {
  static let history = APIList("history", of: done)
  static let reviews = APIList("reviews", of: review)

  struct Done: Sendable {
    let practice: String
    let line: PracticeHistory.Line
  }

  private static let done = Shape<Done>(
    "PracticeAct",
    [
      .value("position", "Its place in the log") { Int($0.line.act.position) },
      .value("at", "When, in Coordinated Universal Time") { $0.line.act.at.ISO8601Format() },
      .value("who", "A name, or a number where you may not know it") { $0.line.who },
      .value("act", "What was done") { $0.line.act.act },
      .value("reason", "Why; empty where that was not said, or was closed to you then") { $0.line.reason },
      .value("changed", "What a change changed, where it was open to you then") { $0.line.changed },
      .value("embargo", "The day of the embargo that it set") { $0.line.act.embargo },
      .value("href", "Where the change can be read; null where none was described, or it is closed to you") {
        done in
        done.line.change.map { _ in "/api/v1/practices/\(done.practice)/history/\(done.line.act.position)" }
      },
    ]
  )

  private static let kinds: [WordDifference.Kind: String] = [.same: "same", .gone: "gone", .new: "new"]

  private static let run = Shape<WordDifference.Run>(
    "ChangedWords",
    [
      .value("kind", "Whether the words stayed, went or came", of: ["same", "gone", "new"]) {
        kinds[$0.kind] ?? ""
      },
      .value("text", "The words") { $0.text },
    ]
  )

  private static let field = Shape<PracticeChange.Field>(
    "ChangedField",
    [
      .value("field", "The name of the field") { $0.name },
      .value("label", "What people call it") { $0.label },
      .list("runs", "In reading order", of: run) { $0.runs },
    ]
  )

  static let change = Shape<(line: PracticeHistory.Line, change: PracticeChange)>(
    "PracticeChange",
    [
      .value("position", "Its place in the log") { Int($0.line.act.position) },
      .value("at", "When, in Coordinated Universal Time") { $0.line.act.at.ISO8601Format() },
      .value("reason", "Why; empty where that was not said") { $0.line.reason },
      .list("fields", "What is described otherwise", of: field) { $0.change.fields },
    ]
  )

  struct Reviewed: Sendable {
    let reviewer: String
    let review: PracticeRecord.Review
  }

  /// Who says that they are conflicted hands in no review.
  private static let shownOfReview = PracticeReviewForm.form.fields.map(\.name).filter { $0 != "conflicted" }

  private static let review = Shape<Reviewed>(
    "PracticeReview",
    [
      .value("reviewer", "Who reviewed it") { $0.reviewer },
      .value("reviewed_on", "The day on which it was handed in") { PartialDate(on: $0.review.at) },
      .form(PracticeReviewForm.form, always: shownOfReview, hiding: { _ in ["conflicted"] }) {
        $0.review.review
      },
    ]
  )
}
