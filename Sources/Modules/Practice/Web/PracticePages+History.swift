import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// What was done to a practice, and one change word by word.
extension PracticePages {
  /// The history as whoever asks may read it.
  func history(of record: PracticeRecord.Row, _ context: SiteContext) async throws -> PracticeHistory {
    let acts = try await site.read(.learning) { try PracticeRecord.history(of: record.id, in: $0) }
    return PracticeHistory(
      acts,
      of: record,
      try await site.names(of: acts.map(\.by)),
      for: context.viewer
    )
  }

  /// One change, by its place in the log, where whoever asks may read it.
  func change(
    of record: PracticeRecord.Row,
    _ context: SiteContext
  ) async throws -> (line: PracticeHistory.Line, change: PracticeChange) {
    let position = Int64(try context.parameters.require("position"))
    let lines = try await history(of: record, context).lines
    guard let line = lines.first(where: { $0.act.position == position }), let change = line.change else {
      throw NotFound()
    }
    return (line, change)
  }

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .readHistory)
    let (line, change) = try await change(of: record, context)
    return try site.page(
      "practice/change",
      [
        "caption": record.details.title, "address": "/practices/\(record.id)",
        "when": PracticeWording.moment(line.act.at), "why": line.reason.isEmpty ? false : line.reason,
        "differences": change.model,
      ],
      context
    )
  }
}
